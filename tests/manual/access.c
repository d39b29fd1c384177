#include "check.h"

static void copy(const char *from, const char *to)
{
	int in = NEED(open(from, O_RDONLY)), out = NEED(open(to, O_WRONLY | O_CREAT, 0755));
	char bytes[4096];
	ssize_t got;

	while ((got = NEED(read(in, bytes, sizeof(bytes)))) > 0)
		NEED(write(out, bytes, got));
	close(in);
	close(out);
}

static void program_that_runs(void)
{
	int ready[2];
	pid_t child;
	char byte;

	copy("/bin/sleep", "program");
	NEED(pipe2(ready, O_CLOEXEC));
	child = NEED(fork());
	if (!child) {
		execl("program", "program", "9", NULL);
		_exit(1);
	}
	close(ready[1]);
	NEED(read(ready[0], &byte, 1)); /* until the program has taken the child's place */
	if (open("program", O_WRONLY) != -1 || errno != ETXTBSY) {
		kill(child, SIGKILL);
		exit(77);
	}
	IS(access("program", W_OK), 0);
	kill(child, SIGKILL);
}

CHECKS(CHECK(program_that_runs))

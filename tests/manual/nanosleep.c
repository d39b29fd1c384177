#include "check.h"
#include <time.h>

static void until_it_sleeps(pid_t child)
{
	char path[64], state = 0;

	snprintf(path, sizeof(path), "/proc/%d/syscall", child);
	while (state != '3') { /* "35 ...", or "running" */
		FILE *file = fopen(path, "r");

		if (!file)
			exit(77);
		state = fgetc(file);
		fclose(file);
	}
}

/* How a child ends that sleeps half a second, stopped and continued in its sleep. */
static int sleeps(struct timespec *rest)
{
	struct timespec whole = { 0, 500000000 };
	int status;
	pid_t child = NEED(fork());

	if (!child) {
		int failed = syscall(SYS_nanosleep, &whole, rest) ? errno : 0;

		_exit(failed ? failed : (uintptr_t)rest > PAGE && rest->tv_nsec ? 200 : 0);
	}
	until_it_sleeps(child);
	NEED(kill(child, SIGSTOP));
	NEED(waitpid(child, &status, WUNTRACED));
	NEED(kill(child, SIGCONT));
	NEED(waitpid(child, &status, 0));
	return WEXITSTATUS(status);
}

static void stopped_and_continued(void)
{
	IS(sleeps((struct timespec *)8), EFAULT);
}

static void rest_of_a_whole_sleep(void)
{
	static struct timespec rest;

	IS(sleeps(&rest), 200);
}

CHECKS(CHECK(stopped_and_continued), CHECK(rest_of_a_whole_sleep))

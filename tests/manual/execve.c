#include "check.h"
#include <elf.h>
#include <sys/ptrace.h>

static unsigned char program[1 << 20];
static size_t length;

/* This program, to be changed. */
static Elf64_Phdr *read_program(int *count)
{
	int fd = NEED(open("/proc/self/exe", O_RDONLY));

	length = NEED(read(fd, program, sizeof(program)));
	close(fd);
	*count = ((Elf64_Ehdr *)program)->e_phnum;
	return (Elf64_Phdr *)(program + ((Elf64_Ehdr *)program)->e_phoff);
}

static void write_program(const char *name, mode_t mode)
{
	int fd = NEED(open(name, O_WRONLY | O_CREAT | O_TRUNC, 0700));

	NEED(write(fd, program, length));
	NEED(fchmod(fd, mode));
	close(fd);
}

/* How a child ends that runs NAME: its errno where it cannot, 2 ("no such check") where it can. */
static int child_runs(const char *name, void (*before)(void))
{
	char *argv[] = { (char *)name, NULL };
	int status;

	if (!NEED(fork())) {
		before();
		execve(name, argv, argv + 1);
		_exit(100 + errno % 100);
	}
	NEED(wait(&status));
	return WEXITSTATUS(status);
}

static void nothing(void)
{
}

static void interpreter_is_directory(void)
{
	int count;
	Elf64_Phdr *one = read_program(&count);

	for (; count--; one++)
		if (one->p_type == PT_INTERP)
			strcpy((char *)program + one->p_offset, "/tmp"), one->p_filesz = 5;
	write_program("program", 0700);
	IS(child_runs("./program", nothing), 100 + EACCES);
}

static void two_interpreters(void)
{
	int count, i, interpreter = -1, note = -1;
	Elf64_Phdr *all = read_program(&count);

	for (i = 0; i < count; i++)
		if (all[i].p_type == PT_INTERP)
			interpreter = i;
		else if (all[i].p_type == PT_NOTE)
			note = i;
	if (interpreter < 0 || note < 0)
		exit(77);
	all[note] = all[interpreter];
	write_program("program", 0700);
	IS(child_runs("./program", nothing), 2);
}

static void no_descriptors(void)
{
	struct rlimit none = { 0, 0 };

	NEED(setrlimit(RLIMIT_NOFILE, &none));
}

static void no_descriptor_is_needed(void)
{
	int count, i;
	Elf64_Phdr *all = read_program(&count);

	for (i = 0; i < count; i++) /* run by nothing: the call itself is looked at */
		if (all[i].p_type == PT_INTERP)
			all[i].p_type = PT_NULL;
	write_program("program", 0700);
	IS(child_runs("./program", no_descriptors) >= 100, 0);
}

static void traced_nobody(void)
{
	become_nobody();
	NEED(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

static void set_uid_while_traced(void)
{
	int count;

	if (geteuid())
		exit(77);
	read_program(&count);
	NEED(chmod(".", 0755));
	write_program("program", 04755);
	{
		char *argv[] = { "./program", "who", NULL };
		int status;
		pid_t child = NEED(fork());

		if (!child) {
			traced_nobody();
			execve(argv[0], argv, argv + 2);
			_exit(100 + errno);
		}
		NEED(waitpid(child, &status, 0));
		IS(WIFSTOPPED(status), 1); /* SIGTRAP: the new program is there */
		NEED(ptrace(PTRACE_CONT, child, 0, 0));
		NEED(waitpid(child, &status, 0));
		IS(WEXITSTATUS(status), 3);
	}
}

static void set_uid_without_suid(void)
{
	int count;

	read_program(&count);
	mounted("tmpfs", MS_NOSUID);
	write_program("m/program", 04755);
	{
		char *argv[] = { "m/program", "who", NULL };
		int status;
		pid_t child = NEED(fork());

		if (!child) {
			become_nobody();
			execve(argv[0], argv, argv + 2);
			_exit(100 + errno);
		}
		NEED(waitpid(child, &status, 0));
		IS(WEXITSTATUS(status), 3);
	}
}

static void small_stack(void)
{
	struct rlimit small = { 65536, RLIM_INFINITY };

	NEED(setrlimit(RLIMIT_STACK, &small));
}

static void less_than_32_pages(void)
{
	static char text[100000];
	char *argv[] = { "true", text, NULL };
	int status;

	memset(text, 'x', sizeof(text) - 1);
	if (!NEED(fork())) {
		small_stack();
		execve("/bin/true", argv, argv + 2);
		_exit(100 + errno);
	}
	NEED(wait(&status));
	IS(WEXITSTATUS(status), 100 + E2BIG);
}

static void handle(int number)
{
	(void)number;
}

static void interrupted_by_a_lease(void)
{
	struct sigaction action = { .sa_handler = handle };
	char *argv[] = { "./program", NULL };
	int count;

	read_program(&count);
	write_program("program", 0700);
	NEED(sigaction(SIGIO, &action, NULL));
	NEED(fcntl(NEED(open("program", O_RDONLY)), F_SETLEASE, F_WRLCK));
	FAILS(execve(argv[0], argv, argv + 1), EINTR);
}

/* Run by others: 3 where the program has no privilege. */
static void who(void)
{
	exit(geteuid() == NOBODY ? 3 : 4);
}

CHECKS(CHECK(interpreter_is_directory), CHECK(two_interpreters), CHECK(no_descriptor_is_needed),
       CHECK(set_uid_while_traced), CHECK(set_uid_without_suid), CHECK(less_than_32_pages),
       CHECK(interrupted_by_a_lease), CHECK(who))

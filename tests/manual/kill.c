#include "check.h"

static pid_t made(void (*run)(void))
{
	pid_t pid = NEED(fork());

	if (!pid) {
		run();
		exit(0);
	}
	return pid;
}

static void waits(void)
{
	pause();
}

static void asks(void)
{
	become_nobody();
	IS(kill(-1, 0), 0);
	FAILS(kill(2, 0), EPERM);
}

static void in_a_name_space(void)
{
	int status;

	made(waits);
	NEED(waitpid(made(asks), &status, 0));
	exit(WEXITSTATUS(status));
}

static void nobody_may_be_signalled(void)
{
	int status;

	if (geteuid())
		exit(77);
	NEED(unshare(CLONE_NEWPID));
	NEED(waitpid(made(in_a_name_space), &status, 0));
	exit(WEXITSTATUS(status));
}

static void unknown_signal_to_nobody(void)
{
	FAILS(kill(0x400001, 1000), ESRCH);
	FAILS(kill(getpid(), 1000), EINVAL);
}

CHECKS(CHECK(nobody_may_be_signalled), CHECK(unknown_signal_to_nobody))

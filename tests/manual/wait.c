#include "check.h"

static void status_not_writable(void)
{
	int *nowhere = pages(1, PROT_NONE, MAP_PRIVATE);
	pid_t child = NEED(fork());

	if (!child)
		_exit(0);
	FAILS(syscall(SYS_wait4, child, nowhere, 0, NULL), EFAULT);
	FAILS(waitpid(child, NULL, 0), ECHILD);
}

static void child_of_fork(void)
{
	pid_t child = NEED(fork());

	if (!child)
		_exit(0);
	FAILS(waitpid(child, NULL, __WCLONE), ECHILD);
	IS(waitpid(child, NULL, 0), child);
}

CHECKS(CHECK(status_not_writable), CHECK(child_of_fork))

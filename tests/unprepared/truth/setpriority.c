#include "truth.h"

#define SET(which, who, nice) CALL(SYS_setpriority, which, who, nice)

int main(void)
{
	int which;
	pid_t gone = fork();

	if (!gone)
		_exit(0);
	waitpid(gone, NULL, 0);
	for (which = -4; which < 20; which++) {
		if (which == PRIO_PROCESS || which == PRIO_PGRP)
			CHILD({ setpgid(0, 0); WORKS(SET(which, 0, 0)); });
		else if (which != PRIO_USER)
			FAILS(EINVAL, "unknown which", SET(which, 0, 0));
	}
	FAILS(ESRCH, "no such thread", SET(PRIO_PROCESS, gone, 0));
	FAILS(ESRCH, "no such thread", SET(PRIO_PROCESS, -1, 0));
	FAILS(ESRCH, "no such group or user", SET(PRIO_PGRP, gone, 0));
	FAILS(ESRCH, "no such group or user", SET(PRIO_USER, 54321, 0));
	WINS(EINVAL, ESRCH, SET(3, -1, 0));
	CHILD({
		/* a user who runs nothing else: what nobody runs may be nicer */
		setuid(400000 + getpid());
		WORKS(SET(PRIO_USER, 0, getpriority(PRIO_PROCESS, 0)));
	});
	CHILD({
		become_nobody();
		FAILS(EPERM, "thread of another user", SET(PRIO_PROCESS, getppid(), 19));
		WINS(EPERM, EACCES, SET(PRIO_PROCESS, getppid(), -20));
		WORKS(SET(PRIO_PROCESS, 0, 5));
		FAILS(EACCES, "made less nice", SET(PRIO_PROCESS, 0, 4));
		WORKS(SET(PRIO_PROCESS, 0, 5));
		WORKS(SET(PRIO_PROCESS, 0, 100));
		HOLDS(getpriority(PRIO_PROCESS, 0) == 19);
		FAILS(EACCES, "made less nice", SET(PRIO_PROCESS, 0, -100));
	});
	CHILD({
		WORKS(SET(PRIO_PROCESS, 0, -100));
		HOLDS(getpriority(PRIO_PROCESS, 0) == -20);
	});
	DONE();
}

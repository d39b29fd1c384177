#include "truth.h"

#define SET(pid, what, new, old) CALL(SYS_prlimit64, pid, what, new, old)

int main(void)
{
	struct rlimit64 now, set;
	unsigned int resource;
	pid_t gone = fork();

	if (!gone)
		_exit(0);
	waitpid(gone, NULL, 0);
	for (resource = 0; resource < 40; resource++) {
		if (resource < 16) {
			WORKS(SET(0, resource, NULL, &now));
			WORKS(SET(0, resource, &now, NULL));
		} else {
			FAILS(EINVAL, "unknown resource", SET(0, resource, NULL, &now));
		}
	}
	WORKS(SET(0, RLIMIT_CORE, NULL, NULL));
	WORKS(SET(getppid(), RLIMIT_CORE, NULL, &now));
	FAILS(EFAULT, "new limit not readable", SET(0, RLIMIT_CORE, hole() - 15, NULL));
	FAILS(EFAULT, "new limit not readable", SET(0, RLIMIT_CORE, 1L, NULL));
	FAILS(ESRCH, "no such process", SET(gone, RLIMIT_CORE, NULL, NULL));
	FAILS(ESRCH, "no such process", SET(-1, RLIMIT_CORE, NULL, NULL));
	CHILD({
		become_nobody();
		FAILS(EPERM, "process of another user", SET(getppid(), RLIMIT_CORE, NULL, &now));
		FAILS(EPERM, "process of another user", SET(getppid(), RLIMIT_CORE, NULL, NULL));
		WINS(EPERM, EINVAL, SET(getppid(), 16, NULL, NULL));
		WORKS(SET(getpid(), RLIMIT_CORE, NULL, &now));
	});
	WORKS(SET(0, RLIMIT_CORE, NULL, &now));
	set.rlim_cur = 2; set.rlim_max = 1;
	FAILS(EINVAL, "soft limit above the hard one", SET(0, RLIMIT_CORE, &set, NULL));
	WINS(EFAULT, ESRCH, SET(gone, RLIMIT_CORE, 1L, NULL));
	WINS(ESRCH, EINVAL, SET(gone, 16, NULL, NULL));
	set.rlim_cur = 1; set.rlim_max = 1UL << 40;
	FAILS(EPERM, "more descriptors than the system has", SET(0, RLIMIT_NOFILE, &set, NULL));
	CHILD({
		set.rlim_cur = set.rlim_max = 1000;
		WORKS(SET(0, RLIMIT_CORE, &set, NULL));
		WORKS(SET(0, RLIMIT_CORE, &set, &now));
		HOLDS(now.rlim_cur == 1000);
		become_nobody();
		set.rlim_max = 1001;
		FAILS(EPERM, "hard limit raised", SET(0, RLIMIT_CORE, &set, NULL));
		WINS(EPERM, EFAULT, SET(0, RLIMIT_CORE, &set, 1L));
		set.rlim_max = 1000; set.rlim_cur = 10;
		FAILS(EFAULT, "no memory for the old limit", SET(0, RLIMIT_CORE, &set, 1L));
		WORKS(SET(0, RLIMIT_CORE, NULL, &now));
		HOLDS(now.rlim_cur == 10);
	});
	FAILS(EFAULT, "no memory for the old limit", SET(0, RLIMIT_CORE, NULL, pages(1, PROT_READ)));
	WINS(EINVAL, EFAULT, SET(0, 16, NULL, 1L));
	DONE();
}

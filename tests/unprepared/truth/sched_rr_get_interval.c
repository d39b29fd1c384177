#include "truth.h"
#include <sched.h>

#define ASK(pid, where) CALL(SYS_sched_rr_get_interval, pid, (long)(where))

int main(void)
{
	struct timespec one;
	char *end = hole();

	HOLDS(ASK(0, &one) == 0 && ASK(getpid(), &one) == 0 && ASK(1, &one) == 0);
	HOLDS(ASK(0, end - 16) == 0);
	FAILS(EINVAL, "negative", ASK(-1, &one));
	FAILS(ESRCH, "no such process", ASK(0x400001, &one));
	FAILS(EFAULT, "not writable", ASK(0, end - 15));
	FAILS(EFAULT, "not writable", ASK(0, NULL));
	WINS(EINVAL, EFAULT, ASK(-1, NULL));
	WINS(ESRCH, EFAULT, ASK(0x400001, NULL));
	DONE();
}

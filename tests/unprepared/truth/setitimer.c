#include "truth.h"

#define SET(which, value, ovalue) CALL(SYS_setitimer, which, value, ovalue)

static struct itimerval wanted(long seconds, long micro, long again, long again_micro)
{
	return (struct itimerval){ .it_value = { seconds, micro }, .it_interval = { again, again_micro } };
}

int main(void)
{
	struct itimerval old, value = wanted(0, 0, 0, 0), wrong_micro = wanted(0, 1000000, 0, 0);
	struct itimerval wrong_again = wanted(0, 0, 0, -1), past = wanted(-1, 0, 0, 0);
	struct itimerval past_again = wanted(0, 0, -1, 0), largest = wanted(0, 0, 0, 999999);
	char *unwritable = pages(1, PROT_READ);

	FAILS(EFAULT, "new setting not readable", SET(ITIMER_REAL, hole(), NULL));
	WINS(EFAULT, EINVAL, SET(3, hole(), NULL));
	FAILS(EINVAL, "microseconds out of range", SET(ITIMER_REAL, &wrong_micro, NULL));
	FAILS(EINVAL, "microseconds out of range", SET(ITIMER_REAL, &wrong_again, NULL));
	FAILS(EINVAL, "negative seconds", SET(ITIMER_REAL, &past, NULL));
	FAILS(EINVAL, "negative seconds", SET(ITIMER_REAL, &past_again, NULL));
	FAILS(EINVAL, "no such timer", SET(3, &value, NULL));
	FAILS(EINVAL, "no such timer", SET(-1, NULL, NULL));
	FAILS(EFAULT, "old setting not writable", SET(ITIMER_REAL, &value, unwritable));
	WINS(EINVAL, EFAULT, SET(3, &value, unwritable));
	WORKS(SET(ITIMER_REAL, &largest, &old));
	WORKS(SET(ITIMER_VIRTUAL, NULL, &old));
	WORKS(SET(ITIMER_PROF, &value, NULL));
	DONE();
}

#include "truth.h"
#include <time.h>

#define SET(timer, flags, new, old) CALL(SYS_timer_settime, timer, flags, new, old)

int main(void)
{
	struct itimerspec good = { { 0, 0 }, { 1000, 0 } }, bad, old;
	int timer;

	WORKS(CALL(SYS_timer_create, CLOCK_MONOTONIC, NULL, &timer));
	WORKS(SET(timer, 0, &good, &old));
	WORKS(SET(timer, 0, &good, NULL));
	FAILS(EINVAL, "no setting", SET(timer, 0, NULL, NULL));
	FAILS(EFAULT, "setting not readable", SET(timer, 0, hole() - 31, NULL));
	WORKS(SET(timer, 0, hole() - 32, NULL));
	bad = good; bad.it_value.tv_sec = -1;
	FAILS(EINVAL, "nanoseconds or seconds out of range", SET(timer, 0, &bad, NULL));
	bad = good; bad.it_value.tv_nsec = -1;
	FAILS(EINVAL, "nanoseconds or seconds out of range", SET(timer, 0, &bad, NULL));
	bad = good; bad.it_value.tv_nsec = 1000000000;
	FAILS(EINVAL, "nanoseconds or seconds out of range", SET(timer, 0, &bad, NULL));
	bad = good; bad.it_interval.tv_sec = -1;
	FAILS(EINVAL, "nanoseconds or seconds out of range", SET(timer, 0, &bad, NULL));
	bad = good; bad.it_interval.tv_nsec = -1;
	FAILS(EINVAL, "nanoseconds or seconds out of range", SET(timer, 0, &bad, NULL));
	bad = good; bad.it_interval.tv_nsec = 1000000000;
	FAILS(EINVAL, "nanoseconds or seconds out of range", SET(timer, 0, &bad, NULL));
	bad = good; bad.it_value.tv_nsec = bad.it_interval.tv_nsec = 999999999;
	WORKS(SET(timer, 0, &bad, NULL));
	FAILS(EINVAL, "no such timer", SET(timer + 1, 0, &good, NULL));
	FAILS(EFAULT, "old setting not writable", SET(timer, 0, &good, pages(1, PROT_READ)));
	FAILS(EFAULT, "old setting not writable", SET(timer, 0, &good, hole() - 31));
	WINS(EFAULT, EINVAL, SET(timer + 1, 0, KERNEL_ADDRESS, NULL));
	WINS(EINVAL, EFAULT, SET(timer + 1, 0, &good, KERNEL_ADDRESS));
	DONE();
}

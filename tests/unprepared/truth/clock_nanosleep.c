#include "truth.h"
#include <time.h>

#define SLEEP(clock, flags, time, rest) CALL(SYS_clock_nanosleep, clock, flags, time, rest)

static void after_a_moment(void)
{
	struct itimerval moment = { { 0, 0 }, { 0, 20000 } };

	signal(SIGALRM, nothing);
	setitimer(ITIMER_REAL, &moment, NULL);
}

int main(void)
{
	static const int usual[] = { CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME, CLOCK_TAI };
	static const int none[] = { CLOCK_MONOTONIC_RAW, CLOCK_REALTIME_COARSE,
				    CLOCK_MONOTONIC_COARSE, CLOCK_THREAD_CPUTIME_ID };
	struct timespec moment = { 0, 1 }, negative = { -1, 0 }, long_time = { 100, 0 };
	struct timespec too_much = { 0, 1000000000 }, less = { 0, -1 };
	int i;

	for (i = CLOCK_TAI + 1; i < 40; i++)
		FAILS(EINVAL, "no such clock", SLEEP(i, 0, &moment, NULL));
	for (i = 0; i < 4; i++) {
		FAILS(EOPNOTSUPP, "clock that nobody can wait for", SLEEP(none[i], 0, &moment, NULL));
		FAILS(EFAULT, "time not readable", SLEEP(usual[i], 0, hole(), NULL));
		FAILS(EINVAL, "no time", SLEEP(usual[i], 0, &negative, NULL));
		FAILS(EINVAL, "no time", SLEEP(usual[i], TIMER_ABSTIME, &too_much, NULL));
		FAILS(EINVAL, "no time", SLEEP(usual[i], 0, &less, NULL));
		WORKS(SLEEP(usual[i], 0, &moment, NULL));
		WORKS(SLEEP(usual[i], TIMER_ABSTIME | 64, &moment, hole()));
	}
	after_a_moment();
	FAILS(EINTR, "signal", SLEEP(CLOCK_MONOTONIC, 0, &long_time, NULL));
	after_a_moment();
	FAILS(EFAULT, "no memory for the rest", SLEEP(CLOCK_MONOTONIC, 0, &long_time, hole()));
	DONE();
}

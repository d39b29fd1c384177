#include "truth.h"
#include <time.h>

static void alarm_soon(int flags)
{
	struct sigaction action = { .sa_handler = nothing, .sa_flags = flags };
	struct itimerval soon = { { 0, 0 }, { 0, 20000 } };
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &soon, NULL);
}

int main(void)
{
	struct timespec zero = { 0, 0 }, one = { 1, 0 }, least = { 0, 999999999 }, bad, rest;

	WORKS(CALL(SYS_nanosleep, &zero, NULL));
	WORKS(CALL(SYS_nanosleep, &zero, KERNEL_ADDRESS));
	FAILS(EFAULT, "time not readable", CALL(SYS_nanosleep, NULL, NULL));
	FAILS(EFAULT, "time not readable", CALL(SYS_nanosleep, hole() - 15, NULL));
	WORKS(CALL(SYS_nanosleep, hole() - 16, NULL));
	bad = zero; bad.tv_sec = -1;
	FAILS(EINVAL, "no time", CALL(SYS_nanosleep, &bad, NULL));
	bad = zero; bad.tv_nsec = -1;
	FAILS(EINVAL, "no time", CALL(SYS_nanosleep, &bad, NULL));
	bad = zero; bad.tv_nsec = 1000000000;
	FAILS(EINVAL, "no time", CALL(SYS_nanosleep, &bad, NULL));
	alarm_soon(0);
	FAILS(EINTR, "signal handled", CALL(SYS_nanosleep, &least, NULL));
	alarm_soon(SA_RESTART);
	FAILS(EINTR, "signal handled", CALL(SYS_nanosleep, &one, &rest));
	HOLDS(rest.tv_sec == 0 && rest.tv_nsec > 900000000);
	alarm_soon(SA_RESTART);
	FAILS(EFAULT, "no memory for the rest", CALL(SYS_nanosleep, &one, pages(1, PROT_READ)));
	DONE();
}

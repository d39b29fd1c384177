#include "truth.h"
#include <poll.h>
#include <sys/timerfd.h>

#define SET(fd, flags, new, old) CALL(SYS_timerfd_settime, fd, flags, new, old)

static int readable(int fd)
{
	struct pollfd one = { fd, POLLIN, 0 };
	return poll(&one, 1, 0);
}

int main(void)
{
	int timer = timerfd_create(CLOCK_MONOTONIC, 0);
	int realtime = timerfd_create(CLOCK_REALTIME, 0);
	int alarm_timer = timerfd_create(CLOCK_BOOTTIME_ALARM, 0);
	struct itimerspec good = { { 0, 0 }, { 1000, 0 } };
	struct itimerspec past = { { 0, 0 }, { 0, 1 } };
	struct itimerspec stop = { { 0, 0 }, { 0, 0 } };
	struct itimerspec bad, old;
	unsigned int flags;

	WORKS(SET(timer, 0, &good, &old));
	WORKS(SET(timer, 0, &good, NULL));
	FAILS(EFAULT, "times not readable", SET(timer, 0, NULL, NULL));
	FAILS(EFAULT, "times not readable", SET(timer, 0, hole() - 31, NULL));
	WORKS(SET(timer, 0, hole() - 32, NULL));
	for (flags = 1; flags; flags <<= 1) {
		if (flags <= 2)
			WORKS(SET(realtime, flags, &good, NULL));
		else
			FAILS(EINVAL, "unknown flag", SET(realtime, flags, &good, NULL));
	}
	bad = good; bad.it_value.tv_sec = -1;
	FAILS(EINVAL, "first time is none", SET(timer, 0, &bad, NULL));
	bad = good; bad.it_value.tv_nsec = -1;
	FAILS(EINVAL, "first time is none", SET(timer, 0, &bad, NULL));
	bad = good; bad.it_value.tv_nsec = 1000000000;
	FAILS(EINVAL, "first time is none", SET(timer, 0, &bad, NULL));
	bad = good; bad.it_value.tv_nsec = 999999999;
	WORKS(SET(timer, 0, &bad, NULL));
	bad = good; bad.it_interval.tv_sec = -1;
	FAILS(EINVAL, "interval is none", SET(timer, 0, &bad, NULL));
	bad = good; bad.it_interval.tv_nsec = -1;
	FAILS(EINVAL, "interval is none", SET(timer, 0, &bad, NULL));
	bad = good; bad.it_interval.tv_nsec = 1000000000;
	FAILS(EINVAL, "interval is none", SET(timer, 0, &bad, NULL));
	WINS(EFAULT, EINVAL, SET(0, 4, NULL, NULL));
	WINS(EINVAL, EBADF, SET(-1, 4, &good, NULL));
	WINS(EINVAL, EBADF, SET(-1, 0, &bad, NULL));
	FAILS(EBADF, "no open file", SET(-1, 0, &good, NULL));
	FAILS(EBADF, "no open file", SET(open_path_only(), 0, &good, NULL));
	FAILS(EINVAL, "no timer", SET(open("/", O_RDONLY), 0, &good, NULL));
	WINS(EINVAL, EFAULT, SET(open("/", O_RDONLY), 0, &good, KERNEL_ADDRESS));
	CHILD({
		drop_capability(CAP_WAKE_ALARM);
		FAILS(EPERM, "not allowed to wake the machine", SET(alarm_timer, 0, &good, NULL));
		WINS(EPERM, EFAULT, SET(alarm_timer, 0, &good, KERNEL_ADDRESS));
	});
	WORKS(SET(alarm_timer, 0, &good, NULL));
	WORKS(SET(timer, 0, &stop, NULL));
	FAILS(EFAULT, "no memory for the old times", SET(timer, 0, &good, pages(1, PROT_READ)));
	FAILS(EFAULT, "no memory for the old times", SET(timer, 0, &good, hole() - 31));
	WORKS(SET(timer, 0, &good, &old));
	HOLDS(old.it_value.tv_sec == 999);
	WORKS(SET(timer, TFD_TIMER_ABSTIME, &past, NULL));
	HOLDS(readable(timer));
	WORKS(SET(timer, 0, &stop, NULL));
	HOLDS(!readable(timer));
	UNREACHED(ECANCELED, "clock was set");
	DONE();
}

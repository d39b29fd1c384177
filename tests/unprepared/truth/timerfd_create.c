#include "truth.h"
#include <sys/timerfd.h>

int main(void)
{
	int clock, flags, fd;

	for (clock = -3; clock < 40; clock++) {
		if (clock == 0 || clock == 1 || clock == 7 || clock == 8 || clock == 9)
			WORKS(CALL(SYS_timerfd_create, clock, 0));
		else
			FAILS(EINVAL, "unknown clock", CALL(SYS_timerfd_create, clock, 0));
	}
	for (flags = 1; flags; flags <<= 1) {
		if (flags & (TFD_CLOEXEC | TFD_NONBLOCK))
			WORKS(CALL(SYS_timerfd_create, 0, flags));
		else
			FAILS(EINVAL, "unknown flag", CALL(SYS_timerfd_create, 0, flags));
	}
	CHILD({
		drop_capability(CAP_WAKE_ALARM);
		FAILS(EPERM, "not allowed to wake the machine", CALL(SYS_timerfd_create, 8, 0));
		FAILS(EPERM, "not allowed to wake the machine", CALL(SYS_timerfd_create, 9, 0));
		WORKS(CALL(SYS_timerfd_create, 7, 0));
		WINS(EINVAL, EPERM, CALL(SYS_timerfd_create, 8, 1));
		limit_files(0);
		WINS(EPERM, EMFILE, CALL(SYS_timerfd_create, 8, 0));
		FAILS(EMFILE, "no number left", CALL(SYS_timerfd_create, 0, 0));
	});
	fd = CALL(SYS_timerfd_create, 0, TFD_NONBLOCK);
	HOLDS(fcntl(fd, F_GETFL) == (O_RDWR | O_NONBLOCK) && fcntl(fd, F_GETFD) == 0);
	HOLDS(dup(fd) == fd + 1);
	UNREACHED(ENOMEM, "no memory for the timer");
	UNREACHED(ENFILE, "too many open files");
	DONE();
}

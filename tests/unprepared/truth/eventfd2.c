#include "truth.h"
#include <poll.h>
#include <sys/eventfd.h>

static int readable(int fd)
{
	struct pollfd one = { fd, POLLIN, 0 };
	return poll(&one, 1, 0);
}

int main(void)
{
	int flags;

	for (flags = 1; flags; flags <<= 1) {
		if (flags & (EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE))
			WORKS(CALL(SYS_eventfd2, 0, flags));
		else
			FAILS(EINVAL, "unknown flag", CALL(SYS_eventfd2, 0, flags));
	}
	WORKS(CALL(SYS_eventfd2, -1, 0));
	HOLDS(readable(CALL(SYS_eventfd2, 1, 0)));
	HOLDS(!readable(CALL(SYS_eventfd2, 0, EFD_SEMAPHORE)));
	HOLDS(fcntl(CALL(SYS_eventfd2, 1, EFD_CLOEXEC), F_GETFD) == FD_CLOEXEC);
	CHILD({
		limit_files(0);
		FAILS(EMFILE, "no number left", CALL(SYS_eventfd2, 0, 0));
		WINS(EINVAL, EMFILE, CALL(SYS_eventfd2, 0, 2));
	});
	CHILD({
		limit_files(1);
		WORKS(CALL(SYS_eventfd2, 0, 0));
	});
	UNREACHED(ENOMEM, "no memory for the counter");
	UNREACHED(ENFILE, "too many open files");
	DONE();
}

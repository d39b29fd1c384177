#include "truth.h"
#include <sys/signalfd.h>

#define MAKE(fd, mask, size, flags) CALL(SYS_signalfd4, fd, mask, size, flags)

int main(void)
{
	unsigned long set = 1UL << (SIGUSR1 - 1);
	long size, fd;
	int flags;

	for (size = 0; size < 20; size++) {
		if (size == 8)
			WORKS(MAKE(-1, &set, size, 0));
		else
			FAILS(EINVAL, "wrong size of the set", MAKE(-1, &set, size, 0));
	}
	FAILS(EINVAL, "wrong size of the set", MAKE(-1, &set, -1L, 0));
	FAILS(EFAULT, "set not readable", MAKE(-1, NULL, 8L, 0));
	FAILS(EFAULT, "set not readable", MAKE(-1, hole() - 7, 8L, 0));
	WORKS(MAKE(-1, hole() - 8, 8L, 0));
	fd = MAKE(-1, &set, 8L, 0);
	for (flags = 1; flags; flags <<= 1) {
		if (flags & (SFD_CLOEXEC | SFD_NONBLOCK)) {
			WORKS(MAKE(-1, &set, 8L, flags));
			HOLDS(MAKE(fd, &set, 8L, flags) == fd);
		} else {
			FAILS(EINVAL, "unknown flag", MAKE(-1, &set, 8L, flags));
			FAILS(EINVAL, "unknown flag", MAKE(fd, &set, 8L, flags));
		}
	}
	FAILS(EBADF, "no open file", MAKE(-2, &set, 8L, 0));
	FAILS(EBADF, "no open file", MAKE(open_path_only(), &set, 8L, 0));
	FAILS(EINVAL, "another kind of file", MAKE(0, &set, 8L, 0));
	WINS(EINVAL, EFAULT, MAKE(-1, NULL, 7L, 0));
	WINS(EFAULT, EINVAL, MAKE(-1, NULL, 8L, 1));
	WINS(EINVAL, EBADF, MAKE(-2, &set, 8L, 1));
	CHILD({
		limit_files(0);
		FAILS(EMFILE, "no number left", MAKE(-1, &set, 8L, 0));
		HOLDS(MAKE(fd, &set, 8L, 0) == fd);
		WINS(EINVAL, EMFILE, MAKE(-1, &set, 8L, 1));
	});
	UNREACHED(ENOMEM, "no memory for the file");
	UNREACHED(ENFILE, "too many open files");
	DONE();
}

#include "truth.h"

int main(void)
{
	FAILS(EINVAL, "unknown flag", CALL(SYS_dup3, 0, 50, O_NONBLOCK));
	WORKS(CALL(SYS_dup3, 0, 50, O_CLOEXEC));
	HOLDS(fcntl(50, F_GETFD) == FD_CLOEXEC);
	WORKS(CALL(SYS_dup3, 50, 51, 0));
	HOLDS(fcntl(51, F_GETFD) == 0);
	FAILS(EINVAL, "equal numbers", CALL(SYS_dup3, 0, 0, 0));
	FAILS(EINVAL, "equal numbers", CALL(SYS_dup3, 99, 99, 0));
	CHILD({
		limit(RLIMIT_NOFILE, 60);
		FAILS(EBADF, "number not allowed", CALL(SYS_dup3, 0, 60, 0));
		WORKS(CALL(SYS_dup3, 0, 59, 0));
	});
	FAILS(EBADF, "number not allowed", CALL(SYS_dup3, 0, -1, 0));
	FAILS(EBADF, "not open", CALL(SYS_dup3, 99, 50, 0));
	WORKS(CALL(SYS_dup3, open_path_only(), 52, 0));
	WINS(EINVAL, EBADF, CALL(SYS_dup3, 99, -1, O_NONBLOCK));
	WINS(EINVAL, EBADF, CALL(SYS_dup3, -1, -1, 0));
	UNREACHED(EBADF, "number beyond fs.nr_open");
	UNREACHED(ENOMEM, "no memory for a larger table");
	UNREACHED(EBUSY, "number taken by an open that is not finished");
	DONE();
}

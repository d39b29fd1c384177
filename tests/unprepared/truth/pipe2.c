#include "truth.h"

int main(void)
{
	int ends[2];
	int flags;

	for (flags = 1; flags; flags <<= 1) {
		if (flags == O_EXCL)
			FAILS(ENOPKG, "no notification pipes", CALL(SYS_pipe2, ends, flags));
		else if (flags & (O_CLOEXEC | O_NONBLOCK | O_DIRECT))
			WORKS(CALL(SYS_pipe2, ends, flags));
		else
			FAILS(EINVAL, "unknown flag", CALL(SYS_pipe2, ends, flags));
	}
	HOLDS(ends[1] == ends[0] + 1);
	HOLDS((fcntl(ends[0], F_GETFL) & O_ACCMODE) == O_RDONLY);
	CHILD({
		limit_files(0);
		FAILS(EMFILE, "two numbers are not left", CALL(SYS_pipe2, ends, 0));
		WINS(EMFILE, EFAULT, CALL(SYS_pipe2, NULL, 0));
		WINS(ENOPKG, EMFILE, CALL(SYS_pipe2, ends, O_EXCL));
		WINS(EINVAL, EMFILE, CALL(SYS_pipe2, ends, O_EXCL | O_APPEND));
	});
	CHILD({
		limit_files(1);
		FAILS(EMFILE, "two numbers are not left", CALL(SYS_pipe2, ends, 0));
	});
	CHILD({
		limit_files(2);
		WORKS(CALL(SYS_pipe2, ends, 0));
	});
	FAILS(EFAULT, "no memory for the numbers", CALL(SYS_pipe2, NULL, 0));
	FAILS(EFAULT, "no memory for the numbers", CALL(SYS_pipe2, hole() - 4, 0));
	FAILS(EFAULT, "no memory for the numbers", CALL(SYS_pipe2, pages(1, PROT_READ), 0));
	WORKS(CALL(SYS_pipe2, hole() - 8, 0));
	UNREACHED(ENFILE, "user has too much in pipes");
	UNREACHED(ENFILE, "too many open files");
	UNREACHED(ENOMEM, "no memory for the files");
	DONE();
}

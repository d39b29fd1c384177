#include "truth.h"

#define ADVISE(fd, offset, len, advice) CALL(SYS_fadvise64, fd, offset, len, advice)

int main(void)
{
	int pair[2], file, advice;

	work_in_new_directory();
	file = open("file", O_CREAT | O_RDWR, 0600);
	pipe(pair);
	for (advice = 0; advice <= 5; advice++)
		WORKS(ADVISE(file, 0, 0, advice));
	WORKS(ADVISE(file, -1, PAGE, 0));
	WORKS(ADVISE(open(".", O_RDONLY), 0, 1, 0));
	FAILS(EBADF, "bad file descriptor", ADVISE(-1, 0, 0, 0));
	FAILS(EBADF, "bad file descriptor", ADVISE(open_path_only(), 0, 0, 0));
	FAILS(EINVAL, "invalid advice", ADVISE(file, 0, 0, 6));
	FAILS(EINVAL, "invalid advice", ADVISE(file, 0, 0, -1));
	FAILS(EINVAL, "negative length", ADVISE(file, 0, -1L, 0));
	FAILS(ESPIPE, "pipe", ADVISE(pair[0], 0, 0, 0));
	FAILS(ESPIPE, "pipe", ADVISE(pair[1], 0, -1L, 77));
	DONE();
}

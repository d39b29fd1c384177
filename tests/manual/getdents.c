#include "check.h"

static void more_than_an_int(void)
{
	char names[4096];
	int fd = NEED(open(".", O_RDONLY | O_DIRECTORY));

	FAILS(syscall(SYS_getdents64, fd, names, 1UL << 31), EINVAL);
	WORKS(syscall(SYS_getdents64, fd, names, sizeof(names)));
}

CHECKS(CHECK(more_than_an_int))

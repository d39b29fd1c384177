#include "check.h"

static void without_large_file(void)
{
	int fd;

	NEED(unshare(CLONE_NEWIPC));
	fd = NEED(syscall(SYS_mq_open, "queue", O_RDWR | O_CREAT, 0600, NULL));
	FAILS(ftruncate(fd, 1L << 31), EINVAL);
	IS(ftruncate(fd, (1L << 31) - 1), 0);
}

CHECKS(CHECK(without_large_file))

#include "check.h"

static void without_large_file(void)
{
	int fd;

	NEED(unshare(CLONE_NEWIPC));
	fd = NEED(syscall(SYS_mq_open, "queue", O_RDWR | O_CREAT, 0600, NULL));
	FAILS(ftruncate(fd, 1L << 31), EINVAL);
	IS(ftruncate(fd, (1L << 31) - 1), 0);
}

static void part_of_a_huge_page(void)
{
	int fd = syscall(SYS_memfd_create, "huge", 4 /* MFD_HUGETLB */);

	if (fd < 0)
		exit(77);
	FAILS(ftruncate(fd, PAGE), EINVAL);
	IS(ftruncate(fd, 1L << 30), 0);
}

CHECKS(CHECK(without_large_file), CHECK(part_of_a_huge_page))

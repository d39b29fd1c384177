#include "check.h"
#include <sys/file.h>

static void huge_pages_of_nobody(void)
{
	become_nobody();
	WORKS(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | MAP_NORESERVE, -1, 0));
}

static void deny_write(void)
{
	int writer = file("file"), reader = NEED(open("file", O_RDONLY));

	NEED(write(writer, "x", 1));
	WORKS(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_DENYWRITE, reader, 0));
}

static void not_regular(void)
{
	int zero = NEED(open("/dev/zero", O_RDWR)), ends[2];

	WORKS(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, zero, 0));
	NEED(pipe(ends));
	FAILS(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, ends[0], 0), ENODEV);
	FAILS(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, NEED(open(".", O_RDONLY)), 0), ENODEV);
}

static void too_large(void)
{
	FAILS(mmap(NULL, 1UL << 62, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), ENOMEM);
	FAILS(mmap((void *)(1UL << 62), PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0), ENOMEM);
	FAILS(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, file("file"), -PAGE), EOVERFLOW);
}

static void locked_file(void)
{
	int fd = file("file");
	struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int status;

	NEED(fchmod(fd, 02600)); /* what mandatory locks needed */
	NEED(ftruncate(fd, PAGE));
	NEED(fcntl(fd, F_SETLK, &all));
	if (!fork()) {
		WORKS(mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
		_exit(0);
	}
	NEED(wait(&status));
	IS(status, 0);
}

static void locked_without_pages(void)
{
	unsigned char there = 1;
	char *p = mmap(NULL, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_LOCKED, -1, 0);

	WORKS(p);
	NEED(mincore(p, PAGE, &there));
	IS(there & 1, 0);
	FAILS(mlock(p, PAGE), ENOMEM);
}

static void no_block_alone(void)
{
	unsigned char there = 0;
	char *p = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_LOCKED | MAP_POPULATE | MAP_NONBLOCK, -1, 0);

	WORKS(p);
	NEED(mincore(p, PAGE, &there));
	IS(there & 1, 1);
}

static void no_type(void)
{
	WORKS(mmap(NULL, PAGE, PROT_READ | PROT_WRITE, 0x08 /* MAP_DROPPABLE */ | MAP_ANONYMOUS, -1, 0));
	FAILS(mmap(NULL, PAGE, PROT_READ, MAP_SHARED_VALIDATE | MAP_ANONYMOUS, -1, 0), EINVAL);
}

static void one_gigabyte(void)
{
	int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_32BIT;
	char *hint = (char *)0x20000000;

	FAILS(mmap(NULL, (1UL << 30) + PAGE, PROT_NONE, flags, -1, 0), ENOMEM);
	IS(mmap(hint, (1UL << 30) + PAGE, PROT_NONE, flags, -1, 0) == hint, 1);
}

static void fixed_at_map_failed(void)
{
	int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;

	FAILS(mmap(MAP_FAILED, PAGE, PROT_NONE, flags, -1, 0), EPERM);
	FAILS(mmap((void *)-EFAULT, PAGE, PROT_NONE, flags, -1, 0), EFAULT);
}

CHECKS(CHECK(huge_pages_of_nobody), CHECK(deny_write), CHECK(not_regular), CHECK(too_large),
       CHECK(locked_file), CHECK(locked_without_pages), CHECK(no_block_alone), CHECK(no_type),
       CHECK(one_gigabyte), CHECK(fixed_at_map_failed))

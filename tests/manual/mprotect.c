#include "check.h"

static void before_a_hole(void)
{
	char *p = pages(2, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	NEED(munmap(p + PAGE, PAGE));
	FAILS(mprotect(p, 2 * PAGE, PROT_READ), ENOMEM);
	errno = 0;
	FAILS(read(NEED(open("/dev/zero", O_RDONLY)), p, 1), EFAULT);
}

static void limit_of_data(void)
{
	struct rlimit limit = { 1, RLIM_INFINITY };
	char *p = pages(256, PROT_READ, MAP_PRIVATE);

	NEED(setrlimit(RLIMIT_DATA, &limit));
	FAILS(mprotect(p, 256 * PAGE, PROT_READ | PROT_WRITE), ENOMEM);
	NEED(setrlimit(RLIMIT_AS, &limit));
	IS(mprotect(p, 256 * PAGE, PROT_READ | PROT_WRITE), 0);
}

static void locked_and_written(void)
{
	unsigned char there = 1;
	char *p = pages(1, PROT_NONE, MAP_PRIVATE);

	mlock(p, PAGE);
	NEED(mincore(p, PAGE, &there));
	IS(there & 1, 0);
	IS(mprotect(p, PAGE, PROT_READ | PROT_WRITE), 0);
	NEED(mincore(p, PAGE, &there));
	IS(there & 1, 1);
}

static void grows_down_from_its_begin(void)
{
	char *p = pages(3, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_GROWSDOWN);

	IS(mprotect(p + PAGE, PAGE, PROT_READ | PROT_GROWSDOWN), 0);
	FAILS(read(NEED(open("/dev/zero", O_RDONLY)), p, 1), EFAULT);
}

CHECKS(CHECK(before_a_hole), CHECK(limit_of_data), CHECK(locked_and_written),
       CHECK(grows_down_from_its_begin))

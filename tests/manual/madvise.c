#include "check.h"

static void length_negative(void)
{
	char *p = pages(1, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	FAILS(madvise(p, 1UL << 63, MADV_NORMAL), ENOMEM);
}

static void remove_private(void)
{
	char *p = pages(1, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	FAILS(madvise(p, PAGE, MADV_REMOVE), EINVAL);
}

static void will_need_memory(void)
{
	char *p = pages(1, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	IS(madvise(p, PAGE, MADV_WILLNEED), 0);
}

static void huge_pages_given_up(void)
{
	char *p = mmap(NULL, 2UL << 20, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | MAP_NORESERVE, -1, 0);

	NEED(p);
	IS(madvise(p, 2UL << 20, MADV_DONTNEED), 0);
	FAILS(madvise(p + PAGE, PAGE, MADV_DONTNEED), EINVAL);
}

static void populate_behind_a_gap(void)
{
	unsigned char there = 1;
	char *p = pages(3, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	NEED(munmap(p + PAGE, PAGE));
	FAILS(madvise(p, 3 * PAGE, MADV_POPULATE_WRITE), ENOMEM);
	NEED(mincore(p + 2 * PAGE, PAGE, &there));
	IS(there & 1, 0);
}

static void guard_is_no_sigbus(void)
{
	char *p = pages(1, PROT_READ | PROT_WRITE, MAP_PRIVATE);
	int status;

	NEED(madvise(p, PAGE, 102 /* MADV_GUARD_INSTALL */));
	FAILS(madvise(p, PAGE, MADV_POPULATE_READ), EFAULT);
	if (!fork()) {
		(void)*(volatile char *)p;
		_exit(0);
	}
	NEED(wait(&status));
	IS(WTERMSIG(status), SIGSEGV);
}

CHECKS(CHECK(length_negative), CHECK(remove_private), CHECK(will_need_memory),
       CHECK(huge_pages_given_up), CHECK(populate_behind_a_gap), CHECK(guard_is_no_sigbus))

#include "check.h"
#include <netinet/in.h>
#include <sys/socket.h>

/* Locked memory of this process in KiB. */
static long locked(void)
{
	char line[256];
	long found = -1;
	FILE *status = fopen("/proc/self/status", "r");

	while (status && fgets(line, sizeof(line), status))
		if (sscanf(line, "VmLck: %ld", &found) == 1)
			break;
	fclose(status);
	return found;
}

static void failure_changes_locks(void)
{
	char *p = pages(3, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	NEED(munmap(p + PAGE, PAGE));
	IS(locked(), 0);
	FAILS(mlock(p, 3 * PAGE), ENOMEM);
	IS(locked(), 4);
	FAILS(munlock(p, 3 * PAGE), ENOMEM);
	IS(locked(), 0);
}

static void sum_overflows(void)
{
	char *p = pages(2, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	IS(mlock(p + 100, SIZE_MAX - 50), 0);
	IS(locked(), 4);
	IS(munlock(p + 100, SIZE_MAX - 50), 0);
	IS(mlock(p, SIZE_MAX), 0);
	IS(locked(), 0);
}

static void sum_overflows_for_nobody(void)
{
	struct rlimit two = { 2 * PAGE, 2 * PAGE };
	char *p = pages(2, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	NEED(setrlimit(RLIMIT_MEMLOCK, &two));
	become_nobody();
	FAILS(mlock(p, -PAGE), ENOMEM);
	FAILS(munlock(p, -PAGE), EINVAL);
}

static void passed_over(void)
{
	char *p = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, 0x08 /* MAP_DROPPABLE */ | MAP_ANONYMOUS, -1, 0);

	NEED(p);
	IS(mlock(p, PAGE), 0);
	IS(locked(), 0);
}

static void on_fault_cannot_populate(void)
{
	int fd = NEED(syscall(SYS_memfd_secret, 0));
	char *p;

	NEED(ftruncate(fd, PAGE));
	p = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);
	NEED(p);
	FAILS(mlock2(p, PAGE, MLOCK_ONFAULT), ENOMEM);
}

static void all_without_pages(void)
{
	unsigned char there = 1;
	char *p = pages(1, PROT_NONE, MAP_PRIVATE);

	IS(mlockall(MCL_CURRENT), 0);
	NEED(mincore(p, PAGE, &there));
	IS(there & 1, 0);
}

static void secret_stays_locked(void)
{
	int fd = NEED(syscall(SYS_memfd_secret, 0));

	NEED(ftruncate(fd, PAGE));
	NEED(mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0));
	IS(munlockall(), 0);
	IS(locked(), 4);
}

static void future_but_droppable(void)
{
	long before;

	IS(mlockall(MCL_FUTURE), 0);
	locked(); /* what it needs of memory is locked, too */
	before = locked();
	pages(1, PROT_READ, MAP_PRIVATE);
	IS(locked() - before, 4);
	WORKS(mmap(NULL, PAGE, PROT_READ, 0x08 /* MAP_DROPPABLE */ | MAP_ANONYMOUS, -1, 0));
	IS(locked() - before, 4);
}

static void empty_tcp_socket(void)
{
	int fd = NEED(socket(AF_INET, SOCK_STREAM, 0));
	char *p = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);

	WORKS(p);
	FAILS(mlock(p, PAGE), ENOMEM);
}

CHECKS(CHECK(failure_changes_locks), CHECK(sum_overflows), CHECK(sum_overflows_for_nobody),
       CHECK(passed_over), CHECK(on_fault_cannot_populate), CHECK(all_without_pages),
       CHECK(secret_stays_locked), CHECK(future_but_droppable), CHECK(empty_tcp_socket))

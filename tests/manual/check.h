/* What a program shows: one function for each fault of a page, chosen by name. */
#ifndef CHECK_H
#define CHECK_H
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096UL
#define NOBODY 65534

struct check {
	const char *name;
	void (*run)(void);
};

/* Ends with 0 where the call did what the table says, with 1 where it did not. */
#define IS(call, wanted) is((long)(call), 0, wanted, #call)
#define FAILS(call, error) is((long)(call), error, -1, #call)
#define WORKS(call) works((long)(call), #call)
/* A set-up that this machine does not allow: ends with 77. */
#define NEED(call) need((long)(call), #call)

static inline void is(long got, int error, long wanted, const char *call)
{
	if (got == wanted && (!error || errno == error))
		return;
	printf("%s = %ld (%s)\n", call, got, got == -1 ? strerror(errno) : "");
	exit(1);
}

static inline void works(long got, const char *call)
{
	if (got != -1)
		return;
	printf("%s = -1 (%s)\n", call, strerror(errno));
	exit(1);
}

static inline long need(long got, const char *call)
{
	if (got == -1) {
		printf("cannot be made here: %s: %s\n", call, strerror(errno));
		exit(77);
	}
	return got;
}

static inline void become_nobody(void)
{
	if (geteuid() == 0) {
		NEED(setresgid(NOBODY, NOBODY, NOBODY));
		NEED(setresuid(NOBODY, NOBODY, NOBODY));
	}
}

static inline void *pages(size_t count, int prot, int flags)
{
	void *p = mmap(NULL, count * PAGE, prot, flags | MAP_ANONYMOUS, -1, 0);

	NEED(p);
	return p;
}

static inline int file(const char *name)
{
	return NEED(open(name, O_RDWR | O_CREAT, 0600));
}

/* A mount of one's own, at "m". */
static inline void mounted(const char *type, unsigned long flags)
{
	mkdir("m", 0755);
	NEED(unshare(CLONE_NEWNS));
	NEED(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL));
	NEED(mount("none", "m", type, flags, NULL));
}

static inline int run_check(const struct check *checks, int argc, char **argv)
{
	for (; checks->name && argc > 1; checks++)
		if (!strcmp(checks->name, argv[1])) {
			checks->run();
			return 0;
		}
	printf("no such check\n");
	return 2;
}

#define CHECKS(...) \
	int main(int argc, char **argv) \
	{ \
		static const struct check all[] = { __VA_ARGS__, { NULL, NULL } }; \
		return run_check(all, argc, argv); \
	}
#define CHECK(name) { #name, name }
#endif

#include "check.h"
#include <limits.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

static void regular_file(void)
{
	struct epoll_event event = { EPOLLPRI };
	int epoll = NEED(epoll_create1(0)), mounts = NEED(open("/proc/self/mounts", O_RDONLY));
	struct stat found;

	NEED(fstat(mounts, &found));
	IS(S_ISREG(found.st_mode), 1);
	WORKS(epoll_ctl(epoll, EPOLL_CTL_ADD, mounts, &event));
}

static void memory_without_event(void)
{
	struct epoll_event *none = pages(1, PROT_NONE, MAP_PRIVATE), event = { EPOLLIN };
	int epoll = NEED(epoll_create1(0)), ready = NEED(eventfd(1, 0));

	IS(epoll_wait(epoll, none, 1, 0), 0);
	NEED(epoll_ctl(epoll, EPOLL_CTL_ADD, ready, &event));
	FAILS(epoll_wait(epoll, none, 1, 0), EFAULT);
}

static void stopped_and_continued(void)
{
	int epoll = NEED(epoll_create1(0)), status;
	struct epoll_event event;
	pid_t child = NEED(fork());

	if (!child)
		_exit(epoll_wait(epoll, &event, 1, 10000) == -1 ? errno : 0);
	usleep(200000);
	NEED(kill(child, SIGSTOP));
	NEED(waitpid(child, &status, WUNTRACED));
	NEED(kill(child, SIGCONT));
	NEED(waitpid(child, &status, 0));
	IS(WEXITSTATUS(status), EINTR);
}

static void no_limit_of_instances(void)
{
	FAILS(access("/proc/sys/fs/epoll/max_user_instances", F_OK), ENOENT);
	WORKS(access("/proc/sys/fs/epoll/max_user_watches", F_OK));
}

static void too_many_events(void)
{
	struct epoll_event event;

	FAILS(syscall(SYS_epoll_wait, NEED(epoll_create1(0)), &event, INT_MAX, 0), EINVAL);
}

static void event_not_readable(void)
{
	int epoll = NEED(epoll_create1(0));

	FAILS(epoll_ctl(epoll, EPOLL_CTL_ADD, NEED(eventfd(0, 0)), NULL), EFAULT);
	FAILS(epoll_ctl(-1, 77, -1, NULL), EFAULT);
}

CHECKS(CHECK(regular_file), CHECK(memory_without_event), CHECK(stopped_and_continued),
       CHECK(no_limit_of_instances), CHECK(too_many_events), CHECK(event_not_readable))

#include "check.h"
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

static int seen;

static void note(int signal)
{
	seen = signal;
}

static void local_datagram(void)
{
	FAILS(write(socket(AF_UNIX, SOCK_DGRAM, 0), "x", 1), ENOTCONN);
	FAILS(write(socket(AF_INET, SOCK_DGRAM, 0), "x", 1), EDESTADDRREQ);
}

static void timer_with_room(void)
{
	struct itimerspec soon = { .it_value = { 0, 1 } };
	int fd = NEED(timerfd_create(CLOCK_MONOTONIC, 0));
	char room[64];

	NEED(timerfd_settime(fd, 0, &soon, NULL));
	IS(read(fd, room, sizeof(room)), 8);
	FAILS(read(fd, room, 7), EINVAL);
}

static void more_than_user_space(void)
{
	int fd = file("file");
	char byte;

	FAILS(syscall(SYS_read, fd, &byte, 1UL << 47), EFAULT);
	FAILS(syscall(SYS_write, fd, "x", 1UL << 47), EFAULT);
}

static void datagram_without_signal(void)
{
	int pair[2];

	signal(SIGPIPE, note);
	NEED(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair));
	NEED(close(pair[0]));
	FAILS(write(pair[1], "x", 1), ECONNREFUSED);
	IS(seen, 0);
}

static void nothing_into_a_pipe(void)
{
	int ends[2];

	signal(SIGPIPE, note);
	NEED(pipe(ends));
	NEED(close(ends[0]));
	IS(write(ends[1], "", 0), 0);
	IS(seen, 0);
}

static void over_the_limit_of_size(void)
{
	struct rlimit limit = { 10, 10 };
	int fd = file("file");

	signal(SIGXFSZ, note);
	NEED(setrlimit(RLIMIT_FSIZE, &limit));
	IS(write(fd, "0123456789abcdef", 16), 10);
	IS(seen, 0);
	FAILS(write(fd, "0", 1), EFBIG);
	IS(seen, SIGXFSZ);
}

static void bad_buffer_at_the_end(void)
{
	char *none = pages(1, PROT_NONE, MAP_PRIVATE);

	IS(read(file("file"), none, PAGE), 0);
}

static void stopped_and_continued(void)
{
	struct timeval second = { 5, 0 };
	int pair[2], status;
	pid_t child;
	char byte;

	NEED(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	NEED(setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &second, sizeof(second)));
	child = NEED(fork());
	if (!child)
		_exit(read(pair[0], &byte, 1) == -1 ? errno : 0);
	usleep(200000);
	NEED(kill(child, SIGSTOP));
	NEED(waitpid(child, &status, WUNTRACED));
	NEED(kill(child, SIGCONT));
	NEED(waitpid(child, &status, 0));
	IS(WEXITSTATUS(status), EINTR);
}

static int ready(int fd, int to_write)
{
	struct timeval none = { 0, 0 };
	fd_set set;

	FD_ZERO(&set);
	FD_SET(fd, &set);
	return NEED(select(fd + 1, to_write ? NULL : &set, to_write ? &set : NULL, NULL, &none));
}

static void end_that_nobody_tells(void)
{
	char byte;
	int fd;

	NEED(mkfifo("fifo", 0600));
	fd = NEED(open("fifo", O_RDONLY | O_NONBLOCK));
	IS(ready(fd, 0), 0);
	IS(read(fd, &byte, 1), 0);
}

static void room_that_nobody_tells(void)
{
	char bytes[4096] = "";
	int pair[2];

	NEED(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair));
	while (ready(pair[0], 1))
		IS(write(pair[0], bytes, sizeof(bytes)), sizeof(bytes));
	IS(write(pair[0], bytes, sizeof(bytes)), sizeof(bytes));
}

CHECKS(CHECK(local_datagram), CHECK(timer_with_room), CHECK(more_than_user_space),
       CHECK(datagram_without_signal), CHECK(nothing_into_a_pipe), CHECK(over_the_limit_of_size),
       CHECK(bad_buffer_at_the_end), CHECK(stopped_and_continued),
       CHECK(end_that_nobody_tells), CHECK(room_that_nobody_tells))

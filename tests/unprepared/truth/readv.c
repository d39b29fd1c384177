#include "truth.h"
#include <sys/epoll.h>
#include <sys/uio.h>

#define READ(fd, vec, count) CALL(SYS_readv, fd, vec, count)

int main(void)
{
	char *room = pages(8, PROT_READ | PROT_WRITE);
	struct iovec *many = (struct iovec *)room, one = { room + 7 * PAGE, 1 };
	struct iovec negative = { room, -1 }, nowhere = { hole(), 1 }, nothing_there = { NULL, 0 };
	int zero = open("/dev/zero", O_RDONLY), directory = open("/", O_RDONLY), pipes[2];

	pipe2(pipes, O_NONBLOCK);
	FAILS(EBADF, "not open for reading", READ(-1, &one, 1));
	FAILS(EBADF, "not open for reading", READ(open_path_only(), &one, 1));
	FAILS(EBADF, "not open for reading", READ(pipes[1], &one, 1));
	FAILS(EINVAL, "too many places", READ(zero, many, 1025));
	WORKS(READ(zero, many, 1024));
	FAILS(EFAULT, "places not readable", READ(zero, hole(), 1));
	WORKS(READ(zero, hole(), 0));
	FAILS(EINVAL, "length is negative", READ(zero, &negative, 1));
	FAILS(EINVAL, "nothing to read", READ(epoll_create1(0), &one, 1));
	FAILS(EISDIR, "directory", READ(directory, &one, 1));
	WORKS(READ(directory, &nothing_there, 1));
	FAILS(EAGAIN, "nothing there", READ(pipes[0], &one, 1));
	FAILS(EFAULT, "place not writable", READ(zero, &nowhere, 1));
	WORKS(READ(zero, &one, 1));
	DONE();
}

#include "truth.h"

#define SET(fd, name, value, size) CALL(SYS_setsockopt, fd, SOL_SOCKET, name, value, size)

int main(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0), number = 0;

	FAILS(EINVAL, "negative size", SET(fd, SO_SNDBUF, &number, -1));
	FAILS(EBADF, "no open file", SET(-1, SO_SNDBUF, &number, 4));
	FAILS(EBADF, "no open file", SET(open_path_only(), SO_SNDBUF, &number, 4));
	FAILS(ENOTSOCK, "no socket", SET(0, SO_SNDBUF, &number, 4));
	FAILS(EINVAL, "size of the buffer too short", SET(fd, SO_SNDBUF, &number, 3));
	FAILS(EINVAL, "priority too short", SET(fd, SO_PRIORITY, &number, 3));
	FAILS(EINVAL, "type too short", SET(fd, SO_TYPE, NULL, 0));
	FAILS(EFAULT, "size of the buffer not readable", SET(fd, SO_SNDBUF, hole() - 3, 4));
	FAILS(EFAULT, "priority not readable", SET(fd, SO_PRIORITY, hole() - 3, 4));
	FAILS(EFAULT, "type not readable", SET(fd, SO_TYPE, hole() - 3, 4));
	WORKS(SET(fd, SO_SNDBUF, &number, 4));
	WORKS(SET(fd, SO_SNDBUF, hole() - 4, 4));
	FAILS(ENOPROTOOPT, "cannot be set", SET(fd, SO_TYPE, &number, 4));
	number = 7;
	WORKS(SET(fd, SO_PRIORITY, &number, 4));
	CHILD({
		become_nobody();
		FAILS(EPERM, "priority not allowed", SET(fd, SO_PRIORITY, &number, 4));
		number = 6;
		WORKS(SET(fd, SO_PRIORITY, &number, 4));
	});
	DONE();
}

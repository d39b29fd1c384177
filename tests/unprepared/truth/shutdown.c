#include "truth.h"
#include <netinet/in.h>

#define END(fd, how) CALL(SYS_shutdown, fd, how)

int main(void)
{
	int pair[2], inet = socket(AF_INET, SOCK_STREAM, 0), how;

	socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
	FAILS(EBADF, "no open file", END(-1, SHUT_RD));
	FAILS(EBADF, "no open file", END(open_path_only(), SHUT_RD));
	FAILS(ENOTSOCK, "no socket", END(open("/", O_RDONLY), SHUT_RD));
	for (how = -3; how < 40; how++) {
		if (how >= SHUT_RD && how <= SHUT_RDWR) {
			WORKS(END(pair[0], how));
			FAILS(ENOTCONN, "not connected", END(inet, how));
		} else {
			FAILS(EINVAL, "unknown direction", END(pair[0], how));
		}
	}
	WORKS(listen(inet, 1));
	WORKS(END(inet, SHUT_RD));
	DONE();
}

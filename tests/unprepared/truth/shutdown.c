#include "truth.h"
#include <netinet/in.h>

#define END(fd, how) CALL(SYS_shutdown, fd, how)

int main(void)
{
	int pair[2], inet = socket(AF_INET, SOCK_STREAM, 0), how;

	socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
	FAILS(EBADF, "no open file", END(-1, SHUT_RD));
	FAILS(EBADF, "no open file", END(open_path_only(), SHUT_RD));
	FAILS(ENOTSOCK, "another kind of file", END(open("/", O_RDONLY), SHUT_RD));
	for (how = -3; how < 40; how++) {
		if (how >= SHUT_RD && how <= SHUT_RDWR) {
			WORKS(END(pair[0], how));
			FAILS(ENOTCONN, "stream without connection", END(inet, how));
		} else {
			FAILS(EINVAL, "unknown direction", END(pair[0], how));
		}
	}
	FAILS(EOPNOTSUPP, "socket that has no directions", END(socket(AF_NETLINK, SOCK_RAW, 0), SHUT_RD));
	FAILS(EOPNOTSUPP, "socket that has no directions", END(socket(AF_PACKET, SOCK_RAW, 0), SHUT_RD));
	WINS(EOPNOTSUPP, EINVAL, END(socket(AF_NETLINK, SOCK_RAW, 0), 3));
	for (how = AF_INET; how <= AF_INET6; how += AF_INET6 - AF_INET)
		FAILS(ENOTCONN, "Internet datagrams without peer", END(socket(how, SOCK_DGRAM, 0), SHUT_RD));
	WORKS(listen(inet, 1));
	WORKS(END(inet, SHUT_RD));
	UNREACHED(EOPNOTSUPP, "socket of AF_XDP");
	UNREACHED(ENOTCONN, "stream of a virtual machine without peer");
	DONE();
}

#include "truth.h"
#include <netinet/in.h>

static int local(int type, const char *name)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, type, 0);
	strcpy(address.sun_path, name);
	if (*name && bind(fd, (void *)&address, sizeof(address)))
		exit(3);
	return fd;
}

static int listening(int fd)
{
	int answer;
	socklen_t size = sizeof(answer);
	getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &answer, &size);
	return answer;
}

static int at_port(int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = port };
	int fd = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(fd, (void *)&address, sizeof(address)))
		exit(3);
	return fd;
}

int main(void)
{
	int fd, pair[2], first, second;
	struct sockaddr_in address;
	socklen_t size = sizeof(address);

	work_in_new_directory();
	fd = local(SOCK_STREAM, "stream");
	FAILS(EBADF, "no open file", CALL(SYS_listen, -1, 1));
	FAILS(EBADF, "no open file", CALL(SYS_listen, open("stream", O_PATH), 1));
	FAILS(ENOTSOCK, "another kind of file", CALL(SYS_listen, open("/", O_RDONLY), 1));
	FAILS(EOPNOTSUPP, "socket without connections", CALL(SYS_listen, local(SOCK_DGRAM, "d"), 1));
	WINS(EOPNOTSUPP, EINVAL, CALL(SYS_listen, local(SOCK_DGRAM, ""), 1));
	FAILS(EOPNOTSUPP, "socket without connections",
	      CALL(SYS_listen, socket(AF_INET, SOCK_DGRAM, 0), 1));
	FAILS(EOPNOTSUPP, "socket without connections",
	      CALL(SYS_listen, socket(AF_INET, SOCK_RAW, 6), 1));
	FAILS(EOPNOTSUPP, "socket without connections",
	      CALL(SYS_listen, socket(AF_INET6, SOCK_DGRAM, 0), 1));
	FAILS(EINVAL, "local socket without a name", CALL(SYS_listen, local(SOCK_STREAM, ""), 1));
	socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
	FAILS(EINVAL, "local socket without a name", CALL(SYS_listen, pair[0], 1));
	WORKS(CALL(SYS_listen, fd, 0));
	HOLDS(listening(fd));
	WORKS(CALL(SYS_listen, fd, -1));
	WORKS(CALL(SYS_listen, fd, 0x7fffffff));
	WORKS(CALL(SYS_listen, local(SOCK_SEQPACKET, "packets"), 0));
	{
		struct sockaddr_un peer = { AF_UNIX, "stream" };
		int named = local(SOCK_STREAM, "named");
		if (connect(named, (void *)&peer, sizeof(peer)))
			exit(3);
		FAILS(EINVAL, "local socket with a peer", CALL(SYS_listen, named, 1));
	}
	WORKS(CALL(SYS_listen, socket(AF_INET, SOCK_STREAM, 0), 1));
	first = at_port(0);
	getsockname(first, (void *)&address, &size);
	second = at_port(address.sin_port);
	WORKS(CALL(SYS_listen, first, 1));
	FAILS(EADDRINUSE, "another socket listens there", CALL(SYS_listen, second, 1));
	close(second);
	second = socket(AF_INET, SOCK_STREAM, 0);
	if (connect(second, (void *)&address, sizeof(address)))
		exit(3);
	FAILS(EINVAL, "connection that is made or was", CALL(SYS_listen, second, 1));
	DONE();
}

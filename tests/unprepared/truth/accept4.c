#include "truth.h"

#define ACCEPT(fd, flags) CALL(SYS_accept4, fd, NULL, NULL, flags)

static int listening(int flags)
{
	struct sockaddr_un any = { AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | flags, 0);

	if (bind(fd, (struct sockaddr *)&any, 2) || listen(fd, 1))
		exit(3);
	return fd;
}

static int with_peer(void)
{
	struct sockaddr_un name;
	socklen_t size = sizeof(name);
	int fd = listening(0), peer = socket(AF_UNIX, SOCK_STREAM, 0);

	if (getsockname(fd, (struct sockaddr *)&name, &size) ||
	    connect(peer, (struct sockaddr *)&name, size))
		exit(3);
	return fd;
}

int main(void)
{
	int stream = socket(AF_UNIX, SOCK_STREAM, 0), flags;
	int datagram = socket(AF_UNIX, SOCK_DGRAM, 0);
	int packets = socket(AF_UNIX, SOCK_SEQPACKET, 0);

	FAILS(EBADF, "closed or for paths only", ACCEPT(-1, 0));
	FAILS(EBADF, "closed or for paths only", ACCEPT(open_path_only(), 0));
	FAILS(ENOTSOCK, "no socket", ACCEPT(0, 0));
	for (flags = 1; flags; flags <<= 1) {
		if (flags & (SOCK_CLOEXEC | SOCK_NONBLOCK))
			WORKS(ACCEPT(with_peer(), flags));
		else
			FAILS(EINVAL, "unknown flag", ACCEPT(stream, flags));
	}
	FAILS(EOPNOTSUPP, "datagrams know no connections", ACCEPT(datagram, 0));
	FAILS(EINVAL, "does not listen", ACCEPT(stream, 0));
	FAILS(EINVAL, "does not listen", ACCEPT(packets, 0));
	FAILS(EAGAIN, "nobody waits", ACCEPT(listening(SOCK_NONBLOCK), 0));
	CHILD({
		struct sigaction act = { .sa_handler = nothing };
		sigaction(SIGALRM, &act, NULL);
		ualarm(1000, 1000);
		FAILS(EINTR, "signal handled", ACCEPT(listening(0), 0));
	});
	CHILD({
		int waited = with_peer();

		limit_files(0);
		FAILS(EMFILE, "no number left", ACCEPT(waited, 0));
		WINS(EINVAL, EMFILE, ACCEPT(waited, 1));
		WINS(EMFILE, ENOTSOCK, ACCEPT(0, 0));
		WINS(EMFILE, EOPNOTSUPP, ACCEPT(datagram, 0));
	});
	WINS(EBADF, EINVAL, ACCEPT(-1, 1));
	WINS(EINVAL, ENOTSOCK, ACCEPT(0, 1));
	DONE();
}

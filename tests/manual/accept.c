#include "check.h"
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

static int listening(int type, int *peer)
{
	struct sockaddr_un name = { AF_UNIX, "socket" };
	int fd = NEED(socket(AF_UNIX, type | SOCK_NONBLOCK, 0));

	NEED(bind(fd, (struct sockaddr *)&name, sizeof(name)));
	NEED(listen(fd, 1));
	*peer = NEED(socket(AF_UNIX, type, 0));
	NEED(connect(*peer, (struct sockaddr *)&name, sizeof(name)));
	return fd;
}

static void packets_with_connections(void)
{
	int peer;

	WORKS(accept(listening(SOCK_SEQPACKET, &peer), NULL, NULL));
}

static void connection_is_lost(void)
{
	struct sockaddr *nowhere = pages(1, PROT_NONE, MAP_PRIVATE);
	socklen_t size = sizeof(struct sockaddr_un);
	int peer, fd = listening(SOCK_STREAM, &peer);
	char byte;

	FAILS(accept(fd, nowhere, &size), EFAULT);
	FAILS(accept(fd, NULL, NULL), EAGAIN);
	IS(read(peer, &byte, 1), 0);
}

static void stopped_and_continued(void)
{
	struct timeval limit = { 5, 0 };
	struct sockaddr_un name = { AF_UNIX, "alone" };
	int status, fd = NEED(socket(AF_UNIX, SOCK_STREAM, 0));
	pid_t child;

	NEED(bind(fd, (struct sockaddr *)&name, sizeof(name)));
	NEED(listen(fd, 1));
	NEED(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)));
	child = NEED(fork());
	if (!child)
		_exit(accept(fd, NULL, NULL) == -1 ? errno : 0);
	usleep(200000);
	NEED(kill(child, SIGSTOP));
	NEED(waitpid(child, &status, WUNTRACED));
	NEED(kill(child, SIGCONT));
	NEED(waitpid(child, &status, 0));
	IS(WEXITSTATUS(status), EINTR);
}

CHECKS(CHECK(packets_with_connections), CHECK(connection_is_lost),
       CHECK(stopped_and_continued))

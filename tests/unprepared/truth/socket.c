#include "truth.h"
#include <linux/if_packet.h>
#include <netinet/in.h>

#define MAKE(family, type, protocol) CALL(SYS_socket, family, type, protocol)

static int type_of(int fd)
{
	int type;
	socklen_t size = sizeof(type);
	getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size);
	return type;
}

int main(void)
{
	unsigned int bit;
	int type;

	for (bit = 16; bit; bit <<= 1) {
		if (bit & (SOCK_CLOEXEC | SOCK_NONBLOCK))
			WORKS(MAKE(AF_UNIX, SOCK_STREAM | bit, 0));
		else
			FAILS(EINVAL, "unknown flag", MAKE(AF_UNIX, SOCK_STREAM | bit, 0));
	}
	FAILS(EAFNOSUPPORT, "no such family", MAKE(-1, SOCK_STREAM, 0));
	FAILS(EAFNOSUPPORT, "no such family", MAKE(46, SOCK_STREAM, 0));
	FAILS(EAFNOSUPPORT, "no such family", MAKE(1000, SOCK_STREAM, 0));
	FAILS(EAFNOSUPPORT, "family not there", MAKE(AF_UNSPEC, SOCK_STREAM, 0));
	WINS(EINVAL, EAFNOSUPPORT, MAKE(-1, 16, 0));
	WINS(EAFNOSUPPORT, EINVAL, MAKE(-1, 11, 0));
	WINS(EINVAL, EAFNOSUPPORT, MAKE(AF_UNSPEC, 11, 0));
	for (type = 0; type < 16; type++) {
		if (type > 10) {
			FAILS(EINVAL, "unknown type", MAKE(AF_UNIX, type, 0));
			continue;
		}
		if (type == SOCK_STREAM || type == SOCK_DGRAM || type == SOCK_SEQPACKET) {
			HOLDS(type_of(MAKE(AF_UNIX, type, 0)) == type);
			WORKS(MAKE(AF_UNIX, type, PF_UNIX));
		} else if (type == SOCK_RAW) {
			HOLDS(type_of(MAKE(AF_UNIX, type, 0)) == SOCK_DGRAM);
		} else {
			FAILS(ESOCKTNOSUPPORT, "local socket of that type", MAKE(AF_UNIX, type, 0));
			WINS(EPROTONOSUPPORT, ESOCKTNOSUPPORT, MAKE(AF_UNIX, type, 2));
		}
		if (type == SOCK_DGRAM || type == SOCK_RAW || type == SOCK_PACKET)
			WORKS(MAKE(AF_PACKET, type, 0));
		else
			FAILS(ESOCKTNOSUPPORT, "packets of that type", MAKE(AF_PACKET, type, 0));
		if (type == SOCK_SEQPACKET || type == SOCK_DCCP)
			FAILS(ESOCKTNOSUPPORT, "Internet socket of a type that is not configured",
			      MAKE(AF_INET, type, 0));
		if (type == 0 || type == SOCK_RDM)
			FAILS(ESOCKTNOSUPPORT, "Internet socket of that type", MAKE(AF_INET, type, 0));
	}
	FAILS(EPROTONOSUPPORT, "local socket with a protocol", MAKE(AF_UNIX, SOCK_STREAM, 2));
	FAILS(EPROTONOSUPPORT, "local socket with a protocol", MAKE(AF_UNIX, SOCK_STREAM, -1));
	FAILS(EINVAL, "no such Internet protocol", MAKE(AF_INET, SOCK_STREAM, -1));
	FAILS(EINVAL, "no such Internet protocol", MAKE(AF_INET, SOCK_STREAM, 263));
	FAILS(EINVAL, "no such Internet protocol", MAKE(AF_INET, 0, 263));
	HOLDS(IPPROTO_MAX == 263);
	FAILS(EPROTONOSUPPORT, "stream of datagrams", MAKE(AF_INET, SOCK_STREAM, IPPROTO_UDP));
	FAILS(EPROTONOSUPPORT, "datagrams of a stream", MAKE(AF_INET, SOCK_DGRAM, IPPROTO_TCP));
	FAILS(EPROTONOSUPPORT, "raw socket without a protocol", MAKE(AF_INET, SOCK_RAW, 0));
	WORKS(MAKE(AF_INET, SOCK_RAW, IPPROTO_RAW));
	WORKS(MAKE(AF_INET, SOCK_STREAM, 0));
	CHILD({
		become_nobody();
		FAILS(EPERM, "raw packets not allowed", MAKE(AF_INET, SOCK_RAW, IPPROTO_RAW));
		WINS(EPROTONOSUPPORT, EPERM, MAKE(AF_INET, SOCK_RAW, 0));
		WINS(EINVAL, EPERM, MAKE(AF_INET, SOCK_RAW, -1));
		FAILS(EPERM, "packets of devices not allowed", MAKE(AF_PACKET, SOCK_DGRAM, 0));
		FAILS(EPERM, "packets of devices not allowed", MAKE(AF_PACKET, SOCK_STREAM, 0));
		limit_files(0);
		WINS(EPERM, EMFILE, MAKE(AF_PACKET, SOCK_STREAM, 0));
		WINS(EAFNOSUPPORT, EMFILE, MAKE(AF_UNSPEC, SOCK_STREAM, 0));
		FAILS(EMFILE, "no number left", MAKE(AF_UNIX, SOCK_STREAM, 0));
	});
	UNREACHED(ENOMEM, "no memory for the socket");
	UNREACHED(ENFILE, "too many open files");
	DONE();
}

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
	int type, family, protocol;

	for (bit = 16; bit; bit <<= 1) {
		if (bit & (SOCK_CLOEXEC | SOCK_NONBLOCK))
			WORKS(MAKE(AF_UNIX, SOCK_STREAM | bit, 0));
		else
			FAILS(EINVAL, "unknown flag", MAKE(AF_UNIX, SOCK_STREAM | bit, 0));
	}
	FAILS(EAFNOSUPPORT, "no such family", MAKE(-1, SOCK_STREAM, 0));
	FAILS(EAFNOSUPPORT, "no such family", MAKE(46, SOCK_STREAM, 0));
	FAILS(EAFNOSUPPORT, "no such family", MAKE(1000, SOCK_STREAM, 0));
	FAILS(EAFNOSUPPORT, "family of nothing", MAKE(AF_UNSPEC, SOCK_STREAM, 0));
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
		if (type == SOCK_DGRAM || type == SOCK_RAW)
			WORKS(MAKE(AF_NETLINK, type, 0));
		else
			FAILS(ESOCKTNOSUPPORT, "netlink socket of that type", MAKE(AF_NETLINK, type, 0));
		if (type == SOCK_DGRAM || type == SOCK_RAW || type == SOCK_PACKET)
			WORKS(MAKE(AF_PACKET, type, 0));
		else
			FAILS(ESOCKTNOSUPPORT, "packets of that type", MAKE(AF_PACKET, type, 0));
		if (type == SOCK_SEQPACKET || type == SOCK_DCCP)
			for (bit = 0; bit < 2; bit++)
				FAILS(ESOCKTNOSUPPORT, "Internet socket of a type that is not configured",
				      MAKE(bit ? AF_INET : AF_INET6, type, 0));
		if (type == 0 || type == SOCK_RDM || (type > SOCK_DCCP && type < SOCK_PACKET))
			for (bit = 0; bit < 2; bit++)
				FAILS(ESOCKTNOSUPPORT, "Internet socket of that type",
				      MAKE(bit ? AF_INET : AF_INET6, type, 0));
	}
	FAILS(EPROTONOSUPPORT, "local socket with a protocol", MAKE(AF_UNIX, SOCK_STREAM, 2));
	FAILS(EPROTONOSUPPORT, "local socket with a protocol", MAKE(AF_UNIX, SOCK_STREAM, -1));
	FAILS(EINVAL, "no such Internet protocol", MAKE(AF_INET, SOCK_STREAM, -1));
	FAILS(EINVAL, "no such Internet protocol", MAKE(AF_INET, SOCK_STREAM, 263));
	FAILS(EINVAL, "no such Internet protocol", MAKE(AF_INET, 0, 263));
	HOLDS(IPPROTO_MAX == 263);
	FAILS(ESOCKTNOSUPPORT, "Internet socket of that type", MAKE(AF_INET6, SOCK_PACKET, 0));
	WORKS(MAKE(AF_INET, SOCK_PACKET, 0));
	for (family = AF_INET; family <= AF_INET6; family += AF_INET6 - AF_INET) {
		int ping = family == AF_INET ? IPPROTO_ICMP : IPPROTO_ICMPV6;
		FAILS(EINVAL, "no such Internet protocol", MAKE(family, SOCK_STREAM, -1));
		FAILS(EINVAL, "no such Internet protocol", MAKE(family, SOCK_STREAM, 263));
		FAILS(EPROTONOSUPPORT, "raw socket without a protocol", MAKE(family, SOCK_RAW, 0));
		for (protocol = 1; protocol < 263; protocol++) {
			long made = MAKE(family, SOCK_STREAM, protocol);
			int error = errno;
			if (protocol < 256 && protocol != IPPROTO_TCP && protocol != IPPROTO_SCTP)
				FAILS(EPROTONOSUPPORT, "stream of another protocol", (errno = error, made));
			else if (made < 0)
				FAILS(EPROTONOSUPPORT, "protocol that is not configured", (errno = error, made));
			made = MAKE(family, SOCK_DGRAM, protocol);
			error = errno;
			if (protocol == IPPROTO_TCP || protocol == IPPROTO_IGMP || protocol == IPPROTO_RAW ||
			    protocol > 136)
				FAILS(EPROTONOSUPPORT, "datagrams of another protocol", (errno = error, made));
			else if (protocol == ping && made < 0)
				FAILS(EACCES, "echo requests not allowed", (errno = error, made));
			else if (made < 0)
				FAILS(EPROTONOSUPPORT, "protocol that is not configured", (errno = error, made));
			close(made);
			WORKS(MAKE(family, SOCK_RAW, protocol));
		}
		WORKS(MAKE(family, SOCK_STREAM, IPPROTO_TCP));
		WORKS(MAKE(family, SOCK_DGRAM, IPPROTO_UDP));
	}
	CHILD({
		int range = open("/proc/sys/net/ipv4/ping_group_range", O_RDONLY);
		char text[20] = "";
		read(range, text, 19);
		if (text[0] == '1')
			FAILS(EACCES, "echo requests not allowed", MAKE(AF_INET, SOCK_DGRAM, IPPROTO_ICMP));
		else
			UNREACHED(EACCES, "echo requests not allowed");
	});
	FAILS(EPROTONOSUPPORT, "raw socket without a protocol", MAKE(AF_INET, SOCK_RAW, 0));
	WORKS(MAKE(AF_INET, SOCK_RAW, IPPROTO_RAW));
	WORKS(MAKE(AF_INET, SOCK_STREAM, 0));
	if (MAKE(AF_VSOCK, SOCK_STREAM, 0) >= 0) {
		FAILS(ESOCKTNOSUPPORT, "type of another family", MAKE(AF_VSOCK, SOCK_RAW, 0));
		FAILS(EPROTONOSUPPORT, "protocol of another family", MAKE(AF_VSOCK, SOCK_STREAM, 1));
		WINS(EPROTONOSUPPORT, ESOCKTNOSUPPORT, MAKE(AF_VSOCK, SOCK_RAW, 1));
		FAILS(ENODEV, "nothing carries datagrams between machines",
		      MAKE(AF_VSOCK, SOCK_DGRAM, 0));
	} else {
		UNREACHED(ESOCKTNOSUPPORT, "type of another family");
		UNREACHED(EPROTONOSUPPORT, "protocol of another family");
		UNREACHED(ENODEV, "nothing carries datagrams between machines");
	}
	CHILD({
		become_nobody();
		FAILS(EPERM, "packets of AF_XDP not allowed", MAKE(AF_XDP, SOCK_RAW, 0));
		FAILS(EPERM, "raw packets not allowed", MAKE(AF_INET, SOCK_RAW, IPPROTO_RAW));
		WINS(EPROTONOSUPPORT, EPERM, MAKE(AF_INET, SOCK_RAW, 0));
		WINS(EINVAL, EPERM, MAKE(AF_INET, SOCK_RAW, -1));
		FAILS(EPERM, "packets of devices not allowed", MAKE(AF_PACKET, SOCK_DGRAM, 0));
		FAILS(EPERM, "packets of devices not allowed", MAKE(AF_PACKET, SOCK_STREAM, 0));
		FAILS(EPERM, "packets of devices not allowed", MAKE(AF_INET, SOCK_PACKET, 0));
		FAILS(EPERM, "raw packets not allowed", MAKE(AF_INET6, SOCK_RAW, IPPROTO_RAW));
		limit_files(0);
		WINS(EPERM, EMFILE, MAKE(AF_PACKET, SOCK_STREAM, 0));
		WINS(EAFNOSUPPORT, EMFILE, MAKE(AF_UNSPEC, SOCK_STREAM, 0));
		FAILS(EMFILE, "no number left", MAKE(AF_UNIX, SOCK_STREAM, 0));
	});
	FAILS(EPROTONOSUPPORT, "no such protocol of netlink", MAKE(AF_NETLINK, SOCK_RAW, -1));
	FAILS(EPROTONOSUPPORT, "no such protocol of netlink", MAKE(AF_NETLINK, SOCK_RAW, 32));
	WINS(ESOCKTNOSUPPORT, EPROTONOSUPPORT, MAKE(AF_NETLINK, SOCK_STREAM, 32));
	FAILS(EPROTONOSUPPORT, "protocol of netlink that is not configured",
	      MAKE(AF_NETLINK, SOCK_RAW, 1));
	UNREACHED(EAFNOSUPPORT, "family not there");
	UNREACHED(ENOMEM, "no memory for the socket");
	UNREACHED(ENOBUFS, "no memory for the socket");
	UNREACHED(ENFILE, "too many open files");
	DONE();
}

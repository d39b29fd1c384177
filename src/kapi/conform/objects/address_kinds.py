"""Addresses of sockets: what somebody listens at, what nobody has, what is free to be taken.

Each is 16 bytes, a whole ``struct sockaddr``, followed by zeros. Names lie in the current
directory, ports are those that the kernel chose.
"""

from __future__ import annotations

from kapi.conform.objects.argument import Argument
from kapi.model.elements import Param

SIZE = 16
"""sizeof(struct sockaddr), include/linux/socket.h."""

_BUFFER = "$ = buffer(128);"
_LOCAL = r'$ = "\1\0$name\0\0\0\0\0\0\0\0\0\0";'  # sockaddr_un, AF_UNIX is 1, little endian
_FREE = _BUFFER + " put16($, AF_INET); put32($ + 4, 0x100007f);"  # 127.0.0.1 in network order
_OTHER = (
    f"{_FREE} $_l = socket(AF_INET, {{}}, 0); bind($_l, $, 16); {{}}"
    " $_n = buffer(4); put32($_n, 16); getsockname($_l, $, $_n);"
)

_ADDRESSES: dict[str, str] = {
    "inet-free": _FREE,
    "inet-listening": _OTHER.format("SOCK_STREAM", "listen($_l, 1);"),
    "local-free": _LOCAL,
    "local-listening": f"{_LOCAL} $_l = socket(AF_UNIX, SOCK_STREAM, 0); bind($_l, $, 16);"
    " listen($_l, 1);",
    "inet-datagram": _OTHER.format("SOCK_DGRAM", ""),
    "inet-nobody": _OTHER.format("SOCK_STREAM", "") + " close($_l);",
    "inet-any": _BUFFER + " put16($, AF_INET);",
    "inet-foreign": _BUFFER + " put16($, AF_INET); put32($ + 4, 0x08080808);",
    "inet-privileged": f"{_FREE} put16($ + 2, 0x100);",  # port 1
    "unspecified": _BUFFER,
}


def is_socket_address(param: Param) -> bool:
    """Whether the parameter points to the address of a socket, as its types say."""
    return "struct sockaddr" in f"{param.struct_type} {param.type_name}"


def socket_addresses() -> tuple[Argument, ...]:
    """Return an address of each kind, those that calls most often take first."""
    return tuple(Argument(f"addr:{kind}", steps) for kind, steps in _ADDRESSES.items())

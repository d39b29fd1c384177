"""What a condition needs a descriptor to be: by which predicates answer for which kinds of file.

docs/predicates.md says when a predicate is 0 and when it is unknown; here the same stands as kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kapi.expr.nodes import Binary, Call, Conditional, Node, Symbol, children
from kapi.expr.tables.descriptor_predicates import FILES

CLOSED = "closed"
"""Stands beside the kinds of files for a number that is not open."""

PATH_ONLY = "O_PATH"
"""Stands before the kind of a file that was opened with O_PATH, whose operations are gone."""

_USED = frozenset(FILES)
_NAMED = frozenset(f"{PATH_ONLY} {kind}" for kind in FILES)
_OPEN = _USED | _NAMED
_ALL = _OPEN | {CLOSED}


def _kinds(*names: str) -> frozenset[str]:
    return frozenset(f"{way}FILE_{name}" for name in names for way in ("", f"{PATH_ONLY} "))


_STORED = ("REGULAR", "DIRECTORY", "SYMLINK", "PIPE", "SOCKET", "CHARACTER", "BLOCK", "OTHER")
"""Kinds of files that file systems store; others have no attributes to set."""
_SOCKET = _kinds("SOCKET")
_DEVICE = _kinds("CHARACTER")

_UNKNOWN_ELSEWHERE: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("open_for_reading", "open_for_writing", "status_flags", "inode", "permissions"), _OPEN
    ),
    **dict.fromkeys(("socket_family", "socket_type", "socket_option", "address_length"), _SOCKET),
    "position": _OPEN,
    "file_size": _kinds("REGULAR", "DIRECTORY", "SECRETMEM"),
    "largest_position": _kinds("REGULAR"),
    "next_name_bytes": _kinds("DIRECTORY"),
    "pidfd_process": _kinds("PIDFD"),
    "timerfd_clock": _kinds("TIMERFD"),
    "terminal_setting": _DEVICE,
    "pipe_capacity": _kinds("PIPE"),
    "unknown_command": _USED,
}
"""The kinds for which a predicate has an answer."""

_ZERO_ELSEWHERE: dict[str, frozenset[str]] = {
    **dict.fromkeys(("is_open", "kind", "immutable", "owns"), _OPEN),
    "append_only": _kinds(*_STORED),
    **dict.fromkeys(("open_for_reading", "open_for_writing"), _USED),
    **dict.fromkeys(("close_on_exec", "device_number", "file_system"), _OPEN),
    **dict.fromkeys(("mounted_read_only", "mounted_noexec"), _OPEN),
    **dict.fromkeys(
        ("tcp_state", "socket_timeout", "listening", "connected", "bound", "connection_waits"),
        _SOCKET,
    ),
    **dict.fromkeys(("is_terminal", "pty_locked", "network_interface"), _DEVICE),
    **dict.fromkeys(("namespace_type", "owner_seen", "parent_seen"), _kinds("NAMESPACE")),
    **dict.fromkeys(("watches", "leads_to", "watched_events"), _kinds("EPOLL")),
    **dict.fromkeys(("is_memfd", "message_queue", "sealed"), _OPEN),
    **dict.fromkeys(("seekable", "pollable", "mappable"), _OPEN),
    "path_only": _NAMED,
    "may_search": _kinds("DIRECTORY"),
    "process_memory": _kinds("REGULAR"),
    "nothing_to_read": _USED - _kinds("REGULAR", "DIRECTORY", "NAMESPACE"),
    "inotify_watches": _kinds("INOTIFY"),
    "swap_file": _kinds("REGULAR", "BLOCK"),
    "huge_pages": _kinds("REGULAR", "DIRECTORY"),
}
"""The kinds for which the answer can be another than 0."""

ZERO_WHERE_CLOSED = _ZERO_ELSEWHERE.keys() - _UNKNOWN_ELSEWHERE.keys() - {"is_open", "kind"}
"""Predicates that are 0 of a number that is not open."""

_BY_VALUE: dict[tuple[str, str], frozenset[str]] = {
    ("unknown_command", "EINVAL"): _USED & _kinds("EPOLL", "USERFAULTFD", "CHARACTER"),
    ("unknown_command", "EIO"): _USED & _DEVICE,
}
"""Answers that only some kinds give."""


_WITHOUT_POLL = frozenset({"FILE_REGULAR", "FILE_DIRECTORY", "FILE_NAMESPACE", "FILE_LANDLOCK"})
_ALWAYS_READY = 0x5
"""POLLIN and POLLOUT: the answer for a file without a poll of its own has both."""


def facts_of_sockets(parts: Iterable[Node]) -> Iterator[tuple[Node, bool]]:
    """Yield what must be so of the sockets whose state of TCP the conditions ``parts`` tell.

    Each part is one that holds; only TCP has such a state, and it is no protocol of AF_UNIX.
    """
    for part in parts:
        match part:
            case Binary("==" | ">", Call("tcp_state", fd), Symbol(name)) if name.startswith("TCP_"):
                stream, local = Symbol("SOCK_STREAM"), Symbol("AF_UNIX")
                yield Binary("==", Call("socket_type", fd), stream), True
                yield Binary("==", Call("socket_family", fd), local), False


def needs_of(
    part: Node, worth: bool, number: Callable[[Node], int | None]
) -> Iterator[tuple[Node, frozenset[str]]]:
    """Yield each descriptor that ``part`` asks about, and what it can be where that is ``worth``.

    That is `CLOSED`, a kind such as ``FILE_PIPE``, or one with `PATH_ONLY` before it. ``number``
    says what a constant is worth, None for what is none.
    """
    for call in asked(part):
        if call.arguments and call.function in _UNKNOWN_ELSEWHERE:
            yield call.arguments[0], _UNKNOWN_ELSEWHERE[call.function]
    match part:
        case Call("is_open" | "path_only" as function, (about,)) if not worth:
            yield about, _ALL - _ZERO_ELSEWHERE[function]
        case Binary("==", Call("kind", (about,)), Symbol(name)) if name in _USED:
            same = frozenset({name, f"{PATH_ONLY} {name}"})
            yield about, same if worth else _ALL - same
        case Binary("==", Call(function, (about,)), Symbol(name)) if (function, name) in _BY_VALUE:
            if worth:
                yield about, _BY_VALUE[function, name]
        case Binary("&", Call("poll", (about,)), mask) if not worth:
            if (number(mask) or 0) & _ALWAYS_READY:
                yield about, _ALL - _WITHOUT_POLL
        case _:
            known = _not_zero(part, worth, number)
            if known is not None and known.function in _ZERO_ELSEWHERE:
                yield known.arguments[0], _ZERO_ELSEWHERE[known.function]


def _not_zero(part: Node, worth: bool, number: Callable[[Node], int | None]) -> Call | None:
    """The predicate that is not 0 where ``part`` is ``worth``."""
    match part:
        case Call() if worth:
            return part
        case Binary("==", Call() as call, value) if (number(value) == 0) is not worth:
            return call if number(value) is not None else None
        case Binary(">", Call() as call, value) if worth:
            least = number(value)
            return call if least is not None and least >= 0 else None
    return None


def asked(node: Node) -> Iterator[Call]:
    """Yield the predicates without whose answers ``node`` is unknown."""
    if isinstance(node, Conditional):
        return
    if isinstance(node, Binary) and node.operator in ("&&", "||"):
        return
    if isinstance(node, Call):
        yield node
    for inner in children(node):
        yield from asked(inner)

"""What the texts of a call say of its situation, beyond the numbers in them.

strace shows a descriptor with the file behind it (``3<pipe:[17]>``), a path as its bytes, and an
address where it could read nothing. That is what another process saw a moment later: good for
finding the likely reason of an errno, and no proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kapi.expr.nodes import Call, Node, Symbol
from kapi.expr.predicates import CONSTANTS, PREDICATES

_BEHIND = re.compile(r"(?:-?\d+|AT_FDCWD)(?: /\*[^*]*\*/)?<(.*)>", re.DOTALL)
_KINDS = {
    "pipe:": ("FILE_PIPE",),
    "anon_inode:[eventpoll]": ("FILE_EPOLL",),
    "anon_inode:[eventfd]": ("FILE_EVENTFD",),
    "anon_inode:[timerfd]": ("FILE_TIMERFD",),
    "anon_inode:[signalfd]": ("FILE_SIGNALFD",),
    "anon_inode:inotify": ("FILE_INOTIFY",),
    "anon_inode:[pidfd]": ("FILE_PIDFD",),
    "anon_inode:[io_uring]": ("FILE_IO_URING",),
    "anon_inode:[userfaultfd]": ("FILE_USERFAULTFD",),
    "anon_inode:[fanotify]": ("FILE_FANOTIFY",),
    "anon_inode:[landlock-ruleset]": ("FILE_LANDLOCK",),
    "/dev/": ("FILE_CHARACTER", "FILE_BLOCK", "FILE_REGULAR", "FILE_DIRECTORY"),
    "/": ("FILE_REGULAR", "FILE_DIRECTORY", "FILE_PIPE", "FILE_SECRETMEM", "FILE_CHARACTER"),
}
_SOCKET = re.compile(r"socket:|((?:TCP|UDP|UNIX|NETLINK|RAW|PING)[\w-]*):")
_STREAM, _DATAGRAM, _PACKETS = 1, 2, 5  # SOCK_*, include/linux/net.h
_TYPES = {
    "TCP": (_STREAM,),
    "UDP": (_DATAGRAM,),
    "PING": (_DATAGRAM,),
    "UNIX-STREAM": (_STREAM,),
    "UNIX-DGRAM": (_DATAGRAM,),
    "UNIX-SEQPACKET": (_PACKETS,),
}
_FAMILIES = {"UNIX": 1, "NETLINK": 16}  # AF_*, include/linux/socket.h
_INTERNET, _INTERNET_6 = 2, 10
_LASTS = {"": "LAST_ROOT", ".": "LAST_DOT", "..": "LAST_DOTDOT"}
_NAME_MAX, _PATH_MAX = 255, 4096  # linux/limits.h
_LOWEST, _HIGHEST = 1 << 16, 1 << 47  # vm.mmap_min_addr as distributions set it; TASK_SIZE
_OF_MEMORY = frozenset(
    {"mapped", "readable", "writable", "executable", "user_address", "readable_bytes"}
    | {"writable_bytes"}
)
_STOPS = ("FOUND", "MISSING", "NOT_DIRECTORY", "DENIED", "LOOP", "BAD_FD")


def possible(
    terms: Iterable[Node],
    parameters: Sequence[str],
    texts: Sequence[str],
    numbers: Mapping[str, int],
    files_shown: bool = False,
) -> dict[Node, tuple[int, ...]]:
    """Return for each term the values that it may have had, where ``texts`` say anything of it.

    ``texts`` are those of the ``parameters`` in order, ``numbers`` what those are worth that are
    known. ``files_shown``: each open descriptor has its file behind it (strace -y).
    """
    shown = dict(zip(parameters, texts, strict=False))
    files_shown = files_shown or any(map(_BEHIND.fullmatch, texts))
    found: dict[Node, tuple[int, ...]] = {}
    for term in terms:
        if isinstance(term, Call) and term.function in PREDICATES:
            values = _values(term, shown, numbers, files_shown)
            if values:
                found[term] = values
    return found


def _values(
    term: Call, shown: Mapping[str, str], numbers: Mapping[str, int], files_shown: bool
) -> tuple[int, ...] | None:
    kinds = [kind for _, kind in PREDICATES[term.function].parameters]
    given = {
        kind: argument.name
        for kind, argument in zip(kinds, term.arguments, strict=False)
        if isinstance(argument, Symbol) and argument.name in shown
    }
    if term.function in ("same_file", "lies_below", "lies_below_at"):
        symbols = [one.name for one in term.arguments if isinstance(one, Symbol)]
        texts = [shown[one] for one in symbols if one in shown]
        return _same(texts) if term.function == "same_file" else _below(texts)
    if "path" in given:
        is_here = not term.function.endswith("_at") or term.arguments[0] == Symbol("AT_FDCWD")
        return _path(term.function, shown[given["path"]], is_here)
    if "fd" in given:
        return _descriptor(term.function, shown[given["fd"]], files_shown)
    if "address" in given and term.function in _OF_MEMORY:
        return _memory(term.function, numbers.get(given["address"]))
    return None


def _descriptor(function: str, text: str, files_shown: bool) -> tuple[int, ...] | None:
    behind = _BEHIND.fullmatch(text)
    if function == "is_open":
        is_closed = text.startswith("-") or (files_shown and text.isdecimal())
        return (1,) if behind else (0,) if is_closed else None
    if behind is None:
        return None
    socket = _SOCKET.match(behind[1])
    if socket is not None and function != "kind":
        return _socket(function, socket[1], behind[1])
    if function != "kind":
        return None
    if socket is not None:
        return (CONSTANTS["FILE_SOCKET"],)
    names = next((kinds for start, kinds in _KINDS.items() if behind[1].startswith(start)), ())
    return tuple(CONSTANTS[name] for name in names) or None


def _socket(function: str, protocol: str | None, behind: str) -> tuple[int, ...] | None:
    """What strace -yy says of a socket: its protocol, and its peer where it has one."""
    if protocol is None:
        return None
    if function == "socket_type":
        return next((kinds for start, kinds in _TYPES.items() if protocol.startswith(start)), None)
    if function == "socket_family":
        internet = _INTERNET_6 if protocol.endswith("v6") else _INTERNET
        return (_FAMILIES.get(protocol.partition("-")[0], internet),)
    if function == "connected" and protocol != "NETLINK":
        return (int("->" in behind),)
    return (0,) if function == "listening" and "->" in behind else None


def _same(texts: Sequence[str]) -> tuple[int, ...] | None:
    return (1,) if len(texts) == 2 and texts[0] == texts[1] else None


def _below(texts: Sequence[str]) -> tuple[int, ...] | None:
    """Whether the second path leads to a name below the first, as far as the letters say."""
    paths = [text.strip('"').rstrip("/") for text in texts if text.startswith('"')]
    return (1,) if len(paths) == 2 and paths[1].startswith(paths[0] + "/") else None


def _path(function: str, text: str, is_here: bool) -> tuple[int, ...] | None:
    """``is_here``: the walk begins in the working directory, which surely is one."""
    name = function.removesuffix("_at")
    if name.startswith("walk"):
        return _walk(text, is_here)
    if not text.startswith('"') or len(text) < 3 or text.endswith("..."):
        return None
    if name == "last_name":
        last = text[1:-1].rstrip("/").rpartition("/")[2]
        return (CONSTANTS[_LASTS.get(last, "LAST_NORM")],)
    if name == "slash_after_name":
        return None if text.endswith('/"') else (0,)
    return None


def _walk(text: str, is_here: bool) -> tuple[int, ...] | None:
    if not text.startswith('"'):
        return (CONSTANTS["WALK_FAULT"],)
    if text == '""':
        return (CONSTANTS["WALK_EMPTY"],)
    if text.endswith("..."):
        return None
    if len(text) - 2 >= _PATH_MAX:
        return (CONSTANTS["WALK_PATH_TOO_LONG"],)
    stops: tuple[str, ...] = _STOPS
    if is_here and "/" not in text:  # nothing is on the way
        stops = tuple(one for one in _STOPS if one != "NOT_DIRECTORY")
    if any(len(name) > _NAME_MAX for name in text[1:-1].split("/")):
        stops = ("NAME_TOO_LONG", "MISSING", "NOT_DIRECTORY", "DENIED", "LOOP")
    return tuple(CONSTANTS[f"WALK_{stop}"] for stop in stops)


def _memory(function: str, number: int | None) -> tuple[int, ...] | None:
    """What lies at an end of the address space is not there."""
    if number is None:
        return None
    if function == "user_address":
        return (0,) if number >= _HIGHEST else (1,) if number < _LOWEST else None
    return (0,) if number < _LOWEST or number >= _HIGHEST else None

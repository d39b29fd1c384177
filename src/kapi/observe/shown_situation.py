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

__all__ = ["possible"]

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
    "/dev/": ("FILE_CHARACTER", "FILE_BLOCK", "FILE_REGULAR", "FILE_DIRECTORY"),
    "/": ("FILE_REGULAR", "FILE_DIRECTORY", "FILE_PIPE", "FILE_SECRETMEM", "FILE_CHARACTER"),
}
_SOCKET = re.compile(r"socket:|(?:TCP|UDP|UNIX|NETLINK|RAW|PING)[\w-]*:")
_NAME_MAX, _PATH_MAX = 255, 4096
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
    if "path" in given and term.function.startswith("walk"):
        return _walk(shown[given["path"]])
    if term.function == "same_file":
        return _same([shown.get(getattr(one, "name", "")) for one in term.arguments])
    if "fd" in given and term.function in ("is_open", "kind"):
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
    if _SOCKET.match(behind[1]):
        return (CONSTANTS["FILE_SOCKET"],)
    names = next((kinds for start, kinds in _KINDS.items() if behind[1].startswith(start)), ())
    return tuple(CONSTANTS[name] for name in names) or None


def _same(texts: Sequence[str | None]) -> tuple[int, ...] | None:
    return (1,) if None not in texts and len(set(texts)) == 1 else None


def _walk(text: str) -> tuple[int, ...] | None:
    if not text.startswith('"'):
        return (CONSTANTS["WALK_FAULT"],)
    if text == '""':
        return (CONSTANTS["WALK_EMPTY"],)
    if text.endswith("..."):
        return None
    if len(text) - 2 >= _PATH_MAX:
        return (CONSTANTS["WALK_PATH_TOO_LONG"],)
    stops: tuple[str, ...] = _STOPS
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

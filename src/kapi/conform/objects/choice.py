"""Which objects a parameter asks for: by ``x-object``, else by class, C type and name."""

from __future__ import annotations

import difflib
import enum
import re
from collections.abc import Callable, Iterable, Iterator

from kapi.conform.objects.argument import Argument, value
from kapi.conform.objects.descriptor_kinds import (
    DESCRIPTORS,
    EVENTS,
    FILES,
    MEMORIES,
    NAMED,
    OTHERS,
    PIPES,
    SOCKETS,
    descriptor,
)
from kapi.conform.objects.memory_kinds import MEMORY, memory
from kapi.conform.objects.others import IDS, PROCESSES, identifier, process
from kapi.conform.objects.path_kinds import PATHS, path
from kapi.conform.objects.structures import memory_with
from kapi.model.elements import Param
from kapi.vocab import symbols
from kapi.vocab.architectures import ARCHITECTURES, Architecture
from kapi.vocab.words import ConstraintType, ParamFlag, ParamType


class ObjectClass(enum.Enum):
    """What a parameter's value stands for; the words before the colon of ``x-object``."""

    DESCRIPTOR = "fd"
    MEMORY = "addr"
    PATH = "path"
    PROCESS = "pid"
    IDENTIFIER = "id"


_MAKERS: dict[ObjectClass, tuple[dict[str, str] | dict[str, tuple[str, str]], _Maker]]
_Maker = Callable[[str], Argument]
_MAKERS = {
    ObjectClass.DESCRIPTOR: (DESCRIPTORS, descriptor),
    ObjectClass.MEMORY: (MEMORY, memory),
    ObjectClass.PATH: (PATHS, path),
    ObjectClass.PROCESS: (PROCESSES, process),
    ObjectClass.IDENTIFIER: (IDS, identifier),
}

_SHORT: dict[ObjectClass, tuple[str, ...]] = {
    ObjectClass.DESCRIPTOR: (
        *("regular", "pipe-ready", "pipe-end", "epoll", "socket", "directory", "eventfd"),
        *("timerfd", "socket-connected", "socket-ready", "signalfd", "inotify", "memfd", "null"),
        "pidfd",
    ),
    ObjectClass.MEMORY: ("mapped", "populated", "shared-file"),
    ObjectClass.PATH: ("existing", "directory", "missing", "executable", "symlink"),
    ObjectClass.PROCESS: ("self", "zero", "child", "zombie", "group"),
    ObjectClass.IDENTIFIER: tuple(IDS),
}
"""What is most often accepted, the most promising first; the other kinds follow."""

_SORTS: dict[ObjectClass, tuple[str, ...]] = {
    ObjectClass.DESCRIPTOR: (
        *("closed", "negative", "path-only", "regular", "directory", "pipe-ready", "null"),
        *("socket-connected", "netlink", "epoll", "userfaultfd", "eventfd", "timerfd"),
        *("signalfd", "inotify", "pidfd", "namespace", "pty-slave", "pty-master"),
        *("pty-hung-up", "socket-listening"),
    ),
    ObjectClass.MEMORY: ("null", "read-only", "unmapped", "page-end", "kernel"),
}
"""One kind of each sort, for calls that many others resemble."""

_POLLABLE = (*PIPES, *SOCKETS, *(kind for kind in EVENTS), "pty-master", "pty-slave")
_SOCKETS = (*SOCKETS,)
_GROUPS: dict[tuple[ObjectClass, str], tuple[str, ...]] = {
    (ObjectClass.DESCRIPTOR, "directory"): ("directory", "working-directory"),
    (ObjectClass.DESCRIPTOR, "any"): (*_SHORT[ObjectClass.DESCRIPTOR],),
    (ObjectClass.DESCRIPTOR, "file"): tuple(FILES),
    (ObjectClass.DESCRIPTOR, "readable"): ("regular", "pipe-ready", "eventfd-ready", "null"),
    (ObjectClass.DESCRIPTOR, "writable"): ("regular", "pipe-end", "eventfd", "null"),
    (ObjectClass.DESCRIPTOR, "seekable"): ("regular", "memfd", "directory"),
    (ObjectClass.DESCRIPTOR, "mappable"): ("regular", "memfd", "zero"),
    (ObjectClass.DESCRIPTOR, "pollable"): _POLLABLE,
    (ObjectClass.DESCRIPTOR, "stream"): ("socket-connected", "socket", "inet-stream"),
    (ObjectClass.DESCRIPTOR, "terminal"): ("pty-slave", "pty-master"),
    (ObjectClass.DESCRIPTOR, "random"): ("random", "urandom"),
    (ObjectClass.DESCRIPTOR, "name-space"): (
        *("namespace-below", "namespace", "namespace-user", "namespace-pid"),
    ),
    (ObjectClass.DESCRIPTOR, "memory"): tuple(MEMORIES),
    (ObjectClass.DESCRIPTOR, "process"): tuple(kind for kind in OTHERS if "pidfd" in kind),
    (ObjectClass.DESCRIPTOR, "pty"): ("pty-slave", "pty-master"),
    (ObjectClass.DESCRIPTOR, "socket"): _SOCKETS,
    (ObjectClass.DESCRIPTOR, "pipe"): ("pipe-ready", *PIPES),
    (ObjectClass.MEMORY, "any"): ("mapped", "populated"),
    (ObjectClass.MEMORY, "writable"): ("mapped", "populated"),
    (ObjectClass.MEMORY, "readable"): ("mapped", "read-only"),
    (ObjectClass.PATH, "file"): ("existing",),
    (ObjectClass.PATH, "new"): ("missing",),
    (ObjectClass.PROCESS, "any"): ("self", "child"),
    (ObjectClass.PROCESS, "thread"): ("self", "thread"),
}
"""Words that more than one kind fits, the most promising first."""

_ADDRESSES = frozenset({"start", "addr", "address", "start_addr", "uaddr", "vaddr"})
_DESCRIPTORS = re.compile(r"\w*fd|\w*fildes|\w*filedes|fd_?(in|out)|fd[12]")
_PROCESSES = frozenset({"pid", "tgid", "tid", "upid", "pgid", "sid"})
_IDS: dict[str, tuple[str, ...]] = {
    "semid": ("semaphores", "semaphores-open", "semaphores-removed"),
    "shmid": ("segment", "segment-open", "segment-removed"),
    "msqid": ("messages", "messages-ready", "messages-open", "messages-removed"),
    "key": ("key", "key-free"),
    "timer_id": ("timer",),
    "timerid": ("timer",),
    "ctx_id": ("aio",),
}
_POINTERS = (ParamType.USER_PTR, ParamType.PTR, ParamType.STRUCT, ParamType.ARRAY)


def object_class(param: Param) -> ObjectClass | None:
    """Return what ``param`` stands for, or None where it is but a number."""
    word = (param.object or "").partition(":")[0].strip()
    if word in {one.value for one in ObjectClass}:
        return ObjectClass(word)
    if param.type is ParamType.FD:
        return ObjectClass.DESCRIPTOR
    if _is_path(param):
        return ObjectClass.PATH
    if param.type is None and not _is_pointer(param) and _DESCRIPTORS.fullmatch(param.name or ""):
        return ObjectClass.DESCRIPTOR
    if _is_pointer(param) or param.name in _ADDRESSES:
        return ObjectClass.MEMORY
    if (param.type_name or "").split()[-1:] == ["pid_t"] or param.name in _PROCESSES:
        return ObjectClass.PROCESS
    ids = ("timer_t", "aio_context_t", "key_t")
    if (param.name in _IDS and param.name != "key") or (param.type_name or "") in ids:
        return ObjectClass.IDENTIFIER
    return None


def _is_pointer(param: Param) -> bool:
    """Whether the parameter is an address of memory, as its class or C type says."""
    return param.type in _POINTERS or "*" in (param.type_name or "")


def _is_path(param: Param) -> bool:
    words = (ConstraintType.USER_PATH, ConstraintType.USER_STRING)
    return param.type in (ParamType.PATH, ParamType.STRING) or param.limits.type in words


def _named(word: str | None) -> tuple[ObjectClass | None, tuple[str, ...]] | None:
    """The class and the kinds that ``x-object`` names, most promising first; None if unknown."""
    if not word:
        return None, ()
    group, _, name = (part.strip() for part in word.partition(":"))
    if group not in {one.value for one in ObjectClass}:
        return None
    kind = ObjectClass(group)
    known = name in _MAKERS[kind][0] or (kind is ObjectClass.DESCRIPTOR and name in NAMED)
    found = _GROUPS.get((kind, name), (name,) if known else ())
    return (kind, found) if found or not name else None


def unknown_object(word: str | None) -> str:
    """Return why what ``x-object`` names cannot be made, or an empty string."""
    if _named(word) is not None:
        return ""
    known = [one.value for one in ObjectClass]
    for kind in ObjectClass:
        words = [*_MAKERS[kind][0], *(word for of, word in _GROUPS if of is kind)]
        words += NAMED if kind is ObjectClass.DESCRIPTOR else ()
        known += [f"{kind.value}:{one}" for one in sorted(set(words))]
    near = difflib.get_close_matches(word or "", known, n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    return f"no such object can be made: {word}{hint}"


def objects_named(word: str) -> tuple[Argument, ...]:
    """Return the objects that the word of an ``x-object`` names, the most promising first."""
    kind, kinds = _named(word) or (None, ())
    if kind is None:
        return ()
    return tuple(map(_MAKERS[kind][1], kinds or _SHORT[kind]))


def objects_besides(word: str) -> tuple[Argument, ...]:
    """Return the open descriptors that are no such thing as ``word`` of an ``x-object`` names.

    Only where it names one sort: others of it (all files, all sockets) may be one, too, and a word
    for several sorts names what they have in common.
    """
    kind, kinds = _named(word) or (None, ())
    sorts = set(map(_sort_of, kinds))
    if kind is not ObjectClass.DESCRIPTOR or len(sorts) != 1:
        return ()
    others = (one for one in DESCRIPTORS if _sort_of(one) not in {*sorts, "closed"})
    return tuple(map(descriptor, others))


def _sort_of(kind: str) -> str:
    """What a kind of descriptor has in common with others: one table, or the first word."""
    for table in ({**FILES, **MEMORIES}, PIPES, SOCKETS):
        if kind in table:
            return next(iter(table))
    return "closed" if kind == "negative" else kind.partition("-")[0]


def objects_for(
    param: Param,
    architecture: Architecture = ARCHITECTURES["x86_64"],
    every: bool = True,
    few: bool = False,
) -> tuple[Argument, ...]:
    """Return the objects that ``param`` may be given, the most promising first.

    With ``every`` also those that do not fit, as far as they are of its class: what a call
    refuses is worth trying. With ``few`` as well, only one of each sort of them. A parameter that
    is a number has none, and one whose ``x-object`` is unknown has none either
    (`unknown_object` says so).
    """
    kind, known = object_class(param), _named(param.object)
    if kind is None or known is None:
        return ()
    named = known[1]
    kinds, make = _MAKERS[kind]
    tried = _SORTS.get(kind, ()) if few else tuple(kinds)
    usual = _IDS.get(param.name, _SHORT[kind])
    order = named or (usual if not every else (*usual, *tried))
    if every:
        order = (*order, *tried)
    found: list[Argument] = []
    if kind is ObjectClass.MEMORY and _is_pointer(param):
        if ParamFlag.OPTIONAL in (param.flags or ()):
            found.append(value(0))
        found += _structures(param, architecture)
    return tuple(dict.fromkeys([*found, *map(make, order)]))


def _structures(param: Param, architecture: Architecture) -> Iterator[Argument]:
    """Zero bytes of the size of the structure that is pointed to, where it is known."""
    size = next(filter(None, _sizes(param, architecture)), None)
    if size is not None:
        yield memory_with(size, {})
        yield memory_with(size, {}, at_end=True)


def _sizes(param: Param, architecture: Architecture) -> Iterable[int | None]:
    pointed = (param.type_name or "").replace("__user", "").replace("const", "")
    for name in (param.struct_type, pointed.strip().removesuffix("*").strip()):
        if name and name.startswith("struct"):
            yield symbols.size_of(" ".join(name.split()), architecture)

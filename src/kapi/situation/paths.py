"""Predicates of paths: where a walk ends, and what is there."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from typing import TypeAlias
from weakref import WeakKeyDictionary

from kapi.situation import kernel
from kapi.situation.access import EXECUTE, READ, WRITE, allowed
from kapi.situation.files import KINDS_BY_MODE, information, kind_name
from kapi.situation.process import Process, Unknown
from kapi.situation.texts import text_at
from kapi.situation.walk import AT_EMPTY_PATH, AT_FDCWD, Walk, walked

__all__ = ["IMPLEMENTATIONS"]

_CERTAIN_LINKS = 20
_WATCH = re.compile(rb"^inotify wd:\S+ ino:(\w+) sdev:(\w+) ", re.MULTILINE)
_RENUMBERED = frozenset({0x794C7630, 0x9123683E})  # overlayfs and btrfs, linux/magic.h

_Answer: TypeAlias = int | str | None
_Key: TypeAlias = tuple[int, int, int, bool]
_walks: WeakKeyDictionary[Process, dict[_Key, Walk | Unknown | OSError]] = WeakKeyDictionary()


def _walked(process: Process, path: int, dirfd: int, flags: int, parent: bool = False) -> Walk:
    """Walk once for each path and moment."""
    known = _walks.setdefault(process, {})
    key = (path, dirfd, flags, parent)
    if key not in known:
        try:
            if not path and flags & AT_EMPTY_PATH:
                raise Unknown("some calls take no path for an empty one")
            known[key] = walked(process, text_at(process, path), dirfd, flags, parent=parent)
        except (Unknown, OSError) as problem:
            known[key] = problem
    found = known[key]
    if isinstance(found, Exception):
        raise found
    return found


def _walk(process: Process, path: int, dirfd: int, flags: int) -> str | None:
    return _end_of(_walked(process, path, dirfd, flags))


def _walk_parent(process: Process, path: int, dirfd: int, flags: int) -> str | None:
    return _end_of(_walked(process, path, dirfd, flags, parent=True))


def _end_of(found: Walk) -> str | None:
    """Return how the walk ends, None where its links may be too many.

    The kernel may give a walk up and begin it anew (LOOKUP_RCU), and then goes on counting: so
    half as many links as it allows can be refused.
    """
    return found.end if found.links <= _CERTAIN_LINKS or found.end == "WALK_LOOP" else None


def _exists(process: Process, path: int, dirfd: int, flags: int) -> int | None:
    end = _walk(process, path, dirfd, flags)
    return None if end is None else int(end == "WALK_FOUND")


def _search_permission(process: Process, path: int, dirfd: int, flags: int) -> int | None:
    found = _walked(process, path, dirfd, flags)
    if found.end == "WALK_DENIED":
        return 0
    return 1 if found.end == "WALK_FOUND" or found.reached_last else None


def _symlinks(process: Process, path: int, dirfd: int, flags: int) -> int | None:
    found = _walked(process, path, dirfd, flags)
    return found.links if found.end in ("WALK_FOUND", "WALK_LOOP") else None


def _last_is_symlink(process: Process, path: int, dirfd: int, flags: int) -> int | None:
    found = _walked(process, path, dirfd, flags)
    return int(found.last_link) if found.end == "WALK_FOUND" or found.reached_last else None


def _end(process: Process, path: int, dirfd: int, flags: int) -> tuple[int, kernel.Attributes]:
    found = _walked(process, path, dirfd, flags)
    if found.fd is None:
        raise Unknown("the walk ends at no file")
    return found.fd, kernel.attributes("", directory=found.fd)


def _path_kind(process: Process, path: int, dirfd: int, flags: int) -> str:
    _, facts = _end(process, path, dirfd, flags)
    return KINDS_BY_MODE.get(stat.S_IFMT(facts.stx_mode), "FILE_OTHER")


def _links(process: Process, path: int, dirfd: int, flags: int) -> int:
    return int(_end(process, path, dirfd, flags)[1].stx_nlink)


def _path_busy(process: Process, path: int, dirfd: int, flags: int) -> int:
    return int(bool(_end(process, path, dirfd, flags)[1].stx_attributes & kernel.MOUNT_ROOT))


def _may(wanted: int) -> Callable[[Process, int, int, int], int | None]:
    def may(process: Process, path: int, dirfd: int, flags: int) -> int | None:
        fd, facts = _end(process, path, dirfd, flags)
        plain = stat.S_ISDIR(facts.stx_mode) and not wanted & WRITE
        if kernel.file_system(fd) == kernel.PROC and not plain:
            return None  # sysctl and the files of processes have rules of their own
        return int(allowed(process, fd, facts, wanted))

    return may


def _may_write_parent(process: Process, path: int, dirfd: int, flags: int) -> int | None:
    found = _walked(process, path, dirfd, flags, parent=True)
    if found.fd is None:
        return None
    facts = kernel.attributes("", directory=found.fd)
    if kernel.file_system(found.fd) == kernel.PROC:
        return None
    return int(allowed(process, found.fd, facts, WRITE | EXECUTE))


def _inotify_watches(process: Process, fd: int, path: int) -> int | None:
    """Whether the instance watches the inode at the end of the path."""
    if kind_name(process, fd) != "FILE_INOTIFY":
        return 0
    found, facts = _end(process, path, AT_FDCWD, 0)
    device = facts.stx_dev_major << 20 | facts.stx_dev_minor  # as the kernel keeps it
    watched = _WATCH.findall(information(process, fd))
    if (facts.stx_ino, device) in {(int(ino, 16), int(dev, 16)) for ino, dev in watched}:
        return 1
    return None if kernel.file_system(found) in _RENUMBERED and watched else 0


def _mounted(flag: int) -> Callable[[Process, int, int, int], int | None]:
    def mounted(process: Process, path: int, dirfd: int, flags: int) -> int | None:
        return int(bool(os.fstatvfs(_end(process, path, dirfd, flags)[0]).f_flag & flag))

    return mounted


_QUESTIONS: dict[str, Callable[[Process, int, int, int], _Answer]] = {
    "walk": _walk,
    "walk_parent": _walk_parent,
    "exists": _exists,
    "path_kind": _path_kind,
    "may_read": _may(READ),
    "may_write": _may(WRITE),
    "may_write_parent": _may_write_parent,
    "may_execute": _may(EXECUTE),
    "search_permission": _search_permission,
    "symlinks": _symlinks,
    "last_is_symlink": _last_is_symlink,
    "links": _links,
    "path_mounted_read_only": _mounted(os.ST_RDONLY),
    "path_mounted_noexec": _mounted(os.ST_NOEXEC),
    "path_busy": _path_busy,
}


def _from_here(
    question: Callable[[Process, int, int, int], _Answer],
) -> Callable[[Process, int], _Answer]:
    return lambda process, path: question(process, path, AT_FDCWD, 0)


def _from_directory(
    question: Callable[[Process, int, int, int], _Answer],
) -> Callable[[Process, int, int, int], _Answer]:
    return lambda process, dirfd, path, flags: question(process, path, dirfd, flags)


IMPLEMENTATIONS: dict[str, Callable[..., _Answer]] = {
    **{name: _from_here(question) for name, question in _QUESTIONS.items()},
    **{f"{name}_at": _from_directory(question) for name, question in _QUESTIONS.items()},
    "inotify_watches": _inotify_watches,
}
"""What measures each predicate of a path, from the working directory or from another."""

"""Predicates of paths: where a walk ends, and what is there."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from typing import TypeAlias
from weakref import WeakKeyDictionary

from kapi.expr.tables.path_predicates import LINK_UNSAID
from kapi.situation import caller, file_capabilities, kernel, programs, uses
from kapi.situation.access import EXECUTE, READ, WRITE, allowed
from kapi.situation.attributes import size_of_attribute
from kapi.situation.open_files import KINDS_BY_MODE, information, kind_name
from kapi.situation.process import Process, Unknown, read_at
from kapi.situation.texts import text_at
from kapi.situation.walk import AT_EMPTY_PATH, AT_FDCWD, AT_SYMLINK_NOFOLLOW, Walk, walked

_CERTAIN_LINKS = 20
_WATCH = re.compile(rb"^inotify wd:\S+ ino:(\w+) sdev:(\w+) ", re.MULTILINE)
_RENUMBERED = frozenset({0x794C7630, 0x9123683E})  # overlayfs and btrfs, linux/magic.h
_IMMUTABLE, _APPEND_ONLY = 0x10, 0x20  # STATX_ATTR_*, linux/stat.h

_Answer: TypeAlias = int | str | None
_Key: TypeAlias = tuple[int, int, int, bool]
_walks: WeakKeyDictionary[Process, dict[_Key, Walk | str]] = WeakKeyDictionary()
"""How each walk went, or why nobody can tell. An exception would hold what it went through: the
process, which is then never given back, and all that called."""
_attributes: WeakKeyDictionary[Process, dict[int, kernel.Attributes]] = WeakKeyDictionary()


def _walked(process: Process, path: int, dirfd: int, flags: int, parent: bool = False) -> Walk:
    """Walk once for each path and moment."""
    if flags & LINK_UNSAID:
        followed = _walked(process, path, dirfd, flags & ~LINK_UNSAID, parent)
        if followed.last_link:
            raise Unknown("nobody says whether a link at the end is followed")
        return followed
    known = _walks.setdefault(process, {})
    key = (path, dirfd, flags, parent)
    if key not in known:
        try:
            if not path and flags & AT_EMPTY_PATH:
                raise Unknown("some calls take no path for an empty one")
            known[key] = walked(process, text_at(process, path), dirfd, flags, parent=parent)
        except (Unknown, OSError) as problem:
            known[key] = str(problem)
    found = known[key]
    if isinstance(found, str):
        raise Unknown(found)
    return found


WALKS = frozenset({"walk", "walk_at", "walk_parent", "walk_parent_at"})
"""The predicates whose answer is how a walk ends."""


def walk_of(process: Process, predicate: str, *given: int) -> Walk:
    """Return the walk that ``predicate``, one of `WALKS`, asks about with the arguments ``given``.

    Raises `Unknown` where nobody can tell.
    """
    dirfd, path, flags = given if predicate.endswith("_at") else (AT_FDCWD, given[0], 0)
    return _walked(process, path, dirfd, flags, parent=predicate.startswith("walk_parent"))


def _relative_to_file(process: Process, dirfd: int, path: int) -> int:
    """Whether the walk of a relative path stops where it begins, at what is no directory."""
    walk = _walked(process, path, dirfd, AT_SYMLINK_NOFOLLOW)
    return int(walk.end == "WALK_NOT_DIRECTORY" and not walk.at)


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


def _reaches_last(process: Process, path: int, dirfd: int, flags: int) -> int | None:
    found = _walked(process, path, dirfd, flags)
    return None if _end_of(found) is None else int(found.made_last)


def _end(process: Process, path: int, dirfd: int, flags: int) -> tuple[int, kernel.Attributes]:
    found = _walked(process, path, dirfd, flags)
    if found.fd is None:
        raise Unknown("the walk ends at no file")
    known = _attributes.setdefault(process, {})
    if found.fd not in known:
        known[found.fd] = kernel.attributes("", directory=found.fd)
    return found.fd, known[found.fd]


def _path_kind(process: Process, path: int, dirfd: int, flags: int) -> str | int | None:
    end = _walk(process, path, dirfd, flags)
    if end != "WALK_FOUND":
        return None if end is None else 0
    _, facts = _end(process, path, dirfd, flags)
    return KINDS_BY_MODE.get(stat.S_IFMT(facts.stx_mode), "FILE_OTHER")


def _links(process: Process, path: int, dirfd: int, flags: int) -> int:
    return int(_end(process, path, dirfd, flags)[1].stx_nlink)


def _path_size(process: Process, path: int, dirfd: int, flags: int) -> int:
    return int(_end(process, path, dirfd, flags)[1].stx_size)


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


def _attribute_size(process: Process, dirfd: int, path: int, flags: int, key: int) -> int | None:
    """The bytes of an extended attribute of the file at the end of the path; -1 for none."""
    name = text_at(process, key)
    found, _ = _end(process, path, dirfd, flags)
    return None if name is None else size_of_attribute(f"/proc/self/fd/{found}", name)


def _parent(
    process: Process, path: int, dirfd: int, flags: int = 0
) -> tuple[int, kernel.Attributes]:
    """Return the directory in which the last name of the path is looked up."""
    if not flags & AT_SYMLINK_NOFOLLOW and _walked(process, path, dirfd, 0).last_link:
        raise Unknown("the link may lead to another directory")
    found = _walked(process, path, dirfd, 0, parent=True)
    if found.fd is None:
        raise Unknown("the walk ends before the last name")
    return found.fd, kernel.attributes("", directory=found.fd)


def _may_create(process: Process, path: int, dirfd: int, flags: int) -> int | None:
    fd, facts = _parent(process, path, dirfd)
    if kernel.file_system(fd) == kernel.PROC:
        return None
    return int(allowed(process, fd, facts, WRITE | EXECUTE))


def _parent_read_only(process: Process, path: int, dirfd: int, flags: int) -> int:
    fd, _ = _parent(process, path, dirfd, flags)
    return int(bool(os.fstatvfs(fd).f_flag & os.ST_RDONLY))


def _parent_has(bit: int) -> Callable[[Process, int, int, int], int | None]:
    def attribute(process: Process, path: int, dirfd: int, flags: int) -> int | None:
        return kernel.has_attribute(*_parent(process, path, dirfd, flags), bit)

    return attribute


def _attribute(bit: int) -> Callable[[Process, int, int, int], int | None]:
    def attribute(process: Process, path: int, dirfd: int, flags: int) -> int | None:
        return kernel.has_attribute(*_end(process, path, dirfd, flags), bit)

    return attribute


def _is_owner(process: Process, path: int, dirfd: int, flags: int) -> int:
    _, facts = _end(process, path, dirfd, flags)
    return int(facts.stx_uid == caller.credentials(process)[0])


def _sticky_protected(process: Process, path: int, dirfd: int, flags: int) -> int:
    """As may_create_in_sticky in fs/namei.c, of a file that is there."""
    _, facts = _end(process, path, dirfd, flags)
    _, above = _parent(process, path, dirfd, flags)
    owners = above.stx_uid, caller.credentials(process)[0]
    name = {stat.S_IFREG: "regular", stat.S_IFIFO: "fifos"}.get(stat.S_IFMT(facts.stx_mode))
    level = int(read_at(-100, f"/proc/sys/fs/protected_{name}")) if name else 1
    if not above.stx_mode & stat.S_ISVTX or not level or facts.stx_uid in owners:
        return 0
    by_group = above.stx_mode & stat.S_IWGRP and level >= 2
    return int(bool(above.stx_mode & stat.S_IWOTH or by_group))


def _sticky_kept(process: Process, path: int, dirfd: int, flags: int) -> int:
    """As __check_sticky in fs/namei.c."""
    _, facts = _end(process, path, dirfd, flags)
    _, above = _parent(process, path, dirfd, flags)
    owners = above.stx_uid, facts.stx_uid
    return int(bool(above.stx_mode & stat.S_ISVTX) and caller.credentials(process)[0] not in owners)


def _holds_names(process: Process, path: int, dirfd: int, flags: int) -> int:
    fd, facts = _end(process, path, dirfd, flags)
    if not stat.S_ISDIR(facts.stx_mode):
        return 0
    with os.scandir(f"/proc/self/fd/{fd}") as names:
        return int(any(True for _ in names))


_LAST_NAMES = {b"": "LAST_ROOT", b".": "LAST_DOT", b"..": "LAST_DOTDOT"}


def _last_name(process: Process, path: int, dirfd: int, flags: int) -> str | None:
    text = text_at(process, path)
    return _LAST_NAMES.get(text.rstrip(b"/").rpartition(b"/")[2], "LAST_NORM") if text else None


def _slash_after_name(process: Process, path: int, dirfd: int, flags: int) -> int | None:
    text = text_at(process, path)
    if text is None:
        return None
    if _ends_in_name_and_slash(text):
        return 1
    if flags & AT_SYMLINK_NOFOLLOW or not _last_is_symlink(process, path, dirfd, flags):
        return 0
    link = _walked(process, path, dirfd, flags | AT_SYMLINK_NOFOLLOW)
    if link.fd is None or not _exists(process, path, dirfd, flags):
        return None  # another link may follow, or the walk end before the last name
    return int(_ends_in_name_and_slash(os.readlink(b"", dir_fd=link.fd)))


def _ends_in_name_and_slash(text: bytes) -> bool:
    name = text.rstrip(b"/").rpartition(b"/")[2]
    return text.endswith(b"/") and name not in (b"", b".", b"..")


def _mounted(flag: int) -> Callable[[Process, int, int, int], int | None]:
    def mounted(process: Process, path: int, dirfd: int, flags: int) -> int | None:
        return int(bool(os.fstatvfs(_end(process, path, dirfd, flags)[0]).f_flag & flag))

    return mounted


def _path_being_written(process: Process, path: int, dirfd: int, flags: int) -> int | None:
    return programs.being_written(_end(process, path, dirfd, flags)[0])


def _used(
    question: Callable[[os.stat_result], int | None],
) -> Callable[[Process, int, int, int], int | None]:
    def used(process: Process, path: int, dirfd: int, flags: int) -> int | None:
        return question(os.fstat(_end(process, path, dirfd, flags)[0]))

    return used


def _path_seals(process: Process, path: int, dirfd: int, flags: int) -> int:
    fd, facts = _end(process, path, dirfd, flags)
    return uses.seals(fd, facts.stx_mode)


def _path_direct(process: Process, path: int, dirfd: int, flags: int) -> int:
    fd, _ = _end(process, path, dirfd, flags)
    return uses.direct(fd)


def _lost_file_capabilities(process: Process, path: int, dirfd: int, flags: int) -> int:
    return file_capabilities.lost(process, _end(process, path, dirfd, flags)[0])


def _parent_full(process: Process, path: int, dirfd: int, flags: int) -> int:
    found = os.fstatvfs(_parent(process, path, dirfd)[0])
    return int(bool(found.f_files) and not found.f_ffree)


def _program(process: Process, path: int, dirfd: int, flags: int) -> str | None:
    fd, facts = _end(process, path, dirfd, flags)
    return programs.loading(process, fd) if stat.S_ISREG(facts.stx_mode) else None


def _path_inode(process: Process, path: int, dirfd: int, flags: int) -> int:
    return int(_end(process, path, dirfd, flags)[1].stx_ino)


def _path_permissions(process: Process, path: int, dirfd: int, flags: int) -> int:
    return stat.S_IMODE(_end(process, path, dirfd, flags)[1].stx_mode)


def _path_mount(process: Process, path: int, dirfd: int, flags: int) -> int:
    return int(_end(process, path, dirfd, flags)[1].stx_mnt_id)


def _parent_mount(process: Process, path: int, dirfd: int, flags: int) -> int:
    return int(_parent(process, path, dirfd, flags)[1].stx_mnt_id)


def _parent_inode(process: Process, path: int, dirfd: int, flags: int) -> int:
    return int(_parent(process, path, dirfd, flags)[1].stx_ino)


def _unsafe_to_link(process: Process, path: int, dirfd: int, flags: int) -> int | None:
    """As may_linkat in fs/namei.c."""
    fd, facts = _end(process, path, dirfd, flags)
    mode, both = facts.stx_mode, stat.S_ISGID | stat.S_IXGRP
    protected = int(read_at(-100, "/proc/sys/fs/protected_hardlinks"))
    if not protected or facts.stx_uid == caller.credentials(process)[0]:
        return 0
    if not stat.S_ISREG(mode) or mode & stat.S_ISUID or mode & both == both:
        return 1
    kept = kernel.has_attribute(fd, facts, _IMMUTABLE)
    return 1 if kept else int(not allowed(process, fd, facts, READ | WRITE))


def _parent_removed(process: Process, path: int, dirfd: int, flags: int) -> int:
    return int(not _parent(process, path, dirfd, flags)[1].stx_nlink)


def _path_file_system(process: Process, path: int, dirfd: int, flags: int) -> int:
    return kernel.file_system(_end(process, path, dirfd, flags)[0])


def _parent_default_acl(process: Process, path: int, dirfd: int, flags: int) -> int:
    fd, _ = _parent(process, path, dirfd, flags)
    return int("system.posix_acl_default" in os.listxattr(f"/proc/self/fd/{fd}"))


def _parent_file_system(process: Process, path: int, dirfd: int, flags: int) -> int:
    return kernel.file_system(_parent(process, path, dirfd, flags)[0])


def _may_move(process: Process, path: int, dirfd: int, flags: int) -> int | None:
    fd, facts = _end(process, path, dirfd, flags)
    if facts.stx_attributes & kernel.MOUNT_ROOT:
        raise Unknown("what is mounted there hides the directory")
    return int(allowed(process, fd, facts, WRITE))


def _names_one_file(process: Process, dirfd: int, path: int, other_dirfd: int, other: int) -> int:
    first = _entry(process, path, dirfd)
    return int(first is not None and first == _entry(process, other, other_dirfd))


def _entry(process: Process, path: int, dirfd: int) -> tuple[int, int, int] | None:
    """Return device and inode of the directory entry of the last name."""
    fd, facts = _parent(process, path, dirfd, AT_SYMLINK_NOFOLLOW)
    name = (text_at(process, path) or b"").rstrip(b"/").rpartition(b"/")[2]
    if name in _LAST_NAMES:
        raise Unknown("the last name is none")
    with os.scandir(f"/proc/self/fd/{fd}") as entries:
        found = (one.inode() for one in entries if os.fsencode(one.name) == name)
        inode = next(found, None)
    return None if inode is None else (inode, facts.stx_dev_major, facts.stx_dev_minor)


def _lies_below(process: Process, dirfd: int, path: int, other_dirfd: int, other: int) -> int:
    _, above = _end(process, path, dirfd, AT_SYMLINK_NOFOLLOW)
    fd, facts = _parent(process, other, other_dirfd, AT_SYMLINK_NOFOLLOW)
    wanted, name = _place(above), "."
    while _place(facts) != wanted:
        name += "/.."
        below, facts = facts, kernel.attributes(name, directory=fd)
        if _place(facts) == _place(below) or facts.stx_mnt_id != below.stx_mnt_id:
            return 0
    return 1


def _place(facts: kernel.Attributes) -> tuple[int, int, int]:
    return facts.stx_ino, facts.stx_dev_major, facts.stx_dev_minor


_QUESTIONS: dict[str, Callable[[Process, int, int, int], _Answer]] = {
    "walk": _walk,
    "walk_parent": _walk_parent,
    "reaches_last": _reaches_last,
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
    "path_mounted_nodev": _mounted(os.ST_NODEV),
    "path_size": _path_size,
    "path_busy": _path_busy,
    "path_immutable": _attribute(_IMMUTABLE),
    "path_append_only": _attribute(_APPEND_ONLY),
    "is_owner": _is_owner,
    "sticky_protected": _sticky_protected,
    "may_create": _may_create,
    "parent_read_only": _parent_read_only,
    "parent_immutable": _parent_has(_IMMUTABLE),
    "parent_append_only": _parent_has(_APPEND_ONLY),
    "last_name": _last_name,
    "sticky_kept": _sticky_kept,
    "holds_names": _holds_names,
    "slash_after_name": _slash_after_name,
    "parent_full": _parent_full,
    "path_inode": _path_inode,
    "path_permissions": _path_permissions,
    "path_mount": _path_mount,
    "parent_mount": _parent_mount,
    "parent_inode": _parent_inode,
    "may_move": _may_move,
    "unsafe_to_link": _unsafe_to_link,
    "parent_removed": _parent_removed,
    "path_file_system": _path_file_system,
    "parent_file_system": _parent_file_system,
    "parent_default_acl": _parent_default_acl,
    "path_being_written": _path_being_written,
    "path_running": _used(uses.running),
    "path_direct": _path_direct,
    "path_swap_file": _used(uses.swap_file),
    "path_fifo_readers": _used(uses.fifo_readers),
    "path_lease": _used(uses.lease),
    "path_driver": _used(uses.driver),
    "path_seals": _path_seals,
    "program": _program,
    "lost_file_capabilities": _lost_file_capabilities,
}


def _from_here(
    question: Callable[[Process, int, int, int], _Answer],
) -> Callable[[Process, int], _Answer]:
    return lambda process, path: question(process, path, AT_FDCWD, 0)


def _from_directory(
    question: Callable[[Process, int, int, int], _Answer],
) -> Callable[[Process, int, int, int], _Answer]:
    return lambda process, dirfd, path, flags: question(process, path, dirfd, flags)


def _of_two_from_here(
    question: Callable[[Process, int, int, int, int], _Answer],
) -> Callable[[Process, int, int], _Answer]:
    return lambda process, path, other: question(process, AT_FDCWD, path, AT_FDCWD, other)


_OF_TWO = {"lies_below": _lies_below, "names_one_file": _names_one_file}

IMPLEMENTATIONS: dict[str, Callable[..., _Answer]] = {
    **{name: _from_here(question) for name, question in _QUESTIONS.items()},
    **{f"{name}_at": _from_directory(question) for name, question in _QUESTIONS.items()},
    "inotify_watches": _inotify_watches,
    "relative_to_file_at": _relative_to_file,
    "path_attribute_size": lambda process, path, key: _attribute_size(
        process, AT_FDCWD, path, 0, key
    ),
    "path_attribute_size_at": _attribute_size,
    **{name: _of_two_from_here(question) for name, question in _OF_TWO.items()},
    **{f"{name}_at": question for name, question in _OF_TWO.items()},
}
"""What measures each predicate of a path, from the working directory or from another."""

"""Whether a process may use a file, as the kernel decides by mode, owner and capabilities.

The rules are those of generic_permission in fs/namei.c. An access control list is not read: where
one decides, the answer is unknown. So it is where a security module confines the process, or
where the file system has rules of its own.
"""

from __future__ import annotations

import errno
import os
import stat

from kapi.situation import caller, kernel
from kapi.situation.process import Process, Unknown
from kapi.vocab.capabilities import capability_number

EXECUTE, WRITE, READ = 1, 2, 4  # MAY_* of include/linux/fs.h
_OVERRIDE, _READ_SEARCH = (
    capability_number("CAP_DAC_OVERRIDE") or 0,
    capability_number("CAP_DAC_READ_SEARCH") or 0,
)
_LIST = "system.posix_acl_access"


def allowed(process: Process, fd: int, found: kernel.Attributes, wanted: int) -> bool:
    """Return whether ``process`` may do ``wanted`` (READ, WRITE, EXECUTE) with an open file.

    ``fd`` is a descriptor here of the file, of any kind; ``found`` are its attributes. Raises
    `Unknown`.
    """
    if not _by_mode(process, fd, found, wanted) and not _by_privilege(process, found, wanted):
        return False
    if process.is_confined:
        raise Unknown("a security module confines the process")
    return True


def _by_mode(process: Process, fd: int, found: kernel.Attributes, wanted: int) -> bool:
    user, _, groups = caller.credentials(process)
    mode = int(found.stx_mode)
    if found.stx_uid == user:
        return wanted & ~(mode >> 6) == 0
    if mode & 0o070 and _has_list(fd):
        raise Unknown("an access control list decides")
    if found.stx_gid in groups:
        return wanted & ~(mode >> 3) == 0
    return wanted & ~mode & 7 == 0


def _by_privilege(process: Process, found: kernel.Attributes, wanted: int) -> bool:
    override = caller.has_capability(process, _OVERRIDE)
    search = caller.has_capability(process, _READ_SEARCH)
    if stat.S_ISDIR(found.stx_mode):
        enough = override or (search and not wanted & WRITE)
    elif wanted == READ and search:
        enough = True
    else:
        enough = override and (not wanted & EXECUTE or bool(found.stx_mode & 0o111))
    return enough and _is_mapped(process, found)


def _is_mapped(process: Process, found: kernel.Attributes) -> bool:
    """A privilege in a user name space counts for files of users and groups of that space."""
    if caller.in_initial_user_namespace(process):
        return True
    users = caller.id_map(process, "uid")
    groups = caller.id_map(process, "gid")
    return _holds(users, found.stx_uid) and _holds(groups, found.stx_gid)


def _holds(table: list[tuple[int, int, int]], number: int) -> bool:
    return any(seen <= number < seen + count for _, seen, count in table)


def _has_list(fd: int) -> bool:
    try:
        os.getxattr(f"/proc/self/fd/{fd}", _LIST)
    except OSError as problem:
        if problem.errno in (errno.ENODATA, errno.EOPNOTSUPP):
            return False
        raise
    return True

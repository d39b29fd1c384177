"""Attributes of files, asked for from outside of the process."""

from __future__ import annotations

import errno
import fcntl
import os
import struct

from kapi.situation.open_files import asked, is_open
from kapi.situation.process import Process
from kapi.situation.texts import text_at

_GET = 0x801C581F  # FS_IOC_FSGETXATTR of linux/fs.h, and the members of its structure
_MEMBERS = ("fsx_xflags", "fsx_extsize", "fsx_nextents", "fsx_projid", "fsx_cowextsize")
_NONE = -1
_NO_SUCH = frozenset({errno.ENODATA, errno.EOPNOTSUPP, errno.ERANGE, errno.EINVAL})


def attribute_size(process: Process, fd: int, key: int) -> int | None:
    """The bytes of the attribute of an open file whose name stands at an address; -1 for none."""
    name = text_at(process, key)
    if name is None or not is_open(process, fd):
        return None
    with asked(process, fd) as ours:
        return size_of_attribute(f"/proc/self/fd/{ours}", name)


def size_of_attribute(path: str, name: bytes) -> int:
    """Return the bytes of the attribute ``name`` of a file; -1 where it has none of that name."""
    try:
        return len(os.getxattr(path, name))
    except OSError as problem:
        if problem.errno in _NO_SUCH:
            return _NONE
        raise


def file_attribute(process: Process, fd: int, name: str) -> int | None:
    """A member of what FS_IOC_FSGETXATTR tells of an open file; unknown where it tells nothing."""
    if name not in _MEMBERS or not is_open(process, fd):
        return None
    with asked(process, fd) as ours:
        told = fcntl.ioctl(ours, _GET, bytes(28))
    return int(struct.unpack("=5I8x", told)[_MEMBERS.index(name)])

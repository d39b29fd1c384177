"""Extended attributes of files, asked for from outside of the process."""

from __future__ import annotations

import errno
import os

from kapi.situation.open_files import asked, is_open
from kapi.situation.process import Process
from kapi.situation.texts import text_at

__all__ = ["attribute_size", "size_of_attribute"]

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

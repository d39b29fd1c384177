"""Capabilities of a file, as execve() looks at them (security/commoncap.c)."""

from __future__ import annotations

import errno
import os
import struct

from kapi.situation.process import Process, Unknown

_NAME = "security.capability"
_DATA = struct.Struct("<5I")  # struct vfs_cap_data, linux/capability.h
_REVISION, _EFFECTIVE = 24, 1  # VFS_CAP_*, linux/capability.h


def lost(process: Process, fd: int) -> int:
    """Whether the file of ``fd`` needs a capability that its caller cannot get.

    bprm_caps_from_vfs_caps(): one of those it is given when it begins is neither in the bounding
    set nor inheritable. A script has no say; what it needs is that of its interpreter.
    """
    place = f"/proc/self/fd/{fd}"
    try:
        data = os.getxattr(place, _NAME)
    except OSError as problem:
        if problem.errno in (errno.ENODATA, errno.EOPNOTSUPP):
            return 0
        raise
    magic, low, low_inherited, high, high_inherited = _DATA.unpack(data[: _DATA.size])
    if magic >> _REVISION != 2 or _is_script(place):
        raise Unknown("capabilities of another name space, or of a script")
    if not magic & _EFFECTIVE or os.fstatvfs(fd).f_flag & os.ST_NOSUID:
        return 0
    wanted, inherited = low | high << 32, low_inherited | high_inherited << 32
    bounding, own = (int(process.status[name], 16) for name in ("CapBnd", "CapInh"))
    return int(bool(wanted & ~(wanted & bounding | inherited & own)))


def _is_script(place: str) -> bool:
    with open(place, "rb") as file:
        return file.read(2) == b"#!"

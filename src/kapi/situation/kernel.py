"""System calls that Python does not offer; each raises `OSError` where the kernel refuses."""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import stat

# The number is the same on every architecture for calls since Linux 5.1.
_PIDFD_GETFD = 438
_MEMFD_SECRET = 447
# The syscall tables below arch/, and asm-generic/unistd.h.
_KCMP = {"x86_64": 312, "aarch64": 272, "riscv64": 272, "loongarch64": 272, "s390x": 343}
_ORDERS = {0: 0, 1: -1, 2: 1}  # kcmp(2)
_KCMP_FILE, _KCMP_VM, _KCMP_FILES, _KCMP_EPOLL_TFD = 0, 1, 2, 7  # include/uapi/linux/kcmp.h
_AT_EMPTY_PATH, _AT_NO_AUTOMOUNT, _AT_SYMLINK_NOFOLLOW = 0x1000, 0x800, 0x100
_AT_STATX_DONT_SYNC = 0x4000  # linux/fcntl.h, as those above
_STATX_BASIC, _STATX_MNT_ID = 0x7FF, 0x1000  # linux/stat.h
_NAME = 19  # of d_name in struct linux_dirent64, include/linux/dirent.h
_PROT_EXEC, _MAP_PRIVATE = 4, 2
_MAP_FAILED = ctypes.c_void_p(-1).value

MOUNT_ROOT = 0x2000
"""STATX_ATTR_MOUNT_ROOT, include/uapi/linux/stat.h."""
PROC = 0x9FA0
"""PROC_SUPER_MAGIC, include/uapi/linux/magic.h."""
_SYSFS = 0x62656572  # SYSFS_MAGIC, include/uapi/linux/magic.h
_PROC_ROOT = 1  # PROC_ROOT_INO, include/linux/proc_ns.h

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_libc.process_vm_readv.restype = ctypes.c_ssize_t
_libc.mmap.restype = ctypes.c_void_p
_WORD = ctypes.c_ulong


class _Piece(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


class _EpollSlot(ctypes.Structure):
    _fields_ = (("efd", ctypes.c_uint32), ("tfd", ctypes.c_uint32), ("toff", ctypes.c_uint32))


class Attributes(ctypes.Structure):
    """``struct statx``, include/uapi/linux/stat.h."""

    _fields_ = (
        ("stx_mask", ctypes.c_uint32),
        ("stx_blksize", ctypes.c_uint32),
        ("stx_attributes", ctypes.c_uint64),
        ("stx_nlink", ctypes.c_uint32),
        ("stx_uid", ctypes.c_uint32),
        ("stx_gid", ctypes.c_uint32),
        ("stx_mode", ctypes.c_uint16),
        ("spare0", ctypes.c_uint16),
        ("stx_ino", ctypes.c_uint64),
        ("stx_size", ctypes.c_uint64),
        ("stx_blocks", ctypes.c_uint64),
        ("stx_attributes_mask", ctypes.c_uint64),
        ("times", ctypes.c_uint64 * 8),
        ("stx_rdev_major", ctypes.c_uint32),
        ("stx_rdev_minor", ctypes.c_uint32),
        ("stx_dev_major", ctypes.c_uint32),
        ("stx_dev_minor", ctypes.c_uint32),
        ("stx_mnt_id", ctypes.c_uint64),
        ("rest", ctypes.c_uint64 * 13),
    )


def _checked(result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def descriptor_of(pidfd: int, fd: int) -> int:
    """Return a duplicate, in this process, of descriptor ``fd`` of another (close it soon)."""
    return _checked(_libc.syscall(_PIDFD_GETFD, _WORD(pidfd), _WORD(fd), _WORD(0)))


def same_file(pid: int, first: int, second: int) -> bool:
    """Whether two descriptors of process ``pid`` are one open file description."""
    return file_order(pid, first, second) == 0


def file_order(pid: int, first: int, second: int) -> int:
    """Return -1, 0 or 1: where the kernel puts one open file description beside the other."""
    arguments = (pid, pid, _KCMP_FILE, first, second)
    found = _kcmp(*map(_WORD, arguments))
    if found not in _ORDERS:
        raise OSError("kcmp: the files have no order")
    return _ORDERS[found]


def same_epoll_target(pid: int, fd: int, epoll: int, order: int = 0) -> bool:
    """Whether the entry for number ``fd`` in the epoll instance is the file that ``fd`` is now.

    ``order`` chooses among entries of the same number.
    """
    slot = _EpollSlot(epoll, fd, order)
    arguments = map(_WORD, (pid, pid, _KCMP_EPOLL_TFD, fd, ctypes.addressof(slot)))
    return _kcmp(*arguments) == 0


def share_state(pid: int, other: int, *, memory: bool = True) -> bool:
    """Whether two processes have one table of descriptors or, with ``memory``, one memory."""
    kinds = (_KCMP_FILES, _KCMP_VM) if memory else (_KCMP_FILES,)
    return any(_kcmp(*map(_WORD, (pid, other, kind, 0, 0))) == 0 for kind in kinds)


def _kcmp(*arguments: ctypes.c_ulong) -> int:
    number = _KCMP.get(_machine())
    if number is None:
        raise OSError("kcmp: its number is not known here")
    return _checked(_libc.syscall(number, *arguments))


@functools.cache
def _machine() -> str:
    return os.uname().machine


def read_memory(pid: int, address: int, length: int) -> bytes:
    """Return the bytes at ``address`` of process ``pid``; fewer where a page cannot be read."""
    buffer = ctypes.create_string_buffer(length)
    ours = _Piece(ctypes.addressof(buffer), length)
    theirs = _Piece(address, length)
    one = _WORD(1)
    got = _libc.process_vm_readv(pid, ctypes.byref(ours), one, ctypes.byref(theirs), one, _WORD(0))
    if got < 0 and ctypes.get_errno() == errno.ENOSYS:  # qemu-user
        return _read_memory_file(pid, address, length)
    return buffer.raw[: _checked(got)]


def _read_memory_file(pid: int, address: int, length: int) -> bytes:
    file = os.open(f"/proc/{pid}/mem", os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.pread(file, length, address)
    finally:
        os.close(file)


def attributes(path: str, *, directory: int = -100, follow: bool = True) -> Attributes:
    """Return what statx(2) says of ``path`` (empty: of ``directory`` itself).

    A server of the file system is not asked: it might be the process that stands still.
    """
    found = Attributes()
    flags = _AT_NO_AUTOMOUNT | _AT_STATX_DONT_SYNC | (0 if path else _AT_EMPTY_PATH)
    flags |= 0 if follow else _AT_SYMLINK_NOFOLLOW
    wanted = _STATX_BASIC | _STATX_MNT_ID
    name = os.fsencode(path)
    _checked(_libc.statx(directory, name, flags, wanted, ctypes.byref(found)))
    return found


def has_attribute(fd: int, facts: Attributes, bit: int) -> int | None:
    """Return whether an open file has an attribute, given its ``facts``; None where untold.

    /proc and sysfs do not say: they have no way to give a file any, and only directories of
    processes are made immutable (``proc_pid_instantiate``).
    """
    if facts.stx_attributes_mask & bit:
        return int(bool(facts.stx_attributes & bit))
    kind = stat.S_IFMT(facts.stx_mode)
    if kind not in (stat.S_IFREG, stat.S_IFDIR, stat.S_IFBLK):
        return 0
    plain = kind == stat.S_IFREG or facts.stx_ino == _PROC_ROOT
    return 0 if {PROC: plain, _SYSFS: True}.get(file_system(fd)) else None


def enter_name_space(fd: int) -> None:
    """Put the calling thread into the name space that ``fd`` is open on."""
    _checked(_libc.setns(fd, 0))


def file_system(fd: int) -> int:
    """Return the magic number of the file system that an open file (also O_PATH) is on."""
    buffer = (ctypes.c_long * 32)()
    _checked(_libc.fstatfs(fd, ctypes.byref(buffer)))
    return int(buffer[0])


def next_name_bytes(fd: int) -> int:
    """Read the next name of a directory and return its bytes with NUL and header; 0 at the end."""
    room = ctypes.create_string_buffer(4096)
    count = _checked(_libc.getdents64(fd, room, len(room)))
    return room.raw.index(b"\0", _NAME) + 1 if count else 0


def address_length(fd: int, *, peer: bool) -> int | None:
    """Return the bytes that getsockname(2) or getpeername(2) tells of; None where it refuses."""
    room, size = ctypes.create_string_buffer(128), ctypes.c_uint(128)
    ask = _libc.getpeername if peer else _libc.getsockname
    return int(size.value) if ask(fd, room, ctypes.byref(size)) == 0 else None


def refuses_code(fd: int) -> bool | None:
    """Return whether mmap(2) refuses to map an open file for execution; None where it cannot tell.

    What is mapped goes away at once. Meant for files of the kernel's own, which have no mount
    whose flags could be asked: Linux 6.18 marks their file systems SB_I_NOEXEC, 6.12 few of them.
    """
    address = _libc.mmap(None, _WORD(1), _PROT_EXEC, _MAP_PRIVATE, fd, ctypes.c_long(0))
    error = ctypes.get_errno()
    if address != _MAP_FAILED:
        _libc.munmap(ctypes.c_void_p(address), _WORD(1))
        return False
    return {errno.EPERM: True, errno.ENODEV: False}.get(error)


def secret_memory_device() -> int | None:
    """Return the device number of memfd_secret(2) files, or None where there are none."""
    try:
        fd = _checked(_libc.syscall(_MEMFD_SECRET, _WORD(0)))
    except OSError:
        return None
    try:
        return os.fstat(fd).st_dev
    finally:
        os.close(fd)

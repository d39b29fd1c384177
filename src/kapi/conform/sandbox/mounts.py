"""The mounts of a worker: all file systems read-only, own /proc, own /dev, own room.

Nothing of the machine is changed: the mounts are those of a name space that dies with it.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import stat
from collections.abc import Collection, Iterator

from kapi.conform.sandbox.linux_calls import mount, mount_attributes

ROOMS = "/dev/shm/kapi"
"""Where the directories of children are: a tmpfs on the private /dev. `ROOMS` + "-exec" is one
whose set-user-id programs work."""

_READ_ONLY, _NO_SUID, _NO_DEVICES = 1, 2, 4  # MS_* and MOUNT_ATTR_* agree on these
_REMOUNT, _BIND, _RECURSIVE, _PRIVATE = 32, 4096, 16384, 1 << 18  # MS_*, linux/mount.h
_GUARDED = _READ_ONLY | _NO_SUID | _NO_DEVICES
_OLD_FLAGS = {"noexec": 8, "noatime": 1024, "nodiratime": 2048, "relatime": 1 << 21}  # MS_*

_DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
_ROOT_DEVICES = ("fuse", "net/tun")  # a mount and an interface of one's own name spaces
_LOOPS = ("loop-control", *(f"loop{number}" for number in range(8)))
_RUN, _MOST_IN_RUN = "/run", 10_000
_ROOM_OPTIONS = "mode=0711,size=256m,nr_inodes=65536"


covered: set[str] = set()
"""The paths of others' sockets and FIFOs where this process has put something else."""


def listeners() -> set[str]:
    """Return the paths by which others are spoken to: bound sockets, and FIFOs below /run.

    No name space of the network keeps a socket apart that has a path, and a file system that is
    read-only keeps nobody from writing to it, or to a FIFO. The kernel tells of the sockets of
    the name space that this process is in (proc_pid_net(5)).
    """
    found = set(itertools.islice(_fifos(_RUN), _MOST_IN_RUN))
    with (
        contextlib.suppress(OSError),
        open("/proc/self/net/unix", errors="surrogateescape") as rows,
    ):
        fields = (row.rstrip("\n").split(" ", 7) for row in itertools.islice(rows, 1, None))
        found |= {one[-1].strip() for one in fields if one[-1].strip().startswith("/")}
    return found


def _fifos(top: str) -> Iterator[str]:
    for above, _, names in os.walk(top):
        for name in names:
            path = os.path.join(above, name)
            with contextlib.suppress(OSError):
                if stat.S_ISFIFO(os.lstat(path).st_mode):
                    yield path


def protect(privileged: bool, machine: bool = False, hidden: Collection[str] = ()) -> None:
    """Arrange the mounts of this process, which has left those of others, for strangers' calls.

    ``privileged`` adds the devices that root may try, ``machine`` those that all others see.
    An empty file covers each path of ``hidden``. Raises `OSError` where not even that is allowed.
    """
    mount("none", "/", flags=_PRIVATE | _RECURSIVE)
    names = (*_DEVICES, *(_ROOT_DEVICES if privileged else ()), *(_LOOPS if machine else ()))
    devices = _open_devices(names)
    try:
        mount("kapi", "/dev", "tmpfs", _NO_SUID, "mode=0755,size=64k,nr_inodes=64")
        bound = [_bind_device(name, number) for name, number in devices.items()]
    finally:
        for number in devices.values():
            os.close(number)
    _fill_dev()
    _cover(hidden)
    _guard_all()
    for path in bound:
        _set(path, _READ_ONLY | _NO_SUID)
    _guard_proc()
    for path, flags in ((ROOMS, _NO_SUID | _NO_DEVICES), (f"{ROOMS}-exec", _NO_DEVICES)):
        mount("kapi", path, "tmpfs", flags, _ROOM_OPTIONS)
    _terminals()


def mount_own_proc() -> None:
    """Show in /proc the processes of this name space alone. Raises `OSError` where forbidden."""
    mount("proc", "/proc", "proc", _NO_SUID | _NO_DEVICES | _OLD_FLAGS["noexec"])
    _guard_proc()


def _cover(paths: Collection[str]) -> None:
    nothing = "/dev/.nothing"
    os.close(os.open(nothing, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC))
    os.chmod(nothing, 0o666)  # so that the kernel says that it is no socket, not EACCES
    for path in paths:
        with contextlib.suppress(OSError, ValueError):  # it is gone, or out of reach anyhow
            mount(nothing, path, flags=_BIND)
            covered.add(path)
    os.unlink(nothing)


def _open_devices(names: tuple[str, ...]) -> dict[str, int]:
    """A descriptor of each device that there is, by name."""
    found = {}
    for name in names:
        with contextlib.suppress(OSError):
            found[name] = os.open(f"/dev/{name}", os.O_PATH | os.O_CLOEXEC)
    return found


def _bind_device(name: str, number: int) -> str:
    path = f"/dev/{name}"
    os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o644))
    mount(f"/proc/self/fd/{number}", path, flags=_BIND)
    return path


def _fill_dev() -> None:
    """The links and directories that programs expect."""
    for name in ("pts", "shm", "mqueue"):
        os.mkdir(f"/dev/{name}", 0o755)
    for name, target in (
        ("ptmx", "pts/ptmx"),
        ("fd", "/proc/self/fd"),
        ("stdin", "/proc/self/fd/0"),
        ("stdout", "/proc/self/fd/1"),
        ("stderr", "/proc/self/fd/2"),
    ):
        os.symlink(target, f"/dev/{name}")
    for path in (ROOMS, f"{ROOMS}-exec"):
        os.mkdir(path, 0o755)


def _terminals() -> None:
    with contextlib.suppress(OSError):  # without it there is no terminal to be had
        mount("devpts", "/dev/pts", "devpts", _NO_SUID, "newinstance,ptmxmode=0666,mode=0620")
    with contextlib.suppress(OSError):
        mount("mqueue", "/dev/mqueue", "mqueue", _NO_SUID | _NO_DEVICES)


def _guard_all() -> None:
    """Every mount read-only, without set-user-id and without devices; /proc stays writable."""
    try:
        mount_attributes("/", _GUARDED, recursive=True)
        mount_attributes("/proc", 0, _READ_ONLY)
    except OSError:  # before Linux 5.12
        for path, flags in _mounts():
            kept = _GUARDED & ~_READ_ONLY if path == "/proc" else _GUARDED
            _remount(path, flags | kept)


def _guard_proc() -> None:
    """What of /proc belongs to no process is read-only: it is the machine's."""
    with os.scandir("/proc") as entries:
        paths = [one.path for one in entries if _is_of_machine(one)]
    for path in sorted(paths):
        mount(path, path, flags=_BIND | _RECURSIVE)
        _set(path, _GUARDED)


def _is_of_machine(entry: os.DirEntry[str]) -> bool:
    """Whether an entry of /proc is of no process, and something there may be changed.

    Root may change its mode and owner, which are those of all mounts of /proc from then on:
    proc_notify_change() of fs/proc/generic.c.
    """
    if entry.name.isdecimal() or entry.is_symlink():
        return False
    return os.geteuid() == 0 or entry.is_dir() or entry.stat().st_mode & 0o222 != 0


def _set(path: str, flags: int) -> None:
    """Give the mount at ``path`` exactly these of the three guards."""
    try:
        mount_attributes(path, flags, _GUARDED & ~flags)
    except OSError:
        found = os.statvfs(path).f_flag  # what others have locked must be said again
        names = (one for one in _OLD_FLAGS if found & getattr(os, f"ST_{one.upper()}"))
        kept = (_OLD_FLAGS[one] for one in names)
        _remount(path, flags | sum(kept))


def _remount(path: str, flags: int) -> None:
    mount("none", path, flags=_REMOUNT | _BIND | flags)


def _mounts() -> Iterator[tuple[str, int]]:
    """Each place where something is mounted and can be seen, with the flags it must keep.

    Of several mounts at one place it is the last that is seen.
    """
    with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
        rows = [row.split() for row in file]
    for place, options in {row[4]: row[5] for row in rows}.items():
        path = place.encode("utf-8", "surrogateescape").decode("unicode_escape")
        if os.path.ismount(path):
            yield path, sum(_OLD_FLAGS.get(one, 0) for one in options.split(","))

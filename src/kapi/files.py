"""The one way in and the one way out: every file that kapi reads or writes is opened here.

Who named a file decides what it may be. What was *found* (in a tree, or by looking upward for a
configuration) may have been put there by anybody, so only regular files of real file systems are
opened, links are not followed, and opening never waits. What the user *named* may stand behind a
link; only a source may also be a stream, since shells pass pipes as ``/dev/fd/63``.
"""

from __future__ import annotations

import errno
import functools
import os
import stat
import time
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from kapi.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

NOT_REGULAR = "not a regular file"
_NO_NAME = "no file can have this name"

_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
_PIECE = 1024 * 1024
_STREAMS = {"/dev/stdin": "0", "/proc/self/fd/0": "0"}
_STREAM_FOLDERS = ("/dev/fd/", "/proc/self/fd/")
_PATIENCE = 5.0  # seconds until a FIFO must have a writer
_KERNELS_OWN = frozenset(
    {"proc", "sysfs", "debugfs", "tracefs", "securityfs", "configfs", "cgroup", "cgroup2", "bpf"}
    | {"devpts", "mqueue", "pstore", "efivarfs", "binfmt_misc", "binder", "fusectl", "selinuxfs"}
    | {"devtmpfs", "autofs", "rpc_pipefs", "nfsd"}
)


def too_large(limit: int) -> str:
    """Say that a file has more than ``limit`` bytes."""
    return f"larger than {limit // 2**20} MiB"


def _check_regular(descriptor: int) -> os.stat_result:
    """Return the status of the open file; raise `InputError` when it is not a regular one."""
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        raise InputError(f"this is a {_kind(found.st_mode)}, {NOT_REGULAR}")
    return found


def open_found(path: str) -> int:
    """Open a file that was found; return its descriptor, which is of a regular file.

    Raises `InputError` for what may not be read, and OSError for what cannot.
    """
    try:
        descriptor = _open(path, os.O_NOFOLLOW)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise InputError(f"this is a socket, {NOT_REGULAR}") from error
        if error.errno == errno.ELOOP:
            raise InputError("this is a link") from error
        raise
    try:
        if is_kernels_own(_check_regular(descriptor)):
            raise InputError("this is a file of the kernel's own")
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_found(path: str, limit: int) -> bytes:
    """Return the content of a file that was found, of at most ``limit`` bytes."""
    with open(open_found(path), "rb", buffering=0) as file:
        return bounded(file, limit)


def read_named(name: str, limit: int) -> bytes:
    """Return the content of a regular file that the user or a configuration named.

    Raises `InputError` for a FIFO, a device, a socket and for more than ``limit`` bytes.
    """
    with open(_open_named(name), "rb", buffering=0) as file:
        return bounded(file, limit)


def read_source(name: str, limit: int) -> bytes:
    """Return the content of a source that the user named: a regular file, or a stream.

    A FIFO without a writer, which would never end, is an `InputError` after five seconds.
    """
    number = _STREAMS.get(name) or _stream_number(name)
    if number:
        with open(os.dup(int(number)), "rb", buffering=0) as file:
            return bounded(file, limit)
    with open(_open_named(name, or_fifo=True), "rb", buffering=0) as file:
        head = b""
        if stat.S_ISFIFO(os.fstat(file.fileno()).st_mode):
            head = _first_of_fifo(file)
            os.set_blocking(file.fileno(), True)
        return head + bounded(file, limit - len(head))


def bounded(file: BinaryIO, limit: int) -> bytes:
    """Return all that ``file`` holds; raise `InputError` beyond ``limit`` bytes."""
    pieces: list[bytes] = []
    left = limit + 1
    while left > 0:
        piece = file.read(min(_PIECE, left))
        if piece is None:  # a file of the kernel's own that would make us wait
            raise InputError("there is nothing to read now")
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        left -= len(piece)
    raise InputError(too_large(limit))


def replace(path: str, data: bytes, mode: int | None = None) -> None:
    """Put a finished file in the place of ``path``; what is no regular file is written to.

    The draft stands in the same directory, under a name that nobody can foresee. An old file
    keeps its mode; a new one gets ``mode``, or what the umask leaves. A link is followed, but
    not one of another user in a directory that all may write to.
    """
    import tempfile  # with what it imports, 12 ms, which only an output in a file pays

    if "\0" in path:
        raise InputError(_NO_NAME)
    _check_link(path)
    target = os.path.realpath(path)
    with suppress(FileNotFoundError):
        found = os.stat(target)
        if not stat.S_ISREG(found.st_mode):
            with open(target, "wb") as stream:
                stream.write(data)
            return
        mode = stat.S_IMODE(found.st_mode)
    descriptor, draft = tempfile.mkstemp(".part", ".kapi-", os.path.dirname(target))
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), _usual_mode() if mode is None else mode)
        os.replace(draft, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise


def cache_directory() -> Path:
    """Return where caches stand: ``$XDG_CACHE_HOME/kapi``, else ``~/.cache/kapi``."""
    from pathlib import Path  # 6 ms, which only a tree pays

    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "kapi"


def is_kernels_own(found: os.stat_result) -> bool:
    """Say whether a file stands on a file system such as proc or sysfs."""
    return found.st_dev in _kernels_own_devices()


@functools.cache
def _kernels_own_devices() -> frozenset[int]:
    """The devices of all mounts that show the kernel's own state."""
    devices = set()
    with suppress(OSError), open("/proc/self/mountinfo", "rb") as table:
        for line in table:
            before, _, after = line.partition(b" - ")
            major, _, minor = before.split()[2].partition(b":")
            if after.split()[0].decode("ascii", "replace") in _KERNELS_OWN:
                devices.add(os.makedev(int(major), int(minor)))
    return frozenset(devices)


def open_named(name: str) -> BinaryIO:
    """Open a regular file that the user named, to be read in pieces."""
    return open(_open_named(name), "rb", buffering=0)


def _open_named(name: str, *, or_fifo: bool = False) -> int:
    try:
        descriptor = _open(name)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise InputError(f"this is a socket, {NOT_REGULAR}") from error
        raise
    try:
        if not (or_fifo and stat.S_ISFIFO(os.fstat(descriptor).st_mode)):
            _check_regular(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _open(name: str, also: int = 0) -> int:
    try:
        return os.open(name, _FLAGS | also)
    except ValueError as error:  # it has a NUL, or half of a surrogate pair
        raise InputError(_NO_NAME) from error


def _stream_number(name: str) -> str:
    for folder in _STREAM_FOLDERS:
        rest = name.removeprefix(folder)
        if rest != name and rest.isascii() and rest.isdecimal():
            return rest
    return ""


def _first_of_fifo(file: BinaryIO) -> bytes:
    """Wait for a writer: without one a read ends at once, with one it would block."""
    limit = time.monotonic() + _PATIENCE
    while (piece := file.read(_PIECE)) == b"":
        if time.monotonic() > limit:
            raise InputError("nobody writes to this FIFO")
        time.sleep(0.01)
    return piece or b""


def _kind(mode: int) -> str:
    names = (
        (stat.S_ISDIR, "directory"),
        (stat.S_ISFIFO, "FIFO"),
        (stat.S_ISSOCK, "socket"),
        (stat.S_ISCHR, "device"),
        (stat.S_ISBLK, "device"),
    )
    return next((name for is_kind, name in names if is_kind(mode)), "special file")


def _check_link(path: str) -> None:
    """Refuse what ``fs.protected_symlinks`` refuses, since ``realpath`` goes round it."""
    with suppress(FileNotFoundError):
        link = os.lstat(path)
        folder = os.stat(os.path.dirname(path) or ".")
        is_shared = folder.st_mode & stat.S_ISVTX and folder.st_mode & stat.S_IWOTH
        is_foreign = link.st_uid not in (os.geteuid(), folder.st_uid)
        if stat.S_ISLNK(link.st_mode) and is_shared and is_foreign:
            raise InputError(f"{path}: a link of another user in a directory of all")


def _usual_mode() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask

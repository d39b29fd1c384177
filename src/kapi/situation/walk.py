"""The walk of a path, name by name, as the kernel makes it for a process (fs/namei.c).

Every directory is opened here with O_PATH below /proc/PID/root or cwd, so that mounts are those
of the process; its permission to search each is judged from its credentials. Nothing else is
opened. Where a file system is served by a program, or links lead through parts of /proc that
look different to us, the walk is unknown.
"""

from __future__ import annotations

import errno
import functools
import os
import select
import stat
from contextlib import ExitStack
from weakref import WeakKeyDictionary

import msgspec

from kapi.situation import caller, kernel
from kapi.situation.access import EXECUTE, allowed
from kapi.situation.process import Process, Unknown, read_at

AT_FDCWD, AT_SYMLINK_NOFOLLOW, AT_EMPTY_PATH = -100, 0x100, 0x1000  # linux/fcntl.h
_MOST_LINKS = 40  # MAXSYMLINKS, include/linux/namei.h
_PATH_MAX = 4096  # linux/limits.h
_NO_LINKS = 0x2000  # ST_NOSYMFOLLOW, include/linux/statfs.h
_PROC_ROOT = 1  # PROC_ROOT_INO
_OPEN = os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC
_STOPPED = {
    errno.ENOENT: "WALK_MISSING",
    errno.ENOTDIR: "WALK_NOT_DIRECTORY",
    errno.ENAMETOOLONG: "WALK_NAME_TOO_LONG",
    errno.ELOOP: "WALK_LOOP",
}
# File systems of the kernel alone, where generic_permission decides; linux/magic.h.
_PROC = kernel.PROC
_PLAIN = frozenset(
    {0xEF53, 0x58465342, 0x9123683E, 0xF2F52010, 0x794C7630, 0x4D44, 0x2011BAB0, 0x73717368}
    | {0x9660, 0xE0F5E1E2, 0x01021994, 0x858458F6, 0x958458F6, 0x19800202, 0xCAFE4A11, _PROC}
    | {0x62656572, 0x1CD1, 0x0027E0EB, 0x63677270, 0x64626720, 0x74726163, 0x73636673}
    | {0x62656570, 0x6165676C, 0xDE5E81E4, 0x42494E4D, 0x6E736673, 0x50494446, 0x534F434B}
    | {0x50495045, 0x09041934}
)
_SERVED = 0x65735546  # FUSE_SUPER_MAGIC
_served: WeakKeyDictionary[Process, frozenset[str]] = WeakKeyDictionary()


class Walk(msgspec.Struct, frozen=True):
    """How a walk ended: ``end`` is WALK_FOUND or what stopped it.

    ``fd`` is an O_PATH descriptor here of the file that was found. ``links`` counts the symbolic
    links followed; ``reached_last`` says that the last name was looked up, ``last_link`` that
    it is a link. ``at`` is the path of the file or name at which the walk ended, from where the
    path or a link on the way began. ``made_last``: a walk that makes a file got to the name that
    it would make, which is the last of a link where the path ends in one without a slash.
    """

    end: str
    fd: int | None = None
    links: int = 0
    reached_last: bool = False
    last_link: bool = False
    at: bytes = b""
    made_last: bool = False


class _Stopped(Exception):
    """The walk stops here, for the reason in the argument."""


class _Place(msgspec.Struct, frozen=True):
    """A file on the way; ``kind`` is the magic number of its file system.

    ``owner`` is NUMBER where it is in /proc/NUMBER, "?" where that is not known.
    """

    fd: int
    facts: kernel.Attributes
    kind: int
    owner: str = ""

    @property
    def is_directory(self) -> bool:
        return stat.S_ISDIR(self.facts.stx_mode)

    @property
    def identity(self) -> tuple[int, int, int, int]:
        one = self.facts
        return one.stx_mnt_id, one.stx_dev_major, one.stx_dev_minor, one.stx_ino


def walked(
    process: Process, text: bytes | None, dirfd: int, flags: int, *, parent: bool = False
) -> Walk:
    """Walk the path ``text`` (None: it could not be read) for ``process``.

    ``flags`` are AT_SYMLINK_NOFOLLOW and AT_EMPTY_PATH; with ``parent`` the walk ends before the
    last name. The descriptor found stays open until the process object is closed. Raises
    `Unknown`.
    """
    if text is None:
        return Walk("WALK_FAULT")
    if len(text) >= _PATH_MAX:
        return Walk("WALK_PATH_TOO_LONG")
    if not text and not flags & AT_EMPTY_PATH:
        return Walk("WALK_EMPTY")
    with ExitStack() as opened:
        walker = _Walker(process, opened)
        try:
            place = walker.walk(text, dirfd, not flags & AT_SYMLINK_NOFOLLOW, parent)
        except _Stopped as stop:
            return walker.report(str(stop))
        return walker.report("WALK_FOUND", process.keep(os.dup(place.fd)))


class _Name(msgspec.Struct, frozen=True):
    """One name of a path; ``slash``: a slash stands after it, so it must be a directory.

    ``last`` marks the last name of the path that was passed, not of a link's.
    """

    text: bytes
    slash: bool
    last: bool = False


def _names(text: bytes, *, slash: bool = False, passed: bool = False) -> list[_Name]:
    """Return the names in ``text``; ``slash`` says that one stands after all of it."""
    texts = [one for one in text.split(b"/") if one]
    names = [_Name(one, True) for one in texts[:-1]]
    if texts:
        names.append(_Name(texts[-1], slash or text.endswith(b"/"), passed))
    return names


class _Walker:
    def __init__(self, process: Process, opened: ExitStack) -> None:
        self._process = process
        self._opened = opened
        self._links = 0
        self._reached_last = False
        self._last_link = False
        self._at = b""
        self._made_last = False

    def report(self, end: str, fd: int | None = None) -> Walk:
        links = self._links, self._reached_last, self._last_link
        return Walk(end, fd, *links, self._at, self._made_last or end == "WALK_FOUND")

    def walk(self, text: bytes, dirfd: int, follow: bool, parent: bool) -> _Place:
        here = self._beginning(text, dirfd)
        self._at = text[: text.startswith(b"/")]
        names, made = _names(text, passed=True), False
        while names:
            name, self._made_last = names.pop(0), made
            self._may_search(here)
            self._made_last = made or not names
            made = self._made_last and name.slash
            if name.last and parent:
                return here
            before, self._at = self._at, os.path.join(self._at, name.text)
            there = self._look_up(here, name)
            is_link = stat.S_ISLNK(there.facts.stx_mode)
            if name.last:
                self._reached_last, self._last_link = True, is_link
            if is_link and (names or name.slash or follow):
                there, more = self._follow(here, there, name, trailing=not names)
                names = more + names
                if more:
                    here, self._at = there, b"/" if there is self._root else before
                    continue
            here = there
            if name.slash and not here.is_directory:
                raise _Stopped("WALK_NOT_DIRECTORY")
        return here

    def _beginning(self, text: bytes, dirfd: int) -> _Place:
        if text.startswith(b"/"):
            return self._root
        if dirfd == AT_FDCWD:
            return self._start("cwd")
        if dirfd < 0:
            raise _Stopped("WALK_BAD_FD")
        try:
            place = self._start(f"fd/{dirfd}")
        except FileNotFoundError:
            if self._process.has_ended:
                raise Unknown("the process has ended") from None
            raise _Stopped("WALK_BAD_FD") from None
        if text and not place.is_directory:
            raise _Stopped("WALK_NOT_DIRECTORY")
        return place

    @functools.cached_property
    def _root(self) -> _Place:
        return self._start("root")

    def _start(self, link: str) -> _Place:
        flags = os.O_PATH | os.O_CLOEXEC
        fd = os.open(link, flags, dir_fd=self._process.directory)
        return self._placed(fd, above=None)

    def _placed(self, fd: int, *, above: _Place | None, name: bytes = b"") -> _Place:
        self._opened.callback(os.close, fd)
        facts = kernel.attributes("", directory=fd)
        kind = _kind(self._process, facts, fd)
        return _Place(fd, facts, kind, _owner(kind, facts, above, name))

    def _may_search(self, place: _Place) -> None:
        if place.kind not in _PLAIN:
            raise Unknown("a file system with rules of its own")
        if place.kind == _PROC and place.owner:
            # A process may search what /proc has of it, whatever the mode says.
            if place.owner == _own_number(self._process, self._proc_root(place)):
                return
            raise Unknown("/proc hides parts of other processes")
        if not allowed(self._process, place.fd, place.facts, EXECUTE):
            raise _Stopped("WALK_DENIED")

    def _look_up(self, here: _Place, name: _Name) -> _Place:
        if name.text == b".":
            return here
        if name.text == b".." and here.identity == self._root.identity:
            return here
        try:
            fd = os.open(name.text, _OPEN, dir_fd=here.fd)
        except OSError as problem:
            end = _STOPPED.get(problem.errno or 0)
            if end is None:
                raise Unknown("we may not look there") from problem
            self._reached_last = self._reached_last or name.last
            raise _Stopped(end) from None
        above = None if name.text == b".." else here
        return self._placed(fd, above=above, name=name.text)

    def _follow(
        self, here: _Place, link: _Place, name: _Name, *, trailing: bool
    ) -> tuple[_Place, list[_Name]]:
        """Return where the walk goes on, and the names in the link."""
        self._links += 1
        if self._links > _MOST_LINKS:
            raise _Stopped("WALK_LOOP")
        if trailing and self._is_protected(here, link):
            raise _Stopped("WALK_DENIED")
        if os.fstatvfs(link.fd).f_flag & _NO_LINKS:
            raise _Stopped("WALK_LOOP")
        if here.kind == _PROC and (here.owner or here.facts.stx_ino != _PROC_ROOT):
            return self._jump(here, name), []
        if here.kind == _PROC and name.text in (b"self", b"thread-self"):
            number = _own_number(self._process, here.fd).encode()
            target = number if name.text == b"self" else number + b"/task/" + number
        else:
            target = os.readlink(b"", dir_fd=link.fd)
        beginning = self._root if target.startswith(b"/") else here
        return beginning, _names(target, slash=name.slash)

    def _jump(self, here: _Place, name: _Name) -> _Place:
        """Follow a link of /proc/NUMBER, which leads to the file itself."""
        if here.owner != _own_number(self._process, self._proc_root(here)):
            raise Unknown("a link of another process in /proc")
        fd = os.open(name.text, os.O_PATH | os.O_CLOEXEC, dir_fd=here.fd)
        return self._placed(fd, above=None)

    def _is_protected(self, here: _Place, link: _Place) -> bool:
        """Whether fs.protected_symlinks forbids to follow (may_follow_link)."""
        user = caller.credentials(self._process)[0]
        sticky = here.facts.stx_mode & 0o1002 == 0o1002
        if not sticky or link.facts.stx_uid in (user, here.facts.stx_uid):
            return False
        return read_at(-100, "/proc/sys/fs/protected_symlinks").strip() != b"0"

    def _proc_root(self, place: _Place) -> int:
        """Return a descriptor of the root of the procfs that ``place`` is in."""
        fd = os.open("." if place.facts.stx_ino == _PROC_ROOT else "..", _OPEN, dir_fd=place.fd)
        self._opened.callback(os.close, fd)
        while kernel.attributes("", directory=fd).stx_ino != _PROC_ROOT:
            fd = os.open("..", _OPEN, dir_fd=fd)
            self._opened.callback(os.close, fd)
        return fd


def _kind(process: Process, facts: kernel.Attributes, fd: int) -> int:
    """Return the magic number of the file system that a file is on.

    One that a program serves is not asked even that: the program may be the process that stands
    still, or wait for it.
    """
    if process not in _served:
        _served[process] = _served_devices(process)
    if f"{facts.stx_dev_major}:{facts.stx_dev_minor}" in _served[process]:
        return _SERVED
    return kernel.file_system(fd)


def _served_devices(process: Process) -> frozenset[str]:
    if b"\tfuse\n" not in read_at(-100, "/proc/filesystems"):
        return frozenset()
    if not process.shares("mnt"):
        return _served_in(process.read("mountinfo"))
    # What lies outside its root is only in ours.
    return _own_mounts(os.getpid(), os.stat("/proc/self/ns/mnt").st_ino).served()


def _served_in(table: bytes) -> frozenset[str]:
    """The devices of a mountinfo whose file systems a program serves."""
    served = (line for line in table.splitlines() if b" - fuse" in line)
    found = (line.split()[2].decode() for line in served)
    return frozenset(found) if b" - fuse" in table else frozenset()


class _OwnMounts:
    """The mounts of this process, read again when one came or went: poll(2) tells (proc(5))."""

    def __init__(self) -> None:
        self._table = os.open("/proc/self/mountinfo", os.O_RDONLY | os.O_CLOEXEC)
        self._changes = select.poll()
        self._changes.register(self._table, select.POLLPRI)
        self._served: frozenset[str] | None = None

    def served(self) -> frozenset[str]:
        """Return the devices that programs serve."""
        if self._changes.poll(0) or self._served is None:
            os.lseek(self._table, 0, os.SEEK_SET)
            self._served = _served_in(b"".join(iter(self._piece, b"")))
        return self._served

    def _piece(self) -> bytes:
        return os.read(self._table, 1 << 13)


@functools.cache
def _own_mounts(_process: int, _mounts: int) -> _OwnMounts:
    """Those of this process, as long as it has this number and these mounts."""
    return _OwnMounts()


def _owner(kind: int, facts: kernel.Attributes, above: _Place | None, name: bytes) -> str:
    """Return which /proc/NUMBER a file is in, "" for none, "?" where nobody knows."""
    if kind != _PROC or facts.stx_ino == _PROC_ROOT:
        return ""
    if above is None:
        return "?"
    if above.facts.stx_ino == _PROC_ROOT and above.kind == _PROC:
        return name.decode() if name.isdigit() else ""
    return above.owner


def _own_number(process: Process, proc: int) -> str:
    """Return the number that ``process`` has in the procfs whose root is ``proc``."""
    if os.fstat(proc).st_dev == os.stat("/proc").st_dev:
        return str(process.pid)
    number = process.status["NSpid"].split()[-1]
    fd = os.open(number, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=proc)
    try:
        numbers = [
            line.split()[1:]
            for line in read_at(fd, "status").decode(errors="replace").splitlines()
            if line.startswith("NSpid:")
        ]
        same = os.stat("ns/pid", dir_fd=fd).st_ino == process.name_space("pid")
    finally:
        os.close(fd)
    # One number alone: that procfs is of the innermost name space, where numbers are unique.
    if not same or numbers != [[number]]:
        raise Unknown("a procfs of another PID name space")
    return number

"""`Process`: the /proc files of one process, each read once."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from kapi.situation import kernel

INITIAL_USER_NAMESPACE = 0xEFFFFFFD
"""The inode number of the first user name space, PROC_USER_INIT_INO of the kernel."""
_CHUNK = 1 << 13  # seq_file gives no more than about a page at a time
_FIELD = re.compile(rb"^(\w+):", re.MULTILINE)
_LIMIT = re.compile(rb"^(Max .*?)  +(unlimited|\d+) +(unlimited|\d+) ", re.MULTILINE)


class Unknown(Exception):
    """The question cannot be answered: not allowed, not offered by this kernel, or ambiguous."""


@functools.cache
def _proc_is_ours(own: int) -> bool:
    """Whether /proc numbers processes as this process, ``own``, does."""
    try:
        return os.readlink("/proc/self") == str(own)
    except OSError:
        return False


def readable_proc() -> bool:
    """Whether /proc is there and belongs to the PID name space that this process is in."""
    return _proc_is_ours(os.getpid())


class Process:
    """A process that stands still: blocked, stopped, or known not to change.

    ``pid`` is its number in the PID name space of this process. One object stands for one
    moment: what was read is kept, so make another after the process has run. ``events`` is
    what only an observer of a call knows (``signal_handled``). ``keyed`` says that it may have
    used protection keys or userfaultfd(2): access to its memory is then judged mapping by
    mapping from smaps, which costs half a millisecond. ``links`` keeps what the links of its
    descriptors say, None for a number that is not open. Close it, or use it in a ``with``.
    """

    def __init__(
        self, pid: int, *, events: Mapping[str, int] | None = None, keyed: bool = False
    ) -> None:
        self.pid = pid
        self.events = dict(events or {})
        self.keyed = keyed
        self.links: dict[int, str | None] = {}
        self._open: dict[str, int] = {}
        self._kept: dict[str, bytes] = {}

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close what this object holds open of the process."""
        while self._open:
            os.close(self._open.popitem()[1])

    def __del__(self) -> None:
        self.close()

    @property
    def directory(self) -> int:
        """A descriptor of /proc/PID. It stays with the process, also when the number is reused."""
        if "" not in self._open:
            if not readable_proc():
                raise Unknown("/proc is not that of this PID name space")
            flags = os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC
            try:
                self._open[""] = os.open(f"/proc/{self.pid}", flags)
            except FileNotFoundError as problem:
                raise Unknown("there is no such process") from problem
        return self._open[""]

    def held(self, name: str, flags: int = os.O_RDONLY) -> int:
        """Return a descriptor of /proc/PID/``name`` that stays open until `close`."""
        key = f"{name} {flags}"
        if key not in self._open:
            opened = os.open(name, flags | os.O_CLOEXEC, dir_fd=self.directory)
            self._open[key] = opened
        return self._open[key]

    def keep(self, fd: int) -> int:
        """Return ``fd``, which `close` will close."""
        self._open[f"kept {fd}"] = fd
        return fd

    @property
    def pidfd(self) -> int:
        """What pidfd_open(2) gives for the process."""
        if "pidfd" not in self._open:
            self._open["pidfd"] = os.pidfd_open(self.pid)
        return self._open["pidfd"]

    @contextmanager
    def duplicate(self, fd: int) -> Iterator[int]:
        """Give a duplicate of its descriptor ``fd``, closed again at the end."""
        ours = kernel.descriptor_of(self.pidfd, fd)
        try:
            yield ours
        finally:
            os.close(ours)

    def read(self, name: str) -> bytes:
        """Return the contents of /proc/PID/``name``."""
        if name not in self._kept:
            self._kept[name] = read_at(self.directory, name)
        return self._kept[name]

    @functools.cached_property
    def status(self) -> Mapping[str, str]:
        """/proc/PID/status: field → text."""
        return _Fields(self.read("status"))

    @property
    def has_ended(self) -> bool:
        """Whether only its number is left."""
        return self.status["State"][:1] in ("Z", "X")

    @functools.cached_property
    def is_confined(self) -> bool:
        """Whether SELinux, AppArmor or another module labels it as something that is confined."""
        try:
            label = self.read("attr/current")
        except OSError:
            return False
        return bool(label.strip(b"\0\n")) and not label.startswith(b"unconfined")

    @functools.cached_property
    def limits(self) -> dict[str, tuple[int, int]]:
        """/proc/PID/limits: "Max open files" → soft and hard limit; no limit is 2**64 - 1."""
        found = _LIMIT.findall(self.read("limits"))
        return {name.decode(): (_amount(soft), _amount(hard)) for name, soft, hard in found}

    def name_space(self, kind: str) -> int:
        """Return the inode number of its name space ``kind`` ("user", "pid", "net" ...)."""
        return os.stat(f"ns/{kind}", dir_fd=self.directory).st_ino

    def shares(self, kind: str) -> bool:
        """Whether it is in the same name space as this process."""
        return self.name_space(kind) == os.stat(f"/proc/self/ns/{kind}").st_ino

    @functools.cached_property
    def descriptors(self) -> frozenset[int]:
        """The numbers of its open descriptors."""
        return frozenset(map(int, os.listdir(self.held("fd", os.O_RDONLY | os.O_DIRECTORY))))


class _Fields(Mapping[str, str]):
    """Lines of ``NAME: TEXT``: few of many are asked for, so each is looked for when it is."""

    def __init__(self, lines: bytes) -> None:
        self._lines = b"\n" + lines

    def __getitem__(self, name: str) -> str:
        start = self._lines.find(f"\n{name}:".encode())
        if start < 0:
            raise KeyError(name)
        start += len(name) + 2
        end = self._lines.find(b"\n", start)
        text = self._lines[start : end if end >= 0 else None]
        return text.lstrip(b" \t").decode(errors="replace")

    def __iter__(self) -> Iterator[str]:
        return (found.decode() for found in _FIELD.findall(self._lines))

    def __len__(self) -> int:
        return len(_FIELD.findall(self._lines))


def _amount(text: bytes) -> int:
    return (1 << 64) - 1 if text == b"unlimited" else int(text)


def read_at(directory: int | None, name: str) -> bytes:
    """Return the contents of the file ``name`` below an open directory; None is the current one."""
    return b"".join(pieces_at(directory, name))


def pieces_at(directory: int | None, name: str) -> Iterator[bytes]:
    """Yield what `read_at` returns, piece by piece."""
    fd = os.open(name, os.O_RDONLY | os.O_CLOEXEC, dir_fd=directory)
    try:
        while piece := os.read(fd, _CHUNK):
            yield piece
    finally:
        os.close(fd)

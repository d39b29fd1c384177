"""What can be passed to a call: numbers, descriptors, memory and paths, made in the child.

Each knows how to make itself (``make``) and how a C program would (``in_c``).
"""

from __future__ import annotations

import ctypes
import mmap
import os
import select
import socket
from collections.abc import Callable
from typing import Protocol

import msgspec

__all__ = ["DESCRIPTORS", "MEMORY", "PATHS", "Argument", "Descriptor", "Memory", "Path", "Value"]

_PAGES = 4
_NEVER_OPEN = 250  # below the limit of 256, above what a child opens
_PAGE = mmap.PAGESIZE


class Argument(Protocol):
    """One argument of a call that is about to be made."""

    @property
    def name(self) -> str:
        """How reports show it."""

    def make(self) -> int:
        """Make it in this process and return the register's value."""

    def in_c(self, variable: str) -> list[str]:
        """Return C statements that put the same into ``long variable``."""


class Value(msgspec.Struct, frozen=True):
    """A number as it stands."""

    number: int

    @property
    def name(self) -> str:
        """Small numbers in decimal, large ones in hexadecimal."""
        return str(self.number) if abs(self.number) < 4096 else hex(self.number)

    def make(self) -> int:
        """Return the number."""
        return self.number

    def in_c(self, variable: str) -> list[str]:
        """Return the assignment."""
        return [f"{variable} = (long)0x{self.number & (1 << 64) - 1:x}UL;"]


DESCRIPTORS: dict[str, tuple[str, ...]] = {
    "closed": ("{v} = 250;", "close({v});"),
    "regular": ('{v} = open("file", O_RDWR | O_CREAT, 0600);', 'write({v}, "text", 4);'),
    "directory": ('{v} = open(".", O_RDONLY | O_DIRECTORY);',),
    "path-only": ('{v} = open(".", O_PATH);',),
    "write-only": ('{v} = open("file", O_WRONLY | O_CREAT, 0600);',),
    "read-only": ('{v} = open("/dev/zero", O_RDONLY);',),
    "null": ('{v} = open("/dev/null", O_RDWR);',),
    "pipe": ("{{ int p[2]; pipe(p); {v} = p[0]; }}",),
    "epoll": ("{v} = epoll_create1(0);",),
    "read-only-file": (
        'close(open("file", O_RDWR | O_CREAT, 0600));',
        '{v} = open("file", O_RDONLY);',
    ),
    "regular-start": (
        '{v} = open("file", O_RDWR | O_CREAT, 0600);',
        'write({v}, "text", 4);',
        "lseek({v}, 0, SEEK_SET);",
    ),
    "pipe-nonblock": ("{{ int p[2]; pipe2(p, O_NONBLOCK); {v} = p[0]; }}",),
    "epoll-holding-200": (
        "{{ int p[2]; pipe(p); dup2(p[0], 200); }}",
        "{v} = epoll_create1(0);",
        "{{ struct epoll_event e = {{ 0 }}; epoll_ctl({v}, EPOLL_CTL_ADD, 200, &e); }}",
    ),
}
"""Kinds of descriptors, each with the C that makes it in the current directory."""


class Descriptor(msgspec.Struct, frozen=True):
    """A file descriptor of one of the kinds in `DESCRIPTORS`."""

    kind: str

    @property
    def name(self) -> str:
        """The kind, as in x-object."""
        return f"fd:{self.kind}"

    def make(self) -> int:
        """Open it in the current directory."""
        if self.kind == "closed":
            return _NEVER_OPEN
        if self.kind in _MADE:
            return _MADE[self.kind]()
        flags = {
            "regular": (b"file", os.O_RDWR | os.O_CREAT),
            "directory": (b".", os.O_RDONLY | os.O_DIRECTORY),
            "path-only": (b".", os.O_PATH),
            "write-only": (b"file", os.O_WRONLY | os.O_CREAT),
            "read-only": (b"/dev/zero", os.O_RDONLY),
            "null": (b"/dev/null", os.O_RDWR),
        }
        path, how = flags[self.kind]
        number = os.open(path, how, 0o600)
        if self.kind == "regular":
            os.write(number, b"text")
        return number

    def in_c(self, variable: str) -> list[str]:
        """Return the statements of `DESCRIPTORS`."""
        return [line.format(v=variable) for line in DESCRIPTORS[self.kind]]


def _pipe(flags: int = 0) -> int:
    return os.pipe2(flags)[0]


def _read_only_file() -> int:
    os.close(os.open("file", os.O_RDWR | os.O_CREAT, 0o600))
    return os.open("file", os.O_RDONLY)


def _regular_start() -> int:
    number = Descriptor("regular").make()
    os.lseek(number, 0, os.SEEK_SET)
    return number


def _epoll_holding() -> int:
    os.dup2(_pipe(), 200)
    instance = select.epoll()
    instance.register(200)
    number = os.dup(instance.fileno())
    instance.close()
    return number


def _epoll() -> int:
    instance = select.epoll()
    number = os.dup(instance.fileno())
    instance.close()
    return number


_MADE: dict[str, Callable[[], int]] = {
    "pipe": _pipe,
    "pipe-nonblock": lambda: _pipe(os.O_NONBLOCK),
    "epoll": _epoll,
    "epoll-holding-200": _epoll_holding,
    "read-only-file": _read_only_file,
    "regular-start": _regular_start,
}

MEMORY: dict[str, str] = {
    "mapped": "PROT_READ | PROT_WRITE",
    "read-only": "PROT_READ",
    "none": "PROT_NONE",
    "unmapped": "PROT_NONE",
    "hole": "PROT_READ | PROT_WRITE",
    "locked": "PROT_READ | PROT_WRITE",
    "past-end": "PROT_READ",
}
"""Kinds of memory, four pages each, and the protection they are made with."""


class Memory(msgspec.Struct, frozen=True):
    """An address in memory of one of the kinds in `MEMORY`, ``offset`` bytes into it."""

    kind: str
    offset: int = 0

    @property
    def name(self) -> str:
        """The kind, as in x-object, and the offset."""
        return f"addr:{self.kind}" + (f"+{self.offset}" if self.offset else "")

    def make(self) -> int:
        """Map the pages; those called unmapped are given back."""
        libc = ctypes.CDLL(None, use_errno=True)
        libc.mmap.restype = ctypes.c_void_p
        libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
        libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
        libc.mlock.argtypes = libc.munmap.argtypes
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
        size = _PAGES * _PAGE
        number = -1
        if self.kind == "past-end":  # an empty file: no page of the mapping has anything behind it
            flags, number = mmap.MAP_SHARED, os.open("empty", os.O_RDWR | os.O_CREAT, 0o600)
        start = libc.mmap(None, size, _protection(MEMORY[self.kind]), flags, number, 0)
        if self.kind == "unmapped":
            libc.munmap(start, size)
        elif self.kind == "hole":
            libc.munmap(start + _PAGE, _PAGE)
        elif self.kind == "locked":
            libc.mlock(start, size)
        return int(start) + self.offset

    def in_c(self, variable: str) -> list[str]:
        """Return the calls of mmap and munmap."""
        size = f"{_PAGES} * getpagesize()"
        flags, number = "MAP_PRIVATE | MAP_ANONYMOUS", "-1"
        if self.kind == "past-end":
            flags, number = "MAP_SHARED", 'open("empty", O_RDWR | O_CREAT, 0600)'
        made = f"mmap(0, {size}, {MEMORY[self.kind]}, {flags}, {number}, 0)"
        lines = [f"{variable} = (long){made};"]
        lines += {
            "unmapped": [f"munmap((void *){variable}, {size});"],
            "hole": [f"munmap((void *)({variable} + getpagesize()), getpagesize());"],
            "locked": [f"mlock((void *){variable}, {size});"],
        }.get(self.kind, [])
        if self.offset:
            lines.append(f"{variable} += {self.offset};")
        return lines


def _protection(text: str) -> int:
    return sum(getattr(mmap, word) for word in text.split(" | ") if word != "PROT_NONE")


def _script(text: str) -> str:
    """C that makes an executable file."""
    opened = 'open("program", O_WRONLY | O_CREAT, 0700)'
    return f'{{ int p = {opened}; dprintf(p, "{text}"); close(p); }}'


PATHS: dict[str, tuple[str, str]] = {
    "existing": ("file", 'close(open("file", O_RDWR | O_CREAT, 0600));'),
    "missing": ("missing", ""),
    "empty": ("", ""),
    "directory": (".", ""),
    "below-file": ("file/x", 'close(open("file", O_RDWR | O_CREAT, 0600));'),
    "dangling": ("dangling", 'symlink("nowhere", "dangling");'),
    "loop": ("loop", 'symlink("loop", "loop");'),
    "executable": ("/bin/true", ""),
    "too-long": ("a" * 300, ""),
    "unreadable": ("/etc/shadow", ""),
    "fifo": ("fifo", 'mkfifo("fifo", 0600);'),
    "socket": (
        "socket",
        '{ struct sockaddr_un a = { AF_UNIX, "socket" };'
        " bind(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&a, sizeof(a)); }",
    ),
    "no-format": ("program", _script("no format\\n")),
    "script-loop": ("program", _script("#!program\\n")),
    "lost-interpreter": ("program", _script("#!/missing/interpreter\\n")),
}
"""Kinds of paths: the text, and the C that makes what it leads to."""


class Path(msgspec.Struct, frozen=True):
    """The address of a path of one of the kinds in `PATHS`, relative to the current directory."""

    kind: str

    @property
    def name(self) -> str:
        """The kind, as in x-object."""
        return f"path:{self.kind}"

    def make(self) -> int:
        """Make what it leads to; return the address of the text."""
        text = PATHS[self.kind][0]
        if self.kind in ("existing", "below-file"):
            os.close(os.open("file", os.O_RDWR | os.O_CREAT, 0o600))
        elif self.kind in ("dangling", "loop"):
            os.symlink("nowhere" if self.kind == "dangling" else "loop", text)
        elif self.kind == "fifo":
            os.mkfifo(text, 0o600)
        elif self.kind == "socket":
            socket.socket(socket.AF_UNIX).bind(text)
        elif self.kind in _PROGRAMS:
            number = os.open(text, os.O_WRONLY | os.O_CREAT, 0o700)
            os.write(number, _PROGRAMS[self.kind])
            os.close(number)
        buffer = ctypes.create_string_buffer(text.encode())
        _KEPT.append(buffer)
        return ctypes.addressof(buffer)

    def in_c(self, variable: str) -> list[str]:
        """Return the statements that make it."""
        text, makes = PATHS[self.kind]
        return [*([makes] if makes else []), f'{variable} = (long)"{text}";']


_PROGRAMS = {
    "no-format": b"no format\n",
    "script-loop": b"#!program\n",
    "lost-interpreter": b"#!/missing/interpreter\n",
}
_KEPT: list[object] = []  # buffers live as long as the child

"""What can be passed to a call: numbers, descriptors, memory and paths, made in the child.

Each knows how to make itself (``make``) and how a C program would (``in_c``).
"""

from __future__ import annotations

import ctypes
import mmap
import os
import select
from typing import Protocol

import msgspec

__all__ = ["DESCRIPTORS", "MEMORY", "PATHS", "Argument", "Descriptor", "Memory", "Path", "Value"]

_PAGES = 4
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
    "closed": ('{v} = open("/dev/null", O_RDONLY);', "close({v});"),
    "regular": ('{v} = open("file", O_RDWR | O_CREAT, 0600);', 'write({v}, "text", 4);'),
    "directory": ('{v} = open(".", O_RDONLY | O_DIRECTORY);',),
    "path-only": ('{v} = open(".", O_PATH);',),
    "write-only": ('{v} = open("file", O_WRONLY | O_CREAT, 0600);',),
    "read-only": ('{v} = open("/dev/zero", O_RDONLY);',),
    "null": ('{v} = open("/dev/null", O_RDWR);',),
    "pipe": ("{{ int p[2]; pipe(p); {v} = p[0]; }}",),
    "epoll": ("{v} = epoll_create1(0);",),
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
            number = os.open("/dev/null", os.O_RDONLY)
            os.close(number)
            return number
        if self.kind == "pipe":
            return os.pipe()[0]
        if self.kind == "epoll":
            return _epoll()
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


def _epoll() -> int:
    instance = select.epoll()
    number = os.dup(instance.fileno())
    instance.close()
    return number


MEMORY: dict[str, str] = {
    "mapped": "PROT_READ | PROT_WRITE",
    "read-only": "PROT_READ",
    "none": "PROT_NONE",
    "unmapped": "PROT_NONE",
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
        protection = {"mapped": mmap.PROT_READ | mmap.PROT_WRITE, "read-only": mmap.PROT_READ}
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
        size = _PAGES * _PAGE
        start = libc.mmap(None, size, protection.get(self.kind, 0), flags, -1, 0)
        if self.kind == "unmapped":
            libc.munmap(start, size)
        return int(start) + self.offset

    def in_c(self, variable: str) -> list[str]:
        """Return the calls of mmap and munmap."""
        size = f"{_PAGES} * getpagesize()"
        flags = "MAP_PRIVATE | MAP_ANONYMOUS"
        lines = [f"{variable} = (long)mmap(0, {size}, {MEMORY[self.kind]}, {flags}, -1, 0);"]
        if self.kind == "unmapped":
            lines.append(f"munmap((void *){variable}, {size});")
        if self.offset:
            lines.append(f"{variable} += {self.offset};")
        return lines


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
        buffer = ctypes.create_string_buffer(text.encode())
        _KEPT.append(buffer)
        return ctypes.addressof(buffer)

    def in_c(self, variable: str) -> list[str]:
        """Return the statements that make it."""
        text, makes = PATHS[self.kind]
        return [*([makes] if makes else []), f'{variable} = (long)"{text}";']


_KEPT: list[object] = []  # buffers live as long as the child

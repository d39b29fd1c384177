"""What can be passed to a call: numbers, descriptors, memory and paths, each made by steps."""

from __future__ import annotations

import msgspec

__all__ = [
    "DESCRIPTORS",
    "MEMORY",
    "PATHS",
    "Argument",
    "descriptor",
    "memory",
    "path",
    "value",
]

_NEVER_OPEN = 250  # below the limit of 256, above what a child opens


class Argument(msgspec.Struct, frozen=True):
    """One argument: ``name`` as reports show it, and the ``steps`` that make ``$`` its value."""

    name: str
    steps: str

    def made_as(self, variable: str) -> str:
        """Return the steps that make it the value of ``variable``."""
        return self.steps.replace("$", variable)


def value(number: int) -> Argument:
    """A number as it stands; large ones are shown in hexadecimal."""
    bits = number & (1 << 64) - 1
    shown = str(number) if abs(number) < 4096 else hex(number)
    return Argument(shown, f"$ = {number if 0 <= number < 1 << 31 else f'0x{bits:x}'};")


_MAKE_FILE = 'close(openat(AT_FDCWD, "file", O_RDWR | O_CREAT, 0600));'

DESCRIPTORS: dict[str, str] = {
    "closed": f"$ = {_NEVER_OPEN};",
    "regular": '$ = openat(AT_FDCWD, "file", O_RDWR | O_CREAT, 0600); write($, "text", 4);',
    "regular-start": f'{_MAKE_FILE} $ = openat(AT_FDCWD, "file", O_RDWR); write($, "text", 4);'
    " lseek($, 0, SEEK_SET);",
    "directory": '$ = openat(AT_FDCWD, ".", O_RDONLY | O_DIRECTORY);',
    "path-only": '$ = openat(AT_FDCWD, ".", O_PATH);',
    "write-only": '$ = openat(AT_FDCWD, "file", O_WRONLY | O_CREAT, 0600);',
    "read-only": '$ = openat(AT_FDCWD, "/dev/zero", O_RDONLY);',
    "read-only-file": f'{_MAKE_FILE} $ = openat(AT_FDCWD, "file", O_RDONLY);',
    "null": '$ = openat(AT_FDCWD, "/dev/null", O_RDWR);',
    "pipe": "pair = buffer(8); pipe2(pair, 0); $ = get32(pair);",
    "pipe-end": "pair = buffer(8); pipe2(pair, 0); $ = get32(pair + 4);",
    "socket": "$ = socket(AF_UNIX, SOCK_STREAM, 0);",
    "eventfd": "$ = eventfd2(0, 0);",
    "epoll": "$ = epoll_create1(0);",
}
"""Kinds of descriptors, each with the steps that make it in the current directory."""


def descriptor(kind: str) -> Argument:
    """A file descriptor of one of the kinds in `DESCRIPTORS`."""
    return Argument(f"fd:{kind}", DESCRIPTORS[kind])


_ANONYMOUS = "mmap(0, 4 * PAGE_SIZE, {}, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)"
_WRITABLE = _ANONYMOUS.format("PROT_READ | PROT_WRITE")

MEMORY: dict[str, str] = {
    "mapped": f"$ = {_WRITABLE};",
    "read-only": f"$ = {_ANONYMOUS.format('PROT_READ')};",
    "none": f"$ = {_ANONYMOUS.format('PROT_NONE')};",
    "unmapped": f"$ = {_WRITABLE}; munmap($, 4 * PAGE_SIZE);",
}
"""Kinds of memory, four pages each."""


def memory(kind: str, offset: int = 0) -> Argument:
    """An address ``offset`` bytes into memory of one of the kinds in `MEMORY`."""
    shown = f"addr:{kind}" + (f"+{offset}" if offset else "")
    return Argument(shown, MEMORY[kind] + (f" $ = $ + {offset};" if offset else ""))


PATHS: dict[str, tuple[str, str]] = {
    "existing": ("file", _MAKE_FILE),
    "missing": ("missing", ""),
    "empty": ("", ""),
    "directory": (".", ""),
    "below-file": ("file/x", _MAKE_FILE),
    "slash-behind": ("file/", _MAKE_FILE),
    "dangling": ("dangling", 'symlinkat("nowhere", AT_FDCWD, "dangling");'),
    "loop": ("loop", 'symlinkat("loop", AT_FDCWD, "loop");'),
    "executable": ("/bin/true", ""),
    "too-long": ("a" * 300, ""),
    "fifo": ("fifo", 'mknodat(AT_FDCWD, "fifo", S_IFIFO | 0600, 0);'),
    "socket": (
        "socket",
        r's = socket(AF_UNIX, SOCK_STREAM, 0); bind(s, "\1\0socket", 8); close(s);',
    ),
    "no-format": ("program", r'write_file("program", "no format\n", 0700);'),
}
"""Kinds of paths: the text, and the steps that make what it leads to."""


def path(kind: str) -> Argument:
    """The address of a path of one of the kinds in `PATHS`, relative to the current directory."""
    text, steps = PATHS[kind]
    return Argument(f"path:{kind}", f'{steps} $ = "{text}";'.lstrip())

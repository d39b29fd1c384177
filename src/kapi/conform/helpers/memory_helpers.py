"""Helpers for memory: bytes of a given content, numbers in it, mappings."""

from __future__ import annotations

import ctypes
import itertools
import mmap
import sys

from kapi.conform.helpers.helper import Helper
from kapi.conform.helpers.places import place
from kapi.conform.libc import LIBC

_AREA = 1 << 16
_ALIGNED = 16  # as malloc(3) aligns
_FLAGS = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
_READ_WRITE = mmap.PROT_READ | mmap.PROT_WRITE
_free = [0, 0]
"""Where the area of this process goes on, and where it ends."""


def zeroed(size: int) -> int:
    """Return the address of ``size`` bytes of this process, all zero; nobody else gets them.

    What lies beside them is zero or was given out, too: a call that takes them for more than they
    are meets the same in every process.
    """
    size = max(-(-size // _ALIGNED), 1) * _ALIGNED
    if _free[0] + size > _free[1]:
        mapped = -(-max(size, _AREA) // mmap.PAGESIZE) * mmap.PAGESIZE
        _free[0] = _mapped(mapped)
        _free[1] = _free[0] + mapped
    _free[0] += size
    return _free[0] - size


def _mapped(size: int) -> int:
    """Memory before a page that may not be accessed: there an access ends."""
    found = int(LIBC.mmap(place(), size + mmap.PAGESIZE, 0, _FLAGS, -1, 0))
    if found == -1 or LIBC.mprotect(*map(ctypes.c_long, (found, size, _READ_WRITE))):
        raise OSError(ctypes.get_errno(), "mmap")
    return found


def text(content: bytes) -> int:
    """Return the address of ``content`` and a zero byte, as `zeroed` gives it."""
    address = zeroed(len(content) + 1)
    ctypes.memmove(address, content, len(content))
    return address


def _letters(count: int) -> int:
    """The address of a text of ``count`` letters."""
    return text(b"a" * count)


def _pointers(address: int, count: int) -> int:
    """The address of that many equal pointers and a null."""
    return text(address.to_bytes(8, sys.byteorder, signed=True) * count + bytes(7))


def _put8(address: int, value: int) -> None:
    ctypes.c_int8.from_address(address).value = value


def _put16(address: int, value: int) -> None:
    ctypes.c_int16.from_address(address).value = value


def _put32(address: int, value: int) -> None:
    ctypes.c_int32.from_address(address).value = value


def _put64(address: int, value: int) -> None:
    ctypes.c_int64.from_address(address).value = value


def _get8(address: int) -> int:
    return ctypes.c_int8.from_address(address).value


def _get16(address: int) -> int:
    return ctypes.c_int16.from_address(address).value


def _get32(address: int) -> int:
    return ctypes.c_int32.from_address(address).value


def _get64(address: int) -> int:
    return ctypes.c_int64.from_address(address).value


def _fill_map_count() -> None:
    """Map pages that cannot be joined, until vm.max_map_count is reached."""
    map_, size = LIBC.mmap, mmap.PAGESIZE
    for number in itertools.count():
        if map_(0, size, number & 1, _FLAGS, -1, 0) == -1:
            return


def _mapping_start(name: int) -> int:
    """Where the mapping called so in /proc/self/maps begins."""
    wanted = ctypes.string_at(name)
    with open("/proc/self/maps", "rb") as maps:
        for line in maps:
            if line.split()[-1] == wanted:
                return int(line.split(b"-")[0], 16)
    raise ValueError(f"no mapping is called {wanted.decode()}")


_BUFFER = "static long buffer(long n)\n{\n\treturn (long)calloc(1, n);\n}"
_LETTERS = """\
static long letters(long n)
{
	return (long)memset(calloc(1, n + 1), 'a', n);
}"""
_POINTERS = """\
static long pointers(long address, long count)
{
	long *made = calloc(count + 1, sizeof(long)), i;
	for (i = 0; i < count; i++)
		made[i] = address;
	return (long)made;
}"""
_FILL = """\
static void fill_map_count(void)
{
	long i = 0;
	while (mmap(0, getpagesize(), i & 1, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
		i++;
}"""
_START = """\
static long mapping_start(long name)
{
	unsigned long start = 0, found = 0;
	char line[512];
	FILE *maps = fopen("/proc/self/maps", "r");
	while (maps && fgets(line, sizeof(line), maps))
		if (sscanf(line, "%lx", &start) == 1 && strstr(line, (char *)name))
			found = start;
	must(found && !fclose(maps) ? 0 : -1);
	return found;
}"""


def _c_put(bits: int, kind: str) -> str:
    return f"static void put{bits}(long a, long v)\n{{\n\t*({kind} *)a = v;\n}}"


def _c_get(bits: int, kind: str) -> str:
    return f"static long get{bits}(long a)\n{{\n\treturn *({kind} *)a;\n}}"


MEMORY: dict[str, Helper] = {
    "buffer": Helper(zeroed, _BUFFER),
    "letters": Helper(_letters, _LETTERS),
    "pointers": Helper(_pointers, _POINTERS),
    "put8": Helper(_put8, _c_put(8, "char")),
    "put16": Helper(_put16, _c_put(16, "short")),
    "put32": Helper(_put32, _c_put(32, "int")),
    "put64": Helper(_put64, _c_put(64, "long")),
    "get8": Helper(_get8, _c_get(8, "signed char")),
    "get16": Helper(_get16, _c_get(16, "short")),
    "get32": Helper(_get32, _c_get(32, "int")),
    "get64": Helper(_get64, _c_get(64, "long")),
    "fill_map_count": Helper(_fill_map_count, _FILL),
    "mapping_start": Helper(_mapping_start, _START),
}

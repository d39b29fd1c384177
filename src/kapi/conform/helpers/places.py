"""Where set-ups put memory: at the same addresses in every process, with nothing near them.

A call may reach beyond the memory that it is given. What lies there, where the kernel chooses the
place, is another thing in each run: it puts new memory next to what the process has already.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

from kapi.conform.helpers.helper import Helper

_FIRST = 1 << 36  # above programs of fixed addresses, below what the kernel places by itself
_APART = 1 << 30  # bytes
_places = itertools.count(_FIRST, _APART)
_FIXED = 0x10 | 0x100000  # MAP_FIXED, MAP_FIXED_NOREPLACE
_FAILED = -1


def place() -> int:
    """Return an address that is a multiple of 1 GiB, around which this process has nothing.

    Each call of the same process returns another, a process and its children the same ones.
    """
    return next(_places)


def apart(mmap: Callable[..., int], arguments: list[int]) -> int:
    """Map what ``arguments`` of mmap(2) say; what asks for no address gets a `place`.

    Memory that has to choose for itself (of io_uring) does so, too. Returns the address, or -1.
    """
    if not arguments[0] and not arguments[3] & _FIXED:
        found = mmap(place(), *arguments[1:])
        if found != _FAILED:
            return found
    return mmap(*arguments)


_PLACE = """\
static long place(void)
{
	static long last = (1L << 36) - (1L << 30);
	return last += 1L << 30;
}"""

PLACES: dict[str, Helper] = {"place": Helper(place, _PLACE)}

"""Command numbers of ioctls, made of direction, type, number and size.

Source: ``include/uapi/asm-generic/ioctl.h``; alpha, mips, parisc, powerpc and sparc have others.
"""

from __future__ import annotations

import re

from kapi.model.spec import Ioctl
from kapi.vocab.words import IoctlDirection

_DIRECTIONS = {"_IO": 0, "_IOW": 1, "_IOR": 2, "_IOWR": 3}
_TEXT = re.compile(r"(_IO|_IOW|_IOR|_IOWR)\('(.)', (0x[0-9a-fA-F]+|\d+)(?:, .+)?\)")
LARGEST = (1 << 14) - 1
"""Bytes of the largest argument of which a command number can say the size."""
_WORDS = {
    "_IO": IoctlDirection.NONE,
    "_IOW": IoctlDirection.WRITE,
    "_IOR": IoctlDirection.READ,
    "_IOWR": IoctlDirection.READ_WRITE,
}


def command_number(ioctl: Ioctl) -> int | None:
    """Return the number of a command; None where its parts are not all stated as numbers.

    The size is the larger of the stated sizes of what goes in and out, in bytes.
    """
    found = _TEXT.fullmatch(str(ioctl.number or ""))
    if found is None:
        return None
    macro, letter, number = found.groups()
    size = 0
    if macro != "_IO":
        sizes = sizes_of(ioctl)
        if not sizes:
            return None
        size = max(sizes)
    if size > LARGEST:
        return None
    return _DIRECTIONS[macro] << 30 | size << 16 | ord(letter) << 8 | int(number, 0)


def sizes_of(ioctl: Ioctl) -> tuple[int, ...]:
    """Return the stated sizes of what goes in and out in bytes; none where one is no number."""
    stated = [str(one) for one in (ioctl.input_size, ioctl.output_size) if one is not None]
    return tuple(map(int, stated)) if all(one.isdecimal() for one in stated) else ()


def direction_of(ioctl: Ioctl) -> IoctlDirection | None:
    """Return the direction that the macro of the number says, None where it is no such macro."""
    return _WORDS.get(str(ioctl.number or "").partition("(")[0].strip())


def command_text(number: int) -> str:
    """Return a command number in words: ``_IOWR('b', 1), 48 bytes in and out``."""
    macro = next(name for name, bits in _DIRECTIONS.items() if bits == number >> 30 & 3)
    letter = number >> 8 & 0xFF
    shown = f"'{chr(letter)}'" if 33 <= letter < 127 else hex(letter)
    ways = {"_IO": "", "_IOW": " in", "_IOR": " out", "_IOWR": " in and out"}
    return f"{macro}({shown}, {number & 0xFF}), {number >> 16 & 0x3FFF} bytes{ways[macro]}"

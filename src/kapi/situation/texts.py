"""Bytes and texts in the memory of a process. Reading never makes a page resident."""

from __future__ import annotations

import os

from kapi.situation import kernel
from kapi.situation.copying import READ, first_stop
from kapi.situation.mappings import mapping_at, opened
from kapi.situation.pages import PAGE, PRESENT, SWAPPED, entries
from kapi.situation.process import Process, Unknown

PATH_MAX = 4096  # linux/limits.h


def string_length(process: Process, address: int) -> int | None:
    """The length of the text there, PATH_MAX when it is longer; unknown where it faults."""
    text = text_at(process, address)
    return None if text is None else len(text)


def begins_with(process: Process, address: int, beginning: str) -> int | None:
    """Whether the text there begins with ``beginning``; unknown where it faults before that."""
    wanted = beginning.encode()
    text = text_at(process, address, len(wanted))
    return None if text is None else int(text == wanted)


def text_at(process: Process, address: int, most: int = PATH_MAX) -> bytes | None:
    """Return the text there without its NUL, at most ``most`` bytes; None where it faults."""
    text = b""
    end = address + most
    while address < end:
        page_end = min(end, (address // PAGE + 1) * PAGE)
        stop = first_stop(process, address, page_end, READ)
        length = (page_end if stop is None else stop.address) - address
        part, zero, _ = bytes_at(process, address, length).partition(b"\0")
        text += part
        if zero:
            return text
        if stop is not None and not stop.certain:
            raise Unknown("the text may not be readable")
        if stop is not None:
            return None
        address = page_end
    return text


def bytes_at(process: Process, address: int, length: int) -> bytes:
    """Return the ``length`` bytes there, which are known to be readable.

    Pages that the process has not touched are not read in it, which would make them resident:
    they are zeros, or what the file has there.
    """
    found = []
    end = address + length
    while address < end:
        stop = min(end, (address // PAGE + 1) * PAGE)
        found.append(_bytes_of_page(process, address, stop - address))
        address = stop
    return b"".join(found)


def _bytes_of_page(process: Process, address: int, length: int) -> bytes:
    """Read from one page; from its file where the process has not touched the page."""
    mapping = mapping_at(process, address)
    if mapping is None:
        raise Unknown("nothing is mapped")
    (entry,) = entries(process, address, address + 1)
    if entry & (PRESENT | SWAPPED):
        return kernel.read_memory(process.pid, address, length)
    if mapping.inode == 0:
        return bytes(length)
    with opened(process, mapping) as file:
        got = os.pread(file, length, mapping.offset + address - mapping.start)
    return got.ljust(length, b"\0")

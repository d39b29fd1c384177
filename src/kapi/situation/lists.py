"""Predicates of lists of texts, as execve(2) takes them: pointers up to one that is NULL."""

from __future__ import annotations

import struct
from weakref import WeakKeyDictionary

from kapi.situation.copying import READ, first_stop
from kapi.situation.pages import PAGE
from kapi.situation.process import Process, Unknown
from kapi.situation.texts import bytes_at, text_at

_POINTER = 8
_MOST = 1 << 20
_LONGEST = 32 * PAGE  # MAX_ARG_STRLEN, include/uapi/linux/binfmts.h

_lists: WeakKeyDictionary[Process, dict[int, list[int] | None]] = WeakKeyDictionary()
_sizes: WeakKeyDictionary[Process, dict[int, int | None]] = WeakKeyDictionary()


def readable_list(process: Process, address: int) -> int:
    """Whether the pointers can be read, up to the one that is NULL."""
    return int(_pointers(process, address) is not None)


def readable_strings(process: Process, address: int) -> int:
    """Whether each text can be read; nothing is wrong with those of a list that cannot."""
    return int(None not in _texts(process, address))


def list_length(process: Process, address: int) -> int | None:
    """How many pointers there are."""
    pointers = _pointers(process, address)
    return None if pointers is None else len(pointers)


def longest_string(process: Process, address: int) -> int | None:
    """The bytes of the longest text, its zero counted."""
    sizes = _known(process, address)
    return None if sizes is None else max(sizes, default=0)


def list_bytes(process: Process, address: int) -> int | None:
    """The bytes of all texts, their zeros counted."""
    sizes = _known(process, address)
    return None if sizes is None or max(sizes, default=0) > _LONGEST else sum(sizes)


def _known(process: Process, address: int) -> list[int] | None:
    if not readable_list(process, address):
        return None
    sizes = _texts(process, address)
    known = [one for one in sizes if one is not None]
    return known if len(known) == len(sizes) else None


def _texts(process: Process, address: int) -> list[int | None]:
    known = _sizes.setdefault(process, {})
    pointers = _pointers(process, address) or []
    for pointer in dict.fromkeys(pointers):
        if pointer not in known:
            text = text_at(process, pointer, _LONGEST)
            known[pointer] = None if text is None else len(text) + 1
    return [known[pointer] for pointer in pointers]


def _pointers(process: Process, address: int) -> list[int] | None:
    known = _lists.setdefault(process, {})
    if address not in known:
        known[address] = _read(process, address) if address else []
    return known[address]


def _read(process: Process, address: int) -> list[int] | None:
    """Return the pointers; None where one before the end cannot be read."""
    pointers: list[int] = []
    begun = b""  # a pointer that goes on in the next page
    here = address
    while len(pointers) < _MOST:
        end = (here // PAGE + 1) * PAGE
        stop = first_stop(process, here, end, READ)
        data = begun + bytes_at(process, here, (end if stop is None else stop.address) - here)
        cut = len(data) // _POINTER * _POINTER
        pointers += (one for (one,) in struct.iter_unpack("=Q", data[:cut]))
        if 0 in pointers[-(cut // _POINTER) :]:
            return pointers[: pointers.index(0)]
        if stop is not None and not stop.certain:
            raise Unknown("the list may not be readable")
        if stop is not None:
            return None
        begun, here = data[cut:], end
    raise Unknown("the list is too long")

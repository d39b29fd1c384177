"""The ring buffer of BPF programs, read from its pages.

Source: ``kernel/bpf/ringbuf.c``: a page with the consumer's position, one with the producer's,
then the data twice over, so that no record is ever broken in two.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator

from kapi.observe.bpf import bpf_calls

_BUSY, _DISCARDED = 1 << 31, 1 << 30  # BPF_RINGBUF_BUSY_BIT, _DISCARD_BIT, linux/bpf.h
_HEADER = 8  # BPF_RINGBUF_HDR_SZ
_SELDOM = 0xF00
"""Bits of a position: room is made when all of them are clear."""
_POSITION = struct.Struct("=Q")
_LENGTH = struct.Struct("=I")


class Ring:
    """A ring buffer of ``size`` bytes, a power of two and at least a page."""

    def __init__(self, size: int) -> None:
        page = mmap.PAGESIZE
        self.size = size
        self.descriptor = bpf_calls.make_map(bpf_calls.RING, 0, 0, size)
        self._consumer = mmap.mmap(self.descriptor, page)
        self._data = mmap.mmap(
            self.descriptor, page + 2 * size, mmap.MAP_SHARED, mmap.PROT_READ, offset=page
        )
        self._position = 0

    def records(self) -> Iterator[bytes]:
        """Give the records that are there; room is made for as many as were taken."""
        first = mmap.PAGESIZE
        produced = int(_POSITION.unpack_from(self._data, 0)[0])
        try:
            while self._position < produced:
                start = first + self._position % self.size
                length = int(_LENGTH.unpack_from(self._data, start)[0])
                if length & _BUSY:
                    break
                size = length & ~_DISCARDED
                content = self._data[start + _HEADER : start + _HEADER + size]
                self._position += (size + _HEADER + 7) & ~7
                if not self._position & _SELDOM:
                    self._free()
                if not length & _DISCARDED:
                    yield content
        finally:
            self._free()

    def _free(self) -> None:
        _POSITION.pack_into(self._consumer, 0, self._position)

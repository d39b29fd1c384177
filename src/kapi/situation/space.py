"""Predicates of room: in the address space, in what may be committed, in pools of huge pages."""

from __future__ import annotations

import os

from kapi.situation import kernel
from kapi.situation.copying import user_address
from kapi.situation.mappings import borders, lowest
from kapi.situation.open_files import asked, is_open
from kapi.situation.process import Process, Unknown

_WINDOW = 1 << 47  # where mmap looks for an address without a hint above it
_SLACK = 1 << 32  # alignment and guard gaps
# find_start_end() of arch/x86/kernel/sys_x86_64.c: where MAP_32BIT looks, from how far on at most
_LOW, _LOW_MOVED, _LOW_END = 1 << 30, (1 << 30) + (1 << 25), 1 << 31
_LOW_SLACK = 1 << 24  # guard gaps
_POOLS = "/sys/kernel/mm/hugepages"
_NEVER = 2  # OVERCOMMIT_NEVER, linux/mman.h


def has_gap(process: Process, length: int) -> int:
    """Whether mmap finds room for so many bytes; unknown where it is tight."""
    _expect_layout()
    first = lowest(process)
    if first is not None and length + _SLACK <= first.start < _WINDOW:
        return 1  # mostly; a process with all the mappings that it may have need not be read
    greatest, last = _greatest_gap(process, 0, _WINDOW)
    if length > max(greatest, _WINDOW - last) or not user_address(process, 0, length):
        return 0
    if length + _SLACK <= greatest:
        return 1
    raise Unknown("it may just fit")


def has_low_gap(process: Process, length: int) -> int:
    """Whether mmap with MAP_32BIT, and no hint, finds room for so many bytes.

    It looks from an address on that differs from process to process: in between all is unknown.
    """
    _expect_layout()
    greatest, last = _greatest_gap(process, _LOW, _LOW_END)
    if length > max(greatest, _LOW_END - last):
        return 0
    greatest, last = _greatest_gap(process, _LOW_MOVED, _LOW_END)
    if length + _LOW_SLACK <= max(greatest, _LOW_END - last):
        return 1
    raise Unknown("it fits, or not, by where the kernel begins to look")


def _expect_layout() -> None:
    if os.uname().machine != "x86_64":
        raise Unknown("the layout of the address space is not known")


def _greatest_gap(process: Process, begin: int, limit: int) -> tuple[int, int]:
    """Return the bytes of the greatest gap before a mapping, and where the last mapping ends."""
    greatest, last = 0, begin
    for start, end in borders(process):
        if start < limit:
            greatest = max(greatest, start - last)
            last = max(last, end)
    return greatest, last


def committable_bytes(_: Process) -> int:
    """The most that one mapping may commit (__vm_enough_memory() of mm/util.c)."""
    with open("/proc/sys/vm/overcommit_memory") as file:
        mode = int(file.read())
    with open("/proc/meminfo") as lines:
        facts = {key: int(rest.split()[0]) << 10 for key, rest in (x.split(":") for x in lines)}
    if mode == _NEVER:
        raise Unknown("what is left changes all the time")
    return facts["MemTotal"] + facts["SwapTotal"] if mode == 0 else (1 << 64) - 1


def huge_page_exists(_: Process, shift: int) -> int:
    """Whether the kernel has huge pages of 2**shift bytes; 0 stands for the usual size."""
    return int(shift == 0 or os.path.isdir(f"{_POOLS}/hugepages-{(1 << shift) >> 10}kB"))


def huge_bytes_free(process: Process, shift: int) -> int | None:
    """How many bytes of huge pages of 2**shift bytes (0: the usual size) may be reserved."""
    size = (1 << shift) >> 10 if shift else _usual_size()
    if not os.path.isdir(f"{_POOLS}/hugepages-{size}kB"):
        return None
    free, reserved, more = (
        _count(f"{_POOLS}/hugepages-{size}kB/{name}")
        for name in ("free_hugepages", "resv_hugepages", "nr_overcommit_hugepages")
    )
    if more:
        raise Unknown("the pool may grow")
    return (free - reserved) * size << 10


def file_system(process: Process, fd: int) -> int | None:
    """The magic number of the file system of an open file, also for paths only (statfs)."""
    if not is_open(process, fd):
        return 0
    with asked(process, fd) as ours:
        return kernel.file_system(ours)


def _usual_size() -> int:
    with open("/proc/meminfo") as lines:
        for line in lines:
            if line.startswith("Hugepagesize:"):
                return int(line.split()[1])
    raise Unknown("no huge pages")


def _count(path: str) -> int:
    with open(path) as file:
        return int(file.read())

"""What /proc cannot tell of a process that an emulator runs (`kapi.target.is_emulated`).

The emulator's own memory, threads and signals are those of the process too, and what the
program asked for is kept by the emulator: a page that the program may execute is only readable
for the kernel, and limits of memory are not handed on. All of that is unknown. Descriptors, files,
ids, and which of the program's memory is there, are the kernel's, at the same addresses.
"""

from __future__ import annotations

import functools

from kapi.target import is_emulated

_KEPT = frozenset(
    {
        "address_space_bytes",
        "data_bytes",
        "locked_bytes",
        "map_count",
        "mapping_flag",
        "mappings_in",
        "protection",
        "signal_pending",
        "stack_bytes",
        "threads",
        "RLIMIT_AS",
        "RLIMIT_DATA",
        "RLIMIT_STACK",
    }
)
_CONFIGURATION = "CONFIG_"
_NEAR = 1 << 30
_EVERYWHERE = ((0, 1 << 64),)

Range = tuple[int, int]


def keeps(name: str) -> bool:
    """Whether only an emulator knows what the term ``name`` is worth for its program.

    The configuration is that of the host's kernel, which is not under test.
    """
    return (name in _KEPT or name.startswith(_CONFIGURATION)) and is_emulated()


def may_be_its_own(start: int, end: int) -> bool:
    """Whether a mapping may be the emulator's and not its program's.

    It maps more while it runs; the kernel puts that beside what it has.
    """
    return is_emulated() and any(
        start < last + _NEAR and first - _NEAR < end for first, last in _its_own()
    )


def may_hide_writing(address: int) -> bool:
    """Whether a mapping that cannot be written to may be code that its program can change.

    The emulator write-protects what it has translated, which the program has executed: this
    program, not what a set-up has mapped.
    """
    return is_emulated() and any(first <= address < last for first, last in _ranges("self"))


@functools.cache
def _its_own() -> tuple[Range, ...]:
    """What the kernel has mapped and the program does not see; all where addresses differ."""
    told = _ranges("self")
    shown = _ranges("thread-self")
    if not {first for first, _ in told} & {first for first, _ in shown}:
        return _EVERYWHERE
    return tuple(
        (start, end)
        for start, end in shown
        if not any(start < last and first < end for first, last in told)
    )


@functools.cache
def _ranges(name: str) -> tuple[Range, ...]:
    with open(f"/proc/{name}/maps", "rb") as lines:
        pairs = [line.split(b" ", 1)[0].split(b"-") for line in lines]
    return tuple((int(start, 16), int(end, 16)) for start, end in pairs)

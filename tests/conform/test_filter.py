"""The filter: what the kernel would do with a call, by running the program as classic BPF."""

from __future__ import annotations

import errno
import struct
from collections.abc import Sequence

import pytest

from kapi.conform.sandbox.filter import program
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.syscalls import syscalls

_AUDIT = {"x86_64": 0xC000003E, "arm64": 0xC00000B7, "riscv64": 0xC00000F3}  # linux/audit.h
_DECISIONS = {0x7FFF0000: "made", 0x80000000: "killed", 0x00050000 | errno.ENOSYS: "ENOSYS"}
architectures = pytest.mark.parametrize("name", list(_AUDIT))


def decided(code: bytes, name: str, number: int, arguments: Sequence[int] = ()) -> str:
    """What becomes of a call: load (0x20), jumps (0x15 equal, 0x35 at least), return (0x06)."""
    padded = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("<iIQ6Q", number, _AUDIT[name], 0, *padded)
    rows = list(struct.iter_unpack("=HBBI", code))
    place = loaded = 0
    while True:
        what, yes, no, value = rows[place]
        place += 1
        match what:
            case 0x06:
                return _DECISIONS[value]
            case 0x20:
                (loaded,) = struct.unpack_from("<I", data, value)
            case 0x15:
                place += yes if loaded == value else no
            case 0x35:
                place += yes if loaded >= value else no
            case _:
                raise AssertionError(what)


@architectures
def test_each_number_is_that_of_a_known_call_or_refused(name: str) -> None:
    known = syscalls(ARCHITECTURES[name])
    names = {number: call for call, number in known.items()}
    code = program(ARCHITECTURES[name], ["reboot", "execve"])
    wanted = {"reboot": "killed", "execve": "killed"}
    for number in range(max(names) + 200):
        expected = wanted.get(names[number], "made") if number in names else "ENOSYS"
        assert decided(code, name, number) == expected, number
    assert decided(code, name, 1 << 30) == "ENOSYS"  # x32


@architectures
@pytest.mark.parametrize(
    ("call", "arguments", "decision"),
    [
        ("madvise", (0, 0, 100), "killed"),
        ("madvise", (0, 0, 1 << 32 | 101), "killed"),  # the kernel takes an int
        ("madvise", (0, 0, 4), "made"),
        ("socket", (40,), "killed"),
        ("socket", (1,), "made"),
        ("sched_setaffinity", (0,), "made"),
        ("sched_setaffinity", (7,), "killed"),
        ("ioctl", (0, 0x5401), "made"),
        ("ioctl", (0, 7 << 32 | 0x5402), "made"),
        ("ioctl", (0, 0x40087602), "killed"),
        ("ioctl", (0x5401, 0), "killed"),
        ("fcntl", (3, 8, 1), "killed"),  # F_SETOWN
        ("fcntl", (8, 3), "made"),
    ],
)
def test_arguments_are_looked_at(
    name: str, call: str, arguments: tuple[int, ...], decision: str
) -> None:
    machine = ARCHITECTURES[name]
    only, without = {"ioctl": (1, (0x5401, 0x5402))}, {"fcntl": (1, (8, 15))}
    code = program(machine, ["reboot"], ["sched_setaffinity"], only, without)
    assert decided(code, name, syscalls(machine)[call], arguments) == decision
    assert decided(program(machine, ["reboot"]), name, syscalls(machine)["ioctl"]) == "made"

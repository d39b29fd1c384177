"""Places for memory: the same in every process, whatever it has mapped, and nothing is near."""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable

import pytest

from kapi.conform.helpers import HELPERS
from kapi.conform.helpers.places import apart, place
from kapi.conform.libc import LIBC
from kapi.conform.steps import Machine, expressions, read_steps
from kapi.expr.values import Value
from kapi.vocab import symbols
from kapi.vocab.architectures import ARCHITECTURES, this_machine

_PRIVATE = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
_FAR = 1 << 28


def mapped() -> list[tuple[int, int]]:
    """Where mappings of this process begin and end."""
    with open("/proc/self/maps") as maps:
        ends = [line.split()[0].split("-") for line in maps]
    return [(int(start, 16), int(end, 16)) for start, end in ends]


def in_child(work: Callable[[], int]) -> int:
    """What ``work`` returns in a process of its own."""
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(send, work().to_bytes(8, "little"))
        os._exit(0)
    os.waitpid(child, 0)
    found = int.from_bytes(os.read(receive, 8), "little")
    os.close(receive)
    os.close(send)
    return found


def by_steps() -> int:
    """The address of memory that steps map."""
    helpers = {name: one.run for name, one in HELPERS.items()}
    machine = Machine(this_machine() or ARCHITECTURES["x86_64"], helpers, mmap.PAGESIZE)
    steps = read_steps("p = mmap(0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);")
    machine.prepare(expressions(steps))
    machine.run(steps)
    found = machine.variables["p"]
    return found.number if isinstance(found, Value) else -1


def test_memory_of_steps_is_at_one_address_whatever_else_is_mapped() -> None:
    def after_more() -> int:
        for size in (1, 5, 1 << 10):
            LIBC.mmap(0, size * mmap.PAGESIZE, 0, _PRIVATE, -1, 0)
        return by_steps()

    assert in_child(by_steps) == in_child(after_more)


def test_nothing_is_near() -> None:
    address = by_steps()
    others = [one for one in mapped() if not one[0] <= address < one[1]]
    assert len(others) == len(mapped()) - 1
    assert not any(address - _FAR < end and start < address + _FAR for start, end in others)


def test_an_address_that_is_asked_for_is_left_alone() -> None:
    wanted = place()
    assert apart(LIBC.mmap, [wanted, mmap.PAGESIZE, 0, _PRIVATE, -1, 0]) == wanted


def test_what_cannot_have_a_place_chooses_for_itself() -> None:
    asked: list[int] = []

    def chooses(address: int, *_: int) -> int:
        asked.append(address)
        return -1 if address else 4096

    assert apart(chooses, [0, 4096, 0, _PRIVATE, -1, 0]) == 4096
    assert len(asked) == 2
    assert asked[0] != 0


@pytest.mark.parametrize("name", ["MAP_FIXED", "MAP_FIXED_NOREPLACE"])
def test_a_fixed_address_of_zero_stays_zero(name: str) -> None:
    flag = symbols.value(name, ARCHITECTURES["x86_64"])
    assert flag is not None
    asked = apart(lambda address, *_: address + 1, [0, 4096, 0, _PRIVATE | flag.number, -1, 0])
    assert asked == 1

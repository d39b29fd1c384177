"""What an emulator keeps for itself is unknown, and nothing is on a kernel."""

from __future__ import annotations

import mmap
import os

import pytest

from kapi.expr.environment import Environment
from kapi.expr.parser import parse
from kapi.situation import emulator
from kapi.situation.copying import WRITE, first_stop
from kapi.situation.mappings import between, mapping_at
from kapi.situation.measure import measure
from kapi.situation.process import Process, Unknown
from kapi.vocab.architectures import ARCHITECTURES

TERMS = ("locked_bytes()", "map_count()", "RLIMIT_STACK", "RLIMIT_NOFILE", "is_open(0)", "euid()")


@pytest.fixture
def emulated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "is_emulated", lambda: True)


def _known() -> list[bool]:
    names = Environment(architecture=ARCHITECTURES["x86_64"], parameters={}, page_size=4096)
    with Process(os.getpid()) as process:
        return [one is not None for one in measure(process, [*map(parse, TERMS)], names)]


def test_on_a_kernel_all_is_known() -> None:
    assert all(_known())


@pytest.mark.usefixtures("emulated")
def test_under_an_emulator_what_it_keeps_is_unknown() -> None:
    assert _known() == [False, False, False, True, True, True]


@pytest.mark.usefixtures("emulated")
def test_memory_of_the_emulator_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    with mmap.mmap(-1, 4096), Process(os.getpid()) as process:
        here = mapping_at(process, id(object))
        assert here is not None
        monkeypatch.setattr(emulator, "_its_own", lambda: ((here.start, here.end),))
        for ask in (
            lambda: mapping_at(process, here.start),
            lambda: list(between(process, here.start, here.end)),
        ):
            with pytest.raises(Unknown):
                ask()


@pytest.mark.usefixtures("emulated")
def test_code_that_cannot_be_written_to_may_be_writable_for_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(emulator, "_its_own", tuple)
    with open("/proc/self/maps") as lines:
        row = next(line for line in lines if " r-xp " in line)
    start = int(row.partition("-")[0], 16)
    with Process(os.getpid()) as process:
        stop = first_stop(process, start, start + 1, WRITE)
    assert stop is not None
    assert not stop.certain

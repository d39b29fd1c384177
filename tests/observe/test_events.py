"""Text of tracepoints: every format, pairs by thread, losses, broken text."""

from __future__ import annotations

import random
import time

import pytest

from kapi.call import Outcome
from kapi.observe.events import EventReader
from kapi.observe.seen import Seen
from kapi.vocab.architectures import ARCHITECTURES

WANTED = ("openat", "close", "mlock", "execve", "exit_group", "fstat")
PERF = "     cat  7 [001]  12.000001: "
TRACE_CMD = "   cat-7     [001] 12.000001: "
FTRACE = "  cat-7  [001] d..1.  12.000001: "


def read(text: str, size: int = 1 << 16) -> tuple[list[Seen], EventReader]:
    data = text.encode("utf-8", "surrogateescape")
    reader = EventReader(WANTED, ARCHITECTURES["x86_64"])
    found = [one for at in range(0, len(data), size) for one in reader.feed(data[at : at + size])]
    return [*found, *reader.finish()], reader


@pytest.mark.parametrize(
    ("enter", "leave"),
    [
        (f"{PERF}raw_syscalls:sys_enter: NR 149 (1000, ff, 3, 4, 5, 6)", "sys_exit: NR 149 = -12"),
        (f"{PERF}syscalls:sys_enter_mlock: start: 0x00001000, len: 0x000000ff", "mlock"),
        (f"{FTRACE}sys_enter: NR 149 (1000, ff, 3, 4, 5, 6)", "sys_exit: NR 149 = -12"),
        (
            f"{TRACE_CMD}sys_enter:            NR 149 (1000, ff, 3, 4, 5, 6)",
            "sys_exit: NR 149 = -12",
        ),
        (
            f"{TRACE_CMD}sys_enter_mlock:      start: 0x00001000, len: 0x000000ff",
            "sys_exit_mlock:       0xfffffffffffffff4",
        ),
        (f"{TRACE_CMD}raw_syscalls:sys_enter: NR 149 (1000, ff, 3)", "sys_exit: NR 149 = -12"),
        (f"{FTRACE}sys_mlock(start: 1000, len: ff)", "sys_mlock -> 0xfffffffffffffff4"),
        (f"{FTRACE}kapi_syscall_enter: sys_mlock(start=0x1000, len=255)", "kapi"),
        (f"{PERF}kapi:kapi_syscall_enter: sys_mlock(start=0x1000, len=0xff)", "kapi"),
    ],
)
def test_formats(enter: str, leave: str) -> None:
    head = PERF if enter.startswith(PERF) else FTRACE
    ends = {
        "mlock": "syscalls:sys_exit_mlock: 0xfffffffffffffff4",
        "kapi": "kapi:kapi_syscall_exit: sys_mlock = -12 spec_match=1",
    }
    end = ends.get(leave, leave)
    if head == PERF and leave.startswith("sys_exit"):
        end = f"raw_syscalls:{leave}"
    elif head == FTRACE:
        end = end.removeprefix("kapi:")
    (seen,), reader = read(f"{enter}\n{head}{end}\n")
    assert not reader.losses
    assert (seen.syscall, seen.arguments[:2]) == ("mlock", (0x1000, 0xFF))
    assert (seen.outcome, seen.tid, seen.program) == (Outcome(result=-12), 7, "cat")
    assert seen.time == "12.000001"


def test_a_report_of_trace_cmd_that_begins_inside_a_call() -> None:
    found, reader = read(
        "cpus=2\n"
        "       trace-cmd-73    [000] .....     6.140092: sys_exit_close:       0x0\n"
        "             cat-74    [001] .....     6.170590: sys_enter_close:      fd: 0x00000003\n"
        "             cat-74    [001] .....     6.170597: sys_exit_close:       0x0\n"
    )
    assert [(one.program, one.tid, one.arguments) for one in found] == [
        ("trace-cmd", 73, ()),
        ("cat", 74, (3,)),
    ]
    assert not reader.losses


def test_a_call_that_two_kinds_of_events_tell_of_is_one() -> None:
    text = (
        f"{PERF}raw_syscalls:sys_enter: NR 149 (1000, ff, 3, 4, 5, 6)\n"
        f"{PERF}syscalls:sys_enter_mlock: start: 0x00001000, len: 0x000000ff\n"
        f"{PERF}raw_syscalls:sys_exit: NR 149 = -12\n"
        f"{PERF}syscalls:sys_exit_mlock: 0xfffffffffffffff4\n"
    )
    found, reader = read(text * 2)
    assert [one.outcome for one in found] == [Outcome(result=-12)] * 2
    assert not reader.losses
    lines = text.splitlines(keepends=True)
    found, reader = read((lines[1] + lines[2]) * 2)  # entries of one kind, exits of the other
    assert [one.arguments for one in found] == [(0x1000, 0xFF)] * 2
    assert not reader.losses


def test_names_of_functions_become_names_of_calls() -> None:
    (seen,), _ = read(
        f"{PERF}syscalls:sys_enter_newfstat: fd: 0x3, statbuf: 0x7f\n"
        f"{PERF}syscalls:sys_exit_newfstat: 0x0\n"
    )
    assert seen.syscall == "fstat"


def test_threads_restarts_and_calls_that_do_not_return() -> None:
    other = PERF.replace("7", "8")
    found, reader = read(
        f"{PERF}raw_syscalls:sys_enter: NR 3 (1, 0, 0, 0, 0, 0)\n"
        f"{other}raw_syscalls:sys_enter: NR 3 (2, 0, 0, 0, 0, 0)\n"
        f"{PERF}raw_syscalls:sys_exit: NR 3 = 0\n"
        f"{other}raw_syscalls:sys_exit: NR 3 = -512\n"
        f"{PERF}raw_syscalls:sys_enter: NR 59 (1, 2, 3, 0, 0, 0)\n"
        f"{PERF}raw_syscalls:sys_exit: NR 59 = 0\n"
        f"{PERF}raw_syscalls:sys_enter: NR 231 (0, 0, 0, 0, 0, 0)\n"
    )
    assert [(one.tid, one.arguments[0], one.outcome) for one in found] == [
        (7, 1, Outcome(result=0)),
        (8, 2, None),
        (7, 1, Outcome(gone=True)),
    ]
    assert not reader.losses


def test_a_trace_that_begins_or_ends_inside_a_call() -> None:
    found, reader = read(f"{PERF}raw_syscalls:sys_exit: NR 3 = -9\n")
    assert [(one.arguments, one.outcome) for one in found] == [((), Outcome(result=-9))]
    assert not reader.losses
    found, reader = read(f"{PERF}raw_syscalls:sys_enter: NR 3 (1, 0, 0, 0, 0, 0)\n")
    assert [one.lost for one in found] == [True]
    assert reader.losses.exits == 1


def test_losses_and_nonsense_are_counted() -> None:
    _, reader = read("# tracer: nop\n#\n\nCPU:0 [LOST 7 EVENTS]\nnonsense\n\0\0\n")
    assert (reader.losses.events, reader.losses.unread) == (7, 2)
    assert reader.losses.first_unread == "nonsense"
    _, reader = read(f"{PERF}raw_syscalls:sys_enter: NR x (1)\n{PERF}sched:sched_switch: a ==> b\n")
    assert reader.losses.unread == 1


LOG = (
    f"# tracer: nop\n{PERF}raw_syscalls:sys_enter: NR 3 (1, 0, 0, 0, 0, 0)\n"
    f"{PERF}raw_syscalls:sys_exit: NR 3 = 0\n{FTRACE}sys_close(fd: 3)\n{FTRACE}sys_close -> 0x0\n"
    f"{FTRACE}kapi_syscall_enter: sys_close(fd=3)\n"
    f"{FTRACE}kapi_syscall_exit: sys_close = -9 spec_match=1\nCPU:0 [LOST 7 EVENTS]\n"
)


def test_damaged_text_raises_nothing() -> None:
    for seed in range(25):
        chance = random.Random(seed)
        text = list(LOG * 2)
        for _ in range(chance.randint(1, 25)):
            at = chance.randrange(len(text))
            text[at : at + chance.randrange(3)] = chance.choice(
                ["", "\n", "(", "-", "\0", "9" * 5000]
            )
        found, _ = read("".join(text), chance.choice([1, 7, 1000]))
        assert all(one.syscall in WANTED for one in found)


@pytest.mark.parametrize("piece", ["1 ", " ", "cat-1 ", "[0] ", "LOST ", "PERF_RECORD_LOST ", "a-"])
def test_time_is_linear(piece: str) -> None:
    start = time.process_time()
    read(piece * 100_000)
    assert time.process_time() - start < 2

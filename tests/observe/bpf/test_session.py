"""The kernel's own count of calls, against what the program says of itself, and the judge."""

from __future__ import annotations

import contextlib
import os
import signal
import struct
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
import pytest

from kapi.call import Call, Outcome
from kapi.expr.parser import parse
from kapi.judge.verdict import Judge, Verdict
from kapi.observe.bpf.call_program import Told
from kapi.observe.bpf.session import Record, Session
from kapi.observe.bpf.verdict_code import verdict_code
from kapi.observe.watched import Check, Rule, Watched
from kapi.pipeline import Options
from kapi.pipeline.call_specs import calls_of
from kapi.pipeline.watched_spec import watched
from kapi.vocab.architectures import ARCHITECTURES
from tests.needs import watches_by_bpf
from tests.shipped import catalogue

pytestmark = watches_by_bpf
ARCH = ARCHITECTURES["x86_64"]
RANDOM_CALLS = """
import ctypes, random, sys
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
draw = random.Random(int(sys.argv[1]))
edges = [0, 1, 2, 3, 4, 7, 100, 4095, 4096, 1 << 20, 1 << 31, (1 << 32) - 1, 1 << 63, (1 << 64) - 1]
room = ctypes.create_string_buffer(8192)
numbers = [int(one) for one in sys.argv[3:]]
for _ in range(int(sys.argv[2])):
    number = draw.choice(numbers)
    chosen = [draw.choice([*edges, ctypes.addressof(room) & ~4095]) for _ in range(6)]
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *(ctypes.c_ulong(one) for one in chosen))
    result = -ctypes.get_errno() if result == -1 else result
    print(number, result, *chosen)
"""
MLOCK, MUNLOCK, CLOSE, MLOCK2, EPOLL_CREATE1, EPOLL_CTL = 149, 150, 3, 325, 291, 233
CALLS = {"mlock": MLOCK, "munlock": MUNLOCK, "mlock2": MLOCK2, "epoll_create1": EPOLL_CREATE1,
         "epoll_ctl": EPOLL_CTL}  # fmt: skip


def run(session: Session, arguments: Sequence[str]) -> tuple[str, list[Record]]:
    """Run a program that is watched from its exec on; return what it printed and the records."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(write, 1)
        os.kill(os.getpid(), signal.SIGSTOP)
        os.execv(arguments[0], list(arguments))
    os.close(write)
    os.waitpid(pid, os.WUNTRACED)
    session.add(pid)
    os.kill(pid, signal.SIGCONT)
    with open(read, encoding="utf-8") as pipe:
        text = pipe.read()
    os.waitpid(pid, 0)
    end = time.monotonic() + 10
    while not session.is_over() and time.monotonic() < end:
        time.sleep(0.005)
    assert session.is_over()
    return text, list(session.records())


def judges() -> dict[str, Judge]:
    specs = {one.name.removeprefix("sys_"): one for one in catalogue()}
    return {name: Judge(specs[name], ARCH, 4096) for name in CALLS}


def all_watched() -> list[Watched]:
    found = [watched(name, judge.spec, ARCH) for name, judge in judges().items()]
    assert None not in found
    return [one for one in found if one is not None]


@contextlib.contextmanager
def judging(calls: Sequence[Watched]) -> Iterator[Session]:
    """A session in which the kernel judges each of the calls."""
    with Session(calls, ARCH) as session:
        for one in calls:
            checks = verdict_code(one, ARCH, 4096)
            assert checks is not None
            session.look(one, checks)
        yield session


def random_calls(seed: int, count: int) -> list[str]:
    numbers = [str(one) for one in CALLS.values()]
    return [sys.executable, "-c", RANDOM_CALLS, str(seed), str(count), *numbers]


def test_every_call_is_reported_as_the_program_made_it() -> None:
    calls = all_watched()
    with Session(calls, ARCH) as session:
        text, records = run(session, random_calls(1, 500))
        counted = sum(session.counts(one.number).calls for one in calls)
    made = [tuple(int(one) % (1 << 64) for one in line.split()) for line in text.splitlines()]
    seen = [(one.number, one.result % (1 << 64), *one.arguments) for one in records]
    assert len(made) == 500
    assert seen == made
    assert counted == 500


def test_the_kernel_finds_conforming_what_the_judge_does() -> None:
    calls, by_name = all_watched(), judges()
    with judging(calls) as session:
        text, records = run(session, random_calls(2, 2000))
        counts = [session.counts(one.number) for one in calls]
    expected: Counter[tuple[str, str]] = Counter()
    for line in text.splitlines():
        number, result, *arguments = (int(one) for one in line.split())
        name = next(name for name, one in CALLS.items() if one == number)
        judge = by_name[name]
        outcome = Outcome(result=result)
        call = Call(syscall=name, arguments=tuple(arguments), outcome=outcome)
        verdict = judge.judge(call, (None,) * len(judge.terms)).verdict
        kind = verdict if verdict in (Verdict.CONFORMING, Verdict.CANNOT_TELL) else "reported"
        expected[name, getattr(kind, "value", "reported")] += 1
    found: Counter[tuple[str, str]] = Counter()
    for one, count in zip(calls, counts, strict=True):
        found[one.syscall, "conforming"] += count.conforming
        found[one.syscall, "cannot-tell"] += count.cannot_tell
        assert count.calls == count.conforming + count.cannot_tell + sum(
            record.number == one.number for record in records
        )
        assert count.lost == count.unseen == count.foreign == 0
    names = {one.number: one.syscall for one in calls}
    for record in records:
        found[names[record.number], "reported"] += 1
    assert +found == +expected


LSEEK = Watched(
    syscall="lseek",
    number=8,
    parameters=(("fd", "unsigned int"), ("offset", "off_t"), ("whence", "unsigned int")),
    checks=(Check(node=parse("!is_open(fd)"), errnos=(9,), placed=True, decides=True),),
    rule=Rule(low=parse("0"), high=parse("LONG_MAX")),
)
EXECVE = Watched(
    syscall="execve",
    number=59,
    parameters=(("filename", "const char *"), ("argv", "void *"), ("envp", "void *")),
    checks=(Check(node=parse("argv == envp"), errnos=(22,), placed=True, decides=True),),
    rule=Rule(low=parse("0"), high=parse("0")),
    saved=True,
)


def test_checks_alone_tell_of_a_call_that_was_reported() -> None:
    calls = all_watched()
    with Session(calls, ARCH) as session:
        codes = {one.number: verdict_code(one, ARCH, 4096) for one in calls}
        programs = {number: session.alone(code) for number, code in codes.items() if code}
        _, records = run(session, random_calls(3, 200))
        told = [
            tuple(
                session.told(programs[one.number], struct.pack("=6Qq", *one.arguments, result))
                for result in (one.result, -77)  # EBADFD, which none of the calls gives
            )
            for one in records
        ]
    assert len(told) == 200
    assert set(told) == {(Told.CONFORMING, Told.SUSPICIOUS)}


def test_the_checks_of_every_call_of_the_catalogue_are_taken_by_the_kernel() -> None:
    """Also those of mmap(), without which a program that starts would need its spec read."""
    specs = calls_of((), Options(), ARCH)
    found = [watched(name, specs[name], ARCH) for name in specs]
    with judging([one for one in found if one is not None]):
        pass


def test_variants_are_tried_in_order() -> None:
    fails = Check(node=parse("1"), errnos=(22,), placed=True, decides=True)
    by_whence = msgspec.structs.replace(
        LSEEK,
        variants=(
            (parse("whence == 77"), msgspec.structs.replace(LSEEK, checks=(fails,))),
            (parse("whence > 70"), msgspec.structs.replace(LSEEK, checks=())),
            (parse("is_open(fd) && whence == 60"), LSEEK),
        ),
    )
    program = (
        "import os\n"
        "with open('/dev/null') as file:\n"
        "    for whence in (77, 78, 60, 50):\n"
        "        try: os.lseek(file.fileno(), 0, whence)\n"
        "        except OSError: pass\n"
    )
    with judging([by_whence]) as session:
        _, records = run(session, [sys.executable, "-c", program])
    told = {one.arguments[2] for one in records if one.arguments[2] >= 50}
    # 77: EINVAL as its check says; 78: no check gives an errno; 60: nobody can tell which variant
    # it is; 50: the check of a descriptor that is not open gives EBADF, and EINVAL came.
    assert told == {78, 60, 50}


def test_children_and_threads_are_followed_and_others_are_not() -> None:
    program = (
        "import os, threading\n"
        "def bad():\n"
        "    try: os.lseek(77, 0, 0)\n"
        "    except OSError: pass\n"
        "def worse():\n"
        "    try: os.lseek(0, 0, 4444)\n"
        "    except OSError: pass\n"
        "t = threading.Thread(target=worse); t.start(); t.join()\n"
        "if os.fork() == 0:\n"
        "    if os.fork() == 0: worse()\n"
        "    else: os.wait()\n"
        "    os._exit(0)\n"
        "os.wait(); bad()\n"
    )
    other = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os\nwhile True:\n try: os.lseek(0, 0, 4444)\n except OSError: pass",
        ]
    )
    try:
        with judging([LSEEK]) as session:
            _, records = run(session, [sys.executable, "-c", program])
    finally:
        other.kill()
        other.wait()
    bad = [one for one in records if one.arguments[2] == 4444]
    assert len(bad) == 2
    assert len({one.pid for one in bad}) == 2
    assert other.pid not in {one.pid for one in records}


def test_the_arguments_of_execve_are_those_of_its_entry() -> None:
    program = (
        "import ctypes, os\n"
        "libc = ctypes.CDLL(None)\n"
        "empty = (ctypes.c_char_p * 1)()\n"
        "if os.fork() == 0:\n"
        "    libc.syscall(59, b'/bin/true', empty, empty)\n"
        "os.wait()\n"
    )
    with judging([EXECVE]) as session:
        _, bad = run(session, [sys.executable, "-c", program])
        counts = session.counts(EXECVE.number)
    assert [one.result for one in bad] == [0]  # accepted, though a condition holds
    assert bad[0].arguments[1] == bad[0].arguments[2] != 0
    assert counts.calls == 2
    assert counts.unseen == 0


def test_a_ring_that_is_full_counts_what_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kapi.observe.bpf.session._RING_SIZE", 4096)
    program = "import os\nfor _ in range(500):\n try: os.lseek(0, 0, 4444)\n except OSError: pass"
    with judging([LSEEK]) as session:
        _, records = run(session, [sys.executable, "-c", program])
        counts = session.counts(LSEEK.number)
    assert counts.lost > 400
    assert counts.sent == len(records)
    assert counts.calls == counts.conforming + counts.cannot_tell + counts.lost + len(records)


def _descriptors_of_bpf() -> list[str]:
    found = []
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            found.append(os.readlink(f"/proc/self/fd/{name}"))
    return [one for one in found if "bpf" in one or "perf" in one]


@pytest.fixture(autouse=True)
def nothing_stays_open() -> Iterator[None]:
    yield
    assert _descriptors_of_bpf() == []

"""What checks tell of lines of strace, against the judge who reads the spec."""

from __future__ import annotations

from random import Random

import pytest

from kapi.call import Outcome
from kapi.judge.verdict import Verdict
from kapi.observe.bpf.verdict_run import surely_conforms
from kapi.observe.seen import Seen
from kapi.observe.strace import StraceReader
from kapi.pipeline.call_specs import architecture_here, calls_of
from kapi.pipeline.specs import Options
from kapi.pipeline.watch import Watch
from tests.cli.test_verify_command import CONFORMING, PLANTED

ARCHITECTURE = architecture_here()
WATCH = Watch(calls_of((), Options(cache=False), ARCHITECTURE), ARCHITECTURE)
CHEAP = ("close", "dup3", "epoll_pwait2", "execve", "fstat", "madvise", "newfstatat", "read")
TEXTS = ('"x"', '""', "{tv_sec=1, tv_nsec=-1}", "[16]", "X", "0x7ffe /* 3 vars */", "{a=1}")
NUMBERS = (0, 1, 2, 3, 4096, 4097, 1 << 31, 1 << 63, (1 << 64) - 1, (1 << 64) - 100)
RESULTS = (0, 1, 3, -1, -2, -4, -9, -14, -22, -75, -512, 1 << 40)
MADE = {name: WATCH.checks(name) for name in CHEAP}


def told(seen: Seen) -> bool:
    made = MADE.get(seen.syscall) or WATCH.checks(seen.syscall)
    return surely_conforms(made.code, made.inside, seen)


@pytest.mark.parametrize("name", CHEAP)
def test_of_what_checks_find_conforming_the_judge_says_nothing_else(name: str) -> None:
    random = Random(name)
    width = len(WATCH.observed(name).spec.params)
    count = 0
    for _ in range(150):
        chosen = [
            (random.choice(NUMBERS), "") if random.random() < 0.6 else (None, random.choice(TEXTS))
            for _ in range(random.randint(max(0, width - 1), width))
        ]
        arguments, texts = (tuple(one[n] for one in chosen) for n in (0, 1))
        outcome = Outcome(result=random.choice(RESULTS))
        seen = Seen(name, arguments, outcome, texts)  # type: ignore[arg-type]
        if told(seen):
            count += 1
            judgement = WATCH.judged(seen)
            assert judgement.verdict in (Verdict.CONFORMING, Verdict.CANNOT_TELL), seen
            assert not judgement.code, seen
    assert count > 10


def read(line: str) -> Seen:
    reader = StraceReader(list(MADE), ARCHITECTURE)
    (seen, *_) = [*reader.feed(f"1 {line}\n1 getppid() = 7\n".encode()), *reader.finish()]
    return seen


def is_cheap(line: str) -> bool:
    return line.partition("(")[0] in CHEAP


@pytest.mark.parametrize("line", [one for one in CONFORMING if is_cheap(one)])
def test_calls_that_conform(line: str) -> None:
    assert told(read(line)) is ("ERESTARTSYS" not in line and "{" not in line)


@pytest.mark.parametrize("line", [line for _, line in PLANTED if is_cheap(line)])
def test_calls_that_differ(line: str) -> None:
    assert not told(read(line))

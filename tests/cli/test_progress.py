"""A bar only for a person who has waited, on standard error."""

from __future__ import annotations

import io
import sys
import time

import pytest

from kapi.cli import progress
from kapi.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def run(clock: list[float], stream: io.StringIO, *steps: float, quiet: bool = False) -> str:
    sys.stderr = stream
    try:
        with Progress(quiet, "never", "reading", "files") as told:
            for number, step in enumerate(steps, start=1):
                clock[0] += step
                told(number, 9, f"mm/{number}.c")
    finally:
        sys.stderr = sys.__stderr__
    return stream.getvalue()


def test_quick_work_shows_nothing(clock: list[float]) -> None:
    assert run(clock, Terminal(), 0.5, progress.PATIENCE - 0.6) == ""


def test_slow_work_says_how_far_it_is(clock: list[float]) -> None:
    text = run(clock, Terminal(), progress.PATIENCE, 0.2)
    assert "reading" in text
    assert "1/9 files" in text
    assert "2/9 files" in text


def test_not_more_often_than_ten_times_a_second(clock: list[float]) -> None:
    text = run(clock, Terminal(), progress.PATIENCE, 0.05, 0.04)
    assert "1/9" in text
    assert "2/9" not in text
    assert "3/9" not in text


def test_nobody_who_does_not_look_gets_a_bar(clock: list[float]) -> None:
    assert run(clock, io.StringIO(), 5) == ""
    assert run(clock, Terminal(), 5, quiet=True) == ""

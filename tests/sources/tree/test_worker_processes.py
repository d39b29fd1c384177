from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Generator
from typing import NoReturn

import pytest

from kapi.sources.tree.worker_processes import in_workers


def double(number: int) -> int:
    return number * 2


def die_at_seven(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


def lost(number: int) -> int:
    return -number


def refuse(*_: object) -> NoReturn:
    raise BlockingIOError(11, "Resource temporarily unavailable")


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_every_item_is_answered(workers: int) -> None:
    answers = sorted(in_workers(double, iter(range(40)), workers, lost))
    assert answers == list(range(0, 80, 2))
    assert multiprocessing.active_children() == []


def test_a_killed_process_loses_its_own_item_only() -> None:
    answers = sorted(in_workers(die_at_seven, iter(range(20)), 3, lost))
    assert answers == sorted([-7, *(2 * number for number in range(20) if number != 7)])


def test_without_processes_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of processes (RLIMIT_NPROC) does not hold for root, so it is played."""
    monkeypatch.setattr(os, "fork", refuse)
    assert sorted(in_workers(double, iter(range(9)), 3, lost)) == list(range(0, 18, 2))


def test_fewer_processes_than_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    really, left = os.fork, [1]

    def fork() -> int:
        if not left:
            refuse()
        left.pop()
        return really()

    monkeypatch.setattr(os, "fork", fork)
    assert sorted(in_workers(double, iter(range(9)), 3, lost)) == list(range(0, 18, 2))


def test_nothing_is_left_of_work_that_is_given_up() -> None:
    answers = in_workers(double, iter(range(1000)), 2, lost)
    assert isinstance(answers, Generator)
    next(answers)
    answers.close()
    assert multiprocessing.active_children() == []

"""What advice would change, beside what it changes."""

from __future__ import annotations

import os

import pytest

from kapi.situation import advice
from tests.situation.standing import PAGE, call, mapping, standing

NORMAL, RANDOM, DONTFORK, DOFORK, MADVISE = 0, 1, 10, 11, 28
MERGEABLE, UNMERGEABLE, SHARED = 12, 13, 1

pytestmark = pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers of x86-64")


def advised() -> int:
    """Eight pages, the fourth not for children."""
    start = mapping(8 * PAGE)
    call(MADVISE, start + 3 * PAGE, PAGE, DONTFORK)
    return start


def test_changes_and_cuts() -> None:
    with standing(advised) as (process, start):
        assert advice.advice_changes(process, start, 8 * PAGE, DONTFORK) == 2
        assert advice.advice_changes(process, start, 8 * PAGE, DOFORK) == 1
        assert advice.advice_changes(process, start, 8 * PAGE, NORMAL) == 0
        assert advice.advice_changes(process, start, 0, DONTFORK) == 0
        assert advice.advice_changes(process, start, 8 * PAGE, RANDOM) == 3
        assert advice.advice_cuts(process, start + PAGE, PAGE, DONTFORK) == 2
        assert advice.advice_cuts(process, start + 3 * PAGE, PAGE, DONTFORK) == 0
        assert advice.advice_cuts(process, start + PAGE, PAGE, DOFORK) == 0


def test_pages_that_are_merged() -> None:
    def make() -> tuple[int, int]:
        start = mapping(8 * PAGE)
        call(MADVISE, start + 3 * PAGE, PAGE, MERGEABLE)
        return start, mapping(PAGE, flags=SHARED | 0x20)

    if not os.path.exists("/sys/kernel/mm/ksm"):
        pytest.skip("a kernel without CONFIG_KSM")
    with standing(make) as (process, (start, shared)):
        assert advice.advice_changes(process, start, 8 * PAGE, MERGEABLE) == 2
        assert advice.advice_changes(process, start, 8 * PAGE, UNMERGEABLE) == 1
        assert advice.advice_cuts(process, start + PAGE, PAGE, MERGEABLE) == 2
        assert advice.advice_changes(process, shared, PAGE, MERGEABLE) == 0

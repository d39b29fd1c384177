"""Cases that are not made: what their steps would do to the process that makes all calls."""

from __future__ import annotations

import pytest

from kapi.conform.case import Case
from kapi.conform.sandbox.refusal import refusal

LIMIT = "prlimit64(a0, 7, a1);"


@pytest.mark.parametrize(
    ("process", "step", "is_refused"),
    [
        ("0", LIMIT, False),
        ("pid:child", LIMIT, False),
        ("1", LIMIT, True),
        ("pid:zero + 1", LIMIT, True),
        ("pid:group", LIMIT, True),
        ("pid:init", LIMIT, True),
        ("pid:zero + 1", "getpid();", False),  # the registers of the call itself are looked at
    ],
)
def test_a_step_that_would_limit_the_worker(process: str, step: str, is_refused: bool) -> None:
    case = Case(
        syscall="prlimit64",
        steps=(step,),
        arguments=("a0", "a1"),
        shown="",
        inputs=(process, "16 bytes"),
    )
    assert ("by its number" in refusal(case, ("processes",))) is is_refused

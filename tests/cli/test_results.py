"""The text of results, as its reader sees it."""

from __future__ import annotations

from kapi.cli.results import write
from kapi.conform.results import Pair, Result, Status
from kapi.conform.trial import Tried
from kapi.pipeline.test import Ended
from kapi.written import Look


def shown(*results: Result, long: bool = False) -> list[str]:
    tried = Tried(results=results, calls=9, accepted=3)
    ended = Ended(number=1, total=1, api="sys_x", tried=tried)
    return write(ended, Look(long=long)).text.splitlines()


def note(number: int, errno: str = "EINVAL") -> Result:
    return Result(
        claim="",
        api="sys_x",
        kind="spec",
        subject=errno,
        status=Status.NOT_OBSERVED,
        code="missing-condition",
        reason="no EINVAL of the spec matched this",
        call=f"x({number}) = -1 {errno}",
    )


def test_of_many_equal_notes_two_are_shown() -> None:
    notes = [*map(note, range(5)), note(9, "EPERM")]
    rows = shown(*notes)
    assert sum("= -1 EINVAL" in row for row in rows) == 2
    assert sum("= -1 EPERM" in row for row in rows) == 1
    assert "  missing       3 more of EINVAL (-v)" in rows
    assert sum("= -1 EINVAL" in row for row in shown(*notes, long=True)) == 5
    assert not any("more of" in row for row in shown(*notes, long=True))


def test_a_part_that_several_pairs_show_stands_there_once() -> None:
    pairs = tuple(
        Pair(
            part="flags & ~3", call=f"x({bit}) = -1 EINVAL", counterpart="x(0) = 0", difference="0"
        )
        for bit in (4, 8)
    )
    result = Result(
        claim="sys_x:param:flags", api="sys_x", kind="param", status=Status.CONFIRMED, pairs=pairs
    )
    rows = shown(result, long=True)
    assert sum("part flags & ~3" in row for row in rows) == 1
    assert sum("x(0) = 0   with 0" in row for row in rows) == 2

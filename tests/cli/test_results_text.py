"""The text of results, as its reader sees it."""

from __future__ import annotations

from typing import Any

import msgspec

from kapi.cli.results_text import write
from kapi.conform.results import Pair, Result, Status
from kapi.conform.trial import Tried
from kapi.pipeline.test import Ended
from kapi.span import Span
from kapi.written import Look
from tests.cli.marking import MARKED


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
    assert not any("more of" in row for row in shown(*map(note, range(2))))


def test_of_an_errno_of_which_no_word_was_read_one_note_is_shown() -> None:
    def error(errno: str, read_as: str) -> Result:
        claim = f"sys_x:error:{errno}"
        return msgspec.structs.replace(note(0, errno), claim=claim, kind="error", read_as=read_as)

    unread = msgspec.structs.replace(error("EINVAL", "nothing"), code="")
    assert sum("= -1 EINVAL" in row for row in shown(*map(note, range(5)), unread)) == 1
    assert "  missing       4 more of EINVAL (-v)" in shown(*map(note, range(5)), unread)
    read = msgspec.structs.replace(error("EINVAL", "flags & 4"), code="")
    assert sum("= -1 EINVAL" in row for row in shown(*map(note, range(5)), unread, read)) == 2


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
    assert sum(row == "        x(0) = 0   with 0" for row in rows) == 2
    assert "        x(4) = -1 EINVAL" in rows


def test_a_refutation_comes_first_with_its_call_and_set_up() -> None:
    result = Result(
        claim="sys_x:error:EPERM",
        api="sys_x",
        kind="error",
        subject="EPERM",
        summary="not allowed",
        status=Status.REFUTED,
        code="never-came",
        reason="it never came",
        call="x(1) = 0",
        program="int main",
        span=Span(source="a.c", file="a.c", line=3),
    )
    open_ones = [
        Result(claim=f"c{n}", api="sys_x", kind="error", subject=f"E{n}", status=status, reason="r")
        for n, status in enumerate((Status.NOT_TESTABLE, Status.NOT_OBSERVED, Status.NOT_OBSERVED))
    ]
    assert shown(*open_ones, result) == [
        "sys_x",
        "  refuted       error EPERM (not allowed)",
        "      a.c:3: it never came [never-came]",
        "      x(1) = 0",
        "  not observed  2: error E1, error E2",
        "      r",
        "  not testable  error E0",
        "      r",
    ]
    assert "      | int main" in shown(result, long=True)


def test_a_spec_of_which_no_call_was_accepted_says_so_first() -> None:
    tried = Tried(
        results=(note(1),), calls=9, accepted=0, used_up=True, problems={"c": "step", "d": "call"}
    )
    ended = Ended(number=1, total=1, api="sys_x", tried=tried)
    rows = write(ended).text.splitlines()
    assert rows[:2] == ["sys_x", "  no call was accepted: nothing here shows what works"]
    assert rows[-4:] == [
        "  not made      2 cases",
        "      c: step",
        "      d: call",
        "  the budget of 9 calls was used up (--budget)",
    ]


def test_nothing_is_written_where_no_claim_was_asked_for() -> None:
    tried = Tried(results=(note(1),), calls=9, accepted=3)
    ended = Ended(number=1, total=1, api="sys_x", tried=tried, only="sys_y")
    assert write(ended).text == ""


def test_of_cases_that_could_not_be_made_two_are_shown() -> None:
    problems = {f"case {number}": "no memory" for number in range(5)}
    tried = Tried(results=(note(1),), calls=9, accepted=3, problems=problems)
    ended = Ended(number=1, total=1, api="sys_x", tried=tried)
    rows = write(ended, Look()).text.splitlines()
    start = rows.index("  not made      5 cases")
    assert rows[start + 1 :] == [
        "      case 0: no memory", "      case 1: no memory", "      3 more (-v)",
    ]  # fmt: skip
    assert sum(": no memory" in row for row in write(ended, Look(long=True)).text.split("\n")) == 5
    painted = write(ended, Look(paint=lambda role, text: f"<{role}>{text}")).text
    assert "  <detail>not made      5 cases" in painted


def test_a_reason_is_one_row_where_nothing_says_how_wide_rows_are() -> None:
    told = " ".join(["word"] * 60)
    tried = Tried(results=(note(1),), calls=9, accepted=3, problems={"case": told})
    ended = Ended(number=1, total=1, api="sys_x", tried=tried)
    assert f"      case: {told}\n" in write(ended, Look(width=None)).text
    assert f"case: {told}" not in write(ended, Look(width=60)).text


def test_each_status_has_its_mark_and_what_was_shown() -> None:
    def one(status: Status, **more: Any) -> Result:
        return Result(claim="c", api="sys_x", kind="error", subject="E", status=status, **more)

    results = (
        one(Status.CONFIRMED, parts=2, shown=2),
        one(Status.CONFIRMED, parts=1, shown=1, summary="why"),
        one(Status.CONFIRMED, situations=7, summary="E"),
        one(Status.PLAUSIBLE, reason="one call", read_as="a == 1"),
        one(Status.REFUTED, code="never-came", reason="r", call="x()"),
        one(Status.NOT_OBSERVED, code="odd-code", reason="r", call="y()"),
        one(Status.NOT_OBSERVED, code="unlisted-capability", reason="r", call="z()"),
    )
    tried = Tried(results=results, calls=9, accepted=3)
    text = write(Ended(number=1, total=1, api="sys_x", tried=tried), MARKED).text
    assert text == (
        "<title>sys_x</>\n"
        "  <error>refuted      </> error E\n      r [never-came]\n      x()\n"
        "  <warning>odd-code     </> error E\n      r [odd-code]\n      y()\n"
        "  <warning>unlisted     </> error E\n      r [unlisted-capability]\n      z()\n"
        "  <term>confirmed    </> error E  2 of 2 parts\n"
        "  <term>confirmed    </> error E (why)  1 of 1 part\n"
        "  <term>confirmed    </> error E  held in 7 situations\n"
        "  <detail>plausible    </> error E\n      one call\n      read as: a == 1\n"
    )


def test_many_names_of_one_reason_are_cut() -> None:
    rows = shown(
        *(
            Result(
                claim=f"c{n}", api="sys_x", kind="error", subject=f"ERRNO{n}",
                status=Status.NOT_OBSERVED, reason="r",
            )
            for n in range(9)
        )
    )  # fmt: skip
    names = ", ".join(f"error ERRNO{n}" for n in range(9))
    assert rows[1:] == [f"  not observed  9: {names[:59]}…", "      r"]


def test_the_set_up_stands_above_a_pair_and_once() -> None:
    pairs = tuple(
        Pair(part=part, call="x(3) = -1 EBADF", counterpart="x(3) = 0", after="fd = pipe(p);")
        for part in ("a", "b")
    )
    result = Result(
        claim="sys_x:error:EBADF", api="sys_x", kind="error", status=Status.CONFIRMED, pairs=pairs
    )
    rows = shown(result, long=True)
    assert rows.index("      after fd = pipe(p);") == rows.index("      part a") + 1
    assert sum("after" in row for row in rows) == 1
    assert not any("after" in row for row in shown(result))


def test_what_the_words_of_a_confirmed_claim_were_read_as() -> None:
    result = Result(
        claim="c", api="sys_x", kind="error", subject="EINVAL", status=Status.CONFIRMED,
        read_as="flags & ~3", call="x(4) = -1 EINVAL",
    )  # fmt: skip
    rows = shown(result, long=True)
    assert rows[-2:] == ["      read as: flags & ~3", "      x(4) = -1 EINVAL"]
    assert not any("read as" in row for row in shown(result))

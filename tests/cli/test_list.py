"""The list, as a person at a terminal and a program at a pipe get it."""

from __future__ import annotations

import msgspec

from kapi.cli.list import FORMATS
from kapi.written import Look
from tests.cli.conftest import spec

TEXT = next(one for one in FORMATS if one.name == "text")
LONG = spec("sys_a", "a summary that is longer than what a narrow terminal has room for")
TALL = msgspec.structs.replace(spec("sys_longer", "x\ny\x1b"), summary="x\ty\x1b")


def rows(width: int | None) -> list[str]:
    return TEXT.write([LONG, TALL], Look(width=width)).text.split("\n")


def test_columns_are_aligned_and_a_pipe_gets_all() -> None:
    assert rows(None) == [
        f"sys_a       syscall  mm/x.c:7  {LONG.summary}",
        "sys_longer  syscall  mm/x.c:7  x y\\x1b",
        "",
    ]


def test_a_summary_is_cut_to_the_terminal_but_not_to_nothing() -> None:
    assert rows(60)[0] == "sys_a       syscall  mm/x.c:7  a summary that is longer t..."
    assert len(rows(60)[0]) == 60
    assert rows(10)[0] == "sys_a       syscall  mm/x.c:7  a summary that is..."
    used = len("sys_a       syscall  mm/x.c:7  ")
    assert rows(used + len(LONG.summary or ""))[0].endswith("has room for")


def test_no_spec_is_no_line() -> None:
    assert TEXT.write([], Look()).text == ""


def test_names_and_places_are_painted_outside_of_their_columns() -> None:
    look = Look(width=None, paint=lambda role, text: f"<{role}>{text}</>")
    assert TEXT.write([TALL], look).text == (
        "<term>sys_longer</>  syscall  <detail>mm/x.c:7</>  x y\\x1b\n"
    )

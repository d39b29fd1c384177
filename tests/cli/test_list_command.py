"""The list, as a person at a terminal and a program at a pipe get it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from kapi.cli.list_command import FORMATS
from kapi.model.spec import Origin
from kapi.written import Look
from tests.cli.conftest import Call, spec

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
    assert rows(60)[0] == "sys_a       syscall  mm/x.c:7  a summary that is longer tha…"
    assert len(rows(60)[0]) == 60
    assert rows(10)[0] == "sys_a       syscall  mm/x.c:7  a summar…"
    used = len("sys_a       syscall  mm/x.c:7  ")
    assert rows(used + len(LONG.summary or ""))[0].endswith("has room for")


def test_no_row_is_wider_than_the_terminal_and_no_name_is_cut() -> None:
    deep = Origin(source="kapi:a/long_one.c", file="kapi:a/long_one.c", line=1234)
    named = [
        msgspec.structs.replace(LONG, name=name, origin=deep)
        for name in ("A_" * 30, "sys_a", "B_" * 17)
    ]
    for width in (80, 100, 132, 240):
        text = TEXT.write(named, Look(width=width)).text
        for spec_, row in zip(named, text.splitlines(), strict=True):
            assert len(row) <= width
            assert row.startswith(f"{spec_.name}  ")
    assert TEXT.write(named, Look(width=80)).text.splitlines()[1] == (
        "sys_a" + " " * 29 + "syscall  …long_one.c:1234  a summary that is…"
    )


def test_no_spec_is_no_line() -> None:
    assert TEXT.write([], Look()).text == ""


def test_names_and_places_are_painted_outside_of_their_columns() -> None:
    look = Look(width=None, paint=lambda role, text: f"<{role}>{text}</>")
    assert TEXT.write([TALL], look).text == (
        "<term>sys_longer</>  syscall  <detail>mm/x.c:7</>  x y\\x1b\n"
    )


def test_specs_are_chosen_by_patterns_of_their_names(call: Call) -> None:
    wanted = ["--include", "mlock*", "--include", "mlok", "--exclude", "mlock2"]
    found = call("list", "kapi:mm", *wanted)
    assert found.code == 0
    assert [row.split()[0] for row in found.out.splitlines()] == ["sys_mlock", "sys_mlockall"]
    assert "is called mlok [unmatched-name]\n  hint: did you mean sys_mlock" in found.err
    left = call("list", "kapi:mm", "--exclude", "*")
    assert (left.code, left.out) == (4, "")
    assert left.err == "kapi: no specification is left after --include and --exclude\n"


def test_the_command_gives_a_pipe_whole_rows(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    summary = " ".join(["turn"] * 40)
    path.write_text(
        f"/**\n * sys_x - {summary}\n * contexts: process\n * param: n\n *   type: int\n */\n"
        "SYSCALL_DEFINE1(x, int, n)\n"
    )
    assert call("list", str(path)).out.endswith(f"  {summary}\n")

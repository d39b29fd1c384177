from __future__ import annotations

import io
import re
from typing import get_args

import pytest

from kapi.cli.terminal import folded, painter, shown, width
from kapi.errors import UsageError
from kapi.written import Role


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "variables", "is_terminal", "coloured"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_who_sees_colour(
    choice: str, variables: dict[str, str], is_terminal: bool, coloured: bool
) -> None:
    stream = Terminal() if is_terminal else io.StringIO()
    paint = painter(stream, choice, variables)
    assert (paint("title", "x") != "x") is coloured


@pytest.mark.parametrize("role", ["title", "heading", "term", "detail", "label", "place"])
def test_a_role_becomes_a_sequence_that_ends(role: Role) -> None:
    painted = painter(Terminal(), "always")(role, "x")
    assert "\x1b" not in painted
    assert re.fullmatch(r"\x1b\[[\d;]+mx\x1b\[0m", shown(painted))
    assert painter(Terminal(), "always")(role, "") == ""


def test_how_bad_a_finding_is_has_its_colour() -> None:
    paint = painter(Terminal(), "always")
    colours = {shown(paint(role, "x")) for role in get_args(Role)}
    for wanted in ("31", "33", "34"):  # red, yellow and blue of ISO 6429
        assert any(f";{wanted}m" in one for one in colours)
    assert "x" in colours


def test_a_person_chooses_the_styles() -> None:
    chosen = {"KAPI_COLORS": "error=4;35:note=:"}
    paint = painter(Terminal(), "always", chosen)
    assert shown(paint("error", "x")) == "\x1b[4;35mx\x1b[0m"
    assert paint("note", "x") == "x"
    assert shown(paint("warning", "x")) == shown(painter(Terminal(), "always", {})("warning", "x"))


@pytest.mark.parametrize("given", ["eror=31", "error", "error=red", "error=31m\x1b]0;x", "a=1"])
def test_a_style_that_is_none_is_named(given: str) -> None:
    with pytest.raises(UsageError, match="KAPI_COLORS: expected ROLE=NUMBER;"):
        painter(Terminal(), "always", {"KAPI_COLORS": given})
    assert painter(Terminal(), "never", {"KAPI_COLORS": given})("error", "x") == "x"


def test_a_text_cannot_pass_for_a_colour() -> None:
    assert shown("a\x1b[31mb") == "a\\x1b[31mb"
    assert shown("\ufdd0\ufdd131mx") == "\\ufdd0\\ufdd131mx"


def test_lines_are_no_wider_than_is_good_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, expected in (("40", 40), ("100", 100), ("300", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        assert width() == expected
    assert width(240) == 240


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("short", ["short"]),
        ("a.c:1:2: error: one two three", ["a.c:1:2: error: one", "    two three"]),
        ("  hint: did you mean this one?", ["  hint: did you mean", "      this one?"]),
        ("exactly_twenty_column", ["exactly_twenty_column"]),
        ("see exactly_twenty_column.c", ["see", "    exactly_twenty_column.c"]),
        ("    | code that is not broken", ["    | code that is not broken"]),
        ("one\ntwo", ["one", "two"]),
        (" " * 30 + "x", [" " * 30 + "x"]),
        ("", [""]),
    ],
)
def test_rows_are_broken_at_blanks(text: str, rows: list[str]) -> None:
    assert folded(text, 20).split("\n") == rows


def test_colour_takes_no_room() -> None:
    paint = painter(Terminal(), "always")
    painted = shown(f"{paint('error', 'error:')} one two three [{paint('code', 'x')}]")
    assert folded(painted, 24) == painted
    first, second = folded(painted, 20).split("\n")
    assert first == shown(f"{paint('error', 'error:')} one two three")
    assert second == "    [x]"

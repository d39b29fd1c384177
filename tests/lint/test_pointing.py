"""Findings stand at the word they speak of; the pages of the rules say which line that is."""

from __future__ import annotations

import difflib
from pathlib import Path

import msgspec
import pytest

from kapi.finding import Finding, Fix, Severity
from kapi.lint.pointing import pointed
from kapi.lint.rule import Rule
from kapi.lint.selection import all_rules
from kapi.sources.load import load
from kapi.span import Span
from tests.lint.test_rules import example, findings

RULES = all_rules()


CORRECTED_ELSEWHERE = {
    "contradictory-lock",
    "empty-variant",
    "uncatchable-signal",
    "unlisted-violation",
    "unspecified-replacement",
    "unused-success",
}
"""Two lines contradict each other: the page corrects the one, the finding names the other."""


def lines_of(text: str) -> object:
    rows = text.split("\n")
    return lambda span: rows[span.line - 1]


@pytest.mark.parametrize(
    "rule", [r for r in RULES if r.id not in CORRECTED_ELSEWHERE], ids=lambda rule: rule.id
)
def test_a_finding_points_at_the_line_that_is_wrong(rule: Rule, tmp_path: Path) -> None:
    """Where a page corrects lines, rather than adding some, the finding stands on one of them."""
    wrong, right = (example(rule, kind).split("\n") for kind in ("Wrong", "Right"))
    matcher = difflib.SequenceMatcher(None, wrong, right, autojunk=False)
    changed = set()
    for tag, start, end, *_ in matcher.get_opcodes():
        if tag in ("replace", "delete"):
            changed |= set(range(start + 1, end + 1))
    text = "\n".join(wrong)
    found = [one for one in findings(tmp_path, text, rule) if one.code == rule.id]
    specs = load([str(tmp_path / "page.c")]).specs
    places = {one.span.line for one in pointed(found, specs, lines_of(text))}
    assert not changed or places & changed, (places, changed)


TEXT = """\
/**
 * sys_ring - turn a ring
 * contexts: process
 * param: flags
 *   type: uint
 *   constraint-type: mask(RING_ONE | RING_TWO)
 * error: EINVAL, flags
 *   x-when: flags & ~(RING_ONE | RING_TWO)
 * error: EPERM, flags
 *   x-when: flags & RING_TWO
 * x-errors: closed
 */
SYSCALL_DEFINE1(ring, unsigned int, flags)
"""


def at(tmp_path: Path, line: int, *about: str, fix: Fix | None = None) -> Finding:
    path = tmp_path / "ring.c"
    path.write_text(TEXT)
    specs = load([str(path)]).specs
    one = Finding(
        code="c",
        severity=Severity.NOTE,
        message="m",
        span=msgspec.structs.replace(specs[0].span, line=line, column=4),
        about=about,
        fix=fix,
    )
    (moved,) = pointed([one], specs, lines_of(TEXT))
    return moved


@pytest.mark.parametrize(
    ("line", "about", "place"),
    [
        (4, ("RING_TWO",), (6, 39)),
        (7, ("x-when", "RING_TWO"), (8, 35)),
        (9, ("x-when", "RING_TWO"), (10, 22)),
        (2, ("x-errors",), (11, 4)),  # of the spec: to its end
        (4, ("RING_TWO", "RING_TWO"), (6, 39)),  # the second stands in another block
        (4, ("no-such-tag", "RING_ONE"), (6, 28)),  # passed over
        (4, ("RING",), (4, 4)),  # a part of a word is no word
        (9, ("EINVAL",), (9, 4)),  # before it, not after it
    ],
)
def test_words_are_looked_for_in_the_block(
    tmp_path: Path, line: int, about: tuple[str, ...], place: tuple[int, int]
) -> None:
    span = at(tmp_path, line, *about).span
    assert (span.line, span.column) == place


def test_a_fix_stays_only_where_its_word_stands(tmp_path: Path) -> None:
    fix = Fix("RING_ONE")
    assert at(tmp_path, 9, "x-when", "RING_TWO", fix=fix).fix == fix
    assert at(tmp_path, 9, "x-when", "RING_SIX", fix=fix).fix is None


def test_a_tag_is_found_as_a_macro() -> None:
    text = "KAPI_SIGNAL(0)\n  KAPI_SIGNAL_RESTARTABLE\n"
    span = Span(source="a.c", file="a.c", line=1, column=1, end_line=2)
    one = Finding(code="c", severity=Severity.NOTE, message="m", span=span, about=("restartable",))
    assert pointed([one], [], lines_of(text))[0].span.position == ("a.c", "a.c", 1, 1)


def test_nothing_is_said_about_an_unknown_place() -> None:
    one = Finding(code="c", severity=Severity.NOTE, message="m", about=("x",))
    assert pointed([one], [], lines_of("x")) == [one]

"""Shape, signature and errors of published specs: known faults at their lines, nothing false.

The lines are found in the mails themselves, by text, not through the reader.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from kapi.finding import Finding, Severity
from kapi.lint.engine import run
from kapi.lint.selection import all_rules
from kapi.sources.load import load
from tests.shared import SHARED

FAMILIES = ("shape", "signature", "errors")
RULES = [rule for rule in all_rules() if rule.family in FAMILIES]
TEXTS = sorted([*SHARED.glob("corpus/*/*.eml"), *SHARED.glob("seeds/*.txt")]) if SHARED else []

published = pytest.mark.skipif(SHARED is None, reason="the published specs are not here")


@cache
def findings(path: Path) -> tuple[Finding, ...]:
    """What the rules of the three families, and the reader, say of one text."""
    loaded = load([str(path)])
    found, broken = run(RULES, loaded.specs, loaded.findings)
    assert not broken
    return found


def line_of(path: Path, text: str, number: int = 1, after: str = "") -> int:
    """The line of the ``number``-th appearance of ``text``, after the one of ``after``."""
    rows = path.read_text(errors="replace").split("\n")
    first = next((n for n, row in enumerate(rows) if after in row), 0)
    hits = [n + 1 for n, row in enumerate(rows) if n >= first and text in row]
    assert len(hits) >= number, (path.name, text)
    return hits[number - 1]


# file, rule, text of the line, its number, text that stands before
FAULTS = [
    ("rfc-v1/14-*.eml", "duplicate-element", "KAPI_LOCK_DESC", 2, "DEFINE_KERNEL_API_SPEC"),
    ("rfc-v1/14-*.eml", "duplicate-element", "KAPI_LOCK_DESC", 4, "DEFINE_KERNEL_API_SPEC"),
    ("seeds/001_*.txt", "duplicate-element", "KAPI_LOCK_DESC", 2, "DEFINE_KERNEL_API_SPEC"),
    ("seeds/001_*.txt", "duplicate-element", "KAPI_LOCK_DESC", 4, "DEFINE_KERNEL_API_SPEC"),
    ("rfc-v1/11-*.eml", "duplicate-element", "KAPI_LOCK_DESC", 2, "DEFINE_KERNEL_API_SPEC"),
    ("rfc-v1/11-*.eml", "duplicate-element", "KAPI_LOCK_DESC", 4, "DEFINE_KERNEL_API_SPEC"),
    ("rfc-v1/02-*.eml", "untyped-param", 'KAPI_PARAM(0, "flags"', 1, "DEFINE_KERNEL_API_SPEC"),
    ("rfc-v1/10-*.eml", "signed-range", 'KAPI_PARAM(1, "len"', 1, ""),
    ("seeds/000_*.txt", "signed-range", 'KAPI_PARAM(1, "len"', 1, ""),
    ("rfc-v1/11-*.eml", "signed-range", 'KAPI_PARAM(1, "len"', 1, ""),
    ("rfc-v2/10-*.eml", "signed-range", 'KAPI_PARAM(1, "len"', 1, ""),
    ("rfcpatch-v4/05-*.eml", "signed-range", "* param: len", 1, ""),
    ("rfc-v1/14-*.eml", "impossible-error", "should not normally occur", 1, ""),
    ("seeds/001_*.txt", "impossible-error", "should not normally occur", 1, ""),
    ("patch-v1/07-*.eml", "internal-errno", "error: ERESTARTSYS", 1, ""),
    ("patch-v3/07-*.eml", "internal-errno", "error: ERESTARTSYS", 1, ""),
    ("patch-v4/07-*.eml", "internal-errno", "error: ERESTARTSYS", 1, ""),
    ("rfcpatch-v5/14-*.eml", "internal-errno", "error: ERESTARTSYS", 1, ""),
    ("patch-v3/07-*.eml", "alias-errno", "error: EWOULDBLOCK", 1, ""),
    ("patch-v4/07-*.eml", "alias-errno", "error: EWOULDBLOCK", 1, ""),
]


@published
@pytest.mark.parametrize(("name", "rule", "text", "number", "after"), FAULTS)
def test_known_fault_is_found_at_its_line(
    name: str, rule: str, text: str, number: int, after: str
) -> None:
    assert SHARED
    pattern = name if name.startswith("seeds/") else f"corpus/{name}"
    (path,) = SHARED.glob(pattern)
    line = line_of(path, text, number, after)
    assert line in [f.span.line for f in findings(path) if f.code == rule]


JUDGED = {
    "alias-errno",
    "duplicate-element",
    "impossible-error",
    "internal-errno",
    "libc-wording",
    "outside-patch",
    "signed-range",
    "untyped-param",
}
"""The kinds whose verdict stands in docs/lint-corpus.md."""


@published
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.name[:12]}")
def test_only_judged_kinds_and_no_error(path: Path) -> None:
    assert [f for f in findings(path) if f.severity is Severity.ERROR] == []
    assert {f.code for f in findings(path)} <= JUDGED


def test_every_judged_kind_has_its_verdict() -> None:
    page = (Path(__file__).parents[2] / "docs" / "lint-corpus.md").read_text()
    assert set(re.findall(r"^\| ([a-z-]+)", page, re.MULTILINE)) >= JUDGED


def test_the_catalogue_is_clean() -> None:
    catalogue = Path(__file__).parents[2] / "src" / "kapi" / "catalog"
    files = sorted(catalogue.rglob("*.c"))
    assert files
    assert [f for file in files for f in findings(file)] == []

"""docs/conventions.md names tests that exist, and reasons where something is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "conventions.md").read_text()
ROWS = re.findall(r"(?m)^\| (?!expected|-)(.+?) \| (\w+) \| (.+) \|$", PAGE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_row_is_read() -> None:
    tables = PAGE.count("|---|---|---|")
    assert len(ROWS) == sum(row.startswith("|") for row in PAGE.splitlines()) - 2 * tables > 30


@pytest.mark.parametrize(("what", "kept", "why"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_a_row_shows_what_it_says(what: str, kept: str, why: str) -> None:
    assert kept in ("yes", "partly", "no")
    for file, name in TEST.findall(why):
        assert re.search(rf"(?m)^def {name}\(", (ROOT / file).read_text()), name
    assert TEST.search(why) or kept != "yes"
    said = TEST.sub("", why).strip(" ,;")
    assert bool(said) == (kept != "yes"), "what is missing is said, and of nothing else"

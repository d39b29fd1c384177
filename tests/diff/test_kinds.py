"""The page has a row for every kind, and says of it what the table does."""

from __future__ import annotations

from pathlib import Path

from kapi.diff.kinds import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "diff.md"


def test_the_page_lists_every_kind() -> None:
    rows = PAGE.read_text().partition("## Kinds")[2].strip().split("\n")[2:]
    assert rows == [f"| `{one.id}` | {one.says} | {one.means} |" for one in KINDS]

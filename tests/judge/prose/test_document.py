"""The sentences of docs/prose-reading.md are read as the page says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.judge.prose.specs import ALL, LENGTH, START, read

PAGE = Path(__file__).parents[3] / "docs" / "prose-reading.md"
PARAMS = {param.name: param for param in (*ALL, START, LENGTH)}


def rows(columns: int) -> list[list[str]]:
    """The rows of the tables of sentences with so many columns."""
    found, inside = [], False
    for line in PAGE.read_text().splitlines():
        cells = line.replace(r"\|", "\0").strip("|").split("|")
        cells = [cell.replace("\0", "|").strip() for cell in cells]
        if cells[0] == "words":
            inside = len(cells) == columns
        elif not line.startswith("|"):
            inside = False
        elif inside and not cells[0].startswith("---"):
            found.append(cells)
    return found


@pytest.mark.parametrize(("text", "names", "shown"), rows(3))
def test_sentences_that_are_read(text: str, names: str, shown: str) -> None:
    reading = read(text, *(PARAMS[name] for name in names.split(", ")))
    assert reading.complete
    assert [part.shown for part in reading.parts] == shown.strip("`").split("`; `")


@pytest.mark.parametrize(("text", "reason"), rows(2))
def test_sentences_that_are_not_read(text: str, reason: str) -> None:
    assert reason
    assert not read(text, *ALL).complete


def test_both_tables_are_found() -> None:
    assert len(rows(3)) > 10
    assert len(rows(2)) > 6

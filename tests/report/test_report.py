"""The shapes of a report."""

from __future__ import annotations

from kapi.report.formats import FORMATS
from kapi.report.report import Cell, Part, Table


def test_texts_become_cells_and_cells_stay() -> None:
    marked = Cell("2", kind="error", detail="of 3")
    table = Table.of("t", ["a", "b"], [["1", marked], [marked, ""]])
    assert table.head == ("a", "b")
    assert table.rows == ((Cell("1"), marked), (marked, Cell("")))


def test_every_shape_is_shown_by_a_format() -> None:
    assert {one.shows for one in FORMATS} == set(Part)

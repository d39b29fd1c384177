"""The table as Python's own reader of CSV reads it back."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from kapi.report import csv as csv_format
from kapi.report.report import Report, Table
from tests.report.findings import TABLE

WORD = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9)


@given(st.lists(st.tuples(WORD, WORD), max_size=3))
def test_every_cell_reads_back(rows: list[tuple[str, str]]) -> None:
    text = csv_format.write(Report(table=Table.of("t", ("one", "two"), rows))).text
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["one", "two"], *map(list, rows)]


def test_lines_end_as_the_rfc_asks() -> None:
    text = csv_format.write(Report(table=TABLE)).text
    assert text.startswith("API,what | why\r\n")
    assert 'sys_x,"a | b\n c, ""d"" <e>"\r\n' in text


def test_a_report_without_a_table_is_empty() -> None:
    assert csv_format.write(Report()).text == ""

"""The table as markdown-it reads it."""

from __future__ import annotations

from markdown_it import MarkdownIt

from kapi.report import markdown_table
from kapi.report.report import Report, Table
from tests.report.findings import TABLE


def cells(text: str) -> list[list[str]]:
    rows: list[list[str]] = []
    for token in MarkdownIt().enable("table").parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append("".join(child.content for child in token.children or ()))
    return rows


def test_every_cell_stands_in_its_row_and_column() -> None:
    table = Table.of("t", ("one", "two"), [("a | b", "c\nd"), ("", "e")])
    assert cells(markdown_table.write(Report(table=table)).text) == [
        ["one", "two"],
        ["a | b", "c d"],
        ["", "e"],
    ]


def test_the_text_as_a_person_reads_it() -> None:
    table = Table.of("t", ("one", "two"), [("a", "b")])
    assert markdown_table.write(Report(table=table)).text == "| one | two |\n|---|---|\n| a | b |\n"


def test_a_report_without_a_table_is_empty() -> None:
    assert markdown_table.write(Report()).text == ""
    assert len(cells(markdown_table.write(Report(table=TABLE)).text)) == 3

"""The table of a report as a page; what a cell has to say beyond its text is its title."""

from __future__ import annotations

from html import escape

from kapi.printable import printable
from kapi.report.report import Cell, Part, Report, ReportFormat
from kapi.written import PLAIN, Look, Medium, Written

_STYLE = (
    "<style>td,th{padding:.2em .6em;text-align:left}.refuted{background:#fcc}"
    ".confirmed{background:#cfc}</style>"
)


def write(report: Report, look: Look = PLAIN) -> Written:
    """Return one page."""
    table = report.table
    if table is None:
        return Written(text="")
    head = "".join(f"<th>{_text(name)}</th>" for name in table.head)
    rows = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{_text(table.title)}</title>",
        f"{_STYLE}</head><body>",
        f"<table><tr>{head}</tr>",
        *(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows),
        "</table></body></html>",
    ]
    return Written(text="\n".join(rows) + "\n")


def _cell(cell: Cell) -> str:
    kind = f' class="{_text(cell.kind)}"' if cell.kind else ""
    title = f' title="{_text(cell.detail)}"' if cell.detail else ""
    return f"<td{kind}{title}>{_text(cell.text)}</td>"


def _text(text: str) -> str:
    return escape(printable(text), quote=True)


FORMAT = ReportFormat(name="html", write=write, medium=Medium.EXACT, shows=Part.TABLE)

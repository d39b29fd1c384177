"""The table of a report as a table of Markdown."""

from __future__ import annotations

from kapi.report.report import Part, Report, ReportFormat
from kapi.written import PLAIN, Look, Medium, Written


def write(report: Report, look: Look = PLAIN) -> Written:
    """Return the table; a bar in a cell is escaped, and a line end is a blank."""
    table = report.table
    if table is None:
        return Written(text="")
    rows = [f"| {' | '.join(map(_cell, table.head))} |", "|---" * len(table.head) + "|"]
    for row in table.rows:
        rows.append(f"| {' | '.join(_cell(one.text) for one in row)} |")
    return Written(text="\n".join(rows) + "\n")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


FORMAT = ReportFormat(name="md", write=write, medium=Medium.PEOPLE, shows=Part.TABLE)

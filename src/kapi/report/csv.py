"""The table of a report as comma-separated values (RFC 4180), for spreadsheets and databases."""

from __future__ import annotations

import csv
import io

from kapi.report.report import Part, Report, ReportFormat
from kapi.written import PLAIN, Look, Medium, Written


def write(report: Report, look: Look = PLAIN) -> Written:
    """Return the head and the rows; lines end in CR LF, as the RFC asks."""
    text = io.StringIO()
    if report.table is not None:
        writer = csv.writer(text)
        writer.writerow(report.table.head)
        writer.writerows([one.text for one in row] for row in report.table.rows)
    return Written(text=text.getvalue())


FORMAT = ReportFormat(name="csv", write=write, medium=Medium.EXACT, shows=Part.TABLE)

"""The document of a report as JSON; `kapi schema NAME` prints the schema of each."""

from __future__ import annotations

from kapi.report.report import Part, Report, ReportFormat
from kapi.written import PLAIN, Look, Medium, Written, json_text


def write(report: Report, look: Look = PLAIN) -> Written:
    """Return the document as one indented JSON object."""
    return Written(text=json_text(report.document) if report.document is not None else "")


FORMAT = ReportFormat(name="json", write=write, medium=Medium.JSON, shows=Part.DOCUMENT)

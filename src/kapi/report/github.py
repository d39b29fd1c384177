"""Findings as workflow commands of GitHub Actions, which become annotations."""

from __future__ import annotations

from kapi.finding import Finding, Severity
from kapi.printable import printable
from kapi.report.location import path
from kapi.report.report import Part, Report, ReportFormat
from kapi.written import PLAIN, Look, Medium, Written

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def write(report: Report, look: Look = PLAIN) -> Written:
    """Return one command a line for each finding."""
    return Written(text="".join(_command(finding) + "\n" for finding in report.findings))


def _command(finding: Finding) -> str:
    span = finding.span
    properties = {"file": path(span), "line": str(span.line or ""), "col": str(span.column or "")}
    if span.end_line > span.line:
        properties["endLine"] = str(span.end_line)
    properties["title"] = finding.code
    written = ",".join(f"{key}={_property(text)}" for key, text in properties.items() if text)
    message = finding.message + (f"\n{finding.hint}" if finding.hint else "")
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(message)}"


def _data(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = ReportFormat(name="github", write=write, medium=Medium.PEOPLE, shows=Part.FINDINGS)

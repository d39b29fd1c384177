"""The document of a report as JSON; `kapi schema NAME` prints the schema of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from kapi.finding import Finding, Severity
from kapi.report.report import Part, Report, ReportFormat
from kapi.written import PLAIN, Look, Medium, Written, json_text

__all__ = ["FORMAT", "FindingsDocument", "findings_document", "write"]


class FindingsDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What `kapi lint -f json` writes: how many findings of each severity, and all of them."""

    schema: Literal["kapi-findings/1"] = "kapi-findings/1"
    summary: dict[str, int]
    findings: tuple[Finding, ...]


def findings_document(findings: Sequence[Finding]) -> FindingsDocument:
    """Return ``findings`` as a document, in the order given."""
    severities = [finding.severity for finding in findings]
    counts = {severity.value: severities.count(severity) for severity in Severity}
    return FindingsDocument(summary=counts, findings=tuple(findings))


def write(report: Report, look: Look = PLAIN) -> Written:
    """Return the document as one indented JSON object."""
    return Written(text=json_text(report.document) if report.document is not None else "")


FORMAT = ReportFormat(name="json", write=write, medium=Medium.JSON, shows=Part.DOCUMENT)

"""Findings as JUnit XML: a suite for each file, a case for each finding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from kapi.finding import Finding, Severity
from kapi.report.place import path

__all__ = ["write"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(findings: Sequence[Finding]) -> str:
    """Return one document; notes are cases that pass, and without findings one case passes."""
    suites: dict[str, list[Finding]] = {}
    for finding in findings:
        suites.setdefault(path(finding.span) or "kapi", []).append(finding)
    rows = ['<?xml version="1.0" encoding="UTF-8"?>']
    failed = sum(_fails(finding) for finding in findings)
    rows.append(f'<testsuites name="kapi" tests="{max(len(findings), 1)}" failures="{failed}">')
    for name, inside in suites.items():
        rows += _suite(name, inside)
    if not findings:
        rows.append('  <testsuite name="kapi" tests="1" failures="0" errors="0" skipped="0">')
        rows.append('    <testcase classname="kapi" name="no findings"/>')
        rows.append("  </testsuite>")
    rows.append("</testsuites>")
    return "\n".join(rows) + "\n"


def _suite(name: str, findings: Sequence[Finding]) -> list[str]:
    failed = sum(_fails(finding) for finding in findings)
    counts = f'tests="{len(findings)}" failures="{failed}" errors="0" skipped="0"'
    rows = [f"  <testsuite name={_attribute(name)} {counts}>"]
    for finding in findings:
        title = f"{finding.code}, line {finding.span.line}" if finding.span.line else finding.code
        head = f"classname={_attribute(name)} name={_attribute(title)}"
        if not _fails(finding):
            rows.append(f"    <testcase {head}/>")
            continue
        place = f"{name}:{finding.span.line}: {finding.hint}".rstrip(": ")
        kind = _attribute(finding.severity.value)
        rows.append(f"    <testcase {head}>")
        rows.append(f"      <failure type={kind} message={_attribute(finding.message)}>")
        rows.append(f"{escape(_clean(place))}</failure>")
        rows.append("    </testcase>")
    rows.append("  </testsuite>")
    return rows


def _fails(finding: Finding) -> bool:
    return finding.severity is not Severity.NOTE


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)

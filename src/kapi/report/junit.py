"""Checks as JUnit XML: a suite for each file or API, a case for each check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from kapi.report.checks import Check, grouped
from kapi.report.report import Part, Report, ReportFormat
from kapi.written import PLAIN, Look, Loss, Medium, Written

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(report: Report, look: Look = PLAIN) -> Written:
    """Return one document; characters that XML does not have are lost."""
    groups = grouped(report.checks)
    everything = report.checks
    rows = ['<?xml version="1.0" encoding="UTF-8"?>']
    rows.append(f'<testsuites name="kapi" {_counts(everything)}>')
    for name, inside in groups.items():
        rows.append(f"  <testsuite name={_attribute(name)} {_counts(inside, errors=0)}>")
        for one in inside:
            rows += _case(one)
        rows.append("  </testsuite>")
    text = "\n".join([*rows, "</testsuites>"]) + "\n"
    return Written(text=text, losses=tuple(_losses(everything)))


def _losses(checks: Sequence[Check]) -> Iterator[Loss]:
    for number, one in enumerate(checks):
        for field in ("group", "name", "kind", "message", "detail"):
            if _NOT_XML.search(getattr(one, field)):
                yield Loss(("checks", number, field), "XML has not all of its characters")


def _counts(checks: Sequence[Check], **more: int) -> str:
    outcomes = [one.outcome for one in checks]
    counts = {"tests": len(checks), "failures": outcomes.count("fail"), **more}
    counts["skipped"] = outcomes.count("skip")
    return " ".join(f'{name}="{number}"' for name, number in counts.items())


def _case(one: Check) -> list[str]:
    head = f"    <testcase classname={_attribute(one.group)} name={_attribute(one.name)}"
    if one.outcome == "pass":
        return [f"{head}/>"]
    message = f"message={_attribute(one.message)}"
    if one.outcome == "skip":
        return [f"{head}>", f"      <skipped {message}/>", "    </testcase>"]
    kind = f"type={_attribute(one.kind)}"
    text = escape(_clean(one.detail), quote=False)
    return [f"{head}>", f"      <failure {kind} {message}>{text}</failure>", "    </testcase>"]


def _attribute(text: str) -> str:
    text = escape(_clean(text), quote=True)
    for sign in "\n\r\t":  # a parser makes blanks of them
        text = text.replace(sign, f"&#{ord(sign)};")
    return f'"{text}"'


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


FORMAT = ReportFormat(name="junit", write=write, medium=Medium.EXACT, shows=Part.CHECKS)

"""The check that b4 review shows: its five keys, and a status by the worst finding."""

from __future__ import annotations

import json

import pytest

from kapi.finding import Finding
from kapi.report import b4, findings_text
from tests.report.findings import ERROR, NOTE, WARNING, of


@pytest.mark.parametrize(
    ("findings", "status", "summary"),
    [
        ((), "pass", "no findings"),
        ((NOTE,), "pass", "1 note"),
        ((NOTE, WARNING), "warn", "1 warning, 1 note"),
        ((WARNING, ERROR, NOTE), "fail", "1 error, 1 warning, 1 note"),
    ],
)
def test_the_worst_finding_decides(
    findings: tuple[Finding, ...], status: str, summary: str
) -> None:
    (check,) = json.loads(b4.write(of(*findings)).text)
    assert check == {
        "tool": "kapi",
        "status": status,
        "summary": summary,
        "url": "",
        "details": findings_text.write(findings).text,
    }

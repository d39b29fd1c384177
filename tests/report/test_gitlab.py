"""GitLab's code quality report, against the fields that its documentation asks for."""

from __future__ import annotations

import json

import msgspec

from kapi.report.gitlab import FORMAT
from kapi.report.report import Report
from kapi.span import Span
from kapi.written import PLAIN
from tests.report.findings import ERROR, NOTE, WARNING


def test_every_issue_has_what_gitlab_asks_for() -> None:
    twice = msgspec.structs.replace(WARNING, span=Span(source="./mm/x.c", file="./mm/x.c", line=9))
    shown = json.loads(FORMAT.write(Report(findings=(ERROR, WARNING, twice, NOTE)), PLAIN).text)
    assert [set(one) for one in shown] == [
        {"description", "check_name", "fingerprint", "severity", "location"}
    ] * 4
    assert shown[0]["location"] == {"path": "mm/a:b.c", "lines": {"begin": 4}}
    assert shown[2]["location"] == {"path": "mm/x.c", "lines": {"begin": 9}}
    assert shown[3]["location"] == {"path": ".", "lines": {"begin": 1}}  # it has no file
    assert [one["severity"] for one in shown] == ["major", "minor", "minor", "info"]
    assert len({one["fingerprint"] for one in shown}) == 4
    assert shown[0]["description"].endswith("and more (say less)")


def test_no_finding_is_an_empty_array() -> None:
    assert json.loads(FORMAT.write(Report(), PLAIN).text) == []

"""JUnit as an XML parser reads it, against the counts that Jenkins and GitLab go by."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from hypothesis import given

from kapi.finding import Finding, Severity
from kapi.report import junit
from kapi.report.checks import Check
from kapi.report.report import Report
from tests.report.findings import ERROR, FINDINGS, NOTE, of

PASSED = Check(group="sys_x", name="one", outcome="pass", kind="confirmed", message="m")
FAILED = Check(
    group="sys_x", name="two", outcome="fail", kind="refuted", message='a "b"', detail="x(<1>)"
)
SKIPPED = Check(group="sys_y", name="three", outcome="skip", message="no call", detail="d")


@given(FINDINGS)
def test_junit_is_xml_with_true_counts(findings: list[Finding]) -> None:
    root = ElementTree.fromstring(junit.write(of(*findings)).text.encode())
    assert int(root.attrib["tests"]) == len(root.findall("testsuite/testcase"))
    failed = sum(finding.severity is not Severity.NOTE for finding in findings)
    assert int(root.attrib["failures"]) == failed == len(root.findall("testsuite/testcase/failure"))
    assert all(len(suite) == int(suite.attrib["tests"]) for suite in root)


def test_each_outcome_has_its_element() -> None:
    text = junit.write(Report(checks=(PASSED, FAILED, SKIPPED))).text
    root = ElementTree.fromstring(text)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    assert (root.tag, root.attrib) == (
        "testsuites",
        {"name": "kapi", "tests": "3", "failures": "1", "skipped": "1"},
    )
    assert [suite.attrib for suite in root] == [
        {"name": "sys_x", "tests": "2", "failures": "1", "errors": "0", "skipped": "0"},
        {"name": "sys_y", "tests": "1", "failures": "0", "errors": "0", "skipped": "1"},
    ]
    assert not any((one.tail or "").strip() for one in root.iter())
    passed, failed, skipped = root.iter("testcase")
    assert (passed.attrib, list(passed)) == ({"classname": "sys_x", "name": "one"}, [])
    (failure,) = failed
    assert (failure.tag, failure.attrib) == ("failure", {"type": "refuted", "message": 'a "b"'})
    assert failure.text == "x(<1>)"
    (skip,) = skipped
    assert (skip.tag, skip.attrib, skip.text) == ("skipped", {"message": "no call"}, None)


def test_what_xml_has_no_character_for_is_a_loss() -> None:
    written = junit.write(Report(checks=(PASSED, Check(group="a\0b", name="\x1b", outcome="pass"))))
    _, case = ElementTree.fromstring(written.text).iter("testcase")
    assert case.attrib == {"classname": "a\ufffdb", "name": "\ufffd"}
    assert [(one.path, "XML" in one.reason) for one in written.losses] == [
        (("checks", 1, "group"), True),
        (("checks", 1, "name"), True),
    ]
    assert not junit.write(of(ERROR, NOTE)).losses

"""Each format against a second reader: jsonschema, an XML parser, the rules of KTAP."""

from __future__ import annotations

import json as standard_json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapi.finding import Finding, Severity
from kapi.report import b4, github, json, jsonl, junit, ktap, sarif, text
from kapi.report.checks import checks_of
from kapi.report.place import Described, fingerprint, fingerprints
from kapi.report.report import Report, Run
from kapi.span import Span

SARIF = standard_json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text())
TEXTS = st.text(max_size=30)
FINDINGS = st.lists(
    st.builds(
        Finding,
        code=st.sampled_from(["unknown-tag", "signed-range"]),
        severity=st.sampled_from(Severity),
        message=TEXTS.filter(bool),
        hint=TEXTS,
        api=st.sampled_from(["", "sys_x"]),
        span=st.builds(
            Span,
            source=st.sampled_from(["-", "a b.c", "/x/y.c", "git:HEAD:a.c", ""]),
            line=st.integers(0, 9),
            column=st.integers(0, 9),
        ),
    ),
    max_size=4,
)


def of(*findings: Finding) -> Report:
    document = json.findings_document(findings)
    return Report(findings=findings, checks=checks_of(findings), document=document)


@settings(deadline=None)  # the schema alone takes its time on a busy machine
@given(FINDINGS, FINDINGS)
def test_sarif_obeys_the_published_schema(
    findings: list[Finding], suppressed: list[Finding]
) -> None:
    rules = [Described("unknown-tag", "A tag", "A tag.\n\nWhy.\n", "warning")]
    run = Run(
        version="1",
        exit_code=1,
        rules=tuple(rules),
        suppressed=tuple((finding, "seen") for finding in suppressed),
    )
    document = standard_json.loads(sarif.write(Report(findings=tuple(findings), run=run)).text)
    jsonschema.validate(document, SARIF)
    results = document["runs"][0]["results"]
    assert len(results) == len(findings) + len(suppressed)
    given = [result.get("suppressions") for result in results]
    assert given == (
        [[]] * len(findings)
        + [[{"kind": "inSource", "status": "accepted", "justification": "seen"}]] * len(suppressed)
        if suppressed
        else [None] * len(findings)
    )
    names = [rule["id"] for rule in document["runs"][0]["tool"]["driver"]["rules"]]
    assert all(names[result["ruleIndex"]] == result["ruleId"] for result in results)


def test_sarif_has_no_uri_for_standard_input() -> None:
    finding = Finding(
        code="c", severity=Severity.NOTE, message="m", span=Span(source="-", file="-", line=1)
    )
    assert (
        "locations"
        not in standard_json.loads(sarif.write(of(finding)).text)["runs"][0]["results"][0]
    )


@pytest.mark.parametrize(
    ("source", "uri", "base"),
    [
        ("mm/a b.c", "mm/a%20b.c", "SRCROOT"),
        ("./mm/../x.c", "x.c", "SRCROOT"),
        ("/x/y.c", "file:///x/y.c", None),
        ("git:HEAD~1:./mm/x.c", "mm/x.c", "SRCROOT"),
        ("git:v6.12:mm/x.c", "mm/x.c", None),
    ],
)
def test_sarif_places(source: str, uri: str, base: str | None) -> None:
    span = Span(source=source, file=source, line=1)
    finding = Finding(code="c", severity=Severity.NOTE, message="m", span=span)
    (run,) = standard_json.loads(sarif.write(of(finding)).text)["runs"]
    artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert (artifact["uri"], artifact.get("uriBaseId")) == (uri, base)


def test_sarif_outside_the_root_is_absolute() -> None:
    span = Span(source="../x.c", file="../x.c", line=1)
    finding = Finding(code="c", severity=Severity.NOTE, message="m", span=span)
    written = sarif.write(of(finding)).text
    assert Path.cwd().parent.joinpath("x.c").as_uri() in written


@given(FINDINGS)
def test_junit_is_xml_with_true_counts(findings: list[Finding]) -> None:
    root = ElementTree.fromstring(junit.write(of(*findings)).text.encode())
    assert int(root.attrib["tests"]) == len(root.findall("testsuite/testcase"))
    failed = sum(finding.severity is not Severity.NOTE for finding in findings)
    assert int(root.attrib["failures"]) == failed == len(root.findall("testsuite/testcase/failure"))
    assert all(len(suite) == int(suite.attrib["tests"]) for suite in root)


@given(FINDINGS)
def test_ktap_plans_are_kept(findings: list[Finding]) -> None:
    lines = ktap.write(of(*findings)).text.split("\n")
    assert lines[0] == "KTAP version 1"
    outer = [line for line in lines if re.match(r"(not )?ok \d+ ", line)]
    assert lines[1] == f"1..{len(outer)}"
    inner = [line for line in lines if re.match(r"  (not )?ok \d+ ", line)]
    assert len(inner) == (len(findings) or 1)
    assert all(re.match(r"KTAP|1\.\.\d|#|(not )?ok \d", line.strip()) for line in lines if line)


@given(FINDINGS)
def test_github_commands_are_one_line_each(findings: list[Finding]) -> None:
    written = github.write(of(*findings)).text
    assert len(re.findall(r"(?m)^::(?:error|warning|notice) \S", written)) == len(findings)
    assert written.count("\n") == len(findings)


@given(FINDINGS)
def test_json_formats_hold_every_finding(findings: list[Finding]) -> None:
    assert len(standard_json.loads(json.write(of(*findings)).text)["findings"]) == len(findings)
    rows = jsonl.write(of(*findings)).text.split("\n")[:-1]
    assert [standard_json.loads(row)["message"] for row in rows] == [f.message for f in findings]
    (check,) = standard_json.loads(b4.write(of(*findings)).text)
    assert set(check) == {"tool", "status", "summary", "url", "details"}
    assert check["status"] in ("pass", "warn", "fail")
    assert check["details"] == text.write(findings).text


def test_fingerprints_outlive_moved_lines() -> None:
    def at(line: int) -> Finding:
        return Finding(
            code="c",
            severity=Severity.ERROR,
            message=f"said on line {line}; see a.c:{line}",
            span=Span(source="a", line=line),
        )

    assert fingerprint(at(3)) == fingerprint(at(40))
    assert fingerprints([at(1), at(2)])[1].endswith("/2")

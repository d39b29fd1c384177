"""SARIF against the schema that OASIS publishes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings

from kapi.finding import Finding, Severity
from kapi.report import sarif
from kapi.report.location import Described, fingerprint
from kapi.report.report import Report, Run
from kapi.span import Span
from tests.report.findings import ERROR, FINDINGS, NOTE, WARNING, of

SARIF = jsonschema.Draft7Validator(
    json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text())
)
RULE = Described(
    "unknown-tag", "A tag", "A tag.\n\nWhy.\n\nWrong (-) and right (+)::\n\n    -x\n", "warning"
)


@settings(deadline=None, max_examples=25)  # the schema alone takes its time on a busy machine
@given(FINDINGS, FINDINGS)
def test_sarif_obeys_the_published_schema(
    findings: list[Finding], suppressed: list[Finding]
) -> None:
    run = Run(
        version="1",
        exit_code=1,
        rules=(RULE,),
        suppressed=tuple((finding, "seen") for finding in suppressed),
    )
    document = json.loads(sarif.write(Report(findings=tuple(findings), run=run)).text)
    SARIF.validate(document)
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


def test_what_a_result_says() -> None:
    run = json.loads(sarif.write(of(ERROR, WARNING, NOTE)).text)["runs"][0]
    error, warning, note = run["results"]
    assert error["message"] == {"text": "100% of it,\nand more (say less)"}
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note"]
    assert error["partialFingerprints"] == {"kapi/v1": fingerprint(ERROR)}
    (place,) = error["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "mm/a%3Ab.c", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 4, "startColumn": 6, "endLine": 9},
    }
    assert warning["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}
    assert warning["message"]["text"] == "no tag 'dsec'"
    assert "locations" not in note


def test_the_rules_and_the_run() -> None:
    rules = Run(rules=(RULE,), version="9", exit_code=0)
    run = json.loads(sarif.write(Report(findings=(ERROR,), run=rules)).text)["runs"][0]
    known, unknown = run["tool"]["driver"]["rules"]
    assert (run["tool"]["driver"]["name"], run["tool"]["driver"]["version"]) == ("kapi", "9")
    assert (known["shortDescription"], known["fullDescription"]) == (
        {"text": "A tag"},
        {"text": "A tag.\n\nWhy."},
    )
    assert "```diff" in known["help"]["markdown"]
    assert known["defaultConfiguration"] == {"level": "warning"}
    assert (unknown["id"], unknown["defaultConfiguration"]) == ("signed-range", {"level": "error"})
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 0}]
    root = run["originalUriBaseIds"]["SRCROOT"]["uri"]
    assert root == f"{Path.cwd().as_uri()}/"


def test_a_defect_of_kapi_is_no_success() -> None:
    for code, success in ((1, True), (70, False)):
        text = sarif.write(Report(run=Run(exit_code=code))).text
        (call,) = json.loads(text)["runs"][0]["invocations"]
        assert call == {"executionSuccessful": success, "exitCode": code}
        assert "version" not in json.loads(text)["runs"][0]["tool"]["driver"]


@pytest.mark.parametrize(
    ("source", "uri", "base"),
    [
        ("mm/a b.c", "mm/a%20b.c", "SRCROOT"),
        ("./mm/../x.c", "x.c", "SRCROOT"),
        ("/x/y.c", "file:///x/y.c", None),
        ("../x.c", Path.cwd().parent.joinpath("x.c").as_uri(), None),
        ("git:HEAD~1:./mm/x.c", "mm/x.c", "SRCROOT"),
        ("git:v6.12:mm/x.c", "mm/x.c", None),
    ],
)
def test_places(source: str, uri: str, base: str | None) -> None:
    span = Span(source=source, file=source, line=1)
    finding = Finding(code="c", severity=Severity.NOTE, message="m", span=span)
    (run,) = json.loads(sarif.write(of(finding)).text)["runs"]
    artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert (artifact["uri"], artifact.get("uriBaseId")) == (uri, base)


def test_standard_input_has_no_uri_and_a_place_may_have_no_line() -> None:
    typed = Finding(
        code="c", severity=Severity.NOTE, message="m", span=Span(source="-", file="-", line=1)
    )
    whole = Finding(code="c", severity=Severity.NOTE, message="m", span=Span(source="a", file="a"))
    first, second = json.loads(sarif.write(of(typed, whole)).text)["runs"][0]["results"]
    assert "locations" not in first
    assert "region" not in second["locations"][0]["physicalLocation"]

"""The document against its schema, read by another library."""

from __future__ import annotations

import json as standard_json

import jsonschema
from hypothesis import given

from kapi.finding import Finding
from kapi.pipeline.schemas import schema_text
from kapi.report import json, jsonl
from kapi.report.report import Report
from tests.report.findings import ERROR, FINDINGS, NOTE, WARNING, of


def test_counts_and_findings_in_the_order_given() -> None:
    document = standard_json.loads(json.write(of(NOTE, ERROR, WARNING, NOTE)).text)
    jsonschema.validate(document, standard_json.loads(schema_text("findings")))
    assert document["schema"] == "kapi-findings/1"
    assert document["summary"] == {"error": 1, "warning": 1, "note": 2}
    assert [one["code"] for one in document["findings"]] == [
        *("odd", "signed-range", "unknown-tag", "odd")
    ]
    assert document["findings"][1]["span"]["end_line"] == 9
    assert json.write(of(ERROR)).text.endswith("\n}\n")
    assert json.write(Report()).text == ""


@given(FINDINGS)
def test_json_lines_are_the_findings_of_the_document(findings: list[Finding]) -> None:
    document = standard_json.loads(json.write(of(*findings)).text)
    rows = jsonl.write(of(*findings)).text.split("\n")
    assert rows.pop() == ""
    assert [standard_json.loads(row) for row in rows] == document["findings"]

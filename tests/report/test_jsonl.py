"""A line is a finding by its own schema."""

from __future__ import annotations

import json

import jsonschema

from kapi.pipeline.schemas import schema_text
from kapi.report import jsonl
from tests.report.findings import ERROR, NOTE, of


def test_a_line_a_finding() -> None:
    first, second = jsonl.write(of(ERROR, NOTE)).text.splitlines()
    schema = json.loads(schema_text("finding"))
    for row in (first, second):
        jsonschema.validate(json.loads(row), schema)
    assert json.loads(first)["hint"] == "say less"
    assert json.loads(second)["severity"] == "note"

"""`kapi schema`: which documents have a schema, and what an unknown name is told."""

from __future__ import annotations

import json

from kapi.pipeline.schemas import SCHEMAS
from tests.cli.conftest import Call


def test_the_schemas_by_name(call: Call) -> None:
    listed = call("schema", "--list")
    assert [row.split()[0] for row in listed.out.splitlines()] == list(SCHEMAS)
    for name in SCHEMAS:
        assert json.loads(call("schema", name).out)["$ref" if name == "" else "$schema"]
    assert call("schema").out == call("schema", "specs").out
    assert call("schema", "--list").code == call("schema").code == 0

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from kapi.model.spec import Spec
from kapi.sources.jsonspecs import read_json
from kapi.sources.one_text import read_text
from kapi.sources.size_limits import MOST_SPECS
from tests.sources.examples import AFTER, NAMES
from tests.strategies import specs


def document(*items: Any) -> bytes:
    return msgspec.json.encode({"schema": "kapi-specs/1", "specs": items})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(specs())
def test_what_is_written_is_read(spec: Spec) -> None:
    reading = read_json("a.json", document(spec))
    assert reading.findings == ()
    assert reading.specs == (spec,)


def test_places_stay_those_of_the_first_reading() -> None:
    (tune, mute) = read_text("kernel/widget.c", AFTER.encode(), "widget.c").reading.specs
    again = read_text("a.json", document(tune, mute)).reading.specs
    assert [spec.name for spec in again] == NAMES
    assert [spec.origin for spec in again] == [tune.origin, mute.origin]


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"{}",
        b'{"schema": "kapi-specs/9", "specs": []}',
        b'{"schema": "kapi-specs/1"}',
        b'{"schema": "kapi-specs/1", "specs": {}}',
        b'{"schema": "kapi-specs/1", "specs": [' + b"[" * 5000,
        b'{"schema": "\xff"}',
    ],
)
def test_wrong_documents_are_findings(data: bytes) -> None:
    reading = read_json("a.json", data)
    assert [finding.code for finding in reading.findings] == ["wrong-json"]
    assert reading.findings[0].span.line == 1


def test_a_wrong_spec_does_not_lose_its_neighbours() -> None:
    good = {"name": "sys_tune", "kind": "syscall"}
    reading = read_json("a.json", document(good, {"name": "x", "kind": "nonsense"}, 7, good))
    assert [spec.name for spec in reading.specs] == ["sys_tune"] * 2
    assert [finding.api for finding in reading.findings] == ["x", ""]
    assert json.loads(document(good))["schema"] == "kapi-specs/1"


def test_values_that_cost_more_than_their_bytes() -> None:
    """An empty object costs thirty times what it takes in the text."""
    reading = read_json("a.json", document(*[{}] * 60_000))
    (finding,) = reading.findings
    assert (finding.code, finding.message) == (
        "wrong-json",
        "the document has a value for less than 6 bytes",
    )


def test_more_specs_than_are_read() -> None:
    reading = read_json("a.json", document(*[{"name": 1}] * (MOST_SPECS + 1)))
    assert len(reading.findings) == MOST_SPECS + 1
    assert reading.findings[-1].message == "10,001 specs; the first 10,000 are read"

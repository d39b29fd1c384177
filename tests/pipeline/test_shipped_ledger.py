"""The ledger that ships: it is there, whole, and about the catalogue."""

from __future__ import annotations

import json

from kapi.pipeline.shipped import catalogue_calls
from kapi.pipeline.shipped_ledger import shipped, shipped_records


def test_a_record_for_each_line_and_none_of_a_stranger() -> None:
    lines = shipped().read_text().splitlines()
    records = shipped_records()
    assert [one.claim for one in records] == [json.loads(line)["claim"] for line in lines]
    assert {one.claim.partition(":")[0] for one in records} <= set(catalogue_calls())

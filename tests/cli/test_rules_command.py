"""`kapi rules` and `kapi schema`: what is listed and what is explained."""

from __future__ import annotations

import csv
import io

from kapi.lint.rules import RULES
from tests.cli.conftest import Call


def test_every_rule_is_listed_once(call: Call) -> None:
    result = call("rules", "-f", "csv")
    rows = [*csv.DictReader(io.StringIO(result.out, newline=""))]
    assert (result.code, result.err) == (0, "")
    assert len({row["rule"] for row in rows}) == len(rows) == len(RULES)
    text = call("rules").out
    assert all(f"  {row['rule']}  " in text for row in rows)


def test_one_rule_is_a_page(call: Call) -> None:
    page = call("rules", "signed-range")
    assert page.code == 0
    assert "wrong" in page.out.lower()
    assert "right" in page.out.lower()
    assert page.out.count("signed-range") >= 1
    assert len(page.out) < len(call("rules", "-f", "md").out)


def test_a_rule_that_is_not_there(call: Call) -> None:
    result = call("rules", "signed-rnge")
    assert (result.code, result.out) == (2, "")
    assert "signed-range" in result.err

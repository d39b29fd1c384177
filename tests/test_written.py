from __future__ import annotations

import json

from kapi.finding import Finding, Severity
from kapi.written import PLAIN, Loss, json_text


def test_a_loss_says_where_and_why() -> None:
    assert str(Loss(("errors", 2, "condition"), "no tag")) == "errors[2].condition: no tag"
    assert str(Loss(("name",), "odd")) == "name: odd"


def test_a_plain_look_adds_nothing() -> None:
    assert PLAIN.paint("title", "x") == "x"
    assert (PLAIN.width, PLAIN.quote, PLAIN.long) == (80, None, False)


def test_json_is_indented_and_ends_its_line() -> None:
    finding = Finding(code="c", severity=Severity.NOTE, message="é")
    text = json_text(finding)
    assert text.startswith('{\n  "code": "c",\n')
    assert text.endswith("\n}\n")
    assert json.loads(json_text([finding])) == [json.loads(text)]

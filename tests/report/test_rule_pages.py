from __future__ import annotations

import json

import jsonschema
from markdown_it import MarkdownIt

from kapi.pipeline.schemas import schema_text
from kapi.report import json as json_format
from kapi.report import rule_pages
from kapi.report.location import Described
from kapi.written import Look

PAGE = """A tag.

Why.

Wrong (-) and right (+)::

    -* dsec: x
    +* desc: x

       more
"""
TAG = Described("unknown-tag", "A tag", PAGE, "warning", "shape", "minimal")
BAD = Described("bad-range", "A range", "A range.\n", "error", "limits", "strict")
AGE = Described("age", "An age", "An age.\n", "note", "shape", "strict")


def test_the_list_is_ordered_by_family_and_id() -> None:
    shown = rule_pages.write_list(
        [TAG, BAD, AGE], Look(paint=lambda role, text: f"<{role} {text}>")
    )
    assert shown.text == (
        "limits\n"
        "  <term bad-range>    error    strict       A range\n"
        "\n"
        "shape\n"
        "  <term age>          note     strict       An age\n"
        "  <term unknown-tag>  warning  minimal      A tag\n"
    )


def test_a_page() -> None:
    assert rule_pages.write_page([BAD]).text == (
        "bad-range (error, set strict, family limits)\n\nA range.\n"
    )


def test_prose_of_a_page_is_filled_and_an_example_is_not() -> None:
    words = "Some words that go on\nand on for longer than a row."
    rule = Described("x", "X", f"X.\n\n{words}\n\nWrong::\n\n    {'y' * 50}", "note", "f", "strict")
    page = rule_pages.write_page([rule], Look(width=30)).text
    assert "\nSome words that go on and on\nfor longer than a row.\n\n" in page
    assert "\n    " + "y" * 50 + "\n" in page
    assert words in rule_pages.write_page([rule], Look(width=None)).text


def test_pages_in_markdown() -> None:
    text = rule_pages.write_pages([TAG, BAD]).text
    tokens = MarkdownIt().enable("table").parse(text)
    headings = [tokens[n + 1].content for n, one in enumerate(tokens) if one.type == "heading_open"]
    assert headings == ["Rules", "bad-range", "unknown-tag"]
    blocks = [(one.info, one.content) for one in tokens if one.type == "fence"]
    assert blocks == [("diff", "-* dsec: x\n+* desc: x\n\n   more\n")]
    assert "2 rules. Made by `kapi rules -f md`." in text
    assert text.split("\n")[4:8] == [
        "| rule | family | severity | set | finds |",
        "|---|---|---|---|---|",
        "| [bad-range](#bad-range) | limits | error | strict | A range |",
        "| [unknown-tag](#unknown-tag) | shape | warning | minimal | A tag |",
    ]


def test_json_fits_its_schema() -> None:
    report = rule_pages.report_of([TAG])
    document = json.loads(json_format.write(report).text)
    jsonschema.validate(document, json.loads(schema_text("rules")))
    assert document["rules"][0]["id"] == "unknown-tag"
    assert report.table is not None
    (row,) = report.table.rows
    assert [one.text for one in row] == ["unknown-tag", "shape", "warning", "minimal", "A tag"]
    assert report.table.head == ("rule", "family", "severity", "set", "finds")

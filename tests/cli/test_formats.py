"""A format serves every command that has what it shows."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import pytest

from tests.cli.conftest import Call

COMMANDS = {
    "list": ["list", "SPECS"],
    "lint": ["lint", "SPECS", "--set", "strict"],
    "rules": ["rules"],
    "evidence": ["evidence", "close", "--no-run"],
    "test": ["test", "close", "--list"],
}
ALL = {"text", "json", "md", "html", "csv", "jsonl", "sarif", "github", "b4", "junit", "ktap"}
TAKES = {"list": {"text", "json", "md", "html", "csv"}, "lint": ALL, "test": ALL, "evidence": ALL}
TAKES["rules"] = TAKES["list"]


def is_table(text: str) -> bool:
    return len(list(csv.reader(io.StringIO(text, newline="")))) > 1


def is_page(text: str) -> bool:
    HTMLParser().feed(text)
    return "<td" in text


READS = {
    "json": json.loads,
    "sarif": json.loads,
    "b4": json.loads,
    "junit": ElementTree.fromstring,
    "csv": is_table,
    "html": is_page,
    "ktap": lambda text: text.startswith("KTAP version 1\n1.."),
    "md": lambda text: "|---|" in text,
}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_formats_of_a_command(call: Call, specs_file: str, command: str) -> None:
    arguments = [specs_file if one == "SPECS" else one for one in COMMANDS[command]]
    refused = call(*arguments, "-f", "nonsense")
    assert refused.code == 2
    for form in TAKES[command] - {"text"}:
        result = call(*arguments, "-f", form)
        assert result.code in (0, 1), result.err
        is_list = command == "test"  # claims, whatever the format
        assert is_list or form not in READS or READS[form](result.out), form
    for form in ALL - TAKES[command]:
        assert call(*arguments, "-f", form).code == 2


def test_the_help_names_them_and_the_usual_one(call: Call) -> None:
    text = " ".join(call("list", "--help").out.split())
    assert "-f, --format FORMAT One of: text, json, md, html, csv. [default: text]" in text
    assert "[default: json]" in call("extract", "--help").out

"""A format serves every command that has what it shows."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

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
    "junit": lambda text: ElementTree.fromstring(text).tag == "testsuites",
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
    assert re.search(
        r"-f, --format FORMAT One of: text, json, md, html, csv[a-z, ]*\. \[default: text\]", text
    )
    assert "[default: json]" in call("extract", "--help").out


def test_one_run_several_outputs(call: Call, specs_file: str, tmp_path: Path) -> None:
    plain = call("lint", specs_file, "--set", "strict")
    sarif, document, text = (str(tmp_path / name) for name in ("o.sarif", "o.json", "o.txt"))
    arguments = ["-f", "text", "-f", "sarif", "-o", sarif, "-f", "json", "-o", document]
    several = call("lint", specs_file, "--set", "strict", *arguments)
    assert (several.code, several.out) == (plain.code, plain.out)
    findings = json.loads(Path(document).read_text())["findings"]
    assert len(json.loads(Path(sarif).read_text())["runs"][0]["results"]) == len(findings) > 0
    named = call("lint", specs_file, "--set", "strict", "-f", "json", "-o", f"text={text}")
    assert json.loads(named.out)["findings"] == findings
    assert Path(text).read_text() == plain.out


@pytest.mark.parametrize("arguments", [["-f", "json", "-o", "FILE"], ["-o", "FILE", "-f", "json"]])
@pytest.mark.parametrize("command", ["list", "rules", "lint", "evidence", "show"])
def test_every_command_writes_to_a_file(
    call: Call, specs_file: str, tmp_path: Path, command: str, arguments: list[str]
) -> None:
    file = tmp_path / "out.json"
    first = {"show": ["show", "mlock", "SPECS"], **COMMANDS}[command]
    given = [{"FILE": str(file), "SPECS": specs_file}.get(one, one) for one in (*first, *arguments)]
    result = call(*given)
    assert (result.code in (0, 1), result.out) == (True, "")
    assert json.loads(file.read_text())["schema"].startswith("kapi-")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-f", "json", "-f", "text"], "two formats for standard output"),
        (["-f", "json", "-o", "-", "-f", "text"], "two formats for standard output"),
        (["-f", "json", "-o", "x", "-f", "csv", "-o", "x"], "two formats for x"),
        (["-o", "x", "-o", "y", "-f", "csv"], "-o y has no -f"),
        (["-f", "json", "-o", "x", "-o", "y"], "-o y has no -f"),
        (["-f", "nonsense"], "'nonsense' is not one of"),
    ],
)
def test_outputs_that_do_not_go_together(call: Call, arguments: list[str], message: str) -> None:
    result = call("rules", *arguments)
    assert result.code == 2
    assert message in result.err


def test_a_test_shows_text_while_it_runs_and_writes_the_rest(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    arguments = ["close", "--budget", "9", "-f", "text", "-f", "json", "-o", str(file)]
    result = call("-q", "test", *arguments)
    assert result.out.startswith("sys_close\n")
    assert json.loads(file.read_text())["schema"] == "kapi-test/2"

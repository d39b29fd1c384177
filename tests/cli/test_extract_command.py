"""``kapi extract``: all of it to one document, what is wrong to standard error."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Call


def test_the_document_goes_to_standard_output_or_a_file(
    call: Call, specs_file: str, tmp_path: Path
) -> None:
    result = call("extract", specs_file)
    document = json.loads(result.out)
    assert (result.code, result.err) == (0, "")
    assert [one["name"] for one in document["specs"]] == ["sys_mlock", "sys_munlock"]
    target = tmp_path / "out.json"
    again = call("extract", specs_file, "-o", str(target))
    assert (again.code, again.out, target.read_text()) == (0, "", result.out)


def test_an_unreadable_source_is_said_and_the_others_are_there(call: Call, specs_file: str) -> None:
    result = call("extract", "/nonexistent.c", specs_file)
    assert result.code == 3
    assert len(json.loads(result.out)["specs"]) == 2
    assert result.err.startswith("/nonexistent.c: error: cannot read /nonexistent.c: ")


def test_names_choose_what_is_written(call: Call, specs_file: str) -> None:
    result = call("extract", specs_file, "--include", "mun*")
    assert [one["name"] for one in json.loads(result.out)["specs"]] == ["sys_munlock"]

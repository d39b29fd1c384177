"""What each command prints and returns."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from kapi.cli.group import COMMANDS
from kapi.render.show_formats import FORMATS
from tests.cli.conftest import Call

KEYS = {
    "name",
    "kind",
    "dialect",
    "origin",
    "params",
    "returns",
    "errors",
    "locks",
    "signals",
    "side_effects",
    "state_transitions",
    "capabilities",
    "constraints",
    "structs",
    "examples",
    "notes",
}


def test_list_shows_name_kind_place_and_summary(call: Call, specs_file: str) -> None:
    result = call("list", specs_file)
    assert result.code == 0
    assert result.err == ""
    assert result.out == (
        "sys_mlock    syscall  mm/x.c:7  lock memory\nsys_munlock  syscall  mm/x.c:7  do a thing\n"
    )


def test_list_json(call: Call, specs_file: str) -> None:
    document = json.loads(call("list", specs_file, "-f", "json").out)
    assert document["schema"] == "kapi-list/1"
    assert document["specs"][0] == {
        "name": "sys_mlock",
        "kind": "syscall",
        "summary": "lock memory",
        "source": "mm/x.c",
        "file": "mm/x.c",
        "line": 7,
    }


@pytest.mark.parametrize("name", ["sys_mlock", "mlock", "mlock(2)", "mlock()"])
def test_show_finds_a_name_however_it_is_called(call: Call, specs_file: str, name: str) -> None:
    result = call("show", name, specs_file)
    assert result.code == 0
    assert result.out.startswith("sys_mlock")
    assert "munlock" not in result.out


def test_show_of_a_wrong_name_says_the_nearest(call: Call, specs_file: str) -> None:
    result = call("show", "mlok", specs_file)
    assert (result.code, result.out) == (1, "")
    assert "did you mean sys_mlock" in result.err


@pytest.mark.parametrize("form", ["text", "json", "rst", "md"])
def test_show_formats_have_what_the_spec_says(call: Call, specs_file: str, form: str) -> None:
    result = call("show", "mlock", specs_file, "-f", form)
    assert result.code == 0
    for words in ("lock memory", "unsigned long", "EINVAL", "Bad start", "Bad length"):
        assert words in result.out


@pytest.mark.parametrize("form", [one.name for one in FORMATS[4:]])
def test_show_dialects(call: Call, specs_file: str, form: str) -> None:
    pytest.importorskip("kapi.render.kerneldoc")
    pytest.importorskip("kapi.render.macro")
    result = call("show", "mlock", specs_file, "-f", form)
    assert result.code == 0
    assert "EINVAL" in result.out
    assert "cannot say" in result.err or not result.err
    assert call("show", "mlock", specs_file, "-q", "-f", form).err == ""


def test_show_json_can_be_read_back(call: Call, specs_file: str, tmp_path: Path) -> None:
    first = call("show", "mlock", specs_file, "-f", "json").out
    (tmp_path / "again.json").write_text(first)
    assert call("show", "mlock", str(tmp_path / "again.json"), "-f", "json").out == first


def test_two_specs_of_one_name_are_both_shown(call: Call, specs_file: str) -> None:
    again = specs_file.replace("/specs.json", "/./specs.json")
    result = call("show", "mlock", specs_file, "--source", again)
    assert result.code == 0
    assert result.out.count("sys_mlock ") == 2
    assert "duplicate-spec" in result.err


def test_extract_is_one_document_that_fits_its_schema(call: Call, specs_file: str) -> None:
    schema = json.loads(call("schema", "specs").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(call("extract", specs_file, "-f", "json").out)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert list(document) == ["schema", "inputs", "specs", "findings"]
    assert document["schema"] == "kapi-specs/1"
    assert document["inputs"] == [{"source": specs_file, "kind": "json", "specs": 2, "skipped": []}]
    assert set(document["specs"][0]) >= KEYS
    assert {"source", "file", "line"} <= set(document["specs"][0]["origin"])
    assert [error["summary"] for error in document["specs"][0]["errors"]] == [
        "Bad start",
        "Bad length",
    ]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**document, "specs": [{"name": 3}]}, schema)


def test_extract_to_a_file_is_the_same_twice(call: Call, specs_file: str, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("old")
    target.chmod(0o640)
    assert call("extract", specs_file, "-o", str(target)) == (0, "", "")
    first = target.read_bytes()
    assert target.stat().st_mode & 0o777 == 0o640
    assert call("extract", specs_file).out.encode() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "specs.json"]


def test_extract_into_a_place_that_is_not_there(call: Call, specs_file: str) -> None:
    result = call("extract", specs_file, "-o", "/nonexistent/x.json")
    assert result.code == 3
    assert "/nonexistent/x.json" in result.err


def test_source_that_holds_no_spec(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    path.write_text("int x;\n")
    for arguments in (["list"], ["show", "x"], ["extract", "-o", str(tmp_path / "o")]):
        result = call(*arguments, str(path))
        assert result.code == 4
        assert f"no specification found in {path} (read as: c file)" in result.err
        assert result.out == ""
    assert json.loads((tmp_path / "o").read_text())["specs"] == []


def test_missing_file_does_not_stop_the_others(call: Call, specs_file: str) -> None:
    for arguments in (["list"], ["show", "mlock"], ["extract"]):
        result = call(*arguments, "/nonexistent.c", specs_file)
        assert result.code == 3
        assert "sys_mlock" in result.out
        assert "/nonexistent.c" in result.err


def test_no_source_means_the_catalogue(call: Call) -> None:
    result = call("list")
    assert result.code == 0
    assert re.search(r"(?m)^sys_mlock +syscall +kapi:mm/mlock\.c:2 +\S", result.out)
    shown = call("show", "mlock")
    assert shown.code == 0
    assert "sys_mlock" in shown.out


@pytest.mark.parametrize("option", [["--vmlinux", "/x"], ["--debugfs=/x"]])
@pytest.mark.parametrize("command", [["list"], ["show", "mlock"], ["extract"]])
def test_a_kernel_that_cannot_be_read_is_one_line(
    call: Call, command: list[str], option: list[str]
) -> None:
    result = call(*command, *option)
    assert result.code == 3
    assert result.err.count("\n") == 1
    assert "/x" in result.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lst"], "Did you mean list"),
        (["list", "--fromat", "x"], "--format"),
        (["show"], "NAME"),
        (["show", "x", "y", "-f", "xml"], "xml"),
        (["schema", "spec"], "specs"),
        (["list", "-j", "0", "x"], "1 to 1024"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_wrong_usage(call: Call, arguments: list[str], message: str) -> None:
    result = call(*arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_has_examples_and_exit_codes(call: Call, command: list[str]) -> None:
    for option in ("-h", "--help"):
        result = call(*command, option)
        assert result.code == 0
        assert "Examples:" in result.out
        assert "130  interrupted" in result.out
        assert max(map(len, result.out.split("\n"))) <= 100


def test_quiet_and_verbose_stand_anywhere(call: Call, specs_file: str) -> None:
    before, after = call("-v", "list", specs_file), call("list", "-v", specs_file)
    assert before == after
    assert "read as json, 2 specs" in before.err


def test_colour_only_when_asked_or_for_a_person(
    call: Call, specs_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b" not in call("show", "mlock", specs_file).out
    assert "\x1b[" in call("show", "mlock", specs_file, "--color", "always").out
    assert "\x1b[" in call("--color=always", "list", specs_file).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in call("show", "mlock", specs_file).out
    assert "\x1b" not in call("show", "mlock", specs_file, "--color", "never").out


def test_width_of_the_terminal(
    call: Call, specs_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(len, call("show", "mlock", specs_file).out.split("\n"))) <= 40


@pytest.mark.parametrize("arguments", [["list", ""], ["test", "--from", ""], ["show", "x", ""]])
def test_an_empty_name_of_a_source_is_seen_in_the_message(call: Call, arguments: list[str]) -> None:
    result = call(*arguments)
    assert result.code == 3
    assert "cannot read '': No such file or directory" in result.err


def test_an_empty_name_is_seen_in_the_message(call: Call) -> None:
    result = call("show", "")
    assert (result.code, result.err.split(" among ")[0]) == (1, "kapi: no specification called ''")

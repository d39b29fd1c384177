"""Every document that a command prints fits the schema that `kapi schema` prints for it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from kapi.cli.group import COMMANDS
from kapi.errors import UsageError
from kapi.pipeline.schemas import SCHEMAS, schema_text
from tests.cli.conftest import Call

WRONG = """\
/**
 * sys_close - close
 * @fd: what
 * typo: x
 *
 * contexts: process
 *
 * param: fd
 *   type: fd, input
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, not open
 *   x-when: !is_open(fd)
 */
SYSCALL_DEFINE1(close, unsigned int, fd)
"""


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "x.c"
    path.write_text(WRONG)
    return str(path)


def schema(name: str) -> jsonschema.Draft202012Validator:
    document = json.loads(schema_text(name))
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document)


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("specs", ["extract", "SOURCE"]),
        ("specs", ["show", "close", "SOURCE", "-f", "json"]),
        ("list", ["list", "SOURCE", "-f", "json"]),
        ("diff", ["diff", "SOURCE", "catalogue", "-f", "json"]),
        ("findings", ["lint", "SOURCE", "-f", "json"]),
        ("rules", ["rules", "-f", "json"]),
        ("config", ["config", "-f", "json"]),
        ("evidence", ["evidence", "close", "--no-run", "-f", "json"]),
        ("test", ["test", "--from", "SOURCE", "--budget", "9", "-f", "json"]),
        ("verify", ["verify", "--replay", "LOG", "-f", "json"]),
        ("coverage", ["coverage", "--replay", "LOG", "-f", "json"]),
        ("explain", ["explain", "close(77) = -1 EBADF", "-f", "json"]),
    ],
)
def test_a_document_fits_and_a_wrong_one_does_not(
    call: Call, source: str, name: str, command: list[str]
) -> None:
    log = Path(source).with_name("strace.log")
    log.write_text("close(77) = -1 EBADF (Bad file descriptor)\nclose(0) = 0\n")
    result = call(*({"SOURCE": source, "LOG": str(log)}.get(one, one) for one in command))
    document = json.loads(result.out)
    schema(name).validate(document)
    assert not schema(name).is_valid({**document, "schema": "kapi-other/1"})


def test_lines_and_the_baseline(call: Call, source: str, tmp_path: Path) -> None:
    rows = call("lint", source, "-f", "jsonl").out.splitlines()
    assert rows
    for row in rows:
        schema("finding").validate(json.loads(row))
    baseline = tmp_path / "b.json"
    call("lint", source, "--write-baseline", str(baseline))
    schema("baseline").validate(json.loads(baseline.read_text()))
    ledger = tmp_path / "ledger.jsonl"
    call("evidence", "close", "--no-run", "--record", str(ledger), "-f", "csv")
    for row in ledger.read_text().splitlines():
        schema("record").validate(json.loads(row))


def test_events(call: Call, tmp_path: Path) -> None:
    log = tmp_path / "strace.log"
    log.write_text("close(77) = -1 EBADF (Bad file descriptor)\nclose(0) = 0\n")
    rows = call("trace", "--replay", str(log), "-f", "jsonl").out.splitlines()
    assert len(rows) == 2
    for row in rows:
        schema("call").validate(json.loads(row))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_that_writes_json_has_a_schema_by_its_name(call: Call, name: str) -> None:
    helped = " ".join(call(name, "--help").out.split())
    forms = re.search(r"One of: ([\w, ]+)\.", helped)
    result = call("schema", name)
    assert (result.code == 0) >= bool(forms and "json" in forms[1].split(", "))


def test_names() -> None:
    for name, (_, title) in SCHEMAS.items():
        document = json.loads(schema_text(name))
        assert document["title"] == title
        assert re.match(r"kapi-[a-z]+/\d: what kapi \w+ |a line of ", title)
        assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema_text("specs").endswith("\n}\n")
    with pytest.raises(UsageError, match="no schema 'spec'; there are: specs, list, findings"):
        schema_text("spec")

"""`kapi embed`: the object, seen by readelf and read back by kapi, and how the command ends."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.cli.conftest import Call
from tests.needs import needs


def test_an_embedded_spec_stands_in_a_section_and_is_listed(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "specs.o"
    made = call("embed", "kapi:mm/mlock", "-o", str(target))
    assert made.code == 0
    (told,) = made.err.splitlines()
    assert told.startswith("kapi: note: sys_mlock: an object file cannot say ")
    assert ", errors[].when (" in told
    shown = subprocess.run(
        [needs("readelf"), "--wide", "--sections", str(target)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert " .kapi_specs " in shown
    assert call("list", str(target)).out.startswith("sys_mlock")


def test_nothing_is_embedded_of_nothing(call: Call, tmp_path: Path) -> None:
    absent, target = tmp_path / "absent.c", tmp_path / "specs.o"
    result = call("embed", str(absent), "--output", str(target))
    assert result.code == 3
    assert str(absent) in result.err
    assert not target.exists()
    assert call("embed", "-o", str(target)).code == 2

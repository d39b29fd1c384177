"""The version stands in `kapi.__version__` alone; the change log says the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import kapi

ROOT = Path(__file__).parents[1]


def test_the_change_log_begins_with_this_version() -> None:
    log = (ROOT / "CHANGELOG.md").read_text()
    first = next(line for line in log.splitlines() if line.startswith("## "))
    version, _, rest = first.removeprefix("## ").partition(" ")
    released = f"{version}.dev0" if rest == "(not released)" else version
    assert released == kapi.__version__


def test_the_wheel_has_the_version_of_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert "version" in project["project"]["dynamic"]
    assert project["tool"]["hatch"]["version"]["path"] == "src/kapi/__init__.py"

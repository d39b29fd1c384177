"""Every row of docs/manual-faults.md is shown by its program, on the kernel that runs here."""

from __future__ import annotations

import functools
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import cannot, needs

ROOT = Path(__file__).parents[2]
PROGRAMS = ROOT / "tests" / "manual"
PAGE = (ROOT / "docs" / "manual-faults.md").read_text()
ROWS = dict.fromkeys(re.findall(r"(?m)\| `(\w+\.c)` `(\w+)` \|$", PAGE))
HELPERS = {("execve.c", "who")}  # what a program there runs


@pytest.fixture(scope="session")
def programs() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="manual-"))
    place.chmod(0o755)  # one that is nobody runs itself again
    yield place
    shutil.rmtree(place)


@functools.cache
def compiled(name: str, place: Path) -> Path:
    binary = place / name.removesuffix(".c")
    flags = ["-O1", "-Wall"]
    subprocess.run([needs("gcc"), *flags, "-o", str(binary), str(PROGRAMS / name)], check=True)
    return binary


@pytest.mark.parametrize(("program", "check"), ROWS, ids=str)
def test_what_happens(program: str, check: str, programs: Path, tmp_path: Path) -> None:
    if platform.machine() != "x86_64":
        cannot("the programs are written for x86-64")
    tmp_path.chmod(0o755)
    done = subprocess.run(
        [compiled(program, programs), check],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode == 77:
        cannot(done.stdout.strip() or f"{check} cannot be made here")
    assert done.returncode == 0, done.stdout


def test_every_check_has_a_row_and_there_are_enough() -> None:
    found = {
        (path.name, check)
        for path in PROGRAMS.glob("*.c")
        for check in re.findall(r"\bCHECK\((\w+)\)", path.read_text())
    }
    assert found - HELPERS == set(ROWS)
    wrong = PAGE[: PAGE.index("## What the page leaves out")]
    assert len(re.findall(r"(?m)^\| \w+\(2\) \|", wrong)) >= 25

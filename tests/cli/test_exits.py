"""Exit codes: the table in every help text, and those of programs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kapi.cli.exits import MEANINGS, Exit, epilog, of_program
from tests.cli.conftest import Call


def test_the_help_lists_examples_and_codes() -> None:
    text = epilog("kapi list x", "kapi show y")
    rows = text.split("\n")
    assert rows[:4] == ["\b", "Examples:", "  kapi list x", "  kapi show y"]
    assert rows[4:7] == ["", "\b", "Exit codes:"]
    assert [row.split()[0] for row in rows[7:]] == [str(code.value) for code in Exit]
    assert rows[7] == "  0    done"


def test_every_code_has_a_meaning_and_none_a_second_one() -> None:
    assert set(MEANINGS) == set(Exit)
    assert [code.value for code in Exit] == [0, 1, 2, 3, 4, 5, 70, 130]


@pytest.mark.parametrize(("status", "code"), [(None, 0), (0, 0), (7, 7), (-2, 130), (-15, 143)])
def test_the_code_of_a_program(status: int | None, code: int) -> None:
    assert of_program(status) == code


def test_a_shell_has_the_same_code_for_a_signal() -> None:
    done = subprocess.run(["sh", "-c", "(kill -9 $(sh -c 'echo $PPID')); exit $?"], check=False)
    ended = subprocess.run(
        [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], check=False
    )
    assert of_program(ended.returncode) == done.returncode == 137


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["list", "SPECS"], Exit.CLEAN),
        (["show", "nothing", "SPECS"], Exit.FINDINGS),
        (["show"], Exit.USAGE),
        (["list", "/nonexistent"], Exit.UNREADABLE),
        (["list", "EMPTY"], Exit.NOTHING),
    ],
)
def test_commands_end_so(
    call: Call, specs_file: str, tmp_path: Path, arguments: list[str], code: Exit
) -> None:
    empty = tmp_path / "empty.c"
    empty.write_text("int a;\n")
    files = {"SPECS": specs_file, "EMPTY": str(empty)}
    assert call(*(files.get(one, one) for one in arguments)).code == code

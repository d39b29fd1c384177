"""Exit codes: the table in every help text, and those of programs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kapi.cli.exits import MEANINGS, Exit, epilog, of_program
from kapi.cli.group import COMMANDS
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


RIGHT = """\
/**
 * sys_close - close
 * @fd: what
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
FILES = {
    "RIGHT": RIGHT,
    "WRONG": RIGHT.replace("success:", "sucess:"),
    "REFUTED": RIGHT.replace("EBADF, ", "EINVAL, "),
    "EMPTY": "int a;\n",
    "LOG": "close(77) = -1 EBADF (Bad file descriptor)\nclose(0) = 0\n",
    "VIOLATING": "close(3) = 5\n",
    "CUT": "close(77) = -1 EBADF (Bad file descriptor)\nclo\n",
    "PROSE": "no call\n",
    "SETTINGS": "[lint]\nsett = 1\n",
}
ENDS = {
    "list": {0: "RIGHT", 2: "--bogus", 3: "NONE", 4: "EMPTY"},
    "show": {0: "close RIGHT", 1: "clos RIGHT", 2: "", 3: "close NONE", 4: "close EMPTY"},
    "extract": {0: "RIGHT", 2: "-f text RIGHT", 3: "NONE", 4: "EMPTY"},
    "lint": {0: "RIGHT", 1: "WRONG", 2: "--select nope RIGHT", 3: "NONE", 4: "EMPTY"},
    "diff": {
        0: "RIGHT REFUTED",
        1: "--fail-on breaking RIGHT REFUTED",
        2: "RIGHT RIGHT --api nope",
        3: "RIGHT NONE",
        4: "RIGHT EMPTY",
    },
    "rules": {0: "signed-range", 2: "nope"},
    "config": {0: "", 2: "--config SETTINGS"},
    "schema": {0: "rules", 2: "nope"},
    "evidence": {
        0: "--no-run --from RIGHT",
        1: "--no-run --from RIGHT nope",
        2: "--bogus",
        3: "--no-run --from NONE",
        4: "--no-run --from EMPTY",
        5: "--no-run --from RIGHT --strict",
    },
    "test": {
        0: "--from RIGHT --budget 9",
        1: "--from REFUTED --budget 9",
        2: "--budget 0",
        3: "--from NONE",
        4: "--from EMPTY",
        5: "--from RIGHT --budget 9 --strict",
    },
    "test --list": {0: "--from RIGHT", 1: "--from RIGHT nope", 3: "--from NONE", 4: "--from EMPTY"},
    "explain": {
        0: "close(77)_=_-1_EBADF",
        1: "mlok(1)_=_-1_EBADF",
        2: "",
        3: "--from NONE close(77)_=_-1_EBADF",
        4: "--from EMPTY close(77)_=_-1_EBADF",
    },
    "verify": {
        0: "--replay LOG",
        1: "--replay VIOLATING",
        2: "",
        3: "--replay NONE",
        4: "--replay PROSE",
        5: "--replay CUT --strict",
    },
    "coverage": {0: "--replay LOG", 2: "", 3: "--from NONE --replay LOG", 4: "--replay PROSE"},
    "trace": {0: "--replay LOG", 2: "", 3: "--replay NONE", 4: "--replay PROSE"},
    "export": {
        0: "-t c-header --from RIGHT",
        1: "-t c-header --from RIGHT nope",
        2: "-t debugfs-tree --from RIGHT",
        3: "-t c-header --from NONE",
        4: "-t c-header --from EMPTY",
    },
    "embed": {0: "RIGHT -o OUT", 2: "RIGHT", 3: "NONE -o OUT", 4: "EMPTY -o OUT"},
    "mount": {2: "", 3: "RIGHT"},
    "lsp": {2: "--bogus"},
}
"""For each command, what it ends with; those of `mount` and `lsp` that work go on."""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    paths = {name: str(tmp_path / f"{name.lower()}.c") for name in (*FILES, "NONE", "OUT")}
    for name, text in FILES.items():
        Path(paths[name]).write_text(text)
    return paths


@pytest.mark.parametrize(
    ("command", "code", "rest"),
    [(name, code, rest) for name, ends in ENDS.items() for code, rest in ends.items()],
)
def test_commands_end_so(
    call: Call, files: dict[str, str], command: str, code: int, rest: str
) -> None:
    words = (files.get(word, word.replace("_", " ")) for word in rest.split())
    result = call(*command.split(), *words)
    assert result.code == code, result.err
    assert result.out or result.err or command in ("embed", "extract")


def test_no_command_is_left_out() -> None:
    assert {name.split()[0] for name in ENDS} == set(COMMANDS)

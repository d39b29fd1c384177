"""Completion, as the functions of the shells ask for it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from kapi.pipeline.shipped import catalogue_calls
from tests.cli.conftest import KAPI
from tests.shipped import catalogue


def completed(*words: str, shell: str = "bash") -> list[str]:
    """What kapi tells ``shell`` of the last of ``words``, which stand after its name.

    The shell gives them as they were typed, with quotes.
    """
    place = {"COMP_WORDS": shlex.join(["kapi", *words]), "COMP_CWORD": str(len(words))}
    if shell == "fish":
        place["COMP_CWORD"] = words[-1]
    done = subprocess.run(
        KAPI,
        env={**os.environ, **place, "_KAPI_COMPLETE": f"{shell}_complete"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    rows = done.stdout.split()
    return rows[1::3] if shell == "zsh" else [one.partition(",")[2] for one in rows]


def test_the_names_are_those_of_the_catalogue() -> None:
    assert set(catalogue_calls()) == {one.name for one in catalogue()}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_names_of_apis(shell: str) -> None:
    mlock = ["mlock", "mlock2", "mlockall"]
    assert completed("show", "ml", shell=shell) == mlock
    assert completed("test", "munlock", "ml", shell=shell) == mlock


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["evidence", "sys_mlock2"], ["sys_mlock2"]),
        (["show", "binder_fr"], ["BINDER_FREEZE"]),
        (["diff", "--api", "munlocka"], ["munlockall"]),
        (["show", "zz"], []),
        (["rules", "unlisted-v"], ["unlisted-violation"]),
        (["lint", "--select", "unlisted-v"], ["unlisted-violation"]),
        (["lint", "--ignore", "text,unlisted-v"], ["text,unlisted-violation"]),
        (["schema", "evi"], ["evidence"]),
    ],
)
def test_other_words(words: list[str], found: list[str]) -> None:
    assert completed(*words) == found


def test_names_of_a_source(specs_file: str, tmp_path: Path) -> None:
    assert completed("test", "--from", specs_file, "m") == ["mlock", "munlock"]
    missing = str(tmp_path / "none")
    assert completed("test", "--from", missing, "mlock2") == ["mlock2"]


def test_bash_takes_the_script() -> None:
    bash = shutil.which("bash")
    assert bash
    script = subprocess.run(
        KAPI, env={**os.environ, "_KAPI_COMPLETE": "bash_source"}, capture_output=True, check=False
    ).stdout
    assert subprocess.run([bash, "-n"], input=script, check=False).returncode == 0

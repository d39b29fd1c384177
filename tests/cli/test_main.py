"""The entry point: whatever happens, a message and an exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kapi.cli import main as module
from tests.cli.conftest import KAPI, Call


def test_what_happens_in_a_command(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(module.sys, "argv", ["kapi", "list"])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def raising(error: BaseException) -> tuple[int, str]:
        def run(arguments: list[str]) -> int:
            raise error

        monkeypatch.setattr(module, "_run", run)
        result = call("list")
        return result.code, result.err

    assert raising(KeyboardInterrupt()) == (130, "kapi: interrupted\n")
    gone = FileNotFoundError(2, "No such file or directory")
    assert raising(gone) == (3, "kapi: the current directory is gone\n")
    limit = "kapi: no process can be made: a limit (ulimit -u, ulimit -n, pids.max) is reached\n"
    assert raising(BlockingIOError(11, "no more processes")) == (5, limit)
    code, said = raising(ValueError("x\ny"))
    assert code == 70
    assert said.startswith("kapi: internal error: ValueError: x\\ny; please send ")
    (report,) = tmp_path.glob("kapi-report-*.txt")
    assert f"please send {report} to the authors" in said
    text = report.read_text()
    assert "arguments: ['list']" in text
    assert "ValueError: x\ny" in text
    code, said = raising(PermissionError(13, "Permission denied", "/x"))
    assert code == 70
    assert "PermissionError" in said
    assert len(raising(ValueError("m" * 900))[1]) < 400


def run(*arguments: str, shell: str) -> subprocess.CompletedProcess[str]:
    """Run kapi as ``"$@"`` of a shell's text."""
    return subprocess.run(
        ["sh", "-c", shell, "sh", *KAPI, *arguments],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_streams_that_are_closed(specs_file: str) -> None:
    no_output = run("list", specs_file, shell='"$@" >&-')
    assert (no_output.returncode, no_output.stdout) == (3, "")
    assert no_output.stderr == "kapi: cannot write the output: Bad file descriptor\n"
    no_error = run("list", specs_file, "/nonexistent", shell='"$@" 2>&-')
    assert no_error.returncode == 3
    assert "sys_mlock" in no_error.stdout
    no_input = run("list", "-", shell='"$@" <&-')
    assert no_input.returncode == 3
    assert "kapi" in no_input.stderr or "-" in no_input.stderr
    assert "Traceback" not in no_input.stderr

"""What stops a program, against what execve says of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kapi.situation import programs
from tests.situation.standing import standing

FILES = {
    "script": (b"#! /bin/true x\n", 0o755, "PROGRAM_LOADS", 0),
    "words": (b"no format\n", 0o755, "PROGRAM_UNKNOWN", 8),
    "empty": (b"", 0o755, "PROGRAM_UNKNOWN", 8),
    "nobody": (b"#! \n", 0o755, "PROGRAM_UNKNOWN", 8),
    "lost": (b"#!/missing/interpreter\n", 0o755, "PROGRAM_MISSING", 2),
    "refused": (b"#!/etc/passwd\n", 0o755, "PROGRAM_DENIED", 13),
    "directory": (b"#!/\n", 0o755, "PROGRAM_DENIED", 13),
}


def _errno(path: Path) -> int:
    """What execve() of the file gives; 0 when it runs."""
    child = os.fork()
    if child == 0:
        try:
            os.execv(path, [str(path)])
        except OSError as problem:
            os._exit(problem.errno or 255)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("name", FILES)
def test_loading(name: str, tmp_path: Path) -> None:
    text, mode, expected, number = FILES[name]
    path = tmp_path / name
    path.write_bytes(text)
    path.chmod(mode)
    assert _errno(path) == number
    with standing(lambda: None) as (process, _):
        fd = os.open(path, os.O_PATH)
        assert programs.loading(process, fd) == expected
        os.close(fd)


@pytest.mark.parametrize(("length", "end", "number"), [(5, "PROGRAM_LOADS", 0), (6, "", 40)])
def test_scripts_in_a_row(length: int, end: str, number: int, tmp_path: Path) -> None:
    before = "/bin/true"
    for place in range(length):
        path = tmp_path / str(place)
        path.write_text(f"#!{before}\n")
        path.chmod(0o755)
        before = str(path)
    assert _errno(Path(before)) == number
    with standing(lambda: None) as (process, _):
        fd = os.open(before, os.O_PATH)
        assert programs.loading(process, fd) == (end or "PROGRAM_TOO_DEEP")
        os.close(fd)


def test_a_file_that_is_written(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x")
    fd = os.open(path, os.O_PATH)
    assert programs.being_written(fd) == 0
    with path.open("a"):
        assert programs.being_written(fd) == 1
    assert programs.being_written(fd) == 0
    os.close(fd)

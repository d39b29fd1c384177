"""What stops a program, against what execve says of it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import platform
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from kapi.situation import programs
from kapi.situation.process import Unknown
from tests.needs import needs
from tests.situation.standing import standing

FILES = {
    "words": (b"no format\n", 0o755, "PROGRAM_UNKNOWN", 8),
    "empty": (b"", 0o755, "PROGRAM_UNKNOWN", 8),
    "nobody": (b"#! \n", 0o755, "PROGRAM_UNKNOWN", 8),
    "lost": (b"#!/missing/interpreter\n", 0o755, "PROGRAM_MISSING", 2),
    "refused": (b"#!/etc/passwd\n", 0o755, "PROGRAM_DENIED", 13),
    "directory": (b"#!/\n", 0o755, "PROGRAM_DENIED", 13),
}


def _elf(*segments: tuple[int, int, int], kind: int = 3, count: int = -1) -> bytes:
    """An ELF header of x86-64 and these segments: their type, offset and length."""
    count = len(segments) if count < 0 else count
    names = struct.pack("<16sHHI", b"\x7fELF\2\1\1", kind, 62, 1)
    places = struct.pack("<QQQIHHHHHH", 4096, 64, 0, 0, 64, 56, count, 0, 0, 0)
    rows = (struct.pack("<IIQQQQQQ", one, 5, at, 0, 0, size, size, 1) for one, at, size in segments)
    return names + places + b"".join(rows)


BINARIES = {
    "name cut off": (_elf((3, 120, 8)) + b"/bin/tr", b"", "PROGRAM_CUT_OFF", 5),
    "name without end": (_elf((3, 120, 3)) + b"lib", b"", "PROGRAM_UNKNOWN", 8),
    "name at no position": (_elf((3, 1 << 63, 8)), b"", "", 22),
    "short interpreter": (_elf((3, 120, 4)) + b"lib\0", b"\x7fELF", "PROGRAM_CUT_OFF", 5),
    "no interpreter": (_elf((3, 120, 4)) + b"lib\0", b"#" * 64, "PROGRAM_BAD_INTERPRETER", 80),
    "without segments": (_elf((3, 120, 4)) + b"lib\0", _elf(), "PROGRAM_BAD_INTERPRETER", 80),
    "table cut off": (_elf((1, 0, 0), count=5), b"", "PROGRAM_UNKNOWN", 8),
    "no program": (_elf((1, 0, 0), kind=1), b"", "PROGRAM_UNKNOWN", 8),
    "object file": (_elf((3, 120, 4)) + b"lib\0", _elf((1, 0, 4), kind=1), "PROGRAM_LOADS", -11),
    "below a file": (b"#!lib/x\n", b"x", "PROGRAM_NOT_DIRECTORY", 20),
    "link to itself": (b"#!loop\n", b"", "PROGRAM_LOOP", 40),
    "name too long": (_elf((3, 120, 301)) + b"l" * 300 + b"\0", b"", "PROGRAM_NAME_TOO_LONG", 36),
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program without libraries: the lease that finds writers is for a file's owner, or root."""
    program = tmp_path_factory.mktemp("own") / "program"
    static = [needs("gcc"), "-static", "-x", "c", "-", "-o", program]
    subprocess.run(static, input=b"int main(void) { return 0; }", check=True)
    return program


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


@pytest.mark.skipif(platform.machine() != "x86_64", reason="programs of x86-64")
@pytest.mark.parametrize("name", BINARIES)
def test_binaries(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, library, expected, number = BINARIES[name]
    monkeypatch.chdir(tmp_path)
    Path("loop").symlink_to("loop")
    for path, content in ((Path("program"), program), (Path("lib"), library)):
        path.write_bytes(content)
        path.chmod(0o755)
    assert _errno(Path("program")) == number
    with standing(lambda: None) as (process, _), contextlib.ExitStack() as refused:
        fd = os.open("program", os.O_PATH)
        if not expected:
            refused.enter_context(pytest.raises(Unknown, match="position"))
        assert programs.loading(process, fd) == expected
    os.close(fd)


def test_interpreters_of_others_are_known_to_root_only(tmp_path: Path) -> None:
    path = tmp_path / "script"
    path.write_text("#! /bin/true x\n")
    path.chmod(0o755)
    assert _errno(path) == 0
    with standing(lambda: None) as (process, _), contextlib.ExitStack() as refused:
        fd = os.open(path, os.O_PATH)
        if os.geteuid():
            refused.enter_context(pytest.raises(Unknown, match="no lease"))
        assert programs.loading(process, fd) == "PROGRAM_LOADS"
    os.close(fd)


@pytest.mark.parametrize(("length", "end", "number"), [(5, "PROGRAM_LOADS", 0), (6, "", 40)])
def test_scripts_in_a_row(
    length: int, end: str, number: int, tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(own, "program")
    before = "program"  # the name of an interpreter ends at a blank, and tmp_path may have one
    for place in range(length):
        path = Path(str(place))
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


def test_no_lease_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("#!/bin/true\n")
    holder = os.open(path, os.O_RDONLY)
    fcntl.fcntl(holder, fcntl.F_SETLEASE, fcntl.F_WRLCK)
    fd = os.open(path, os.O_PATH)
    with pytest.raises(Unknown, match="lease"):
        programs.being_written(fd)
    assert fcntl.fcntl(holder, fcntl.F_GETLEASE) == fcntl.F_WRLCK
    os.close(fd)
    os.close(holder)

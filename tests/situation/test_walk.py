"""At which name a walk ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kapi.situation.process import Process
from kapi.situation.walk import walked

_MOUNTS = """
import ctypes, os, sys
from kapi.situation.process import Process
from kapi.situation.walk import _served_devices
libc = ctypes.CDLL(None, use_errno=True)
def check():
    with open("/proc/self/mountinfo") as file:
        rows = [row for row in file if " - fuse" in row]
    with Process(os.getpid()) as process:
        assert _served_devices(process) == {row.split()[2] for row in rows}, rows
    return len(rows)
before = check()
served = os.open("/dev/fuse", os.O_RDWR)
options = f"fd={served},rootmode=40000,user_id=0,group_id=0".encode()
place = sys.argv[1].encode()
assert libc.mount(b"fuse", place, b"fuse", 0, options) == 0, os.strerror(ctypes.get_errno())
assert check() == before + 1
assert libc.umount2(place, 2) == 0, os.strerror(ctypes.get_errno())
assert check() == before
"""
"""Nobody answers for the file system: it is mounted, and never looked at."""


@pytest.mark.skipif(os.geteuid() != 0 or not os.path.exists("/dev/fuse"), reason="mounts a FUSE")
def test_what_a_program_serves_is_known_as_soon_as_it_is_mounted(tmp_path: Path) -> None:
    program = [sys.executable, "-c", _MOUNTS, str(tmp_path)]
    made = subprocess.run(["unshare", "--mount", *program], capture_output=True, text=True)
    assert made.returncode == 0, made.stderr


@pytest.mark.parametrize(
    ("path", "end", "at"),
    [
        ("{here}/a/file", "WALK_FOUND", "{here}/a/file"),
        ("{here}/a/nope/x", "WALK_MISSING", "{here}/a/nope"),
        ("{here}//a/./nope", "WALK_MISSING", "{here}/a/./nope"),
        ("{here}/a/file/x", "WALK_NOT_DIRECTORY", "{here}/a/file"),
        ("{here}/a/file/", "WALK_NOT_DIRECTORY", "{here}/a/file"),
        ("{here}/relative/x", "WALK_MISSING", "{here}/a/gone"),
        ("{here}/absolute", "WALK_MISSING", "/nowhere-at-all"),
        ("{here}/loop/x", "WALK_LOOP", "{here}/loop"),
    ],
)
def test_the_name_at_which_a_walk_ends(path: str, end: str, at: str, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/file").touch()
    (tmp_path / "relative").symlink_to("a/gone")
    (tmp_path / "absolute").symlink_to("/nowhere-at-all")
    (tmp_path / "loop").symlink_to("loop")
    os.chmod(tmp_path, 0o755)
    with Process(os.getpid()) as process:
        found = walked(process, path.format(here=tmp_path).encode(), -100, 0)
    assert (found.end, os.fsdecode(found.at)) == (end, at.format(here=tmp_path))

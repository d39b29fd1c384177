"""At which name a walk ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kapi.situation.process import Process
from kapi.situation.walk import walked


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

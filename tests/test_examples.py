"""examples/: the patch is a mail that git takes, holds what it claims, and the demo runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from kapi.sources.load import load
from tests.needs import needs
from tests.vocab.linux_tree import linux_tree

ROOT = Path(__file__).parents[1]
PATCH = ROOT / "examples" / "getrandom.patch"


def test_the_patch_is_read_without_a_finding() -> None:
    loaded = load([str(PATCH)])
    assert list(loaded.findings) == []
    (spec,) = loaded.specs
    assert spec.name == "sys_getrandom"
    assert [param.name for param in spec.params] == ["ubuf", "len", "flags"]
    assert [e.errno for e in spec.errors] == ["EINVAL", "EINVAL", "EAGAIN", "EINTR", "EFAULT"]
    assert spec.extensions == ()


def test_git_takes_the_patch_for_a_mail_with_a_whole_diff(tmp_path: Path) -> None:
    git = needs("git")
    info = subprocess.run(
        [git, "mailinfo", tmp_path / "message", tmp_path / "diff"],
        input=PATCH.read_bytes(),
        capture_output=True,
        check=True,
    )
    assert b"Author: A Developer" in info.stdout
    done = subprocess.run(
        [git, "apply", "--numstat", tmp_path / "diff"], capture_output=True, check=True
    )
    added, removed, path = done.stdout.decode().split()
    rows = PATCH.read_text().split("\n")
    assert int(added) == sum(row.startswith("+") and not row.startswith("+++") for row in rows)
    assert (removed, path) == ("0", "drivers/char/random.c")


def test_the_patch_applies_to_the_kernel() -> None:
    done = subprocess.run([needs("git"), "apply", "--check", PATCH], cwd=linux_tree(), check=False)
    assert done.returncode == 0


def test_the_demo_shows_its_commands_and_their_output() -> None:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", ROOT / "examples" / "demo.sh"],
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n$ kapi ") == 5
    assert "\nfindings: 0\n" in done.stdout
    assert "error EMFILE (too many descriptors)" in done.stdout

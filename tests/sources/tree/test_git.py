"""Files and directories of a revision; git itself makes the repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from kapi.errors import InputError
from kapi.sources.load import load
from kapi.sources.loaded import InputKind
from kapi.sources.tree.git import find_object
from tests.needs import needs
from tests.sources.examples import AFTER, NAMES, diff


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    git = needs("git")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.chdir(tmp_path)
    files = {
        "kernel/widget.c": AFTER,
        "mm/a b\u00fc.c": AFTER.replace("mute", "stop"),
        "x.rst": AFTER,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "0001.patch").write_text(diff(), encoding="utf-8")
    person = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    for command in (["init", "-q"], ["add", "."], [*person, "commit", "-qm", "Add widgets"]):
        subprocess.run([git, *command], check=True)
    for name in files:
        (tmp_path / name).unlink()
    return tmp_path


def test_a_file(repository: Path) -> None:
    loaded = load(["git:HEAD:kernel/widget.c"])
    assert [spec.name for spec in loaded.specs] == NAMES
    assert loaded.inputs[0].kind is InputKind.GIT
    assert loaded.findings == ()
    assert loaded.specs[0].origin.source == "git:HEAD:kernel/widget.c"
    assert [spec.name for spec in load(["git:HEAD:0001.patch"]).specs] == NAMES


@pytest.mark.parametrize("name", ["git:HEAD:", "git:HEAD"])
def test_a_whole_revision(repository: Path, name: str) -> None:
    loaded = load([name])
    assert [(spec.origin.file, spec.name) for spec in loaded.specs] == [
        ("kernel/widget.c", "sys_tune"),
        ("kernel/widget.c", "sys_mute"),
        ("mm/a b\u00fc.c", "sys_tune"),
        ("mm/a b\u00fc.c", "sys_stop"),
    ]


def test_a_directory(repository: Path) -> None:
    assert [spec.origin.file for spec in load(["git:HEAD:kernel"]).specs] == ["widget.c"] * 2


def test_the_work_tree_is_not_touched(repository: Path) -> None:
    before = sorted(repository.rglob("*"))
    load(["git:HEAD:", "git:HEAD:kernel"])
    assert [p for p in sorted(repository.rglob("*")) if ".git" not in p.parts] == [
        p for p in before if ".git" not in p.parts
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("git:nonsense:kernel/widget.c", "nonsense"),
        ("git:HEAD:no/such.c", "no/such.c"),
        ("git::kernel/widget.c", "expected git:"),
        ("git:--output=x:y", "expected git:"),
        ("git:", "expected git:"),
    ],
)
def test_wrong_names(repository: Path, name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        find_object(name)
    loaded = load([name, "git:HEAD:kernel/widget.c"])
    assert loaded.unreadable == (name,)
    assert [finding.code for finding in loaded.findings] == ["unreadable-input"]
    assert len(loaded.specs) == 2


def test_no_repository_and_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("git")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert load(["git:HEAD:a.c"]).unreadable == ("git:HEAD:a.c",)
    monkeypatch.setenv("PATH", str(tmp_path))
    (finding,) = load(["git:HEAD:a.c"]).findings
    assert "cannot run git" in finding.message

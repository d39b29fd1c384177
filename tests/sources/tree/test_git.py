"""Files and directories of a revision; git itself makes the repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from kapi.errors import InputError
from kapi.sources.load import load
from kapi.sources.loaded import MAX_BYTES, InputKind
from kapi.sources.tree import git
from kapi.sources.tree.git import find_object, is_revision
from tests.needs import needs
from tests.sources.examples import AFTER, NAMES, diff


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = needs("git")
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
        subprocess.run([program, *command], check=True)
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


def commit(repository: Path, name: bytes, content: bytes) -> None:
    (repository / os.fsdecode(name)).write_bytes(content)
    person = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    for command in (["add", os.fsdecode(name)], [*person, "commit", "-qm", "More"]):
        subprocess.run(["git", *command], check=True, cwd=repository)


def test_an_object_that_is_too_large_is_not_read(repository: Path) -> None:
    """What git keeps in a thousandth of its size; others of the same revision are read."""
    commit(repository, b"big.c", AFTER.encode() + b" " * MAX_BYTES)
    alone = load(["git:HEAD:big.c"])
    assert alone.unreadable == ("git:HEAD:big.c",)
    assert "larger than 64 MiB" in alone.findings[0].message
    among = load(["git:HEAD"])
    assert len(among.specs) == 4
    (finding,) = (one for one in among.findings if one.code == "unreadable-input")
    assert finding.span.file == "big.c"
    assert [one.file for one in among.inputs[0].skipped] == ["big.c"]


def test_a_file_is_what_its_name_says_whatever_that_is(repository: Path) -> None:
    """A line break in a name asked git for another object: the next file had its content."""
    commit(repository, b"other.txt", AFTER.replace("mute", "other").encode())
    commit(repository, b"a.c\nHEAD:other.txt\n.c", AFTER.replace("mute", "broken").encode())
    commit(repository, b"b\xff.c", AFTER.replace("mute", "bytes").encode())
    found = {spec.name: spec.origin.file for spec in load(["git:HEAD"]).specs}
    assert found.keys() == {"sys_tune", "sys_mute", "sys_stop", "sys_broken", "sys_bytes"}
    assert found["sys_mute"] == "kernel/widget.c"
    assert found["sys_broken"].startswith("a.c")
    assert found["sys_bytes"].encode()


def test_no_program_of_the_repository_is_run(repository: Path, tmp_path: Path) -> None:
    """Git fetches objects that are missing by what the repository names, if it is let."""
    ran = tmp_path / "ran"
    subprocess.run(["git", "config", "remote.origin.promisor", "true"], check=True)
    subprocess.run(["git", "config", "remote.origin.url", f"ext::sh -c touch% {ran}"], check=True)
    subprocess.run(["git", "config", "protocol.ext.allow", "always"], check=True)
    subprocess.run(["git", "config", "extensions.partialClone", "origin"], check=True)
    subprocess.run(["git", "config", "core.repositoryFormatVersion", "1"], check=True)
    blob = find_object("git:HEAD:kernel/widget.c").id
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert not is_revision("1" * 40)
    assert is_revision("HEAD")
    for name, specs in (("git:HEAD", 2), ("git:HEAD:kernel/widget.c", 0), ("git:HEAD:kernel", 0)):
        loaded = load([name])
        assert len(loaded.specs) == specs
        assert [one.code for one in loaded.findings] == ["unreadable-input"]  # and never nothing
    assert not ran.exists()
    subprocess.run(["git", "cat-file", "-e", blob], check=False)
    assert ran.exists()  # without that care it is run


@pytest.mark.parametrize("name", ["HEAD", "packed-refs", "objects/info/alternates"])
def test_a_fifo_in_the_repository_has_an_end(
    repository: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    place = repository / ".git" / name
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    monkeypatch.setattr(git, "_PATIENCE", 1.0)
    with pytest.raises(InputError, match="comes to no end"):
        find_object("git:HEAD:kernel/widget.c")
    with pytest.raises(InputError, match="comes to no end"):
        is_revision("HEAD")


def test_no_repository_and_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("git")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert load(["git:HEAD:a.c"]).unreadable == ("git:HEAD:a.c",)
    monkeypatch.setenv("PATH", str(tmp_path))
    (finding,) = load(["git:HEAD:a.c"]).findings
    assert "cannot run git" in finding.message

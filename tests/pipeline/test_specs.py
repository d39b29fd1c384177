"""Sources and names → specs: which are meant, and whether their places can be opened."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kapi.pipeline.specs import (
    Options,
    choose,
    find_specs,
    load_as_named,
    load_specs,
    paths_of_texts,
)
from tests.needs import needs

SPEC = """\
/**
 * {name} - do a thing
 * @start: where
 *
 * contexts: process
 *
 * param: start
 *   type: uint, input
 *   typo: x
 *
 * return:
 *   type: int
 */
SYSCALL_DEFINE1({bare}, unsigned long, start)
"""
HERE = Options(cache=False, jobs=1)


def text(name: str) -> str:
    return SPEC.format(name=name, bare=name.removeprefix("sys_"))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    room = tmp_path / "tree"
    (room / "mm").mkdir(parents=True)
    (room / "mm" / "a.c").write_text(text("sys_turn"))
    (room / "mm" / "b.c").write_text(text("sys_return"))
    return room


@pytest.mark.parametrize("name", ["sys_turn", "turn", "turn(2)", "turn()"])
def test_a_system_call_by_any_of_its_names(tree: Path, name: str) -> None:
    found = find_specs(name, [str(tree)], HERE)
    assert [spec.name for spec in found.specs] == ["sys_turn"]
    assert found.nearest == ()


def test_an_exact_name_is_preferred(tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    function = text("turn").replace(
        "SYSCALL_DEFINE1(turn, unsigned long, start)", "int turn(int start)"
    )
    path.write_text(f"{function}{{\n}}\n{text('sys_turn')}")
    for name in ("turn", "sys_turn"):
        assert [one.name for one in find_specs(name, [str(path)], HERE).specs] == [name]


def test_findings_are_those_of_the_spec(tree: Path) -> None:
    """The other file has the same ones."""
    found = find_specs("turn", [str(tree)], HERE)
    assert {one.span.file for one in found.findings} == {str(tree / "mm" / "a.c")}
    assert "unknown-tag" in {one.code for one in found.findings}
    assert len(found.loaded.findings) > len(found.findings)


def test_findings_of_a_neighbour_in_one_file_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    path.write_text(text("sys_turn") + text("sys_return"))
    (spec,) = (found := find_specs("return", [str(path)], HERE)).specs
    assert found.findings
    assert all(one.span.line >= spec.origin.line for one in found.findings)


def test_what_cannot_be_read_is_said_with_any_name(tree: Path) -> None:
    found = find_specs("turn", [str(tree), "/nonexistent.c"], HERE)
    assert found.loaded.unreadable == ("/nonexistent.c",)
    assert "unreadable-input" in {one.code for one in found.findings}


def test_the_nearest_names_to_a_wrong_one(tree: Path) -> None:
    assert find_specs("trun", [str(tree)], HERE).nearest == ("sys_turn", "sys_return")
    assert find_specs("xyzzy", [str(tree)], HERE).nearest == ()
    assert find_specs("mlok", (), HERE).nearest[0] == "sys_mlock"


def test_one_spec_of_the_catalogue_reads_one_file() -> None:
    found = find_specs("mlock", (), HERE)
    assert [spec.name for spec in found.specs] == ["sys_mlock"]
    assert len(found.loaded.inputs) == 1
    assert len(load_specs((), HERE).specs) > 20


def test_places_in_a_tree_can_be_opened_from_here(tree: Path) -> None:
    loaded = load_specs([str(tree)], HERE)
    assert [Path(spec.origin.file) for spec in loaded.specs] == [
        tree / "mm" / "a.c",
        tree / "mm" / "b.c",
    ]
    assert all(Path(one.span.file).is_file() for one in loaded.findings)
    assert paths_of_texts(loaded) >= {str(tree / "mm" / "a.c")}
    named = load_as_named([str(tree)], HERE)
    assert [spec.origin.file for spec in named.specs] == ["mm/a.c", "mm/b.c"]


def test_places_in_a_revision_can_be_opened_by_git(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = needs("git")
    monkeypatch.chdir(tree)
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"],
    ):
        subprocess.run([git, *command], check=True)
    for source in ("git:HEAD", "git:HEAD:mm/"):
        (first, *_) = load_specs([source], HERE).specs
        assert first.origin.file == "git:HEAD:mm/a.c"


def test_progress_is_told_and_a_cache_is_kept(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    told: list[tuple[int, int | None, str]] = []
    load_specs([str(tree)], Options(jobs=1, cache=False, progress=lambda *now: told.append(now)))
    assert told
    assert not cache.exists()
    load_specs([str(tree)], Options(jobs=1))
    assert any(cache.rglob("*"))


@pytest.mark.parametrize("name", ["mlock", "MLOCK", "SYS_mlock", "mlock()", "Mlock(2)"])
def test_a_name_in_any_case(name: str) -> None:
    assert [one.name for one in find_specs(name, (), Options()).specs] == ["sys_mlock"]
    assert [one.name for one in find_specs(name, ("kapi:mm",), Options()).specs] == ["sys_mlock"]


def test_the_catalogue_has_names_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kapi:mm").mkdir()
    (tmp_path / "kapi:mm" / "mlock.c").write_text("int x;\n")
    monkeypatch.chdir(tmp_path)
    for source in ("kapi:mm/mlock", "kapi:mm/mlock.c"):
        (spec,) = load_specs((source,), Options()).specs
        assert (spec.origin.source, spec.origin.file) == ("kapi:mm/mlock.c",) * 2
        assert spec.errors[0].span.file == "kapi:mm/mlock.c"
    everything = load_specs((), Options())
    assert len(everything.specs) == len(everything.inputs) > 40
    assert all(one.source.startswith("kapi:") for one in everything.inputs)
    assert load_specs(("kapi:",), Options()).specs == everything.specs


@pytest.mark.parametrize("name", ["kapi:mm/nope.c", "kapi:../errors.py", "kapi:/etc/passwd"])
def test_the_catalogue_gives_its_own_files_only(name: str) -> None:
    loaded = load_specs((name,), Options())
    assert (loaded.specs, loaded.unreadable) == ((), (name,))
    assert "the catalogue has no such file" in loaded.findings[0].message


def test_sources_without_a_spec_are_listed(tmp_path: Path) -> None:
    empty = [str(tmp_path / name) for name in ("a.c", "b.c")]
    for name in empty:
        Path(name).write_text("int x;\n")
    _, specs, missing = choose(["mlock"], [*empty, "/nonexistent.c"], Options())
    assert specs == []
    assert missing == (f"no specification called mlock: {empty[0]}, {empty[1]} holds none at all",)


def test_an_api_of_the_catalogue_in_place_of_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("mlock", "sys_mlock", "MLOCK"):
        (finding,) = load_specs([name], Options()).findings
        said = f"that is no file; kapi:mm/mlock.c is the SOURCE with the spec of {name}"
        assert finding.hint == said
    for name in ("mlok", "mm/mlock", "mlock.c", ""):
        assert load_specs([name], Options()).findings[0].hint == ""
    (tmp_path / "mlock").write_bytes(b"\x7fELF")
    assert all("no file" not in one.hint for one in load_specs(["mlock"], Options()).findings)

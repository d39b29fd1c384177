"""Attributes in a directory that stands for /sys, and those of this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi.conform.results import Result, Status
from kapi.conform.trial import untried
from kapi.pipeline import Options, load_specs
from kapi.pipeline.sysfs_attributes import with_attributes
from kapi.vocab.words import ApiKind
from tests.shipped import catalogue


def tried(room: Path, path: str, mode: str, *rows: str) -> Result:
    """What is said of the one parameter of an attribute ``path`` below ``room``."""
    lines = ["ring_turns - turns", "", "api-type: sysfs", "contexts: process"]
    lines += [f"sysfs-path: {room}/{path}", f"sysfs-permissions: {mode}", "", "param: value"]
    lines += [f"  {row}" for row in rows]
    (room / "ring.c").write_text("/**\n" + "".join(f" * {one}\n" for one in lines) + " */\n")
    (spec,) = load_specs([str(room / "ring.c")], Options()).specs
    assert spec.kind is ApiKind.SYSFS
    (result,) = with_attributes(spec, untried(spec, "-"), f"{room}/").results
    return result


def rings(room: Path, *texts: str, mode: int = 0o444) -> None:
    for number, text in enumerate(texts):
        place = room / f"ring{number}" / "turns"
        place.parent.mkdir()
        place.write_text(text + "\n")
        place.chmod(mode)


@pytest.mark.parametrize(
    ("texts", "rows", "status"),
    [
        (("0", "1", "2"), ("type: uint", "constraint-type: range(0, 2)"), Status.CONFIRMED),
        (("0", "1", "3"), ("type: uint", "constraint-type: range(0, 2)"), Status.REFUTED),
        (("0", "-1", "1"), ("type: int", "constraint-type: range(0, 2)"), Status.REFUTED),
        (("-1", "-1", "1"), ("type: int", "constraint-type: range(-1, 2)"), Status.CONFIRMED),
        (("512", "4096", "1"), ("type: uint", "constraint-type: power_of_two"), Status.CONFIRMED),
        (("512", "4095", "1"), ("type: uint", "constraint-type: power_of_two"), Status.REFUTED),
        (("1", "2", "off"), ("type: uint", "constraint-type: range(0, 2)"), Status.REFUTED),
        (("a", "a b", "[b] a"), ("type: string", "allowed-strings: a, b"), Status.CONFIRMED),
        (("a", "a c", "[b] a"), ("type: string", "allowed-strings: a, b"), Status.REFUTED),
        (("go on", "stop", "7"), ("type: string", "allowed-strings: go on, stop"), Status.REFUTED),
        (("1", "2"), ("type: uint", "constraint-type: range(0, 2)"), Status.PLAUSIBLE),
    ],
)
def test_values(
    tmp_path: Path, texts: tuple[str, ...], rows: tuple[str, ...], status: Status
) -> None:
    rings(tmp_path, *texts)
    found = tried(tmp_path, "<ring>/turns", "0444", *rows)
    assert found.status is status, found
    if status is Status.REFUTED:
        assert found.code == "outside-limits"
        assert "turns" in found.call


def test_a_mode_that_is_not_the_stated_one_is_refuted(tmp_path: Path) -> None:
    rings(tmp_path, "1", "1", "1", mode=0o644)
    found = tried(tmp_path, "<ring>/turns", "0444", "type: uint")
    assert (found.code, found.reason) == ("wrong-permissions", "the mode is 0644, not 0444")


def test_what_may_be_written_was_not_seen_to_be_refused(tmp_path: Path) -> None:
    rings(tmp_path, "1", "1", "1", mode=0o644)
    found = tried(tmp_path, "<ring>/turns", "0644", "type: uint", "constraint-type: range(0, 2)")
    assert found.status is Status.PLAUSIBLE
    assert "nothing was written" in found.reason
    assert (tmp_path / "ring0" / "turns").read_text() == "1\n"


def test_nothing_outside_of_the_root_is_read(tmp_path: Path) -> None:
    root = tmp_path / "sys"
    root.mkdir()
    (tmp_path / "secret").write_text("1\n")
    (root / "link").symlink_to(tmp_path / "secret")
    for path in ("../secret", "link"):
        found = tried(root, path, "0444", "type: uint", "constraint-type: range(0, 2)")
        assert found.status is Status.NOT_TESTABLE
        assert found.reason == f"this machine has no {root}/{path}"


def test_what_a_file_holds_and_must_not_is_quoted(tmp_path: Path) -> None:
    rings(tmp_path, "[off] on auto")
    words = ("type: string", "allowed-strings: off, auto")
    found = tried(tmp_path, "ring0/turns", "0444", *words)
    assert found.reason == "'on' is none of the allowed strings"
    assert found.call == f'read("{tmp_path}/ring0/turns") = "[off] on auto"'
    found = tried(tmp_path, "ring0/turns", "0444", "type: uint", "constraint-type: range(0, 2)")
    assert found.reason == "it is no number"


@pytest.mark.parametrize("path", ["<ring>/turns", "no/file", "ring0/../../turns"])
def test_without_a_file_nothing_is_decided(tmp_path: Path, path: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path.parent / "turns").write_text("1\n")
    (tmp_path / "out" / "turns").symlink_to("/etc/hostname")  # leads out of the room
    found = tried(tmp_path, path, "0444", "type: uint")
    assert found.status is Status.NOT_TESTABLE
    assert "this machine has no" in found.reason


def test_the_attributes_of_the_block_queue_are_not_refuted_here() -> None:
    specs = [one for one in catalogue() if one.kind is ApiKind.SYSFS]
    assert len(specs) == 12
    for spec in specs:
        found = with_attributes(spec, untried(spec, "-")).results
        (result,) = (one for one in found if one.kind == "param")
        assert result.status is not Status.REFUTED, result
        if not list(Path("/sys/block").glob("*/queue")):
            assert result.status is Status.NOT_TESTABLE


def test_words_that_the_attribute_lists_are_allowed_too(tmp_path: Path) -> None:
    rings(tmp_path, "on", "off", "out")
    mode = "0444\n * sysfs-allowed-strings: on, off"
    found = tried(tmp_path, "<ring>/turns", mode, "type: string")
    assert found.reason == "'out' is none of the allowed strings"


@pytest.mark.parametrize(("count", "files"), [(1, "1 file"), (2, "2 files")])
def test_how_few_files_there_were_is_said(tmp_path: Path, count: int, files: str) -> None:
    rings(tmp_path, *["1"] * count)
    found = tried(tmp_path, "<ring>/turns", "0444", "type: uint", "constraint-type: range(0, 2)")
    assert found.reason == f"only {files} here"

"""Images and trees of debugfs as sources of every command, and what is none of them."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from kapi.kernel.debugfs_files import files_of, write_tree
from kapi.kernel.encode import carried
from kapi.pipeline import Options, find_specs, load_specs
from kapi.sources.loaded import InputKind
from tests.kernel.build import X86, compiled, source_of

PAGE = (find_specs("mlock", [], Options()).specs, find_specs("munlock", [], Options()).specs)
SPECS = [one for specs in PAGE for one in specs]


def image(place: Path) -> Path:
    return compiled(source_of(SPECS), place, "-g")


def tree(place: Path) -> Path:
    write_tree(files_of(SPECS, X86), place)
    return place


@pytest.mark.parametrize(
    ("make", "prefix", "kind"),
    [
        (image, "", InputKind.IMAGE),
        (image, "vmlinux:", InputKind.IMAGE),
        (tree, "", InputKind.DEBUGFS),
        (tree, "debugfs:", InputKind.DEBUGFS),
    ],
)
def test_what_a_kernel_holds_is_a_source(
    make: Callable[[Path], Path], prefix: str, kind: InputKind, tmp_path: Path
) -> None:
    place = make(tmp_path / "held.o")
    loaded = load_specs([f"{prefix}{place}"], Options())
    assert loaded.findings == ()
    assert [one.kind for one in loaded.inputs] == [kind]
    assert [one.name for one in loaded.specs] == ["sys_mlock", "sys_munlock"]
    expected = [carried(one, X86) for one in SPECS]
    assert [one.errors for one in loaded.specs] == [one.errors for one in expected]
    assert all(str(place) in one.origin.file for one in loaded.specs)


@pytest.mark.parametrize("name", ["..", ".", "", "sys_\0", "s" * 300, "a/b", "../../out"])
def test_a_name_is_that_of_a_file_whatever_it_is(name: str, tmp_path: Path) -> None:
    """Of some nothing was written, or nothing at all; two of a name were one."""
    strange = [replace(SPECS[0], name=one) for one in (name, name, name.replace("/", "_"))]
    write_tree(files_of([*strange, SPECS[1]], X86), tmp_path / "tree")
    for room in ("specs", "specs-json"):
        assert len([one for one in (tmp_path / "tree" / room).iterdir() if one.is_file()]) == 4
    assert len(list(tmp_path.iterdir())) == 1


def test_a_place_in_an_image_is_section_and_offset(tmp_path: Path) -> None:
    place = image(tmp_path / "held.o")
    (first, second) = load_specs([str(place)], Options()).specs
    assert first.origin.file == f"{place}:.data.rel.ro.local+0x0"
    assert second.origin.file == f"{place}:.data.rel.ro.local+0x6720"


def test_a_directory_with_the_tree_below_kapi_is_one(tmp_path: Path) -> None:
    tree(tmp_path / "debug" / "kapi")
    loaded = load_specs([str(tmp_path / "debug")], Options())
    assert len(loaded.specs) == 2


def cut(place: Path) -> None:
    made = image(place)
    made.write_bytes(made.read_bytes()[: made.stat().st_size // 2])


def packed_text(place: Path) -> None:
    place.write_bytes(gzip.compress(b"no image\n"))


def damaged(place: Path) -> None:
    place.write_bytes(gzip.compress(Path("/bin/sh").read_bytes())[:5000])


@pytest.mark.parametrize(
    ("make", "prefix", "said"),
    [
        (cut, "", "not an ELF file that can be read"),
        (packed_text, "", "no ELF file"),
        (damaged, "", "damaged"),
        (Path.mkdir, "vmlinux:", "a directory, not a regular file"),
        (Path.touch, "vmlinux:", "neither an ELF file"),
        (Path.mkdir, "debugfs:", "there is no kapi/list below it"),
        (Path.touch, "debugfs:", "there is no kapi/list below it"),
        (lambda place: place.symlink_to("/bin/sh"), "", "neither a section .kapi_specs nor"),
        (lambda place: None, "vmlinux:", "No such file"),
        (os.mkfifo, "vmlinux:", "FIFO"),
    ],
)
def test_what_holds_no_specs_is_one_clear_line(
    make: Callable[[Path], object], prefix: str, said: str, tmp_path: Path
) -> None:
    place = tmp_path / "held.o"
    make(place)
    loaded = load_specs([f"{prefix}{place}"], Options())
    (finding,) = loaded.findings
    assert said in finding.message
    assert finding.message.count(str(place)) == 1
    assert loaded.unreadable == (f"{prefix}{place}",)
    assert loaded.specs == ()


def test_a_file_of_the_tree_that_is_cut_or_gone_is_a_finding(tmp_path: Path) -> None:
    root = tree(tmp_path / "kapi")
    (root / "specs-json" / "sys_mlock").write_text('{"name": "sys_ml')
    for folder in ("specs", "specs-json"):
        (root / folder / "sys_munlock").unlink()
    loaded = load_specs([str(root)], Options())
    assert [one.code for one in loaded.findings] == ["damaged-file", "damaged-file"]
    assert [one.name for one in loaded.specs] == ["sys_mlock"]  # from the text, which is whole


def test_a_tree_that_may_not_be_read_says_who_may(tmp_path: Path) -> None:
    """As /sys/kernel/debug, which root alone may enter."""
    place = tree(tmp_path / "debug" / "kapi").parent
    place.chmod(0)
    before = os.geteuid()
    if before == 0:
        tmp_path.chmod(0o755)
        os.seteuid(65534)
    try:
        loaded = load_specs([f"debugfs:{place}"], Options())
    finally:
        os.seteuid(before)
        place.chmod(0o700)
    (finding,) = loaded.findings
    assert "debugfs may be read by root alone" in finding.message

"""`kapi export` and `kapi embed`: what goes where, and how they end."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def test_a_header_on_standard_output_and_its_losses_beside_it(call: Call) -> None:
    result = call("export", "mlock", "-t", "c-header")
    assert result.code == 0
    assert result.out.startswith("/* SPDX-License-Identifier: GPL-2.0 */\n/* Made by kapi. */\n")
    assert "DEFINE_KERNEL_API_SPEC(sys_mlock)" in result.out
    assert "kapi: note: sys_mlock: c-header cannot say " in result.err
    assert call("export", "mlock", "-t", "c-header", "-q") == (0, result.out, "")


def test_a_name_that_is_not_there(call: Call) -> None:
    some = call("export", "mlock", "nonsense", "-t", "c-header", "-q")
    assert some.code == 1
    assert "sys_mlock" in some.out
    assert some.err.startswith("kapi: no specification called nonsense")
    none = call("export", "nonsense", "-t", "c-header", "-q")
    assert (none.code, none.out) == (1, "")


def test_a_tree_needs_a_directory(call: Call, tmp_path: Path) -> None:
    result = call("export", "mlock", "-t", "debugfs-tree")
    assert (result.code, result.out) == (2, "")
    assert "a tree needs a directory: -o DIR" in result.err
    written = call("export", "mlock", "-t", "debugfs-tree", "-o", str(tmp_path), "-q")
    assert written == (0, "", "")
    assert (tmp_path / "specs" / "sys_mlock").read_text().startswith("sys_mlock\n=========\n")


def test_sources_that_hold_nothing_or_cannot_be_read(call: Call, tmp_path: Path) -> None:
    empty, absent = tmp_path / "empty.c", tmp_path / "absent.c"
    empty.write_text("int x;\n")
    nothing = call("export", "--from", str(empty), "-t", "c-header")
    assert (nothing.code, nothing.out) == (4, "")
    assert f"no specification found in {empty}" in nothing.err
    gone = call("export", "--from", str(absent), "-t", "c-header")
    assert (gone.code, gone.out) == (3, "")
    assert str(absent) in gone.err

"""`kapi show`: names that are not there, and inputs that could not be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call


def test_a_name_with_nothing_near_says_how_many_there_are(call: Call, specs_file: str) -> None:
    result = call("show", "xyzzy", specs_file)
    assert result == (
        1, "", "kapi: no specification called xyzzy among 2; kapi list shows their names\n"
    )  # fmt: skip


def test_names_that_are_near(call: Call, specs_file: str) -> None:
    result = call("show", "mlok", specs_file)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("kapi: no specification called mlok; did you mean sys_mlock")


def test_v_quotes_the_line_that_a_finding_is_about(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    path.write_text(
        "/**\n * sys_x - do\n * contexts: process\n * param: n\n *   tpye: int\n */\n"
        "SYSCALL_DEFINE1(x, int, n)\n"
    )
    assert "\n     5 |  *   tpye: int\n" in call("show", "x", str(path), "-v").err
    assert " | " not in call("show", "x", str(path)).err


def test_a_spec_is_shown_though_another_input_is_gone(call: Call, specs_file: str) -> None:
    result = call("show", "mlock", specs_file, "/nonexistent.c")
    assert result.code == 3
    assert "sys_mlock" in result.out
    assert "/nonexistent.c" in result.err


def test_an_input_without_a_spec(call: Call, tmp_path: Path) -> None:
    empty = tmp_path / "empty.c"
    empty.write_text("int x;\n")
    result = call("show", "mlock", str(empty))
    assert result == (4, "", f"kapi: no specification found in {empty} (read as: c file)\n")


def test_v_shows_what_programs_check(call: Call) -> None:
    assert "RLIMIT_MEMLOCK == 0 && !CAP_IPC_LOCK" in call("-v", "show", "mlock").out
    assert "RLIMIT_MEMLOCK == 0 && !CAP_IPC_LOCK" not in call("show", "mlock").out


@pytest.mark.parametrize("columns", [60, 80])
def test_text_is_as_wide_as_it_is_asked_to_be(
    call: Call, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    rows = call("show", "mlock").out.splitlines()
    assert columns - 12 < max(map(len, rows)) <= columns

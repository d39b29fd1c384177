"""`kapi lint` in this process: its last line, its exit codes, and what it writes into files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call, Result

SPEC = """\
/**
 * sys_ring - turn a ring
 *
 * contexts: process, sleepable
 * x-errors: closed
 *
 * param: len
 *   type: uint, input
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, too long
 *   x-when: len > 9
 */
SYSCALL_DEFINE1(ring, size_t, len)
"""
WRONG = SPEC.replace("input", "inputt")
GUESS = SPEC.replace("EINVAL", "EINVALL")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ring.c"
    path.write_text(SPEC)
    return path


def last(result: Result) -> str:
    return result.err.strip().split("\n")[-1]


def test_nothing_is_wrong(file: Path, call: Call) -> None:
    assert call("lint", str(file)) == (0, "", "kapi: no findings in 1 spec\n")
    file.write_text(SPEC + SPEC.replace("ring", "rung"))
    assert last(call("lint", str(file))) == "kapi: no findings in 2 specs"
    assert call("lint", str(file), "-q").err == ""


def test_what_is_wrong_is_summed_up(file: Path, call: Call) -> None:
    file.write_text(GUESS.replace("input", "inputt"))
    result = call("lint", str(file))
    assert (result.code, last(result)) == (1, "kapi: 1 error, 1 warning in 1 spec")
    assert "[unknown-errno]" in result.out
    assert "[unknown-word]" in result.out


def test_what_is_suppressed_is_counted(file: Path, call: Call) -> None:
    ignored = " * x-ignore: unknown-errno, it is ours\n *\n * param:"
    file.write_text(GUESS.replace(" * param:", ignored))
    result = call("lint", str(file))
    assert (result.code, last(result)) == (0, "kapi: no findings in 1 spec; 1 suppressed")


def test_a_baseline_is_counted_and_compared(file: Path, call: Call, tmp_path: Path) -> None:
    baseline = str(tmp_path / "baseline.json")
    file.write_text(GUESS)
    written = call("lint", str(file), "--write-baseline", baseline)
    assert (written.code, last(written)) == (0, f"kapi: 1 finding in {baseline}")
    again = call("lint", str(file), "--baseline", baseline)
    assert (again.code, last(again)) == (0, "kapi: no findings in 1 spec; before 1, after 1, new 0")
    file.write_text(SPEC)
    fewer = call("lint", str(file), "--baseline", baseline)
    assert last(fewer) == "kapi: no findings in 1 spec; before 1, after 0, new 0"
    none = call("lint", str(file), "--write-baseline", baseline)
    assert last(none) == f"kapi: 0 findings in {baseline}"


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_what_ships_is_not_corrected(option: str, call: Call) -> None:
    result = call("lint", option)
    assert (result.code, result.out) == (2, "")
    assert "--fix needs a SOURCE: it leaves what ships with kapi alone" in result.err


def test_a_diff_changes_nothing_and_fails(file: Path, call: Call, tmp_path: Path) -> None:
    file.write_text(WRONG)
    result = call("lint", str(file), "--diff")
    assert (result.code, last(result)) == (1, "kapi: 1 file would change")
    assert "- *   type: uint, inputt\n+ *   type: uint, input\n" in result.out
    assert file.read_text() == WRONG
    other = tmp_path / "other.c"
    other.write_text(WRONG.replace("ring", "rung"))
    assert last(call("lint", str(file), str(other), "--diff")) == "kapi: 2 files would change"
    assert call("lint", str(file), "--diff", "-q").err == ""
    file.write_text(SPEC)
    assert call("lint", str(file), "--diff") == (0, "", "kapi: 0 files would change\n")
    file.write_text("int x;\n")
    empty = call("lint", str(file), "--diff")
    assert empty.code == 4
    assert f"no specification found in {file}" in empty.err


def test_a_fix_counts_words_and_files(file: Path, call: Call) -> None:
    file.write_text(WRONG)
    result = call("lint", str(file), "--fix")
    assert (result.code, result.out) == (0, "")
    assert result.err == "kapi: 1 word corrected, 1 file changed\nkapi: no findings in 1 spec\n"
    assert file.read_text() == SPEC
    assert "kapi: 0 files changed\n" in call("lint", str(file), "--fix").err
    file.write_text(WRONG.replace("exact", "exct"))
    assert "kapi: 2 words corrected, 1 file changed\n" in call("lint", str(file), "--fix").err
    assert file.read_text() == SPEC


def test_a_guess_is_offered_and_made_when_asked_for(file: Path, call: Call) -> None:
    file.write_text(GUESS)
    offered = call("lint", str(file), "--fix")
    assert offered.code == 1
    assert "kapi: 1 more with --unsafe-fixes\n" in offered.err
    assert file.read_text() == GUESS
    made = call("lint", str(file), "--fix", "--unsafe-fixes")
    assert (made.code, made.err.split("\n")[0]) == (0, "kapi: 1 word corrected, 1 file changed")
    assert file.read_text() == SPEC


def test_the_exit_code_stands_in_the_document(file: Path, call: Call) -> None:
    for text, code in ((SPEC, 0), (GUESS, 1)):
        file.write_text(text)
        result = call("lint", str(file), "-f", "sarif")
        (run,) = json.loads(result.out)["runs"]
        assert (result.code, run["invocations"][0]["exitCode"]) == (code, code)
        assert result.err == ""  # the last line is for people


def test_an_input_that_cannot_be_read(file: Path, call: Call, tmp_path: Path) -> None:
    result = call("lint", str(file), str(tmp_path / "absent.c"))
    assert result.code == 3
    assert "absent.c" in result.out


def test_repeats_are_shown_when_asked(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    many = "".join(f" * error: EFALT, {number}\n *\n" for number in range(9))
    path.write_text(SPEC.replace(" * error: EINVAL", f"{many} * error: EINVAL"))
    arguments = ["lint", str(path), "--select", "unknown-errno"]
    assert call(*arguments).out.count("EFALT is no errno") == 3
    assert call("-v", *arguments).out.count("EFALT is no errno") == 9

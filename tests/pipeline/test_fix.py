"""`kapi lint --fix`: what changes, and what says why it does not."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kapi.pipeline import fix
from kapi.pipeline.fix import Fixed, fix_files
from kapi.pipeline.specs import Loaded, Options, load_as_named
from kapi.written import Loss, Written
from tests.needs import needs

SPEC = """\
/**
 * sys_turn - turn it
 * @fd: what
 *
 * contexts: process
 *
 * param-count: 3
 * param: fd
 *   type: fd, input
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 */
SYSCALL_DEFINE1(turn, unsigned int, fd)
"""
RIGHT = SPEC.replace(" * param-count: 3\n", "")


def fixed(tmp_path: Path, text: str | bytes, name: str = "x.c") -> Fixed:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (one,) = fix_files(load_as_named([str(path)], Options(cache=False, jobs=1)))
    assert path.read_bytes() == (text if isinstance(text, bytes) else text.encode())
    return one


def test_a_count_is_corrected_and_nothing_else_moves(tmp_path: Path) -> None:
    one = fixed(tmp_path, f"int before;\n{SPEC}int after;\n")
    assert one.refused == ()
    assert one.text.startswith("int before;\n/**\n * sys_turn - turn it\n")
    assert one.text.endswith(" */\nSYSCALL_DEFINE1(turn, unsigned int, fd)\nint after;\n")
    assert "param-count: 3" not in one.text
    name = str(tmp_path / "x.c").lstrip("/")
    assert one.diff.startswith(f"--- a/{name}\n+++ b/{name}\n@@ ")
    assert "- * param-count: 3\n" in one.diff
    again = fixed(tmp_path, one.text)
    assert (again.diff, again.text) == ("", one.text)


def test_line_ends_and_a_missing_last_one_stay(tmp_path: Path) -> None:
    windows = fixed(tmp_path, SPEC.replace("\n", "\r\n"))
    assert windows.text.count("\r\n") == windows.text.count("\n")
    cut = fixed(tmp_path, SPEC.replace("\n", "\n") + "int x;")
    assert cut.text.endswith("\nint x;")
    whole = SPEC[:-1]
    assert not fixed(tmp_path, whole).text.endswith("\n")


def test_what_is_no_c_file_stays(tmp_path: Path) -> None:
    patch = "--- /dev/null\n+++ b/x.c\n@@ -0,0 +1,{} @@\n".format(SPEC.count("\n"))
    patch += "".join(f"+{row}\n" for row in SPEC.splitlines())
    one = fixed(tmp_path, patch, "x.patch")
    assert one.diff == one.text == ""
    assert one.refused == (f"{tmp_path}/x.patch is a patch: only C files are corrected in place",)
    latin = fixed(tmp_path, SPEC.replace("turn it", "t\xfcrn").encode("latin-1"))
    assert latin.refused == (f"{tmp_path}/x.c is not in UTF-8",)


def test_a_reason_for_each_spec_that_stays(tmp_path: Path) -> None:
    doubtful = SPEC.replace("turn", "turn2").replace(" * return:", " * typo: x\n *\n * return:")
    shared = RIGHT.replace("turn", "turn3").replace(" */\n", " */ int y;\n")
    one = fixed(tmp_path, SPEC + doubtful + shared)
    reasons = {reason.split(": ", 1)[1] for reason in one.refused}
    assert "correct by hand first: unknown-tag" in {r.split(": ", 1)[-1] for r in reasons}
    assert any("sys_turn2 stays as it is" in reason for reason in one.refused)
    assert any("shares a line with other text" in reason for reason in one.refused)
    assert one.text.count("param-count: 3") == 1


def test_files_of_a_tree(tmp_path: Path) -> None:
    for name in ("a.c", "b.c"):
        (tmp_path / name).write_text(SPEC.replace("turn", f"turn_{name[0]}"))
    loaded = load_as_named([str(tmp_path), "/nonexistent.c"], Options(cache=False, jobs=1))
    assert [Path(one.path).name for one in fix_files(loaded)] == ["a.c", "b.c"]


def test_a_diff_of_a_text_without_a_last_line_end_can_be_applied(tmp_path: Path) -> None:
    text = RIGHT.replace(" */\n", " * param-count: 3\n */\n")[:-1]
    one = fixed(tmp_path, text)
    assert one.diff.endswith("\n\\ No newline at end of file\n")
    command = [needs("git"), "apply", f"-p{len(tmp_path.parts)}"]  # a/, and the folders of x.c
    subprocess.run(command, cwd=tmp_path, input=one.diff.encode(), check=True)
    assert (tmp_path / "x.c").read_text() == one.text


def test_a_reason_for_what_the_canonical_text_cannot_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = Written(text="", losses=(Loss(("errors", 0), "no room"),))
    monkeypatch.setattr(fix, "write_dialect", lambda *_: lost)
    (reason,) = fixed(tmp_path, SPEC).refused
    assert reason.endswith("the canonical text cannot say errors[0]: no room")


def test_a_reason_where_other_specs_are_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.c"
    path.write_text(RIGHT)
    whole = load_as_named([str(path)], Options(cache=False, jobs=1))
    read = iter([whole, Loaded(), whole])
    monkeypatch.setattr(fix, "_read_again", lambda *_: next(read))
    (reason,) = fixed(tmp_path, SPEC).refused
    assert reason.endswith("the canonical text does not read back as the same specs")


def test_a_finding_of_the_last_line_of_a_spec_is_its_own(tmp_path: Path) -> None:
    text = SPEC.replace(" */\n", " * typo: x\n */\n")
    (reason,) = fixed(tmp_path, text).refused
    assert reason.endswith("correct by hand first: unknown-tag")

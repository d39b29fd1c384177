"""The new side of diffs, sound and damaged, with places in the user's text."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapi.sources.encodings import decode
from kapi.sources.load import load
from kapi.sources.mail.patch import Hunk, holds_patch, read_patches
from tests.needs import needs
from tests.sources.examples import AFTER, BEFORE, diff


def hunks(text: str, *, headless: bool = False) -> tuple[Hunk, ...]:
    return read_patches(decode(text.encode()).lines, headless=headless)[0]


def new_side(hunk: Hunk) -> list[str]:
    return [line.text for line in hunk.lines]


def test_places_are_those_of_the_users_text() -> None:
    text = "A few words.\n\n" + diff()
    (hunk,) = hunks(text)
    assert hunk.path == "kernel/widget.c"
    rows = text.split("\n")
    for line in hunk.lines:
        assert line.column == 2
        assert rows[line.number - 1] == ("+" if line.added else " ") + line.text


def test_removed_lines_are_no_part_of_the_new_side() -> None:
    (hunk,) = hunks(diff("one\ntwo\nthree\n", "one\n2\nthree\n"))
    assert new_side(hunk) == ["one", "2", "three"]
    assert [line.added for line in hunk.lines] == [False, True, False]


@pytest.mark.parametrize(
    "header",
    ["@@ -1,1 +1,1 @@", "@@ -1,900 +1,900 @@", "@@ -1 +1 @@", "@@ -1,8 +1,9 @@ int f(void)"],
)
def test_wrong_counts_lose_nothing(header: str) -> None:
    rows = diff().split("\n")
    start = next(i for i, row in enumerate(rows) if row.startswith("@@"))
    (right,) = hunks(diff())
    rows[start] = header
    (wrong,) = hunks("\n".join(rows) + "-- \n2.47.0\n")
    assert new_side(wrong)[: len(right.lines)] == new_side(right)
    assert len(wrong.lines) == len(right.lines)


def test_a_signature_ends_the_hunk_and_a_cut_is_seen() -> None:
    whole = diff().split("\n")
    (hunk,) = hunks("\n".join(whole[:-10]))
    assert hunk.cut_off
    (signed,) = hunks("\n".join(whole[:-10]) + "\n-- \n2.47.0\nA footer of the list\n")
    assert not signed.cut_off
    assert new_side(signed) == new_side(hunk)


def test_context_without_its_blank_still_counts() -> None:
    """Pages and mailers take the first blank of context lines away."""
    stripped = "\n".join(row[1:] if row.startswith(" ") else row for row in diff().split("\n"))
    (right,), (copy,) = hunks(diff()), hunks(stripped + "--\n2.47.0\nPowered by a list\n")
    assert new_side(copy) == new_side(right)


def test_a_wrapped_line_keeps_its_words() -> None:
    text = diff().replace("behind the descriptor.", "behind the\ndescriptor.")
    (hunk,) = hunks(text)
    assert "descriptor." in new_side(hunk)


def test_two_files_and_a_deleted_one() -> None:
    deleted = "--- a/old.c\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-int a;\n-int b;\n"
    found = hunks(diff() + deleted + diff(path="fs/other.c"))
    assert [hunk.path for hunk in found] == ["kernel/widget.c", "/dev/null", "fs/other.c"]
    assert found[1].lines == ()


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("a/x.c", "b/x.c", "x.c"),
        ("/dev/null", "b/x.c", "x.c"),
        ("x.c", "x.c", "x.c"),
        ("b/x.c", "b/x.c", "b/x.c"),
        ("a/x.c\t2026-01-01 10:00:00", "b/x.c\t2026-01-01 10:00:00", "x.c"),
        ("a/x.c 2026-01-01 10:00:00", "b/x.c 2026-01-01 10:00:00", "x.c"),
        ('"a/\\303\\274.c"', '"b/\\303\\274.c"', "\xc3\xbc.c"),
        ("i/x.c", "w/x.c", "x.c"),
    ],
)
def test_paths(old: str, new: str, path: str) -> None:
    (hunk,) = hunks(f"--- {old}\n+++ {new}\n@@ -1 +1,2 @@\n int a;\n+int b;\n")
    assert hunk.path == path


def test_fragments_after_a_cut_quote() -> None:
    text = "@@ -1,3 +1,9 @@\n+one\n[...]\n+two\n+three\n\nwords\n"
    assert [new_side(hunk) for hunk in hunks(text)] == [["one"], ["two", "three"]]
    assert hunks("+one\n+two\n") == ()
    assert [new_side(h) for h in hunks("+one\n+two\n", headless=True)] == [["one", "two"]]


def test_what_is_a_patch() -> None:
    assert holds_patch(decode(diff().encode()).lines)
    assert not holds_patch(decode(AFTER.encode()).lines)


CODE = st.lists(
    st.sampled_from(["int a;", "", "\tx();", "}", "-x;", "+y;", " z", "/* c"]), max_size=30
)


@settings(deadline=None)
@given(CODE, CODE, st.integers(0, 5))
def test_full_context_gives_the_new_file(before: list[str], after: list[str], n: int) -> None:
    """Second opinion: difflib writes the diff."""
    old, new = "\n".join(before) + "\n", "\n".join(after) + "\n"
    found = hunks(diff(old, new, n=n or 1000))
    rows = new.splitlines()
    if n == 0 and old != new:
        assert [row for hunk in found for row in new_side(hunk)] == rows
    for hunk in found:
        assert not hunk.cut_off
        assert hunk.declared == len(hunk.lines)


def test_git_apply_agrees(tmp_path: Path) -> None:
    git = needs("git")
    (tmp_path / "kernel").mkdir()
    (tmp_path / "kernel/widget.c").write_text(BEFORE, encoding="utf-8")
    text = diff(n=1000)
    subprocess.run([git, "apply"], input=text.encode(), cwd=tmp_path, check=True)
    patched = (tmp_path / "kernel/widget.c").read_text(encoding="utf-8")
    (hunk,) = hunks(text)
    assert "\n".join(new_side(hunk)) + "\n" == patched == AFTER


def test_a_patch_behind_a_margin_is_read(tmp_path: Path) -> None:
    example = Path(__file__).parents[3] / "examples" / "getrandom.patch"
    path = tmp_path / "report.txt"
    path.write_text("".join(f"    {line}\n" for line in example.read_text().split("\n")))
    (here,), (there,) = load([str(path)]).specs, load([str(example)]).specs
    assert here == there
    assert here.origin.line == there.origin.line

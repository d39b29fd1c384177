"""Mails whose hunks cannot be read: the spec in them, or a finding with its line; never nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kapi.finding import Severity
from kapi.sources.loaded import Content
from kapi.sources.one_text import read_text
from tests.sources.examples import AFTER, NAMES, diff, mail

Change = Callable[[str], str]


def without(*starts: str) -> Change:
    def change(text: str) -> str:
        return "".join(f"{row}\n" for row in text.split("\n") if not row.startswith(starts))

    return change


HUNK_LOST = {
    "hunk": without("@@"),
    "files": without("@@", "--- a", "+++ b"),
    "all heads": without("@@", "--- a", "+++ b", "diff ", "index "),
    "numbers": lambda text: text.replace("@@ -", "@@ -x"),
    "at signs": lambda text: text.replace("@@ -", "@ -"),
}


def read(text: str) -> Content:
    return read_text("x.eml", text.encode(), "x.eml")


@pytest.mark.parametrize("damage", HUNK_LOST.values(), ids=HUNK_LOST)
def test_added_lines_are_read_without_the_head_of_a_hunk(damage: Change) -> None:
    whole = read(mail()).reading.specs
    content = read(damage(mail()))
    assert [spec.name for spec in content.reading.specs] == NAMES
    assert content.reading.specs == whole
    notes = [f for f in content.reading.findings if f.code == "damaged-patch"]
    assert [f.span.line for f in notes] == [spec.origin.line for spec in content.reading.specs]


def test_lines_without_their_marks_give_a_note() -> None:
    text = HUNK_LOST["all heads"](mail())
    content = read("".join(f"{row.removeprefix('+')}\n" for row in text.split("\n")))
    assert content.reading.specs == ()
    assert {(f.code, f.severity) for f in content.reading.findings} == {
        ("outside-patch", Severity.NOTE)
    }
    assert all(f.span.line for f in content.reading.findings)


def test_a_strange_head_within_a_hunk_hides_nothing() -> None:
    rows = mail().split("\n")
    head = next(n for n, row in enumerate(rows) if row.startswith("+ * sys_"))
    strange = "\n".join([*rows[: head + 1], "diff --git a/x.rst b/x.rst", *rows[head + 1 :]])
    findings = read(strange).reading.findings
    assert any(f.span.line == head + 3 and f.code == "no-beginning" for f in findings), findings


def test_an_example_in_a_cover_letter_costs_a_note_only() -> None:
    spec = "/**\n * sys_old - as before\n * contexts: process\n * x-errors: closed\n */\n"
    content = read(mail().replace("\n\n", f"\n\n{spec}int sys_old(void);\n\n", 1))
    assert [spec.name for spec in content.reading.specs] == NAMES
    codes = [f.code for f in content.reading.findings]
    assert "damaged-patch" not in codes
    assert codes.count("outside-patch") == 1


def test_removed_lines_are_no_spec() -> None:
    text = HUNK_LOST["hunk"](mail())
    content = read(text.replace("\n+", "\n-"))
    assert content.reading.specs == ()


def test_a_body_saved_without_its_headers() -> None:
    body = HUNK_LOST["all heads"](mail()).partition("\n\n")[2]
    content = read_text("x.txt", ("Words.\n" * 200 + body).encode(), "x.txt")
    assert [spec.name for spec in content.reading.specs] == NAMES


@pytest.mark.parametrize(
    "text",
    [
        "/*\n * sys_a - b\n * contexts: process\n * x-errors: closed\n */\nint sys_a(void);\n",
        " * sys_a - b\n * contexts: process\n * x-errors: closed\n",
        "/**\n * sys_a - b\n\n * contexts: process\n * x-errors: closed\n",
    ],
    ids=["a star lost", "both ends lost", "the end and a star lost"],
)
def test_comments_that_lost_a_piece(text: str) -> None:
    content = read_text("a.c", text.encode(), "a.c")
    assert content.reading.findings
    assert content.reading.findings[0].span.line in (1, 2)


def test_a_whole_spec_in_a_file_of_documentation_is_noted_where_nothing_else_is_found() -> None:
    found = read_text("x", diff("x\n", "x\n" + AFTER, path="Documentation/x.rst").encode()).reading
    assert found.specs == ()
    assert {(one.code, one.severity) for one in found.findings} == {
        ("outside-patch", Severity.NOTE)
    }
    assert ["sys_tune" in one.message for one in found.findings] == [True, False]
    assert "Documentation/x.rst, which is no C file" in found.findings[0].message


def test_pieces_of_a_spec_in_a_file_that_is_not_c_are_noted_where_nothing_else_is_found() -> None:
    """Found by fuzz: the name of the file and the start of the comment are damaged."""
    spec = AFTER.replace("/**\n", "///**\n")
    found = read_text("x", diff("x\n", "x\n" + spec, path="m").encode()).reading
    assert found.specs == ()
    assert [one.code for one in found.findings] == ["outside-patch", "no-beginning"]
    assert {one.severity for one in found.findings} == {Severity.NOTE}


@pytest.mark.parametrize("mark", ["``", "`"])
def test_a_list_of_the_tags_in_a_page_about_them_is_no_piece_of_a_spec(mark: str) -> None:
    page = "".join(
        f"* {mark}{tag}:{mark} what may stand here, for example {mark}EINVAL{mark}\n"
        for tag in ("contexts", "constraint-type", "side-effect", "x-errors", "param-range")
    )
    patch = diff("x\n", "x\n" + page, path="Documentation/dev-tools/tags.rst")
    assert read_text("x", patch.encode()).reading.findings == ()


@pytest.mark.parametrize("head", ["@@ -1,x +1 @@", "@@ -1 1 @@", "@ -1,3 +1,9 @@", "@@"])
def test_a_damaged_head_below_a_hunk_is_said(head: str) -> None:
    """Found by reading: what stands below was read, and nothing was said of the head."""
    first = "@@ -1 +1,2 @@\n int a;\n+int b;\n@@ -"
    text = mail().replace("@@ -", first, 1)
    (place,) = (n for n, row in enumerate(text.split("\n"), 1) if row.startswith("+int b"))
    rows = text.split("\n")
    rows[place] = head
    content = read("\n".join(rows))
    assert [spec.name for spec in content.reading.specs] == NAMES
    (found,) = (f for f in content.reading.findings if f.code == "damaged-patch")
    assert (found.severity, found.span.line) == (Severity.WARNING, place + 1)
    assert head in found.message


@pytest.mark.parametrize("name", ["x.c", "x.txt", ""])
def test_the_head_of_a_hunk_alone_makes_no_patch(name: str) -> None:
    """Nothing is added there, and what a patch only shows is not read."""
    text = "/**\n@@ -1,5 +1,9 @@\n * @fd: a terminal\n *\n * contexts: process\n * x-errors: open\n"
    reading = read_text(name, text.encode(), name).reading
    assert len(reading.specs) == 1
    assert "unterminated" in {one.code for one in reading.findings}

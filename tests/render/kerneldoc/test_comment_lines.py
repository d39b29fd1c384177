"""Lines of a comment: where they break, how far in they stand, what must not be joined."""

from __future__ import annotations

import pytest

from kapi.render.kerneldoc.comment_lines import Lines, starts_with_item


@pytest.mark.parametrize(
    ("text", "is_item"),
    [("- a", True), ("* a", True), ("12. a", True), ("1) a", True), ("-a", False),
     ("1234. a", False), ("a - b", False), ("", False)],
)  # fmt: skip
def test_items_of_a_list(text: str, is_item: bool) -> None:
    assert starts_with_item(text) is is_item


def test_prose_is_wrapped_below_its_tag() -> None:
    lines = Lines()
    lines.prose(2, "desc:", " ".join(["word"] * 20))
    first, second = lines.rows
    assert first == "  desc: " + " ".join(["word"] * 13)
    assert second == "    " + " ".join(["word"] * 7)


def test_a_list_does_not_stand_after_a_tag_and_an_empty_text_leaves_the_tag() -> None:
    lines = Lines()
    lines.prose(0, "desc:", "- one\n- two")
    lines.prose(2, "type:", "")
    assert lines.rows == ["desc:", "  - one", "  - two", "  type:"]


def test_code_keeps_its_lines() -> None:
    lines = Lines()
    lines.code(0, "examples:", "f();\n\n\tg();")
    lines.code(0, "examples:", "if (f())\n    g();")
    lines.code(2, "example:", " f();")
    assert lines.rows == [
        "examples: f();", "", "  \tg();",
        "examples:", "  if (f())", "      g();",
        "  example:", "     f();",
    ]  # fmt: skip


def test_blank_lines_stand_once_and_not_at_either_end() -> None:
    lines = Lines()
    lines.blank()
    lines.line(0, "a:", "")
    lines.blank()
    lines.blank()
    lines.below(2, "text")
    lines.rows.append("")
    assert lines.text() == "/**\n * a:\n *\n *   text\n */"


def test_a_part_stands_further_in_and_is_narrower() -> None:
    lines, part = Lines(), Lines(margin=2)
    part.line(0, "desc:", "text")
    part.rows.append("")
    lines.include(part)
    assert lines.rows == ["  desc: text", ""]
    assert part.width == lines.width - 2 == 80 - len(" * ") - 2


def test_the_end_of_the_comment_cannot_stand_in_it() -> None:
    lines = Lines()
    lines.line(0, "glob:", "a/*/b")
    assert lines.text() == "/**\n * glob: a/* /b\n */"

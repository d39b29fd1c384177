from __future__ import annotations

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapi.sources.c.clex import lex, without_literals
from tests.needs import needs


def code_of(*lines: str) -> list[str]:
    return [line.rstrip() for line in lex(lines).code]


def test_comments_are_blanked_and_columns_stay() -> None:
    assert code_of("a /* x */ b // c", "/* y", "z */ d") == ["a         b", "", "     d"]


def test_comment_marks_in_literals_are_no_comments() -> None:
    lexed = lex(['char *s = "/* no";', "int c = '\"'; /* yes */", 'char *t = "a\\" /*";'])
    assert [(c.first, c.start) for c in lexed.comments] == [(1, 13)]


@pytest.mark.parametrize("line", ["#error don't", "it's a hunk", 'say "hello', "x = '"])
def test_a_literal_ends_with_its_line(line: str) -> None:
    lexed = lex([line, "/** doc */", "int f(void);"])
    assert [c.kernel_doc for c in lexed.comments] == [True]
    assert lexed.code[2] == "int f(void);"


def test_a_string_may_go_on_behind_a_backslash() -> None:
    lexed = lex(['char *s = "one \\', "/** two */ \\", 'three"; f();', "/** doc */"])
    assert [c.first for c in lexed.comments] == [3]
    assert lexed.code[1].strip() == ""
    assert lexed.code[2].strip() == "; f();"


def test_directives_reach_over_continued_lines() -> None:
    lexed = lex(["#define A \\", "/** not doc */ \\", "b", "c", " # if X /* y", "z */", "d"])
    assert lexed.directive == (True, True, True, False, True, True, False)
    assert not any(c.kernel_doc for c in lexed.comments)


@pytest.mark.parametrize("opener", ["/***", "/**/", "/*", "x; /** late */"])
def test_not_every_comment_is_kernel_doc(opener: str) -> None:
    assert not any(c.kernel_doc for c in lex([opener, " */"]).comments)


def test_the_end_of_a_comment_at_the_start_of_a_fragment_is_no_code() -> None:
    lexed = lex([" * don't /* do", " * this", " */", "f();", " * x */ g();"])
    assert lexed.tails == ((0, 2), (4, 4))
    assert [line.strip() for line in lexed.code[-2:]] == ["f();", "g();"]


def test_a_comment_cut_off_ends_before_the_next_one() -> None:
    lexed = lex(["/**", " * a", "int x;", "/** b */", "int y;"])
    assert [(c.first, c.last, c.complete) for c in lexed.comments] == [(0, 1, False), (3, 3, True)]
    assert lexed.code[2] == "int x;"


def test_without_literals_empties_them() -> None:
    assert without_literals("f(\"};\", '}', 1)") == 'f("", "", 1)'


LINES = st.lists(
    st.text(st.sampled_from("/*\"'\\# a;{}()\n\0*/"), max_size=12).map(
        lambda s: s.replace("\n", "")
    ),
    max_size=12,
)


@given(LINES)
def test_columns_and_lines_are_kept_for_any_text(lines: list[str]) -> None:
    lexed = lex(lines)
    assert len(lexed.code) == len(lexed.directive) == len(lines)
    for code, line in zip(lexed.code, lines, strict=True):
        assert len(code) <= len(line)
        assert all(ours in (" ", theirs) for ours, theirs in zip(code, line, strict=False))
    for comment in lexed.comments:
        assert 0 <= comment.first <= comment.last < len(lines)


def test_the_compiler_sees_the_same_code() -> None:
    gcc = needs("gcc")
    source = [
        "int a; /* one */ int b; // two",
        'char *s = "/* no */ // no"; char c = \'"\'; /* three',
        "four */ int d; /** five */",
        'char *t = "\\"/*"; int e;',
    ]
    command = [gcc, "-E", "-P", "-x", "c", "-"]
    done = subprocess.run(command, input="\n".join(source), capture_output=True, text=True)
    truth = "".join(done.stdout.split())
    assert "".join("".join(lex(source).code).split()) == truth

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings

from kapi.expr.nodes import Node
from kapi.expr.parser import ExpressionError, parse
from kapi.expr.render_c import render_c
from tests.expr.trees import trees


@settings(max_examples=300, deadline=None)
@given(trees())
def test_rendered_text_gives_the_same_tree(tree: Node) -> None:
    text = render_c(tree)
    try:
        again = parse(text)
    except ExpressionError as error:
        assume("nested" not in error.message and "chain" not in error.message)
        raise
    assert again == tree
    assert render_c(again) == text


@pytest.mark.parametrize(
    ("written", "rendered"),
    [
        ("(a+b)*c", "(a + b) * c"),
        ("(a*b)+c", "a * b + c"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a?b:c)?d:(e?f:g)", "(a ? b : c) ? d : e ? f : g"),
        ("-(-a)", "- -a"),
        ("!(a==b)", "!(a == b)"),
        ("(int)(a+b)", "(int)(a + b)"),
        ("f((a),(b|c))", "f(a, b | c)"),
        ("0XffUl", "0xffUL"),
        ('f("a",b)', 'f("a", b)'),
        (r'f("\x9\41\"\xfe\\\r")', r'f("\t!\"\376\\\015")'),
        ("O_RDONLY|(O_WRONLY)", "O_RDONLY | O_WRONLY"),
    ],
)
def test_only_needed_parentheses(written: str, rendered: str) -> None:
    assert render_c(parse(written)) == rendered

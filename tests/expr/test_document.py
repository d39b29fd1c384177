"""The examples and the table of docs/expressions.md hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.functions import is_function
from kapi.expr.parser import MAX_DEPTH, MAX_LENGTH, MAX_NESTING, PRECEDENCE, parse
from kapi.expr.values import Value

TEXT = (Path(__file__).parents[2] / "docs" / "expressions.md").read_text()
ROWS = re.findall(r"^\| `(.+)` \| (-?\d+|cannot tell.*) \|$", TEXT, re.MULTILINE)


@pytest.mark.parametrize(("written", "answer"), ROWS)
def test_table_of_answers(written: str, answer: str) -> None:
    result = evaluate(parse(written.replace("\\|", "|")), Environment())
    if isinstance(result, Value):
        assert str(result.number) == answer
    else:
        names = ", ".join(result.names)
        assert answer == (f"cannot tell: {names}" if names else "cannot tell")


def test_the_table_was_found() -> None:
    assert len(ROWS) == 26


def test_limits_operators_and_functions_are_the_real_ones() -> None:
    flat = " ".join(TEXT.replace(" 000", "000").split())
    assert f"{MAX_LENGTH} characters, nested deeper than {MAX_NESTING}" in flat
    assert f"more than {MAX_DEPTH} operators" in flat
    grammar = re.search(r"OPERATOR +:= (.*)", TEXT)
    assert grammar is not None
    assert set(re.findall(r'"(\S+)"', grammar[1])) == set(PRECEDENCE)
    functions = TEXT.partition("## Functions")[2].partition("They compute")[0]
    for name in re.findall(r"`(\w+)\(", functions):
        assert is_function(name)

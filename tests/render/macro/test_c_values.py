"""Values as C, in each form that a member can have; None where C cannot say it."""

from __future__ import annotations

from typing import Any

import pytest

from kapi.model.elements import Unknown
from kapi.render.macro.c_values import encode, is_exact, is_expression, is_symbol
from kapi.vocab.field import Form, Member
from kapi.vocab.members import STRUCTURES
from kapi.vocab.words import Answer, Context, ReturnCheck

MEMBER = next(iter(STRUCTURES.values())).members[0]


def member(form: Form) -> Member:
    return MEMBER._replace(form=form, words=None)


@pytest.mark.parametrize(
    ("text", "symbol", "expression"),
    [
        ("EINVAL", True, True), ("12", True, True), ("", False, False), ("a b", False, True),
        ("KAPI_PARAM", False, False), ("f(a, b)", False, True), ("a, b", False, False),
        ("f(a", False, False), ("a)", False, False), ("f(a]", False, False), (" a", False, False),
        (".a = 1", False, False), ("a; b", False, False), ('"a"', False, False),
        ("a // b", False, False), ("a[1] + (2)", False, True), ("é", True, True),
    ],
)  # fmt: skip
def test_what_may_stand_in_c(text: str, symbol: bool, expression: bool) -> None:
    assert is_symbol(text) is symbol
    assert is_expression(text) is expression


@pytest.mark.parametrize(
    ("form", "value", "pieces"),
    [
        (Form.NAME, "a", ['"a"']),
        (Form.WORD, ReturnCheck.EXACT, ["KAPI_RETURN_EXACT"]),
        (Form.WORD, Unknown("KAPI_NEW"), ["KAPI_NEW"]),
        (Form.WORD, Unknown("two words"), None),
        (Form.ANSWER, Answer.YES, ["true"]),
        (Form.ANSWER, Answer.NO, ["false"]),
        (Form.WORDS, (Context.PROCESS, Context.SLEEPABLE),
         ["KAPI_CTX_PROCESS | KAPI_CTX_SLEEPABLE"]),
        (Form.WORDS, (), ["0"]),
        (Form.WORDS, (Context.PROCESS, Unknown("two words")), None),
        (Form.EXPRESSION, "a + 1", ["a + 1"]),
        (Form.EXPRESSION, "a;", None),
        (Form.SYMBOL, "f", ["f"]),
        (Form.SYMBOL, "f()", None),
        (Form.ERRNO, "EINVAL", ["-EINVAL"]),
        (Form.ERRNO, "0", None),
        (Form.ERRNO, "(any)", None),
        (Form.BOOL, True, ["true"]),
        (Form.BOOL, False, ["false"]),
        (Form.MARK, "yes", ["true"]),
        (Form.MARK, "perhaps", None),
        (Form.VALUES, ("1", "2"), ["(const s64[]){1, 2}"]),
        (Form.ARRAY, ("1", "2"), ["{ 1, 2 }"]),
        (Form.ARRAY, (), ["{ }"]),
        (Form.ARRAY, ("1;",), None),
        (Form.SYMBOLS, ("CAP_A", "a b"), None),
        (Form.STATES, ("open", "MY_STATE"), ["{ KAPI_SOCK_STATE_OPEN, MY_STATE }"]),
        (Form.STATES, ("Open",), None),
        (Form.STATE, "bound", ["KAPI_SOCK_STATE_BOUND"]),
        (Form.VALUE_STRING, ("1", "2"), ['"1, 2"']),
        (Form.VALUE_STRING, ("1;",), None),
        (Form.STRINGS, ("a", "b"), ["(const char *[]){", '"a",', '"b",', "}"]),
        (Form.STRINGS, (), ["(const char *[]){ }"]),
        (Form.POSITION, 0, ["0"]),
        (Form.POSITION, -1, None),
    ],
)  # fmt: skip
def test_one_text_for_each_form(form: Form, value: Any, pieces: list[str] | None) -> None:
    assert encode(member(form), value) == pieces


def test_a_long_list_has_an_element_a_line() -> None:
    values = ("a" * 20, "b" * 20, "c" * 20)
    first, second, third = values
    assert encode(member(Form.ARRAY), values) == [f"{{ {first},", f"{second},", f"{third} }}"]
    assert encode(member(Form.ARRAY), ("a" * 24, "b" * 24)) == [f"{{ {'a' * 24}, {'b' * 24} }}"]


@pytest.mark.parametrize(
    ("form", "value", "exact"),
    [
        (Form.PROSE, "one line", True), (Form.PROSE, "", False), (Form.PROSE, "two  blanks", False),
        (Form.CODE, "f();", True), (Form.CODE, "", False), (Form.NAME, "a b", True),
        (Form.NAME, " a", False), (Form.TEXT, " a", True), (Form.TEXT, "", False),
        (Form.WORDS, (Unknown("0"),), False), (Form.BOOL, False, True),
    ],
)  # fmt: skip
def test_what_reads_back_as_it_is(form: Form, value: Any, exact: bool) -> None:
    assert is_exact(member(form), value) is exact

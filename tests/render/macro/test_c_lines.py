"""C on the page: literals, calls and assignments, by columns of a screen with tabs of eight."""

from __future__ import annotations

import ast

import pytest

from kapi.render.macro.c_lines import assignment, call, literals


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", ['""']),
        ("one", ['"one"']),
        ("one\ntwo", ['"one\\n"', '"two"']),
        ('say "no"\\', ['"say \\"no\\"\\\\"']),
        ("a\tb\rc", ['"a\\tb\\rc"']),
        ("\x01\x7f\u2028", ['"\\001\\177\\342\\200\\250"']),
        ("blank at the end ", ['"blank at the end "']),
    ],
)
def test_literals(text: str, pieces: list[str]) -> None:
    assert literals(text) == pieces


def test_a_long_text_breaks_between_words_at_56_columns() -> None:
    text = " ".join(["word"] * 30)
    pieces = literals(text)
    assert [len(piece) - 2 for piece in pieces] == [55, 55, 39]
    assert "".join(ast.literal_eval(piece) for piece in pieces) == text
    assert literals("x" * 56) == [f'"{"x" * 56}"']
    assert literals("x " + "y" * 55) == ['"x "', f'"{"y" * 55}"']


def test_an_assignment() -> None:
    assert assignment(2, "type", ["KAPI_TYPE_INT"]) == ["\t\t.type = KAPI_TYPE_INT,"]
    assert assignment(1, "notes", ['"a"', '"b"']) == ['\t.notes = "a"', '\t\t "b",']


def test_a_call_stands_on_one_line_where_it_fits() -> None:
    assert call(1, "KAPI_PARAM_END", []) == ["\tKAPI_PARAM_END"]
    assert call(1, "KAPI_X", [["1"], ['"a"']]) == ['\tKAPI_X(1, "a")']
    widest = "x" * (80 - 8 - len("F()"))
    assert call(1, "F", [[widest]]) == [f"\tF({widest})"]


def test_a_long_call_is_filled_and_aligned() -> None:
    rows = call(1, "KAPI_ERROR", [["0"], ["-EINVAL"], ['"EINVAL"'], ['"' + "s" * 40 + '"'], ['""']])
    assert rows == ['\tKAPI_ERROR(0, -EINVAL, "EINVAL",', f'\t\t   "{"s" * 40}", "")']


def test_pieces_of_one_argument_are_not_joined() -> None:
    assert call(0, "F", [["1"], ['"a"', '"b"'], ["2"]]) == ['F(1, "a"', '  "b", 2)']


def test_what_would_end_beyond_column_100_moves_in_by_two_tabs() -> None:
    wide = '"' + "x" * 70 + '"'
    assert assignment(1, "a_long_member_name_here", [wide, '"b"']) == [
        "\t.a_long_member_name_here =", f"\t\t\t{wide}", '\t\t\t"b",',
    ]  # fmt: skip

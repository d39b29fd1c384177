from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapi.expr.nodes import Binary, Call, Cast, Number, SizeOf, Symbol, Text, Unary, names
from kapi.expr.parser import MAX_DEPTH, ExpressionError, parse


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", Number(0)),
        ("00", Number(0)),
        ("017", Number(15, 8)),
        ("0x1F", Number(31, 16)),
        ("0B101", Number(5, 2)),
        ("10u", Number(10, 10, True)),
        ("10UL", Number(10, 10, True, 1)),
        ("10llu", Number(10, 10, True, 2)),
        ("'a'", Number(97)),
        (r"'\n'", Number(10)),
        (r"'\''", Number(39)),
        (r"'\x7f'", Number(127)),
        (r"'\101'", Number(65)),
    ],
)
def test_constants(text: str, number: Number) -> None:
    assert parse(text) == number


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("", 0),
        ("1 +", 3),
        ("08", 0),
        ("1.5", 0),
        ("0x", 0),
        ("10lul", 0),
        ("1lL", 0),
        ("''", 0),
        ("'ab'", 0),
        (r"'\xff'", 0),
        ("18446744073709551616", 0),
        ("end = start", 4),
        ("a; b", 1),
        ("--x", 0),
        ("a ++", 2),
        ("*3", 1),
        ("*(p)", 1),
        ("**p", 1),
        ("a[1]", 1),
        ("f(", 2),
        ("f(1,)", 4),
        ("(1", 2),
        ("1)", 1),
        ("1 ? 2", 5),
        ("sizeof(1)", 7),
        ("sizeof x", 7),
        ("struct x", 0),
        ("a->", 3),
        ("multiple of 8", 9),
        ('"', 0),
        ('f("a', 2),
        ('f("a\nb")', 2),
        (r'f("\xfff")', 2),
        (r'f("\q")', 2),
        (r'f("\777")', 2),
        ('f("\ud800")', 2),
        ('"a" "b"', 4),
        ("\0", 0),
        ("\N{GREEK SMALL LETTER MU}", 0),
    ],
)
def test_what_is_no_expression_is_refused_with_its_place(text: str, offset: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.offset == offset
    assert caught.value.message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('""', ""),
        ('"vm.max_map_count"', "vm.max_map_count"),
        (r'"a\n\t\"\\"', 'a\n\t"\\'),
        (r'"\x41\102\0"', "AB\0"),
        (r'"\303\251"', "\N{LATIN SMALL LETTER E WITH ACUTE}"),
        (r'"\xff"', "\udcff"),
        ('"f(\') || 1"', "f(') || 1"),
    ],
)
def test_texts(text: str, value: str) -> None:
    assert parse(text) == Text(value)
    assert parse(f"f(1, {text})") == Call("f", (Number(1), Text(value)))


def test_precedence_and_association() -> None:
    a, b, c = Symbol("a"), Symbol("b"), Symbol("c")
    assert parse("a - b - c") == Binary("-", Binary("-", a, b), c)
    assert parse("a | b & c") == Binary("|", a, Binary("&", b, c))
    assert parse("a & b == c") == Binary("&", a, Binary("==", b, c))
    assert parse("-a * ~b") == Binary("*", Unary("-", a), Unary("~", b))
    assert parse("a || b && c") == Binary("||", a, Binary("&&", b, c))


def test_casts_types_calls_and_paths() -> None:
    assert parse("(unsigned long)-1") == Cast("unsigned long", Unary("-", Number(1)))
    assert parse("(len)") == Symbol("len")
    assert parse("sizeof(struct epoll_event)") == SizeOf("struct epoll_event")
    assert parse("sizeof(const char **)") == SizeOf("const char **")
    assert parse("min(a, PAGE_ALIGN(b))") == Call(
        "min", (Symbol("a"), Call("PAGE_ALIGN", (Symbol("b"),)))
    )
    assert parse("file->f_inode.i_mode") == Symbol("file->f_inode.i_mode")


def test_names_come_once_and_in_reading_order() -> None:
    tree = parse("b + a * f(c, b) ? (int)d : sizeof(e)")
    assert names(tree) == ("b", "a", "c", "d")


HOSTILE = [
    "(" * 19_000,
    "~" * 19_000,
    "1" + "+1" * 9_000,
    "1" + "||1" * 6_000,
    "a?" * 9_000,
    "1?1:" * 4_000,
    "f(" * 9_000,
    "(int)" * 3_900,
    "0" * 19_999,
    "9" * 19_999,
    "a->" * 6_000,
    "x" * 30_000_000,
    "1||1&&1|1^1&1==1<1<<1+1*(" * 700,
    "sizeof(" * 2_800,
    "a " * 9_000,
    "'" * 19_999,
    '"' * 19_999,
    '"' + "\\" * 19_998,
    'f("' + "\\x41" * 4_000,
    "\\" * 19_999,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:10])
def test_hostile_text_is_refused_quickly(text: str) -> None:
    gc.freeze()  # else what other tests left is searched for garbage within this time
    start = time.process_time()
    try:
        with pytest.raises(ExpressionError):
            parse(text)
        assert time.process_time() - start < 1
    finally:
        gc.unfreeze()


def test_depth_up_to_the_limit_works() -> None:
    assert parse(" | ".join(["F"] * MAX_DEPTH))
    assert parse("(" * 100 + "1" + ")" * 100) == Number(1)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab01x9'\"\\()+-*/%~!<>=&|^?:,.u lLsizeof\0\n\u00b5", max_size=60))
def test_any_text_is_a_tree_or_an_error(text: str) -> None:
    offset = 0
    try:
        parse(text)
    except ExpressionError as error:
        offset = error.offset
    assert 0 <= offset <= len(text)


def test_one_argument_makes_readable_a_question_about_a_descriptor() -> None:
    assert parse("readable(fd)") == parse("open_for_reading(fd)")
    assert parse("writable(fd)") == parse("open_for_writing(fd)")
    assert parse("readable(addr, 1)") != parse("readable(addr)")

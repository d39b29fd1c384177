"""Generated functions against `evaluate`: the same answer for every tree, call and doubt."""

from __future__ import annotations

import functools
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapi.expr.compile import compile_conditions
from kapi.expr.emit import is_plain
from kapi.expr.environment import Environment, argument
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Binary, Call, Cast, Conditional, Node, Number, Symbol, Unary
from kapi.expr.parser import MAX_DEPTH, parse
from kapi.expr.render_c import render_c
from kapi.expr.terms import term_type
from kapi.expr.values import Value
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.integers import CType
from tests.expr.trees import BINARY, EDGES, TYPES, UNARY

PARAMETERS: list[tuple[str, str | None]] = [
    ("len", "size_t"),
    ("fd", "int"),
    ("flags", "unsigned int"),
    ("mode", "umode_t"),
    ("offset", "loff_t"),
    ("event", "struct epoll_event __user *"),
    ("on", "bool"),
    ("thing", "struct thing"),
    ("lost", None),
]
MEMBERS = {"event->events": CType(32, False), "event->small": CType(8, True)}
WRITTEN = [
    "is_open(fd)",
    "locked_bytes()",
    "position(fd)",
    "RLIMIT_MEMLOCK",
    "CAP_IPC_LOCK",
    "event->events",
    "event->small",
    "event->strange",
    "old(locked_bytes())",
    "old(is_open(fd))",
    "errno",
    "result",
]
TERMS = [parse(text) for text in WRITTEN]
LEAVES = [
    parse(text)
    for text in (
        *(name for name, _ in PARAMETERS),
        *WRITTEN,
        "PAGE_SIZE",
        "PAGE_MASK",
        "O_DIRECT",
        "MAX_RW_COUNT",
        "vma->vm_flags",
        "map_count()",
        "RLIMIT_NOFILE",
        "FILE_PIPE",
        '"text"',
        "sizeof(flags)",
    )
]
TWO = ["min", "max", "ALIGN", "ALIGN_DOWN", "IS_ALIGNED"]
ONE = ["PAGE_ALIGN", "PAGE_ALIGNED", "BIT", "BIT_ULL", "old", "strange"]
SMALL = [Number(n) for n in (0, 1, 2, 3, 8, 31, 63)]


def tree(random: Random, depth: int) -> Node:
    """A tree with all that may be unknown or undefined."""
    if depth == 0 or random.random() < 0.15:
        return leaf(random)
    first, second, third = (functools.partial(tree, random, depth - 1) for _ in range(3))
    ways: list[Callable[[], Node]] = [
        lambda: Binary(random.choice(BINARY), first(), second()),
        lambda: Binary(random.choice(BINARY), first(), second()),
        lambda: Binary(random.choice(["&&", "||"]), first(), second()),
        lambda: Binary(random.choice(["<<", ">>", "/", "%"]), first(), random.choice(SMALL)),
        lambda: Binary(
            random.choice(["<<", ">>"]), first(), Binary("&", second(), random.choice(SMALL))
        ),
        lambda: Binary(random.choice(["<<", ">>", "/", "%"]), first(), second()),
        lambda: Unary(random.choice(UNARY), first()),
        lambda: Conditional(first(), second(), third()),
        lambda: Cast(random.choice(TYPES), first()),
        lambda: Call(random.choice(TWO), (first(), random.choice([second, lambda: SMALL[4]])())),
        lambda: Call(random.choice(ONE), (first(),)),
    ]
    return random.choice(ways)()


def leaf(random: Random) -> Node:
    if random.random() < 0.65:
        return random.choice(LEAVES)
    return Number(random.choice(EDGES), 16, random.random() < 0.5, random.randrange(3))


def registers(random: Random) -> tuple[int, ...]:
    return tuple(
        random.choice([random.getrandbits(64), random.choice(EDGES), -random.choice(EDGES)])
        & ((1 << 64) - 1)
        for _ in PARAMETERS
    )


def values(random: Random, architecture: str) -> tuple[int | None, ...]:
    found: list[int | None] = []
    for term in TERMS:
        kind = term_type(term, ARCHITECTURES[architecture], MEMBERS) or CType(64, False)
        edge = random.choice([kind.minimum, kind.maximum])
        anything = random.randint(kind.minimum, kind.maximum)
        found.append(random.choice([None, 0, 1, edge, anything]))
    return tuple(found)


def expected(
    node: Node, architecture: str, raw: tuple[int, ...], measured: tuple[int | None, ...]
) -> int | None:
    arch = ARCHITECTURES[architecture]
    word = CType(arch.word_bits, False)
    parameters: dict[str, Value | CType] = {}
    for (name, kind), number in zip(PARAMETERS, raw, strict=True):
        parameters[name] = argument(number, kind or "", arch) or word
    after: dict[Node, Value | CType | None] = {}
    before: dict[Node, Value | CType | None] = {}
    for term, found in zip(TERMS, measured, strict=True):
        kind_of_term = term_type(term, arch, MEMBERS)
        value = Value(found, kind_of_term) if found is not None and kind_of_term else kind_of_term
        if term in (Symbol("errno"), Symbol("result")):
            parameters[render_c(term)] = value or word
        elif isinstance(term, Call) and term.function == "old":
            before[term.arguments[0]] = value
        else:
            after[term] = value
    environment = Environment(
        architecture=arch, parameters=parameters, measured=after, before=before
    )
    result = evaluate(node, environment)
    return result.number if isinstance(result, Value) else None


@pytest.mark.parametrize("architecture", ["x86_64", "i386", "arm64"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 32))
def test_the_answers_of_evaluate(architecture: str, seed: int) -> None:
    random = Random(seed)
    trees = [tree(random, random.randrange(1, 6)) for _ in range(20)]
    compiled = compile_conditions(
        trees,
        parameters=PARAMETERS,
        terms=TERMS,
        architecture=ARCHITECTURES[architecture],
        members=MEMBERS,
    )
    for _ in range(5):
        raw, measured = registers(random), values(random, architecture)
        got = compiled(raw, measured)
        for one, answer in zip(trees, got, strict=True):
            assert answer == expected(one, architecture, raw, measured), render_c(one)
            assert not isinstance(answer, bool), render_c(one)


def answers(
    text: str, *raw: int, terms: tuple[str, ...] = (), values: tuple[int | None, ...] = ()
) -> int | None:
    compiled = compile_conditions(
        [parse(text)],
        parameters=[("a", "int"), ("b", "unsigned long")],
        terms=[parse(term) for term in terms],
        architecture=ARCHITECTURES["x86_64"],
    )
    return compiled((*raw, 0, 0), values)[0]


def test_registers_are_cut_to_the_types_of_parameters() -> None:
    assert answers("a", 0x1_FFFF_FFFF) == -1
    assert answers("a < 0 && b > 1", 1 << 31, 2) == 1
    assert answers("b + 1 == 0", 0, (1 << 64) - 1) == 1


def test_doubt_matters_only_where_it_must() -> None:
    terms = ("kind(a)", "CAP_IPC_LOCK")
    text = "b && kind(a) == FILE_PIPE || CAP_IPC_LOCK"
    assert answers(text, 0, 0, terms=terms, values=(None, 0)) == 0
    assert answers(text, 0, 1, terms=terms, values=(None, 0)) is None
    assert answers(text, 0, 1, terms=terms, values=(None, 1)) == 1
    assert answers(text, 0, 1, terms=terms, values=(4, None)) == 1


def test_before_and_after() -> None:
    terms = ("locked_bytes()", "old(locked_bytes())", "errno")
    text = "errno ? locked_bytes() == old(locked_bytes()) : locked_bytes() > old(locked_bytes())"
    assert answers(text, terms=terms, values=(2, 1, 0)) == 1
    assert answers(text, terms=terms, values=(2, 1, 12)) == 0
    assert answers(text, terms=terms, values=(2, None, 12)) is None


def test_nothing_follows_from_what_is_undefined() -> None:
    assert answers("a / b || 1", 1, 0) is None
    assert answers("a / b || 1", 1, 2) == 1
    assert answers("0 && a / b", 1, 0) == 0
    assert answers("BIT(a - 1) & b", 0, 1) is None
    assert answers("BIT(a - 1) & b", 1, 1) == 1


def test_a_masked_count_of_bits_leaves_nothing_undefined() -> None:
    environment = Environment(architecture=ARCHITECTURES["x86_64"])
    assert is_plain(parse("BIT(x & 63) & 1 || x"), environment)
    assert is_plain(parse("x && 1 << (31 & x)"), environment)
    assert not is_plain(parse("x && 1 << (x & 32)"), environment)
    assert not is_plain(parse("x && 1 << (x & -1)"), environment)
    assert not is_plain(parse("x && 1 << (x & y)"), environment)
    assert not is_plain(parse("x && 1 / (x & 3)"), environment)
    assert answers("b && BIT(a & 63) > b", 32, 1) == 1


def test_the_deepest_trees() -> None:
    assert answers(" - ".join(["b"] * MAX_DEPTH), 0, 1) == (2 - MAX_DEPTH) % (1 << 64)
    assert answers("~" * 117 + "b", 0, 1) == (1 << 64) - 2
    deep = "a ? " * 100 + "b" + " : b" * 100
    assert answers(deep, 1, 7) == 7
    unsure = "is_open(a) ? " * 50 + "b" + " : b" * 50
    assert answers(unsure, 1, 7, terms=("is_open(a)",), values=(None,)) == 7


def test_names_of_a_spec_stay_out_of_the_source() -> None:
    compiled = compile_conditions(
        [Symbol("__import__('os')")],
        parameters=[("__import__('os')", "int")],
        terms=[],
        architecture=ARCHITECTURES["x86_64"],
    )
    assert compiled((5,), ()) == (5,)

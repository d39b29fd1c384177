"""What is known of one part of a condition decides other parts, and changes no answer."""

from __future__ import annotations

from random import Random

import pytest

from kapi.expr.environment import Environment, argument, parameter_type
from kapi.expr.evaluate import evaluate
from kapi.expr.known import UNKNOWN, assumed, can_fail, can_hold, known_part
from kapi.expr.nodes import Binary, Conditional
from kapi.expr.parser import parse
from kapi.expr.render_c import render_c
from kapi.expr.values import Value
from kapi.vocab.architectures import ARCHITECTURES
from tests.expr.test_bpftrace_writer import PARAMETERS
from tests.expr.test_compile import tree

ARCH = ARCHITECTURES["x86_64"]


@pytest.mark.parametrize(
    ("text", "fact", "holds", "left"),
    [
        ("file ? a : b", "file", True, "1 ? a : b"),
        ("a + (file ? 1 : 2)", "!file", True, "a + (0 ? 1 : 2)"),
        ("(flags & 8) + 1 || flags & 8", "flags & 8", True, "(flags & 8) + 1 || 1"),
        ("(a && b) + 1", "a && b", False, "0 + 1"),
        ("a || b || c", "a || c", False, "0 || b || 0"),
        ("a || b", "a && b", False, "a || b"),
        ("a == 1 ? a : b", "a", True, "a == 1 ? 1 : b"),
        ("(a ? b : c) + 1", "a ? b : c", True, "(a ? b : c) + 1"),
    ],
)
def test_what_is_left(text: str, fact: str, holds: bool, left: str) -> None:
    assert assumed(parse(text), parse(fact), holds) == parse(left)


def test_answers_stay_the_same() -> None:
    random = Random(7)
    told = 0
    for _ in range(700):
        fact, other, third = (tree(random, random.randrange(1, 3)) for _ in range(3))
        node = Conditional(fact, Binary("&&", other, fact), Binary("+", third, fact))
        values = {}
        for name, kind in PARAMETERS.items():
            assert parameter_type(kind, ARCH) is not None
            found = argument(random.choice((0, 1, random.getrandbits(64))), kind, ARCH)
            assert found is not None
            values[name] = found
        environment = Environment(architecture=ARCH, page_size=4096, parameters=values)
        truth, before = evaluate(fact, environment), evaluate(node, environment)
        if isinstance(truth, Value) and isinstance(before, Value):
            told += 1
            left = assumed(node, fact, bool(truth.number))
            assert evaluate(left, environment) == before, render_c(node)
    assert told > 50


@pytest.mark.parametrize(
    ("text", "part", "holds", "fails"),
    [
        ("a == 1", "a == 1", True, True),
        ("a == 1 && owns(a)", "a == 1 && {}", False, True),
        ("a == 1 || owns(a)", "a == 1 || {}", True, False),
        ("!(a == 1 || owns(a))", "!(a == 1 || {})", False, True),
        ("!is_open(a)", "!((int)a >= 0 && {})", True, False),
        ("!is_open(lost)", "!{}", False, False),
        ("is_open(position(a))", "{}", False, False),
        ("position(a) + a > 4", "{}", False, False),
        ("lost == 1 && a", "{} && a", False, True),
        ("p == 0 || a", "0 || a", True, True),
        ("p && a", "1 && a", True, True),
        ("p + 1 > a", "{}", False, False),
        ("a ? owns(a) : b", "a && {} || !a && b", True, True),
        ("a ? b : owns(a)", "a && b || !a && {}", True, True),
        ("a ? owns(a) : lost", "{}", False, False),
        ("a == (b || owns(a) ? 2 : 1)", "a == (b || {} ? 2 : 1)", True, True),
        ("a == ((b ? owns(a) : a) ? 2 : 1)", "a == (b && {} || !b && a ? 2 : 1)", True, True),
        ("min(a, b && owns(a)) > 4", "min(a, b && {}) > 4", True, True),
    ],
)
def test_known_part(text: str, part: str, holds: bool, fails: bool) -> None:
    found = known_part(parse(text), ("a", "b", "lost", "p"), (), ("lost",), ("p",))
    assert render_c(found) == part.format(UNKNOWN.name)
    assert (can_hold(found), can_fail(found)) == (holds, fails)


def test_what_is_told_in_part_is_true_of_the_whole() -> None:
    random = Random(11)
    told = 0
    for _ in range(600):
        node = tree(random, random.randrange(2, 4))
        lost = random.sample(sorted(PARAMETERS), 2)
        values = {}
        for name, kind in PARAMETERS.items():
            found = argument(random.choice((0, 1, random.getrandbits(64))), kind, ARCH)
            assert found is not None
            values[name] = found
        environment = Environment(architecture=ARCH, page_size=4096, parameters=values)
        for is_condition in (True, False):
            part = known_part(node, sorted(PARAMETERS), (), lost, is_condition=is_condition)
            said, whole = evaluate(part, environment), evaluate(node, environment)
            if isinstance(said, Value) and isinstance(whole, Value):
                told += part != node
                if is_condition:
                    assert bool(said.number) == bool(whole.number), render_c(node)
                else:
                    assert said.number == whole.number, render_c(node)
    assert told > 20

"""``sizeof`` of structures that only the spec knows."""

from __future__ import annotations

from kapi.expr.parser import parse
from kapi.expr.render_c import render_c
from kapi.judge.sizes import declared_sizes, with_sizes
from kapi.model.elements import Expression, StructSpec
from kapi.model.spec import Spec
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.words import ApiKind

X86 = ARCHITECTURES["x86_64"]


def spec(*structs: StructSpec) -> Spec:
    return Spec(name="sys_x", kind=ApiKind.SYSCALL, structs=structs)


def test_a_size_that_is_stated_is_used_where_no_table_has_one() -> None:
    own = StructSpec(name="of_nobody_else", size=Expression("3 * 8"))
    assert declared_sizes(spec(own), X86) == {"struct of_nobody_else": 24}


def test_the_tables_are_trusted_more() -> None:
    known = StructSpec(name="pollfd", size=Expression("9"))
    unknown = StructSpec(name="without_a_size")
    assert declared_sizes(spec(known, unknown), X86) == {}


def test_it_stands_for_its_sizeof_only() -> None:
    node = parse("!readable(p, n * sizeof(struct mine)) && sizeof(struct pollfd)")
    found = with_sizes(node, {"struct mine": 24})
    assert render_c(found) == "!readable(p, n * 24UL) && sizeof(struct pollfd)"
    assert with_sizes(node, {}) is node

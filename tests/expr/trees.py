"""Random expression trees: by hypothesis for the syntax, by a seeded generator for gcc."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from kapi.expr.nodes import (
    Binary,
    Call,
    Cast,
    Conditional,
    Node,
    Number,
    OffsetOf,
    SizeOf,
    Symbol,
    Text,
    Unary,
)
from kapi.expr.parser import PRECEDENCE

BINARY = sorted(PRECEDENCE)
UNARY = ["-", "+", "~", "!"]
TYPES = [
    "char",
    "unsigned char",
    "short",
    "unsigned short",
    "int",
    "unsigned int",
    "long",
    "unsigned long",
    "long long",
    "unsigned long long",
]
EDGES = [0, 1, 2, 7, 8, 31, 63, 127, 255, 4096, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000]
EDGES += [0xFFFFFFFF, 1 << 32, (1 << 63) - 1]


def numbers() -> st.SearchStrategy[Number]:
    return st.builds(
        lambda value, base, unsigned, longs: Number(value, base if value else 10, unsigned, longs),
        st.one_of(st.sampled_from(EDGES), st.integers(0, (1 << 64) - 1)),
        st.sampled_from([2, 8, 10, 16]),
        st.booleans(),
        st.integers(0, 2),
    )


def symbols() -> st.SearchStrategy[Symbol]:
    names = ["len", "PAGE_SIZE", "O_RDONLY", "vma->vm_flags", "file.f_mode", "_x1"]
    return st.sampled_from(names).map(Symbol)


def texts() -> st.SearchStrategy[Text]:
    return st.binary(max_size=6).map(lambda raw: Text(raw.decode("utf-8", "surrogateescape")))


def trees() -> st.SearchStrategy[Node]:
    leaves = st.one_of(
        numbers(),
        symbols(),
        st.sampled_from(["int", "struct epoll_event", "struct iocb *"]).map(SizeOf),
        st.just(OffsetOf("struct fwctl_rpc", "in")),
        texts(),
    )
    return st.recursive(leaves, _branches, max_leaves=25)


def _branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    calls = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Unary, st.sampled_from(UNARY), inner),
        st.builds(Binary, st.sampled_from(BINARY), inner, inner),
        st.builds(Conditional, inner, inner, inner),
        st.builds(Cast, st.sampled_from([*TYPES, "u64", "size_t"]), inner),
        st.builds(
            Call, st.sampled_from(["min", "PAGE_ALIGN", "vma_is_sealed", "is_open", "old"]), calls
        ),
    )


def random_tree(random: Random, variables: list[str], depth: int) -> Node:
    """A tree over ``variables`` that a C compiler can read as well."""
    if depth == 0 or random.random() < 0.1:
        return _leaf(random, variables)
    kind = random.random()
    if kind < 0.15:
        return Unary(random.choice(UNARY), random_tree(random, variables, depth - 1))
    if kind < 0.25:
        return Cast(random.choice(TYPES), random_tree(random, variables, depth - 1))
    if kind < 0.35:
        parts = [random_tree(random, variables, depth - 1) for _ in range(3)]
        return Conditional(*parts)
    left = random_tree(random, variables, depth - 1)
    if kind < 0.42:
        name = random.choice(["min", "max", "ALIGN", "IS_ALIGNED", "ALIGN_DOWN"])
        power = Number(1 << random.randrange(13))
        return Call(name, (left, power if "ALIGN" in name else _leaf(random, variables)))
    operator = random.choice(BINARY)
    if operator in ("<<", ">>"):
        return Binary(operator, left, Number(random.randrange(40)))
    return Binary(operator, left, random_tree(random, variables, depth - 1))


def _leaf(random: Random, variables: list[str]) -> Node:
    if random.random() < 0.6:
        return Symbol(random.choice(variables))
    if random.random() < 0.1:
        return SizeOf(random.choice([*TYPES, *variables]))
    value = random.choice([random.choice(EDGES), random.getrandbits(random.randrange(1, 63))])
    base = random.choice([8, 10, 16])
    return Number(value, base if value else 10, random.random() < 0.3, random.randrange(3))

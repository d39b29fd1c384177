"""Images in the form until PATCH v2: packed structures with arrays of characters, in the section.

The structures are those of today with strings in place, as far as the facts of the old postings
go; the enumeration of constraints has the numbers of RFC v1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from kapi.kernel.decode import Tree
from kapi.kernel.encode import tree_of
from kapi.kernel.layout import Array, Layout, Pointer, Scalar, Structure, of_tables
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture
from kapi.vocab.numbers import numbered_word
from kapi.vocab.spelling import long_word
from kapi.vocab.words import ConstraintType

NAME, TEXT = 128, 512  # KAPI_MAX_NAME_LEN, KAPI_MAX_DESC_LEN
HELD = '__attribute__((used, section(".kapi_specs")))'
OLD_CONSTRAINTS = ("NONE", "RANGE", "MASK", "ENUM", "CUSTOM")


def room(member: str) -> int:
    return NAME if member.endswith("name") else TEXT


def cut(tree: Any) -> Any:
    """The tree as such an image holds it: strings end where their array does."""
    if isinstance(tree, list):
        return [cut(one) for one in tree]
    if not isinstance(tree, dict):
        return tree
    found: Tree = {}
    for name, value in tree.items():
        if isinstance(value, str):
            raw = value.encode("utf-8", "surrogateescape")[: room(name) - 1]
            value = raw.decode("utf-8", "surrogateescape")
        found[name] = cut(value)
    return found


def inline_source(specs: Sequence[Spec], architecture: Architecture) -> str:
    """C with the definitions of the structures and one object for each spec."""
    layout = of_tables(architecture.word_bits // 8)
    rows = ["#include <stddef.h>", *_enumeration(), *_definitions(layout, set())]
    for number, spec in enumerate(specs):
        tree = tree_of(spec, architecture)
        rows.append(f"static struct kernel_api_spec spec_{number} {HELD} = {_value(tree, layout)};")
    return "\n".join(rows) + "\n"


def _enumeration() -> Iterator[str]:
    others = [one.name for one in ConstraintType if one.name not in OLD_CONSTRAINTS]
    names = [*OLD_CONSTRAINTS, *others]
    yield f"enum kapi_constraint_type {{ {', '.join(f'KAPI_CONSTRAINT_{one}' for one in names)} }};"


def _definitions(layout: Structure, done: set[str]) -> Iterator[str]:
    done.add(layout.name)
    for member in layout.members:
        inner = member.layout.element if isinstance(member.layout, Array) else member.layout
        if isinstance(inner, Structure) and inner.name not in done:
            yield from _definitions(inner, done)
    rows = [f"\t{_declared(one.name, one.layout)};" for one in layout.members]
    yield "\n".join([f"struct {layout.name} {{", *rows, "} __attribute__((packed));"])


def _declared(name: str, layout: Layout) -> str:
    if name == "constraint_type":
        return f"enum kapi_constraint_type {name}"
    match layout:
        case Array(element, count):
            return f"{_declared(name, element)}[{count}]"
        case Pointer(_, Scalar(_, _, True)):
            return f"char {name}[{room(name)}]"
        case Pointer(_, None):
            return f"void *{name}"
        case Pointer():
            return f"const long long *{name}"
        case Structure():
            return f"struct {layout.name} {name}"
    types = {1: "char", 4: "int", 8: "long long"}
    assert isinstance(layout, Scalar)
    return f"{'' if layout.signed else 'unsigned '}{types[layout.size]} {name}"


def _value(value: Any, layout: Layout, name: str = "") -> str:
    match layout:
        case Structure():
            tree = value if isinstance(value, dict) else {}
            inner = [
                f".{one.name} = {_value(tree.get(one.name), one.layout, one.name)}"
                for one in layout.members
                if tree.get(one.name)
            ]
            return "{ " + ", ".join(inner) + " }"
        case Array(element, _):
            return "{ " + ", ".join(_value(one, element, name) for one in value) + " }"
        case Pointer(_, Scalar(_, _, True)):
            text = str(value).encode("utf-8", "surrogateescape")[: room(name) - 1]
            return '"' + "".join(f"\\{byte:03o}" for byte in text) + '"'
        case Pointer(_, None):
            return "NULL"
        case Pointer():
            return "(const long long []){ " + ", ".join(f"{one}LL" for one in value) + " }"
    if name == "constraint_type":
        word = numbered_word(ConstraintType, value)
        assert word is not None
        return long_word(word)
    if name == "size_param_idx":
        return str(value - 1)
    return "(-9223372036854775807LL - 1)" if value == -(1 << 63) else json.dumps(value)

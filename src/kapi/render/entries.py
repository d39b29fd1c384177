"""Elements of a spec → entries of the document tree, field by field as the schema has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from kapi.model.elements import Limits, Param
from kapi.render.document import Block, Entry, Fact
from kapi.render.labels import (
    detail_of,
    extension_blocks,
    fact,
    facts_block,
    limit_facts,
    size_param_facts,
    success_facts,
    value_of,
    violation_facts,
)
from kapi.render.paragraphs import blocks_of
from kapi.vocab import field as schema
from kapi.vocab.field import Field, Form
from kapi.vocab.flags import MEANINGS
from kapi.vocab.schema import BLOCKS

_FOR_PEOPLE = frozenset({Form.PROSE, Form.MARK})
_WITHOUT_NAME = {
    "net-socket-state": "socket state",
    "net-buffer": "buffers",
    "net-async": "waiting",
    "net-protocol": "protocols",
}
"""What stands in the place of a name for elements that have none."""


def element_entry(block: schema.Block, element: Any, params: Sequence[Param] = ()) -> Entry:
    """One element; ``params`` are all of the spec, to name the one that holds a size."""
    term = _WITHOUT_NAME.get(block.name) or value_of(getattr(element, block.head))
    return Entry(term, _detail(block, element), body(block, element, params), code=_is_code(block))


def body(block: schema.Block, element: Any, params: Sequence[Param] = ()) -> tuple[Block, ...]:
    """What stands below the name: the description, facts, other tags, members."""
    aside = {block.head, "description", *block.detail.split()}
    facts = [
        one
        for field in _in_order(block)
        if field.path not in aside
        for one in _facts(field, element, params)
    ]
    if block.name == "return":
        facts = [*fact("type", _detail(block, element) or None), *facts]
    members = getattr(element, "fields", ())
    return (
        *blocks_of(getattr(element, "description", None) or ""),
        *facts_block(facts),
        *_flags(getattr(element, "limits", Limits())),
        *extension_blocks(element.extensions),
        *(element_entry(BLOCKS["field"], member) for member in members),
    )


def _flags(limits: Limits) -> Iterator[Entry]:
    """What each flag or value that is accepted asks for, of those that are known."""
    for name in re.findall(
        r"\b[A-Za-z_]\w*", " ".join([limits.mask or "", *(limits.values or ())])
    ):
        if name in MEANINGS:
            yield Entry(name, MEANINGS[name])


def part_facts(part: Any, fields: Iterable[Field], first: str) -> list[Fact]:
    """Facts about a part of a spec such as ``ioctl``; ``fields`` and ``first`` are the spec's."""
    return [
        one
        for field in _led(fields, first)
        for one in _facts(field._replace(path=field.path.rpartition(".")[2]), part, ())
    ]


def _in_order(block: schema.Block) -> list[Field]:
    """The fields as people read them: those that the schema has first, and prose last."""
    return sorted(_led(block.fields, block.first), key=lambda one: one.form in _FOR_PEOPLE)


def _led(fields: Iterable[Field], first: str) -> list[Field]:
    order = first.split()
    return sorted(
        fields, key=lambda one: order.index(one.path) if one.path in order else len(order)
    )


def _facts(field: Field, element: Any, params: Sequence[Param]) -> Iterator[Fact]:
    special = _SPECIAL.get(field.path)
    if special is not None:
        yield from special(element, params)
        return
    if field.part or field.form is Form.MEMBERS:
        return
    value = _stated(field, element)
    code = field.form not in _FOR_PEOPLE
    yield from fact(field.label, value, code=code, separator=_separator(field))


def _stated(field: Field, element: Any) -> Any:
    """The value; lists that a spec cannot state empty count as not stated when they are."""
    value = getattr(element, field.path)
    return None if value == () and field.form in (Form.SYMBOLS, Form.ARRAY) else value


def _separator(field: Field) -> str:
    return " | " if field.form in (Form.WORDS, Form.STATES) else ", "


def _detail(block: schema.Block, element: Any) -> str:
    """What stands beside the name; an end of a transition that is not stated shows as ``?``."""
    if block.name == "state-trans":
        ends = (element.from_state, element.to_state)
        return "" if ends == (None, None) else " -> ".join(end or "?" for end in ends)
    fields = [block.by_path[path] for path in block.detail.split()]
    values = [(_stated(field, element), _separator(field)) for field in fields]
    return detail_of(*(value_of(value, sep) for value, sep in values if value is not None))


def _is_code(block: schema.Block) -> bool:
    """Whether the detail is C or words of the framework, not a sentence."""
    forms = {block.by_path[path].form for path in block.detail.split()}
    return bool(forms - {Form.PROSE, Form.NAME})


_SPECIAL: dict[str, Callable[[Any, Sequence[Param]], Iterable[Fact]]] = {
    "limits.type": lambda element, params: limit_facts(element.limits),
    "violation": lambda element, params: violation_facts(element.violation),
    "size_param": lambda element, params: size_param_facts(element, params),
    "success": lambda element, params: success_facts(element),
    "success_min": lambda element, params: (),
    "success_max": lambda element, params: (),
}
"""Fields of which more than one makes a fact, or whose value is no single word or text."""

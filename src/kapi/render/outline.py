"""A spec → its document tree: one place decides what is shown, in which order, in which words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from kapi.model.elements import Param
from kapi.model.spec import Declaration, Origin, Spec, Variant, stated
from kapi.model.spec import Section as KernelDocSection
from kapi.model.where import definitions
from kapi.render import document, entries
from kapi.render.document import Block, Code, Document, Entry, Fact, Item, Listing, Paragraph
from kapi.render.labels import extension_blocks, fact, facts_block, value_of
from kapi.render.paragraphs import blocks_of
from kapi.vocab.schema import BLOCKS, SPEC

_GROUPS = (
    ("Parameters", "param"),
    ("Returns", "return"),
    ("Names in conditions", "where"),
    ("Errors", "error"),
    ("Signals", "signal"),
    ("Signal masks", "signal-mask"),
    ("Capabilities", "capability"),
    ("Constraints", "constraint"),
    ("Side effects", "side-effect"),
    ("State transitions", "state-trans"),
    ("Locks", "lock"),
    ("Structures", "struct"),
)
"""The sections of elements and the blocks that stand in them; names stand in no block."""
_ELSEWHERE = frozenset(
    {
        *("description", "contexts", "error_list", "error_order", "where"),
        *("example", "examples", "notes"),
    }
)
"""The spec's own tags that have a section of their own or stand in that of the errors."""
_CONDITIONS = ("when", "unless", "needs", "after", "where", "order", "error_order")
"""Fields that are expressions over a call, and what only says how their checks follow another."""
_SYNOPSIS_WIDTH = 56  # with the indent of a code block in 60 columns


def outline(spec: Spec, *, by_errno: bool = False) -> Document:
    """Return all that ``spec`` says as a document tree; parts that say nothing are absent.

    Errors stand in their order, or ``by_errno``: those with the same errno together.
    """
    group = _by_errno if by_errno else _group
    parts: list[tuple[str, Iterable[Block]]] = [
        ("Synopsis", _synopsis(spec.declaration)),
        ("Availability", _part(spec)),
        ("Description", blocks_of(spec.description or "")),
        ("Command", _part(spec, "ioctl")),
        ("Attribute", _part(spec, "sysfs")),
        ("Context", facts_block(fact("runs in", spec.contexts, separator=", "))),
        *(
            (title, (*_FACTS.get(name, _nothing)(spec), *group(name, spec, spec.params)))
            for title, name in _GROUPS
        ),
        ("Variants", (_variant(one, spec.params, group) for one in spec.variants)),
        ("Network", _network(spec)),
        ("Notes", blocks_of(spec.notes or "")),
        ("A call that works", (Code(spec.example),) if spec.example else ()),
        ("Examples", (Code(spec.examples),) if spec.examples else ()),
        ("Further sections", _further(spec.sections)),
        ("Other tags", extension_blocks(spec.extensions)),
        ("Origin", facts_block(_origin(spec))),
    ]
    sections = tuple(document.Section(title, tuple(blocks)) for title, blocks in _stated(parts))
    summary = " ".join((spec.summary or "").split())
    return document.printable(
        Document(name=spec.name, kind=value_of(spec.kind), summary=summary, sections=sections)
    )


def without_conditions(part: Spec) -> Spec:
    """Return the spec without the conditions that programs check; those in words stay."""
    plain: Spec = _without_conditions(part)
    return plain


def _without_conditions(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_without_conditions(one) for one in value)
    if not isinstance(value, msgspec.Struct):
        return value
    fields = {name: _without_conditions(getattr(value, name)) for name in value.__struct_fields__}
    absent = {name: None for name in _CONDITIONS if name in fields}
    return msgspec.structs.replace(value, **fields | absent)


def place(origin: Origin) -> str:
    """Return where a spec stands as ``FILE:LINE:COLUMN``, without what is not known.

    Lines count in the text the user named: for a patch or mail that text comes first, and the
    file inside it after, in parentheses. For a tree it is the file in the tree.
    """
    text = spot(origin)
    text += f":{origin.column}" if origin.line and origin.column else ""
    return text if origin.file.startswith(origin.source) else f"{text} ({origin.file})"


def spot(origin: Origin) -> str:
    """Return the text that the user named, or the file in a tree, as ``FILE:LINE``."""
    inside = origin.file.startswith(origin.source)
    name = origin.file if inside else origin.source
    return name + (f":{origin.line}" if origin.line else "")


def _stated(parts: list[tuple[str, Iterable[Block]]]) -> list[tuple[str, list[Block]]]:
    listed = [(title, list(blocks)) for title, blocks in parts]
    return [(title, blocks) for title, blocks in listed if blocks]


def _synopsis(declaration: Declaration | None) -> tuple[Block, ...]:
    if declaration is None:
        return ()
    if _is_macro(declaration):
        return (Code(declaration.text),)
    start = f"{declaration.return_type} {declaration.name}".strip() + "("
    params = [_declarator(one.type_name, one.name) for one in declaration.params]
    rows = [start]
    for number, param in enumerate(params or ["void"], start=1):
        text = param + (")" if number >= len(params) else ",")
        if rows[-1] != start and len(rows[-1]) + 1 + len(text) > _SYNOPSIS_WIDTH:
            rows.append(" " * len(start) + text)
        else:
            rows[-1] += ("" if rows[-1] == start else " ") + text
    return (Code("\n".join(rows)),)


def _is_macro(declaration: Declaration) -> bool:
    """Whether there is no prototype to show, as for an ioctl command."""
    return bool(declaration.macro and not declaration.params)


def _declarator(type_name: str, name: str) -> str:
    """Put ``name`` where C wants it: inside ``(*)`` of a function pointer, before ``[]``."""
    if "(*)" in type_name:
        return type_name.replace("(*)", f"(*{name})", 1)
    base, bracket, size = type_name.partition("[")
    gap = "" if base.endswith("*") else " "
    return f"{base.rstrip()}{gap}{name}{bracket}{size}".strip()


def _part(spec: Spec, part: str = "") -> tuple[Block, ...]:
    """The spec's own tags in a part (``ioctl``), or those in none that stand nowhere else."""
    fields = [one for one in SPEC.tags if one.part == part and one.path not in _ELSEWHERE]
    value = stated(spec, part) if part else spec
    return facts_block(entries.part_facts(value, fields, SPEC.first)) if value else ()


def _group(name: str, part: Spec | Variant, params: Sequence[Param]) -> Iterator[Block]:
    """The elements of one kind in a spec or variant; ``params`` are the spec's."""
    if name not in BLOCKS:
        return
    block = BLOCKS[name]
    value = stated(part, block.field)
    if value is None:
        return
    if name == "return":
        yield from entries.body(block, value)
        return
    for one in value if block.many else (value,):
        yield entries.element_entry(block, one, params)


def _by_errno(name: str, part: Spec | Variant, params: Sequence[Param]) -> Iterator[Block]:
    """As `_group`, the errors with one errno as a list below it."""
    if name != "error":
        yield from _group(name, part, params)
        return
    same: dict[str, list[Entry]] = {}
    for error in part.errors:
        entry = entries.element_entry(BLOCKS[name], error)
        same.setdefault(entry.term, []).append(entry)
    for errno, found in same.items():
        yield found[0] if len(found) == 1 else Entry(errno, "", (Listing(_items(found)),))


def _items(errors: Iterable[Entry]) -> tuple[Item, ...]:
    return tuple(Item("-", _joined(one.detail or "not said when", one.blocks)) for one in errors)


def _joined(summary: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The summary and the first paragraph of the description as one."""
    if blocks and isinstance(blocks[0], Paragraph):
        return (Paragraph(f"{summary.rstrip('.')}. {blocks[0].text}"), *blocks[1:])
    return (Paragraph(summary), *blocks)


def _errors(spec: Spec) -> Iterator[Block]:
    yield from facts_block([*fact("list", spec.error_list), *fact("order", spec.error_order)])


def _names(spec: Spec) -> Iterator[Block]:
    for name, meaning in definitions(spec.where):
        yield Entry(name, meaning, code=True) if name else Paragraph(meaning)


def _nothing(spec: Spec) -> Iterator[Block]:
    yield from ()


_FACTS = {"error": _errors, "where": _names}
"""What stands before the elements of a section, or in their place."""

_Group = Callable[[str, Spec | Variant, Sequence[Param]], Iterator[Block]]


def _variant(variant: Variant, params: Sequence[Param], group: _Group) -> Entry:
    """One variant, its elements below."""
    groups = [
        (title.lower(), tuple(group(name, variant, params)))
        for title, name in _GROUPS
        if name in BLOCKS and BLOCKS[name].variant
    ]
    groups.append(("other tags", extension_blocks(variant.extensions)))
    inside = tuple(Entry(title, "", blocks) for title, blocks in groups if blocks)
    text = blocks_of(variant.description or "")
    return Entry(variant.condition, variant.summary or "", (*text, *inside))


def _network(spec: Spec) -> Iterator[Block]:
    yield from _part(spec, "network")
    for block in BLOCKS.values():
        if block.field.startswith("network."):
            yield from _group(block.name, spec, ())
    yield from extension_blocks(spec.network.extensions if spec.network else ())


def _further(sections: tuple[KernelDocSection, ...]) -> list[Block]:
    blocks: list[Block] = []
    for section in sections:
        text = blocks_of(section.text)
        blocks += (Entry(section.name, "", text),) if section.name else text
    return blocks


def _origin(spec: Spec) -> list[Fact]:
    origin = spec.origin
    facts = [
        *fact("read from", place(origin) or None),
        *fact("last line", origin.end_line or None),
        *fact("dialect", spec.dialect),
    ]
    if spec.declaration:
        declaration = spec.declaration
        facts += fact("declared", None if _is_macro(declaration) else declaration.text)
        facts += fact("declaration", None if declaration.complete else "cut off in the text")
        if declaration.kind is not spec.kind:
            facts += fact("declared kind", declaration.kind)
    counts = [f"{group} {number}" for group, number in spec.counts.items()]
    return [*facts, *fact("counts as stated", counts or None, separator=", ")]

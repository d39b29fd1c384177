"""A spec → its document tree: one place decides what is shown, in which order, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kapi.model.elements import Param
from kapi.model.spec import Declaration, Origin, Spec, Variant, stated
from kapi.model.spec import Section as KernelDocSection
from kapi.render import document, entries
from kapi.render.document import Block, Code, Document, Entry, Fact
from kapi.render.labels import extension_blocks, fact, facts_block, value_of
from kapi.render.paragraphs import blocks_of
from kapi.vocab.schema import BLOCKS, SPEC

__all__ = ["outline", "place", "spot"]

_GROUPS = (
    ("Parameters", "param"),
    ("Returns", "return"),
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
"""The sections of elements and the blocks that stand in them."""
_ELSEWHERE = frozenset(
    {
        *("description", "contexts", "error_list", "error_order", "where"),
        *("example", "examples", "notes"),
    }
)
"""The spec's own tags that have a section of their own or stand in that of the errors."""
_SYNOPSIS_WIDTH = 56  # with the indent of a code block in 60 columns


def outline(spec: Spec) -> Document:
    """Return all that ``spec`` says as a document tree; parts that say nothing are absent."""
    parts: list[tuple[str, Iterable[Block]]] = [
        ("Synopsis", _synopsis(spec.declaration)),
        ("Availability", _part(spec)),
        ("Description", blocks_of(spec.description or "")),
        ("Command", _part(spec, "ioctl")),
        ("Attribute", _part(spec, "sysfs")),
        ("Context", facts_block(fact("runs in", spec.contexts, separator=", "))),
        *(
            (title, _errors(spec) if name == "error" else _group(name, spec, spec.params))
            for title, name in _GROUPS
        ),
        ("Variants", (_variant(one, spec.params) for one in spec.variants)),
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
    block = BLOCKS[name]
    value = stated(part, block.field)
    if value is None:
        return
    if name == "return":
        yield from entries.body(block, value)
        return
    for one in value if block.many else (value,):
        yield entries.element_entry(block, one, params)


def _errors(spec: Spec) -> Iterator[Block]:
    facts = [*fact("list", spec.error_list), *fact("order", spec.error_order)]
    yield from facts_block([*facts, *fact("where", spec.where)])
    yield from _group("error", spec, ())


def _variant(variant: Variant, params: Sequence[Param]) -> Entry:
    """One variant, its elements below."""
    groups = [
        (title.lower(), tuple(_group(name, variant, params)))
        for title, name in _GROUPS
        if BLOCKS[name].variant
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

"""A spec → its document tree: one place decides what is shown, in which order, in which words."""

from __future__ import annotations

from collections.abc import Iterable

from kapi.model.spec import Declaration, Ioctl, Origin, Spec, Sysfs
from kapi.model.spec import Section as KernelDocSection
from kapi.render import document, entries
from kapi.render.document import Block, Code, Document, Entry, Fact
from kapi.render.facts import extension_blocks, fact, facts_block, prose, value_of
from kapi.render.prose import blocks_of
from kapi.render.sockets import network_blocks
from kapi.render.variants import variant_entry

__all__ = ["outline", "place", "spot"]

_SYNOPSIS_WIDTH = 56  # with the indent of a code block in 60 columns


def outline(spec: Spec) -> Document:
    """Return all that ``spec`` says as a document tree; parts that say nothing are absent."""
    parts: list[tuple[str, Iterable[Block]]] = [
        ("Synopsis", _synopsis(spec.declaration)),
        ("Availability", facts_block(_availability(spec))),
        ("Description", blocks_of(spec.description or "")),
        ("Command", facts_block(_ioctl(spec.ioctl))),
        ("Attribute", facts_block(_sysfs(spec.sysfs))),
        ("Context", facts_block(fact("runs in", spec.contexts, separator=", "))),
        ("Parameters", (entries.param_entry(param, spec.params) for param in spec.params)),
        ("Returns", entries.return_blocks(spec.returns) if spec.returns else ()),
        ("Errors", _errors(spec)),
        ("Signals", map(entries.signal_entry, spec.signals)),
        ("Signal masks", map(entries.mask_entry, spec.signal_masks)),
        ("Capabilities", map(entries.capability_entry, spec.capabilities)),
        ("Constraints", map(entries.constraint_entry, spec.constraints)),
        ("Side effects", map(entries.side_effect_entry, spec.side_effects)),
        ("State transitions", map(entries.transition_entry, spec.state_transitions)),
        ("Locks", map(entries.lock_entry, spec.locks)),
        ("Structures", map(entries.struct_entry, spec.structs)),
        ("Variants", (variant_entry(one, spec.params) for one in spec.variants)),
        ("Network", network_blocks(spec.network) if spec.network else ()),
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
    file inside it behind, in parentheses. For a tree it is the file in the tree.
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


def _availability(spec: Spec) -> list[Fact]:
    return [
        *fact("version", spec.version),
        *fact("since", spec.since),
        *prose("deprecated", spec.deprecated),
        *fact("replacement", spec.replacement),
        *fact("subsystem", spec.subsystem),
        *fact("device type", spec.device_type),
    ]


def _ioctl(ioctl: Ioctl | None) -> list[Fact]:
    if ioctl is None:
        return []
    return [
        *fact("command", ioctl.cmd),
        *fact("command name", ioctl.cmd_name),
        *fact("number", ioctl.number),
        *fact("direction", ioctl.direction),
        *fact("input bytes", ioctl.input_size),
        *fact("output bytes", ioctl.output_size),
        *fact("file operations", ioctl.file_ops),
        *fact("object", ioctl.object),
    ]


def _sysfs(sysfs: Sysfs | None) -> list[Fact]:
    if sysfs is None:
        return []
    return [
        *fact("path", sysfs.path),
        *fact("permissions", sysfs.permissions),
        *fact("default", sysfs.default),
        *fact("units", sysfs.units),
        *fact("step", sysfs.step),
        *fact("strings", sysfs.allowed_strings, separator=", "),
    ]


def _errors(spec: Spec) -> tuple[Block, ...]:
    return (
        *facts_block([*fact("list", spec.error_list), *fact("order", spec.error_order)]),
        *map(entries.error_entry, spec.errors),
    )


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
        if declaration.kind is not spec.kind:
            facts += fact("declared kind", declaration.kind)
    counts = [f"{group} {number}" for group, number in spec.counts.items()]
    return [*facts, *fact("counts as stated", counts or None, separator=", ")]

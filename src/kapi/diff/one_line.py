"""What elements, limits and texts of a spec are called in an edit, each in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kapi.diff.edit import shown
from kapi.model.elements import Extension, Limits
from kapi.model.spec import Section
from kapi.vocab.field import Block


def called(block: Block, element: Any) -> str:
    """Return what a reader calls the element: ``error EINVAL (bad flags)``."""
    head = shown(getattr(element, block.head)) if block.head else ""
    if block.name == "variant":
        return f"where {head}:"
    summary = getattr(element, "summary", None) or getattr(element, "target", None)
    more = f"({shown(summary)})" if summary and block.name in ("error", "side-effect") else ""
    return " ".join(filter(None, (block.name, head, more)))


def told(block: Block, element: Any) -> str:
    """Return what came or went says in one line: its condition, else the first text it has."""
    names = ("when", "expression", "type_name", "condition", "description", "summary")
    return next((shown(text) for name in names if (text := getattr(element, name, None))), "")


def valid(limits: Limits) -> str:
    """Return limits in one line."""
    parts = [shown(limits.type)]
    if limits.minimum is not None or limits.maximum is not None:
        parts.append(between(limits.minimum, limits.maximum))
    parts += [shown(limits.mask), shown(limits.values), shown(limits.alignment)]
    parts += [f"{one.arch}: {one.bits}" for one in limits.arch_masks]
    return " ".join(filter(None, (*parts, shown(limits.validate))))


def between(low: str | None, high: str | None) -> str:
    """Return two bounds, of which one may not be stated."""
    return "" if low is None and high is None else f"{low or ''}..{high or ''}"


def section(one: Section) -> tuple[str, str]:
    """Return the name and the text of a section."""
    return one.name, one.text


def extension(one: Extension) -> tuple[str, str]:
    """Return the tag and the text of what kapi has no field for, its parts included."""
    parts = " ".join(f"{name}: {text}" for name, text in map(extension, one.parts))
    return one.tag, " ".join(filter(None, (one.text, parts)))


def by_name(values: Sequence[Any], read: Callable[[Any], tuple[str, str]]) -> dict[str, str]:
    """Return the texts by their names; those of one name in one."""
    found: dict[str, str] = {}
    for name, text in map(read, values):
        found[name] = f"{found[name]}\n{text}" if name in found else text
    return found

"""What values a parameter may have: ``constraint-type``, ``range``, masks and lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kapi.finding import Severity
from kapi.model.elements import ArchMask, Expression, Limits, Unknown, expression
from kapi.sources.kerneldoc.cut import call, cut_commas
from kapi.sources.kerneldoc.notes import Notes
from kapi.sources.kerneldoc.rows import Entry
from kapi.vocab.spelling import find_word
from kapi.vocab.words import ConstraintType


def read_limits(entries: Iterable[Entry], notes: Notes) -> tuple[Limits, dict[str, Any]]:
    """Return the limits that the sub-tags state, and fields of the parameter they imply."""
    limits: dict[str, Any] = {}
    implied: dict[str, Any] = {}
    masks: list[ArchMask] = []
    for entry in entries:
        if entry.tag == "constraint-type":
            _read_type(entry, notes, limits, implied)
        elif entry.tag == "arch-mask":
            arch, _, bits = entry.line_text.partition("=")
            masks.append(ArchMask(arch=arch.strip(), bits=expression(bits), span=notes.span(entry)))
        elif entry.line_text:
            limits.update(_separate(entry))
    if masks:
        limits["arch_masks"] = tuple(masks)
    return Limits(**limits), implied


def _separate(entry: Entry) -> dict[str, Any]:
    """A limit with a tag of its own."""
    text = entry.line_text
    if entry.tag == "range":
        low, high = cut_range(text)
        return {"minimum": low, "maximum": high}
    if entry.tag == "valid-mask":
        return {"mask": expression(text)}
    if entry.tag == "valid-values":
        return {"values": expressions(text)}
    if entry.tag == "alignment":
        return {"alignment": expression(text)}
    return {"validate": text}


def cut_range(text: str) -> tuple[Expression | None, Expression | None]:
    """The two bounds of ``low, high``; one may be missing."""
    parts = cut_commas(text, 1)
    low, high = parts[0], parts[1] if len(parts) > 1 else ""
    return (expression(low) if low else None, expression(high) if high else None)


def expressions(text: str) -> tuple[Expression, ...] | None:
    """Expressions separated by commas, or None where there is none."""
    return tuple(expression(part) for part in cut_commas(text) if part) or None


def _read_type(entry: Entry, notes: Notes, limits: dict[str, Any], implied: dict[str, Any]) -> None:
    """``constraint-type: NAME`` or ``NAME(ARGUMENTS)``."""
    text = entry.line_text
    if not text:
        return
    parts = call(text)
    kind = find_word(ConstraintType, parts[0] if parts else text)
    if kind is None:
        limits["type"] = notes.word(ConstraintType, text, entry)
        return
    if parts is None:
        limits["type"] = kind
        return
    read = _ARGUMENTS.get(kind)
    stated = read(parts[1]) if read else None
    if kind is ConstraintType.BUFFER:
        index = read_index(parts[1], entry, notes)
        stated = None if index is None else {}
        if index is not None:
            implied["size_param"] = index
    if stated is None and parts[1]:
        limits["type"] = Unknown(text)
        notes.add(
            "bad-constraint",
            Severity.WARNING,
            entry,
            f"'{text}' does not fit the constraint '{kind.value}'",
        )
        return
    limits["type"] = kind
    limits.update(stated or {})


def read_index(text: str, entry: Entry, notes: Notes) -> int | None:
    """The 0-based index of a parameter, given as a number or by name; None if it is neither."""
    try:
        return int(text, 0)
    except ValueError:
        pass
    if text in notes.params:
        return notes.params.index(text)
    notes.add(
        "unknown-param",
        Severity.WARNING,
        entry,
        f"'{text}' is neither the index nor the name of a parameter",
    )
    return None


def _range(text: str) -> dict[str, Any] | None:
    parts = cut_commas(text)
    if len(parts) != 2 or not all(parts):
        return None
    return {"minimum": expression(parts[0]), "maximum": expression(parts[1])}


def _lengths(text: str) -> dict[str, Any] | None:
    parts = cut_commas(text)
    if len(parts) == 1:
        return {"maximum": expression(text)}
    return _range(text)


_ARGUMENTS: dict[ConstraintType, Callable[[str], dict[str, Any] | None]] = {
    ConstraintType.RANGE: _range,
    ConstraintType.MASK: lambda text: {"mask": expression(text)},
    ConstraintType.ENUM: lambda text: {"values": expressions(text)},
    ConstraintType.ALIGNMENT: lambda text: {"alignment": expression(text)},
    ConstraintType.USER_STRING: _lengths,
    ConstraintType.CUSTOM: lambda text: {"validate": text},
}

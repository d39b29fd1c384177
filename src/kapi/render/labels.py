"""Fields of the model → facts with labels. A field that is not stated gives no fact."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from typing import Any

from kapi.model.elements import ArchMask, Extension, Limits, Param, Returns, Violation
from kapi.render.document import Block, Entry, Fact, Facts
from kapi.render.paragraphs import blocks_of
from kapi.vocab.spelling import short_word
from kapi.vocab.words import ConstraintType

EMPTY = "(empty)"
"""What stands for a list or text that is stated and empty."""

_DEEPEST = 20  # extensions deeper than this stand beside their parent


def value_of(value: Any, separator: str = " | ") -> str:
    """Return a stated value as text: words in short form, lists joined, yes and no for bool."""
    if isinstance(value, enum.Enum):
        return short_word(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        return separator.join(value_of(item) for item in value) or EMPTY
    return str(value)


def fact(label: str, value: Any, *, code: bool = True, separator: str = " | ") -> tuple[Fact, ...]:
    """Return the fact, or nothing when ``value`` is None (not stated)."""
    if value is None:
        return ()
    return (Fact(label, value_of(value, separator) or EMPTY, code),)


def prose(label: str, value: str | None) -> tuple[Fact, ...]:
    """Return a fact whose value is a sentence, or nothing."""
    return fact(label, value, code=False)


def facts_block(facts: Sequence[Fact]) -> tuple[Block, ...]:
    """Return ``facts`` as a block, or nothing when there are none."""
    return (Facts(tuple(facts)),) if facts else ()


def detail_of(*values: Any) -> str:
    """Return the stated ones of ``values`` with commas between, to stand beside a name."""
    return ", ".join(value_of(value) for value in values if value is not None)


def limit_facts(limits: Limits) -> tuple[Fact, ...]:
    """Return the limits as one call such as ``range(0, SIZE_MAX)``, and what it cannot hold."""
    facts: list[Fact] = []
    used: frozenset[str] = frozenset()
    if limits.type is not None:
        arguments, used = _arguments(limits)
        word = value_of(limits.type)
        facts += fact("valid", f"{word}({arguments})" if used else word)
    for field in ("minimum", "maximum", "mask", "values", "alignment", "validate"):
        if field not in used:
            separator = ", " if field == "values" else " | "
            facts += fact(field, getattr(limits, field), separator=separator)
    for extra in limits.arch_masks:
        facts += _arch_mask(extra)
    return tuple(facts)


def _arguments(limits: Limits) -> tuple[str, frozenset[str]]:
    """The argument list of the constraint's call, and the fields that stand in it."""
    fields = _CALLS.get(limits.type, ()) if isinstance(limits.type, ConstraintType) else ()
    values = [getattr(limits, field) for field in fields]
    if not fields or any(value is None for value in values):
        return "", frozenset()
    return ", ".join(value_of(value, ", ") for value in values), frozenset(fields)


_CALLS: dict[ConstraintType, tuple[str, ...]] = {
    ConstraintType.RANGE: ("minimum", "maximum"),
    ConstraintType.MASK: ("mask",),
    ConstraintType.ENUM: ("values",),
    ConstraintType.ALIGNMENT: ("alignment",),
    ConstraintType.USER_STRING: ("minimum", "maximum"),
    ConstraintType.CUSTOM: ("validate",),
}


def _arch_mask(extra: ArchMask) -> tuple[Fact, ...]:
    return fact(f"also on {extra.arch}", extra.bits)


def violation_facts(violation: Violation | None) -> tuple[Fact, ...]:
    """Return what happens to a value outside the limits."""
    if violation is None:
        return ()
    errno = "" if violation.errno is None else f"({violation.errno})"
    return fact("outside", violation.action + errno)


def size_param_facts(param: Param, params: Sequence[Param]) -> tuple[Fact, ...]:
    """Return which parameter holds the size of what ``param`` points to."""
    index = param.size_param
    if index is None:
        return ()
    name = f" ({params[index].name})" if 0 <= index < len(params) else ""
    return fact("size given by", f"parameter {index}{name}")


def success_facts(returns: Returns) -> tuple[Fact, ...]:
    """Return the value of success and its bounds."""
    low, high = returns.success_min, returns.success_max
    if low is not None and high is not None:
        bounds: str | None = f"{low} .. {high}"
    elif low is not None:
        bounds = f">= {low}"
    else:
        bounds = None if high is None else f"<= {high}"
    said = [text for text in (returns.success, bounds) if text is not None]
    return fact("success", ", ".join(said) if said else None)


def extension_blocks(extensions: Iterable[Extension], depth: int = 1) -> tuple[Block, ...]:
    """Return the tags that have no field of their own: plain ones as facts, others as entries."""
    blocks: list[Block] = []
    for extension in extensions:
        if not extension.parts:
            blocks += facts_block(prose(extension.tag, extension.text))
        elif depth < _DEEPEST:
            inner = extension_blocks(extension.parts, depth + 1)
            text = blocks_of(extension.text)
            blocks.append(Entry(extension.tag, "", (*text, *inner)))
        else:
            blocks += facts_block(_flat(extension))
    return _joined(blocks)


def _flat(extension: Extension) -> list[Fact]:
    facts: list[Fact] = []
    todo = [extension]
    while todo:
        one = todo.pop()
        facts += prose(one.tag, one.text)
        todo += reversed(one.parts)
    return facts


def _joined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Neighbouring facts become one block."""
    result: list[Block] = []
    for block in blocks:
        if result and isinstance(block, Facts) and isinstance(result[-1], Facts):
            result[-1] = Facts(result[-1].facts + block.facts)
        else:
            result.append(block)
    return tuple(result)

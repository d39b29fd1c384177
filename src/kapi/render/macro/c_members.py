"""What an element states, as C text by member, and what no member can hold."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from kapi.model.elements import Capability, ErrorCondition, Signal
from kapi.model.spec import stated
from kapi.render.macro.c_lines import literals
from kapi.render.macro.c_values import encode, is_exact, is_symbol
from kapi.vocab.field import Form, Structure
from kapi.vocab.members import STRUCTURES
from kapi.written import Loss

Path = tuple[str | int, ...]
_NO_MEMBER = "no member of the C structure holds it"
_NO_C = "it cannot be written as C"
_INEXACT = "it does not read back as it is"


class Facts(NamedTuple):
    """The C text of each stated member (in pieces, one a line), and the losses so far."""

    texts: dict[str, list[str]]
    losses: list[Loss]


def facts_of(element: msgspec.Struct, block: Structure, path: Path, skip: frozenset[str]) -> Facts:
    """Return what ``element`` states. Fields in ``skip`` are somebody else's work."""
    facts = Facts({}, [])
    for member in block.members:
        if member.form is Form.COUNT or member.field in skip:
            continue
        value = stated(element, member.field)
        if value is None or (value == () and member.form in (Form.ARRAY, Form.SYMBOLS)):
            continue
        pieces = encode(member, value)
        where = (*path, *member.field.split("."))
        if pieces is None:
            facts.losses.append(Loss(where, _NO_C))
        else:
            facts.texts[member.name] = pieces
            if not is_exact(member, value):
                facts.losses.append(Loss(where, _INEXACT))
    _add_counts(element, block, facts)
    held = {member.field for member in block.members if member.form is not Form.COUNT}
    held |= {STRUCTURES[name].field for name in block.inner} | skip | {"span", "extensions"}
    facts.losses.extend(Loss((*path, *field), _NO_MEMBER) for field in _homeless(element, held))
    _adjust(element, path, facts)
    return facts


def _add_counts(element: Any, block: Structure, facts: Facts) -> None:
    """State the length of every list that is stated."""
    for member in block.members:
        if member.form is not Form.COUNT or member.field in block.inner:
            continue
        lists = [m.name for m in block.members if m.field == member.field and m is not member]
        if lists and lists[0] in facts.texts:
            facts.texts[member.name] = [str(len(stated(element, member.field)))]


def _homeless(element: msgspec.Struct, held: set[str]) -> Iterator[Path]:
    """Yield the paths of stated fields that are not ``held``."""
    for name, default in _defaults(type(element)):
        value = getattr(element, name)
        if name in held or value == default or value is None:
            continue
        inner = {field.partition(".")[2] for field in held if field.startswith(f"{name}.")}
        if inner and isinstance(value, msgspec.Struct):
            found = [(name, *rest) for rest in _homeless(value, inner | {"span"})]
            empty = all(getattr(value, field, None) in (None, ()) for field in inner)
            yield from [(name,)] if empty else found
        else:
            yield (name,)


@functools.cache
def _defaults(kind: type[msgspec.Struct]) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in msgspec.structs.fields(kind))


def _adjust(element: Any, path: Path, facts: Facts) -> None:
    """Fill members whose content depends on another."""
    if isinstance(element, ErrorCondition):
        _adjust_error(element, path, facts)
    elif isinstance(element, Capability):
        _adjust_capability(element, path, facts)
    elif isinstance(element, Signal) and element.number == "0":
        facts.losses.append(Loss((*path, "number"), "0 means not stated"))


def _adjust_error(error: ErrorCondition, path: Path, facts: Facts) -> None:
    if error.code is None and is_symbol(error.errno):
        facts.texts["error_code"] = [f"-{error.errno}"]
    elif error.code == f"-{error.errno}":
        facts.losses.append(Loss((*path, "code"), "it repeats the name"))
    if error.errno.startswith("-"):
        facts.losses.append(Loss((*path, "errno"), _INEXACT))


def _adjust_capability(capability: Capability, path: Path, facts: Facts) -> None:
    """Let ``cap_name`` hold the description, or the capability's name where there is none."""
    name = capability.capability
    if not is_symbol(name):
        facts.losses[:] = [loss for loss in facts.losses if loss.path != (*path, "capability")]
        facts.texts.pop("capability", None)
        facts.texts["cap_name"] = literals(name)
        if capability.description is not None:
            facts.losses.append(Loss((*path, "description"), _NO_MEMBER))
        if " ".join(name.split()) != name or not name:
            facts.losses.append(Loss((*path, "capability"), _INEXACT))
    elif capability.description is None:
        facts.texts["cap_name"] = literals(name)
    elif capability.description == name:
        facts.losses.append(Loss((*path, "description"), "it repeats the name"))

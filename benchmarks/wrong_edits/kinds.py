"""The wrong edits of each kind of element."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from msgspec.structs import replace

from kapi.model.elements import (
    Capability,
    ErrorCondition,
    Expression,
    Param,
    Returns,
    SideEffect,
    Signal,
    StateTransition,
    StructSpec,
)
from kapi.model.spec import Spec
from kapi.vocab.words import ReturnCheck

from .conditions import false_forms, other_capability, wrong_forms
from .edit import Edit, Place, claim_of, made
from .limits import wrong_elements
from .neighbours import Neighbours, capability_beside, errno_beside

__all__ = ["spoken_of", "wrong_edits_of"]

NONSENSE = "The moon is full and the clerk is on holiday."
Wrong = Iterator[tuple[str, Any, str]]


def wrong_edits_of(spec: Spec, place: Place, element: Any, beside: Neighbours) -> Iterator[Edit]:
    """Yield every wrong edit of one element of ``spec``, with ``beside`` its neighbours."""
    wrong: Wrong
    match element:
        case Param():
            wrong = chain(wrong_elements(element), _wrong_object(element))
        case Returns():
            wrong = _wrong_returns(element)
        case ErrorCondition():
            wrong = _wrong_errors(spec, element, beside)
        case StructSpec():
            wrong = _wrong_structs(element)
        case SideEffect() | StateTransition():
            wrong = chain.from_iterable(
                _wrong_expressions(element, field, beside) for field in ("when", "after")
            )
        case Signal():
            wrong = _wrong_signals(element, beside)
        case Capability():
            wrong = _wrong_capabilities(element, beside)
        case _:
            return
    claim = claim_of(spec, element)
    names = spoken_of(element)
    for kind, other, what in wrong if claim else ():
        also = spoken_of(other) if other is not None else ()
        yield made(
            kind, spec, place, claim, element, other, what, tuple(dict.fromkeys((*names, *also)))
        )


def spoken_of(element: Any) -> tuple[str, ...]:
    """Return the errnos and the capability that ``element`` is about."""
    violation = getattr(element, "violation", None)
    found = (
        getattr(element, "errno", None),
        getattr(element, "capability", None),
        violation.errno if violation else None,
    )
    return tuple(one for one in found if one)


def _wrong_object(param: Param) -> Wrong:
    if param.object and param.object.startswith("fd:"):
        other = "fd:eventfd" if param.object != "fd:eventfd" else "fd:epoll"
        yield "object", replace(param, object=other), f"{param.object} becomes {other}"


def _wrong_returns(returns: Returns) -> Wrong:
    for field in ("success", "success_min", "success_max"):
        value = getattr(returns, field)
        if not value:
            continue
        for step in ("+ 1", "- 1"):
            if (field, step) in (("success_min", "- 1"), ("success_max", "+ 1")):
                continue
            changed = replace(returns, **{field: Expression(f"({value}) {step}")})
            yield "return", changed, f"{field} {value} {step}"
    if returns.check is ReturnCheck.FD:
        changed = replace(
            returns, check=ReturnCheck.EXACT, success=Expression("0"), success_min=None
        )
        yield "return", changed, "a descriptor becomes 0"


def _wrong_errors(spec: Spec, error: ErrorCondition, beside: Neighbours) -> Wrong:
    if error.visible is None:
        yield "errno dropped", None, "dropped"
        for other in dict.fromkeys((_other_errno(spec, error.errno), errno_beside(error.errno))):
            yield "errno swapped", replace(error, errno=other), f"{error.errno} becomes {other}"
    yield from _wrong_expressions(error, "when", beside)
    if error.condition and not error.when:
        yield "prose", replace(error, condition=NONSENSE), "the condition becomes nonsense"
    if error.unless and error.unless.startswith("CAP_"):
        other = other_capability(error.unless)
        yield "capability", replace(error, unless=other), f"{error.unless} becomes {other}"


def _other_errno(spec: Spec, errno: str) -> str:
    """The next errno of the spec, so that an edit looks like what a person would write."""
    listed = [error.errno for error in (*spec.errors, *spec.errors)]
    listed = listed[listed.index(errno) + 1 :] if errno in listed else listed
    return next((one for one in listed if one != errno), "EPROTO")


def _wrong_structs(struct: StructSpec) -> Wrong:
    for place, field in enumerate(struct.fields):
        if field.offset is not None and field.size is not None:
            moved = replace(field, offset=Expression(f"({field.offset}) + {field.size}"))
            yield (
                "offset",
                _with_field(struct, place, moved),
                f"{field.name} moved by {field.size} bytes",
            )
        if field.size is not None:
            longer = replace(field, size=Expression(f"2 * ({field.size})"))
            yield "size", _with_field(struct, place, longer), f"{field.name} twice as long"
        for kind, other, what in wrong_elements(field):
            yield kind, _with_field(struct, place, other), f"{field.name}: {what}"


def _with_field(struct: StructSpec, place: int, field: Any) -> StructSpec:
    return replace(struct, fields=(*struct.fields[:place], field, *struct.fields[place + 1 :]))


def _wrong_signals(signal: Signal, beside: Neighbours) -> Wrong:
    if signal.errno:
        other = "EAGAIN" if signal.errno != "EAGAIN" else "EINTR"
        yield "signal", replace(signal, errno=other), f"{signal.errno} becomes {other}"
    if signal.number:
        changed = replace(signal, number=Expression("SIGUSR1"))
        yield "signal", changed, f"{signal.number} becomes SIGUSR1"
    yield from _wrong_expressions(signal, "when", beside)


def _wrong_capabilities(capability: Capability, beside: Neighbours) -> Wrong:
    name = capability.capability
    for other in dict.fromkeys((other_capability(name), capability_beside(name))):
        yield "capability", replace(capability, capability=other), f"{name} becomes {other}"
    yield "capability dropped", None, "dropped"
    yield from _wrong_expressions(capability, "when", beside)


def _wrong_expressions(element: Any, field: str, beside: Neighbours) -> Wrong:
    text = getattr(element, field)
    if text:
        forms = (wrong_forms if field == "when" else false_forms)(text, beside)
        for kind, wrong, what in forms:
            yield f"x-{field}: {kind}", replace(element, **{field: wrong}), f"x-{field}: {what}"

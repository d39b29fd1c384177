"""Elements of a spec → entries of the document tree."""

from __future__ import annotations

from collections.abc import Sequence

from kapi.model.elements import (
    Capability,
    Constraint,
    ErrorCondition,
    Extension,
    Lock,
    Param,
    Returns,
    SideEffect,
    Signal,
    SignalMask,
    StateTransition,
    StructField,
    StructSpec,
)
from kapi.render.document import Block, Entry, Fact
from kapi.render.facts import (
    detail_of,
    extension_blocks,
    fact,
    facts_block,
    limit_facts,
    prose,
    size_facts,
    value_of,
    violation_facts,
)
from kapi.render.prose import blocks_of

__all__ = [
    "capability_entry",
    "constraint_entry",
    "error_entry",
    "lock_entry",
    "mask_entry",
    "param_entry",
    "return_blocks",
    "side_effect_entry",
    "signal_entry",
    "struct_entry",
    "transition_entry",
]


def _body(
    description: str | None,
    facts: Sequence[Fact],
    extensions: tuple[Extension, ...],
) -> tuple[Block, ...]:
    return (
        *blocks_of(description or ""),
        *facts_block(facts),
        *extension_blocks(extensions),
    )


def param_entry(param: Param, params: Sequence[Param]) -> Entry:
    """One parameter; ``params`` are all of them, to name the one that holds a size."""
    facts = [
        *limit_facts(param.limits),
        *violation_facts(param.violation),
        *fact("object", param.object),
        *size_facts(param, params),
        *fact("structure", param.struct_type),
        *fact("default", param.default),
        *fact("units", param.units),
        *fact("step", param.step),
        *fact("strings", param.allowed_strings, separator=", "),
        *fact("name", param.id),
        *prose("constraint", param.constraint),
    ]
    detail = detail_of(param.type_name, param.type, param.flags)
    return Entry(param.name, detail, _body(param.description, facts, param.extensions), code=True)


def return_blocks(returns: Returns) -> tuple[Block, ...]:
    """The return rule."""
    facts = [
        *fact("type", detail_of(returns.type_name, returns.type) or None),
        *fact("success", _success(returns)),
        *fact("check", returns.check),
        *fact("failure values", returns.error_values, separator=", "),
        *fact("decided by", returns.is_success),
        *fact("name", returns.id),
    ]
    return _body(returns.description, facts, returns.extensions)


def _success(returns: Returns) -> str | None:
    low, high = returns.success_min, returns.success_max
    if low is not None and high is not None:
        bounds: str | None = f"{low} .. {high}"
    elif low is not None:
        bounds = f">= {low}"
    else:
        bounds = None if high is None else f"<= {high}"
    stated = [text for text in (returns.success, bounds) if text is not None]
    return ", ".join(stated) if stated else None


def error_entry(error: ErrorCondition) -> Entry:
    """One error condition."""
    facts = [
        *fact("code", error.code),
        *fact("when", error.when),
        *fact("unless", error.unless),
        *fact("needs", error.needs),
        *fact("order", error.order),
        *fact("visible", error.visible),
        *fact("name", error.id),
        *prose("condition", error.condition),
    ]
    return Entry(
        error.errno, error.summary or "", _body(error.description, facts, error.extensions)
    )


def lock_entry(lock: Lock) -> Entry:
    """One lock."""
    facts = [
        *fact("acquired", lock.acquired),
        *fact("released", lock.released),
        *fact("held on entry", lock.held_on_entry),
        *fact("held on exit", lock.held_on_exit),
        *fact("name", lock.id),
    ]
    detail = detail_of(lock.type, lock.scope)
    return Entry(lock.name, detail, _body(lock.description, facts, lock.extensions), code=True)


def constraint_entry(constraint: Constraint) -> Entry:
    """One rule over several parameters."""
    facts = [*fact("expression", constraint.expression), *fact("name", constraint.id)]
    return Entry(constraint.name, "", _body(constraint.description, facts, constraint.extensions))


def signal_entry(signal: Signal) -> Entry:
    """One signal."""
    facts = [
        *fact("number", signal.number),
        *fact("returns", signal.errno),
        *fact("becomes", signal.transform_to),
        *fact("timing", signal.timing),
        *fact("priority", signal.priority),
        *fact("restartable", signal.restartable),
        *fact("interruptible", signal.interruptible),
        *fact("when", signal.when),
        *fact("visible", signal.visible),
        *fact("queue", signal.queue),
        *fact("sa_flags required", signal.sa_flags_required),
        *fact("sa_flags forbidden", signal.sa_flags_forbidden),
        *fact("states required", signal.state_required),
        *fact("states forbidden", signal.state_forbidden),
        *fact("name", signal.id),
        *prose("target", signal.target),
        *prose("condition", signal.condition),
    ]
    detail = detail_of(signal.direction, signal.action)
    return Entry(
        signal.name, detail, _body(signal.description, facts, signal.extensions), code=True
    )


def mask_entry(mask: SignalMask) -> Entry:
    """One named set of signals."""
    detail = value_of(mask.signals, ", ") if mask.signals else ""
    return Entry(mask.name, detail, _body(mask.description, (), mask.extensions), code=True)


def struct_entry(struct: StructSpec) -> Entry:
    """One structure with its members."""
    facts = [
        *fact("size in bytes", struct.size),
        *fact("alignment", struct.alignment),
        *fact("name", struct.id),
    ]
    members = tuple(_member_entry(member) for member in struct.fields)
    body = _body(struct.description, facts, struct.extensions)
    return Entry(struct.name, "", (*body, *members))


def _member_entry(member: StructField) -> Entry:
    facts = [
        *fact("offset", member.offset),
        *fact("size in bytes", member.size),
        *limit_facts(member.limits),
        *violation_facts(member.violation),
        *prose("constraint", member.constraint),
    ]
    detail = detail_of(member.type_name, member.type, member.flags)
    body = _body(member.description, facts, member.extensions)
    return Entry(member.name, detail, body, code=True)


def side_effect_entry(effect: SideEffect) -> Entry:
    """One side effect."""
    facts = [
        *fact("when", effect.when),
        *fact("afterwards", effect.after),
        *fact("reversible", effect.reversible),
        *fact("name", effect.id),
        *prose("condition", effect.condition),
    ]
    return Entry(
        value_of(effect.effects),
        effect.target or "",
        _body(effect.description, facts, effect.extensions),
    )


def transition_entry(transition: StateTransition) -> Entry:
    """One state transition; an end that is not stated shows as ``?``."""
    ends = (transition.from_state, transition.to_state)
    detail = "" if ends == (None, None) else " -> ".join(end or "?" for end in ends)
    facts = [
        *fact("when", transition.when),
        *fact("afterwards", transition.after),
        *fact("name", transition.id),
        *prose("condition", transition.condition),
    ]
    return Entry(
        transition.object, detail, _body(transition.description, facts, transition.extensions)
    )


def capability_entry(capability: Capability) -> Entry:
    """One capability."""
    facts = [
        *fact("when", capability.when),
        *fact("priority", capability.priority),
        *fact("or instead", capability.alternatives or None, separator=", "),
        *fact("name", capability.id),
        *prose("condition", capability.condition),
        *prose("allows", capability.allows),
        *prose("without", capability.without),
    ]
    return Entry(
        capability.capability,
        detail_of(capability.action),
        _body(capability.description, facts, capability.extensions),
        code=True,
    )

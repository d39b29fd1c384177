"""What a change of each field means: a kind of edit, and its impact from the two values.

A field that is text for people is of the kind ``prose`` without a row. Any other without one is
told as ``other-tag``, as an x- tag is that has no field, unless it is in `UNCOMPARED`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from kapi.diff.edit import Impact
from kapi.diff.relation import Relation
from kapi.diff.strictness import canonical, compared, numbers
from kapi.model.elements import Capability, Violation
from kapi.vocab.field import EXPRESSIONS, Field, Form
from kapi.vocab.words import (
    Answer,
    ApiKind,
    CapabilityAction,
    Context,
    Effect,
    LockScope,
    ParamFlag,
    SignalDirection,
)

B, W, N, P = Impact.BREAKING, Impact.WIDENING, Impact.NEUTRAL, Impact.PROSE

Judge = Callable[[Any, Any, ApiKind], Impact | None]
"""Takes the old and the new value and what the API is; None: no change after all."""


class Rule(NamedTuple):
    """The kind of an edit of one field, and what decides its impact."""

    kind: str
    judge: Judge


def _always(impact: Impact) -> Judge:
    return lambda old, new, api: impact


def _stated(changed: Impact = B, came: Impact = N, went: Impact = N) -> Judge:
    """Another impact where the value was not stated before, or is no longer."""

    def judge(old: Any, new: Any, api: ApiKind) -> Impact:
        if old is None:
            return came
        return went if new is None else changed

    return judge


def _answer(yes: Impact, no: Impact) -> Judge:
    """``yes`` is the impact of an answer that is yes now, ``no`` of one that is not any more."""

    def judge(old: Any, new: Any, api: ApiKind) -> Impact:
        if old is None or new is None:
            return N
        return yes if new is Answer.YES or old is Answer.NO else no

    return judge


def _visible(old: Any, new: Any, api: ApiKind) -> Impact | None:
    """Not stated is visible."""
    hidden = (old is Answer.NO, new is Answer.NO)
    return N if hidden[0] == hidden[1] else B if hidden[0] else W


def _condition(narrower: Impact, wider: Impact) -> Judge:
    """Conditions: the impact where it holds in fewer calls, and in more; else breaking."""
    impacts = {Relation.SAME: None, Relation.NARROWER: narrower, Relation.WIDER: wider}

    def judge(old: Any, new: Any, api: ApiKind) -> Impact | None:
        if old is None or new is None:
            return N
        return impacts.get(compared(old, new), B)

    return judge


def _rule_over_values(old: Any, new: Any, api: ApiKind) -> Impact | None:
    if old is None or new is None:
        return W if new is None else B
    return {Relation.SAME: None, Relation.WIDER: W}.get(compared(old, new), B)


def _flags(old: Any, new: Any, api: ApiKind) -> Impact | None:
    if old is None or new is None:
        return N
    before, after = frozenset(old), frozenset(new)
    if before == after:
        return None
    ways = {ParamFlag.IN, ParamFlag.OUT, ParamFlag.INOUT}
    modes = {one for one in ParamFlag if one.value.startswith("sysfs")}
    if any(before & kind != after & kind and before & kind for kind in (ways, modes)):
        return B
    if ParamFlag.OPTIONAL in before - after:
        return B
    return W if ParamFlag.OPTIONAL in after - before else N


def _violation(old: Violation | None, new: Violation | None, api: ApiKind) -> Impact:
    unsaid = (None, "unspecified")
    before, after = old.action if old else None, new.action if new else None
    if before in unsaid or after in unsaid:
        return N
    return W if before == "reject" and after != "reject" else B


def _contexts(old: Any, new: Any, api: ApiKind) -> Impact | None:
    before, after = frozenset(old or ()), frozenset(new or ())
    if before == after:
        return None
    if api is not ApiKind.FUNCTION or old is None or new is None:
        return N
    sleeps = {Context.SLEEPABLE}
    return B if before - after - sleeps or sleeps & (after - before) else W


def _in_kernel(old: Any, new: Any, api: ApiKind) -> Impact:
    """What the callers of a kernel function see, and user space does not."""
    return B if api is ApiKind.FUNCTION and old is not None and new is not None else N


def _set(fewer: Impact, more: Impact) -> Judge:
    """Lists as sets: the impact where one is missing, and where one came; () is not stated."""

    def judge(old: Any, new: Any, api: ApiKind) -> Impact | None:
        before, after = frozenset(old or ()), frozenset(new or ())
        if before == after:
            return None
        return fewer if before - after else more

    return judge


def _words_taken(old: Any, new: Any, api: ApiKind) -> Impact | None:
    if old is None or new is None:
        return B if old is None else W
    return _set(B, W)(old, new, api)


def _set_stated(old: Any, new: Any, api: ApiKind) -> Impact | None:
    return N if old is None or new is None else _set(B, B)(old, new, api)


def _permissions(old: Any, new: Any, api: ApiKind) -> Impact | None:
    if old is None or new is None:
        return N
    before, after = numbers(old), numbers(new)
    if before is None or after is None:
        return B
    if before == after:
        return None
    return B if before[0] & ~after[0] else W


_MEANING = _stated()
_IOCTL_NUMBER = Rule("ioctl-number", _MEANING)
_NETWORK = Rule("network", _MEANING)
_KIND_OF_VALUE = Rule("value-kind", _always(N))
_LOCK = Rule("lock-state", _in_kernel)
_MEMBER = Rule("member-layout", _MEANING)
_SIGNAL = Rule("signal", _MEANING)
_EFFECT = Rule("effect", _MEANING)
_ABOUT = Rule("about", _always(N))
_VISIBLE = Rule("visible", _visible)
_BUFFER = Rule("buffer-size", _MEANING)
_ATTRIBUTE = Rule("attribute", _MEANING)
_OBJECT = Rule("object", _stated(B, came=B, went=W))
_C_TYPE = Rule("c-type", _MEANING)
_PRIORITY = Rule("priority", _always(N))

_RULES: dict[str, dict[str, Rule]] = {
    "spec": {
        "kind": Rule("api-kind", _always(B)),
        "contexts": Rule("contexts", _contexts),
        "version since": Rule("version", _always(N)),
        "deprecated replacement": Rule("deprecated", _always(N)),
        "subsystem device_type ioctl.file_ops": _ABOUT,
        "error_list": Rule("error-list", _always(N)),
        "error_order": Rule("order-promise", _always(N)),
        "ioctl.cmd ioctl.cmd_name ioctl.number": _IOCTL_NUMBER,
        "ioctl.direction": Rule("ioctl-direction", _MEANING),
        "ioctl.input_size ioctl.output_size": Rule("ioctl-size", _MEANING),
        "ioctl.object": _OBJECT,
        "sysfs.path": Rule("sysfs-path", _MEANING),
        "sysfs.permissions": Rule("permissions", _permissions),
        "sysfs.default sysfs.units sysfs.step": _ATTRIBUTE,
        "sysfs.allowed_strings": Rule("strings", _words_taken),
        "network.is_connection_oriented network.is_message_oriented": _NETWORK,
        "network.supports_oob_data network.supports_peek": _NETWORK,
        "network.supports_select_poll network.is_reentrant": _NETWORK,
        "example examples": Rule("example", _always(P)),
    },
    "param": {
        "type": _KIND_OF_VALUE,
        "type_name": _C_TYPE,
        "flags": Rule("flags", _flags),
        "size size_param size_multiplier": _BUFFER,
        "struct_type": Rule("struct-type", _MEANING),
        "default units step": _ATTRIBUTE,
        "allowed_strings": Rule("strings", _words_taken),
        "violation": Rule("violation", _violation),
        "object": _OBJECT,
    },
    "return": {
        "type": _KIND_OF_VALUE,
        "type_name": _C_TYPE,
        "check is_success": Rule("return-check", _MEANING),
        "success": Rule("return-value", _MEANING),
        "error_values": Rule("return-value", _set_stated),
    },
    "error": {
        "errno": Rule("errno", _always(B)),
        "code": Rule("errno", _MEANING),
        "when": Rule("error-condition", _condition(narrower=W, wider=B)),
        "unless": Rule("error-condition", _stated(B, came=W, went=B)),
        "needs": Rule("test-needs", _always(N)),
        "order": Rule("order-promise", _always(N)),
        "visible": _VISIBLE,
    },
    "lock": {"name type scope acquired released held_on_entry held_on_exit": _LOCK},
    "constraint": {"expression": Rule("constraint", _rule_over_values)},
    "signal": {
        "name": Rule("signal", _always(B)),
        "number direction action errno transform_to queue": _SIGNAL,
        "sa_flags_required sa_flags_forbidden state_required state_forbidden timing": _SIGNAL,
        "priority": _PRIORITY,
        "restartable": Rule("restartable", _answer(yes=W, no=B)),
        "interruptible": Rule("interruptible", _answer(yes=B, no=W)),
        "visible": _VISIBLE,
        "when": Rule("signal", _condition(narrower=W, wider=B)),
    },
    "signal-mask": {"signals": Rule("signal-mask", _set(B, B))},
    "struct": {"size alignment": Rule("struct-layout", _MEANING)},
    "field": {
        "type": _KIND_OF_VALUE,
        "type_name": _C_TYPE,
        "flags": Rule("flags", _flags),
        "offset size": _MEMBER,
        "violation": Rule("violation", _violation),
    },
    "side-effect": {
        "effects": Rule("effect", _set(B, B)),
        "when after": _EFFECT,
        "reversible": Rule("reversible", _answer(yes=W, no=B)),
    },
    "state-trans": {
        "object": Rule("transition", _always(B)),
        "from_state to_state when after": Rule("transition", _MEANING),
    },
    "capability": {
        "capability": Rule("capability", _always(B)),
        "action when": Rule("capability", _MEANING),
        "alternatives": Rule("alternatives", _set(B, W)),
        "priority": _PRIORITY,
    },
    "net-socket-state": {"required forbidden resulting protocols": _NETWORK},
    "net-protocol": {"protocols flags": _NETWORK},
    "net-buffer": {"behaviors minimum maximum optimal can_partial": _NETWORK},
    "net-async": {"modes nonblock_errno poll_in poll_out supports_timeout": _NETWORK},
    "net-address-family": {
        "family name struct_size min_length max_length wildcard multicast broadcast": _NETWORK,
        "port_min port_max": _NETWORK,
    },
    "variant": {},
}

_BY_PATH = {
    (block, path): rule
    for block, rules in _RULES.items()
    for paths, rule in rules.items()
    for path in paths.split()
}

UNCOMPARED = {
    "id": "a name keeps the identity of a claim and says nothing of the call",
    "where": "names of x-where are replaced by what they mean before conditions are compared",
    "condition": "the condition of a variant is what tells it",
    "fields": "members are compared one by one",
    "name": "a name tells the element: another one came and this one went, or it was renamed",
    "success_min": "compared with success_max, as a range",
    "success_max": "compared with success_min, as a range",
}
"""Fields that make no edit of their own, and why; limits are compared as one set of values."""


def rule_of(block: str, field: Field) -> Rule | None:
    """Return the rule of a field; None for one that makes no edit of its own."""
    if (field.path in UNCOMPARED and (block, field.path) not in _BY_PATH) or field.part == "limits":
        return None
    usual = _PROSE if field.form in (Form.PROSE, Form.CODE) else _OTHER
    rule = _BY_PATH.get((block, field.path), usual)
    return rule if field.form not in EXPRESSIONS else _by_meaning(rule)


_PROSE = Rule("prose", _always(P))
_OTHER = Rule("other-tag", _always(N))


def _by_meaning(rule: Rule) -> Rule:
    """The rule for an expression, of which another spelling is no change."""

    def judge(old: Any, new: Any, api: ApiKind) -> Impact | None:
        if old is not None and new is not None and canonical(old) == canonical(new):
            return None
        return rule.judge(old, new, api)

    return Rule(rule.kind, judge)


_LIFTING = frozenset(
    {
        *(CapabilityAction.BYPASS_CHECK, CapabilityAction.INCREASE_LIMIT),
        *(CapabilityAction.OVERRIDE_RESTRICTION, CapabilityAction.GRANT_PERMISSION),
    }
)
_ELEMENTS: dict[str, tuple[str, Impact, Impact]] = {
    "param": ("param", B, B),
    "return": ("return", N, N),
    "error": ("error", B, W),
    "lock": ("lock", B, B),
    "constraint": ("constraint", B, W),
    "signal": ("signal", B, W),
    "struct": ("struct", N, N),
    "field": ("member", B, B),
    "side-effect": ("effect", B, B),
    "state-trans": ("transition", B, B),
    "capability": ("capability", B, W),
    "variant": ("variant", W, B),
}
"""What tells the kinds of an element that came or went, and their usual impacts."""


def came_or_went(block: str, element: Any, api: ApiKind, *, came: bool) -> tuple[str, Impact]:
    """Return the kind and the impact of an element that came, or went."""
    if block == "signal-mask":
        return "signal-mask", N
    stem, added, removed = _ELEMENTS.get(block, ("network", N, N))
    impact = added if came else removed
    kind = f"{stem}-{'added' if came else 'removed'}"
    if block == "capability":
        return kind, _of_capability(element, came)
    if block == "constraint" and element.expression is None:
        return kind, P
    return kind, N if _is_unseen(block, element, api) else impact


def _of_capability(one: Capability, came: bool) -> Impact:
    if one.action is CapabilityAction.MODIFY_BEHAVIOR:
        return B
    return W if (one.action in _LIFTING) == came else B


def _is_unseen(block: str, element: Any, api: ApiKind) -> bool:
    """Whether nobody who calls can see that the element came or went."""
    if block == "lock":
        return api is not ApiKind.FUNCTION or element.scope is LockScope.INTERNAL
    if block == "side-effect":
        return frozenset(element.effects) <= {Effect.NONE}
    if block == "signal":
        ways = frozenset(element.direction or ())
        quiet = {SignalDirection.BLOCK, SignalDirection.IGNORE}
        return element.visible is Answer.NO or (bool(ways) and ways <= quiet)
    return block == "error" and element.visible is Answer.NO

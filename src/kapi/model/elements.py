"""The elements of a spec: parameters, errors, locks, signals and the rest.

Field by field these are the structures of ``include/linux/kernel_api_spec.h``, together with
what was dropped on the way and kapi's own additions (``x-...`` tags). Three rules hold
everywhere:

* ``None`` is "not stated", `Unknown` is "stated in a word we do not know"; neither is "no".
* Errnos, flags, limits and masks stay expressions in C as written (`Expression`).
* Every element knows its place (``span``), which takes no part in comparisons, and keeps what
  it could not model (``extensions``).

Prose (``description``, ``condition``, ``notes`` ...) is in the normal form of
`kapi.model.prose`: one line a paragraph or list item, blank lines between paragraphs.
"""

from __future__ import annotations

from typing import NewType

import msgspec

from kapi.span import NOWHERE, Span
from kapi.vocab.words import (
    Answer,
    CapabilityAction,
    ConstraintType,
    Effect,
    ErrorOrder,
    LockScope,
    LockType,
    ParamFlag,
    ParamType,
    ReturnCheck,
    SignalAction,
    SignalDirection,
    SignalTiming,
    TaskState,
)

Expression = NewType("Expression", str)
"""A C expression as written, white space folded; `kapi.expr` parses it on demand."""


def expression(text: str) -> Expression:
    """Return ``text`` as an `Expression`: runs of white space become one space."""
    return Expression(" ".join(text.split()))


class Unknown(msgspec.Struct, frozen=True):
    """A word that stands in the spec and is not one of the framework's: kept as written."""

    unknown: str

    def __str__(self) -> str:
        return self.unknown


class _Place(msgspec.Struct, frozen=True, kw_only=True):
    span: Span = NOWHERE


class Extension(_Place, frozen=True, kw_only=True):
    """A tag without a field of its own, kept whole.

    ``tag`` is the tag as written without its colon (``x-since``, ``validation-group``), or the
    C member or macro name. ``text`` is what stood after it; ``parts`` are its sub-tags.
    """

    tag: str
    text: str = ""
    parts: tuple[Extension, ...] = ()


class _Element(_Place, frozen=True, kw_only=True):
    extensions: tuple[Extension, ...] = ()


class _Statement(_Element, frozen=True, kw_only=True):
    """An element that is a claim; ``id`` (``x-id``) keeps its identity when its words change."""

    id: str | None = None


class ArchMask(_Place, frozen=True, kw_only=True):
    """Bits that a mask additionally allows on one architecture (``arch-mask: ARCH = BITS``)."""

    arch: str
    bits: Expression


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What values a parameter or structure field may have.

    ``type`` says which check is meant; the bounds may be stated without it (and a rule of the
    linter says so). ``minimum`` and ``maximum`` are inclusive; for ``user_string`` they bound
    the length. ``validate`` names a callback, or holds the argument of ``custom(...)``.
    """

    type: ConstraintType | Unknown | None = None
    minimum: Expression | None = None
    maximum: Expression | None = None
    mask: Expression | None = None
    arch_masks: tuple[ArchMask, ...] = ()
    values: tuple[Expression, ...] | None = None
    alignment: Expression | None = None
    validate: str | None = None


class Violation(msgspec.Struct, frozen=True, kw_only=True):
    """``x-violation``: what the kernel does with a value outside the limits.

    ``action`` is ``reject``, ``ignore``, ``mask-off``, ``clamp`` or ``unspecified`` (other words
    are kept and reported); ``errno`` is the errno of ``reject(ERRNO)``.
    """

    action: str
    errno: str | None = None


class Param(_Statement, frozen=True, kw_only=True):
    """One parameter, in the order of the declaration.

    ``type_name`` is the C type. ``size`` is in bytes; ``size_param`` is the 0-based index of
    the parameter that holds the number of units of ``size_multiplier`` bytes each.
    ``constraint`` is the free-text constraint (``cdesc:``). ``object`` (``x-object``) says what
    a handle must be. ``default``, ``units``, ``step`` and ``allowed_strings`` are sysfs's.
    """

    name: str
    type_name: str | None = None
    type: ParamType | Unknown | None = None
    flags: tuple[ParamFlag | Unknown, ...] | None = None
    description: str | None = None
    limits: Limits = Limits()
    constraint: str | None = None
    size: Expression | None = None
    size_param: int | None = None
    size_multiplier: Expression | None = None
    struct_type: str | None = None
    default: str | None = None
    units: str | None = None
    step: Expression | None = None
    allowed_strings: tuple[str, ...] | None = None
    violation: Violation | None = None
    object: str | None = None


class Returns(_Statement, frozen=True, kw_only=True):
    """The return rule. ``success`` is an exact value; the bounds are inclusive.

    ``check`` says how success is recognised, ``error_values`` lists failing values where
    that is how, ``is_success`` names a callback.
    """

    type_name: str | None = None
    type: ParamType | Unknown | None = None
    check: ReturnCheck | Unknown | None = None
    success: Expression | None = None
    success_min: Expression | None = None
    success_max: Expression | None = None
    error_values: tuple[Expression, ...] | None = None
    is_success: str | None = None
    description: str | None = None


class ErrorCondition(_Statement, frozen=True, kw_only=True):
    """One condition under which the call fails; an errno may have many.

    ``errno`` is the name without sign (``ENOMEM``), or whatever stands there. ``code`` is the
    number expression of the macro dialects, kept only when it is not simply ``-errno``.
    ``when`` (``x-when``), ``unless``, ``needs``, ``visible`` and ``order`` are kapi's
    additions; ``order`` (``x-order: any``) says that its place among the checks is not promised.
    """

    errno: str
    summary: str | None = None
    description: str | None = None
    condition: str | None = None
    code: Expression | None = None
    when: Expression | None = None
    unless: str | None = None
    needs: str | None = None
    visible: Answer | Unknown | None = None
    order: ErrorOrder | Unknown | None = None


class Lock(_Statement, frozen=True, kw_only=True):
    """One lock the call takes, drops or expects."""

    name: str
    type: LockType | Unknown | None = None
    scope: LockScope | Unknown | None = None
    acquired: Answer | Unknown | None = None
    released: Answer | Unknown | None = None
    held_on_entry: Answer | Unknown | None = None
    held_on_exit: Answer | Unknown | None = None
    description: str | None = None


class Constraint(_Statement, frozen=True, kw_only=True):
    """A rule over several parameters or the system; ``expression`` is C-like text."""

    name: str
    description: str | None = None
    expression: Expression | None = None


class Signal(_Statement, frozen=True, kw_only=True):
    """One signal the call receives, sends, handles, blocks or ignores.

    ``number`` is a signal number expression (``SIGBUS``); the framework's filler 0 is not
    stated. ``errno`` is what the call returns on it, without sign. ``priority`` is 0 for
    the highest. ``visible`` (``x-visible``) is no where user code can never see it; ``when``
    (``x-when``) says in which calls it comes.
    """

    name: str
    number: Expression | None = None
    direction: tuple[SignalDirection | Unknown, ...] | None = None
    action: SignalAction | Unknown | None = None
    target: str | None = None
    condition: str | None = None
    description: str | None = None
    errno: str | None = None
    transform_to: Expression | None = None
    timing: SignalTiming | Unknown | None = None
    priority: Expression | None = None
    restartable: Answer | Unknown | None = None
    interruptible: Answer | Unknown | None = None
    queue: str | None = None
    sa_flags_required: Expression | None = None
    sa_flags_forbidden: Expression | None = None
    state_required: tuple[TaskState | Unknown, ...] | None = None
    state_forbidden: tuple[TaskState | Unknown, ...] | None = None
    visible: Answer | Unknown | None = None
    when: Expression | None = None


class SignalMask(_Element, frozen=True, kw_only=True):
    """A named set of signals."""

    name: str
    description: str | None = None
    signals: tuple[Expression, ...] = ()


class StructField(_Element, frozen=True, kw_only=True):
    """One member of a structure; ``offset`` and ``size`` are in bytes."""

    name: str
    type_name: str | None = None
    type: ParamType | Unknown | None = None
    description: str | None = None
    offset: Expression | None = None
    size: Expression | None = None
    flags: tuple[ParamFlag | Unknown, ...] | None = None
    limits: Limits = Limits()
    constraint: str | None = None
    violation: Violation | None = None


class StructSpec(_Statement, frozen=True, kw_only=True):
    """The layout of a structure passed by pointer; ``size`` and ``alignment`` in bytes."""

    name: str
    description: str | None = None
    size: Expression | None = None
    alignment: Expression | None = None
    fields: tuple[StructField, ...] = ()


class SideEffect(_Statement, frozen=True, kw_only=True):
    """Something the call changes beyond its return value.

    ``when`` (``x-when``) says in which calls, ``after`` (``x-after``) what is true afterwards.
    """

    effects: tuple[Effect | Unknown, ...] = ()
    target: str | None = None
    description: str | None = None
    condition: str | None = None
    reversible: Answer | Unknown | None = None
    when: Expression | None = None
    after: Expression | None = None


class StateTransition(_Statement, frozen=True, kw_only=True):
    """One object that goes from one state to another; ``when``, ``after`` as in `SideEffect`."""

    object: str
    from_state: str | None = None
    to_state: str | None = None
    condition: str | None = None
    description: str | None = None
    when: Expression | None = None
    after: Expression | None = None


class Capability(_Statement, frozen=True, kw_only=True):
    """What holding a capability (or one of its ``alternatives``) changes.

    ``capability`` is the name as written; ``priority`` is 0 for the highest.
    """

    capability: str
    action: CapabilityAction | Unknown | None = None
    description: str | None = None
    allows: str | None = None
    without: str | None = None
    condition: str | None = None
    priority: Expression | None = None
    alternatives: tuple[str, ...] = ()
    when: Expression | None = None

"""`Spec`: the specification of one API, and where it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kapi.model.elements import (
    Capability,
    Constraint,
    ErrorCondition,
    Expression,
    Extension,
    Limits,
    Lock,
    Param,
    Returns,
    SideEffect,
    Signal,
    SignalMask,
    StateTransition,
    StructField,
    StructSpec,
    Unknown,
)
from kapi.model.network import (
    AddressFamily,
    AsyncSpec,
    BufferSpec,
    Network,
    ProtocolBehavior,
    SocketState,
)
from kapi.span import NOWHERE, Span
from kapi.vocab.field import Block
from kapi.vocab.schema import BLOCKS
from kapi.vocab.words import ApiKind, Context, Dialect, ErrorList, ErrorOrder, IoctlDirection


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a spec was read: what the user named, the file in it, and the first line."""

    source: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    end_line: int = 0


class DeclaredParam(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter of a C declaration: ``type_name`` without the name, spacing folded."""

    type_name: str
    name: str


class Declaration(msgspec.Struct, frozen=True, kw_only=True):
    """The C declaration that a spec stands before.

    ``name`` is the API's name (``sys_mlock`` for ``SYSCALL_DEFINE2(mlock, ...)``,
    ``compat_sys_mlock`` for the compat macro). ``macro`` is the defining macro
    (``SYSCALL_DEFINE2``, ``_IOWR``) or empty. ``return_type`` is empty where the form has none.
    ``text`` is the declaration without its body, white space folded. ``complete`` is false
    where the text ends inside it, as a hunk may: there may be more parameters.
    """

    name: str
    kind: ApiKind
    text: str
    macro: str = ""
    return_type: str = ""
    params: tuple[DeclaredParam, ...] = ()
    complete: bool = True
    span: Span = NOWHERE


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """An ordinary kernel-doc section (``Context:``, ``Return:``) or free text (empty name)."""

    name: str
    text: str
    span: Span = NOWHERE


class Ioctl(msgspec.Struct, frozen=True, kw_only=True):
    """What an ioctl spec adds: the command, its direction, and the argument's sizes in bytes.

    ``cmd`` is the command constant's name or expression; ``number`` is the defining
    expression (``_IOWR('b', 1, struct binder_write_read)``) when it is known. ``object``
    (``x-object``) says what the descriptor must be.
    """

    cmd: Expression | None = None
    cmd_name: str | None = None
    direction: IoctlDirection | Unknown | None = None
    number: Expression | None = None
    input_size: Expression | None = None
    output_size: Expression | None = None
    file_ops: str | None = None
    object: str | None = None
    span: Span = NOWHERE


class Sysfs(msgspec.Struct, frozen=True, kw_only=True):
    """What a sysfs spec adds. ``permissions`` is the mode as written (``0644``)."""

    path: str | None = None
    permissions: Expression | None = None
    default: str | None = None
    units: str | None = None
    step: Expression | None = None
    allowed_strings: tuple[str, ...] | None = None
    span: Span = NOWHERE


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """What holds where ``condition``, on a selector such as ``cmd == F_SETPIPE_SZ``, does.

    Its params replace those of the spec with their names; its return rule replaces the spec's;
    the rest is added to the spec's, errors after them in the order of checks.
    `kapi.model.variants` puts the two together.
    """

    condition: Expression
    summary: str | None = None
    description: str | None = None
    params: tuple[Param, ...] = ()
    returns: Returns | None = None
    errors: tuple[ErrorCondition, ...] = ()
    signals: tuple[Signal, ...] = ()
    structs: tuple[StructSpec, ...] = ()
    side_effects: tuple[SideEffect, ...] = ()
    state_transitions: tuple[StateTransition, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    extensions: tuple[Extension, ...] = ()
    span: Span = NOWHERE


class Spec(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The specification of one API.

    Two specs are equal when they say the same, whatever file or dialect they were read from:
    ``dialect``, ``origin`` and ``counts`` take no part in comparisons. ``description`` is the
    long text (``long-desc``); ``summary`` the one-line purpose. ``version`` is ``api-version``,
    ``since`` the first kernel. ``counts`` are the numbers of elements that the text declares
    (``param-count: 3``, ``.error_count = 5``) by group name. ``where`` (``x-where``) gives names to
    expressions, for conditions of claims: `kapi.model.definitions`.
    """

    name: str
    kind: ApiKind
    dialect: Dialect | None = None
    origin: Origin = Origin()
    summary: str | None = None
    description: str | None = None
    contexts: tuple[Context | Unknown, ...] | None = None
    version: str | None = None
    since: str | None = None
    deprecated: str | None = None
    replacement: str | None = None
    subsystem: str | None = None
    device_type: str | None = None
    declaration: Declaration | None = None
    params: tuple[Param, ...] = ()
    returns: Returns | None = None
    errors: tuple[ErrorCondition, ...] = ()
    error_list: ErrorList | Unknown | None = None
    error_order: ErrorOrder | Unknown | None = None
    where: Expression | None = None
    locks: tuple[Lock, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    signals: tuple[Signal, ...] = ()
    signal_masks: tuple[SignalMask, ...] = ()
    structs: tuple[StructSpec, ...] = ()
    side_effects: tuple[SideEffect, ...] = ()
    state_transitions: tuple[StateTransition, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    ioctl: Ioctl | None = None
    sysfs: Sysfs | None = None
    network: Network | None = None
    variants: tuple[Variant, ...] = ()
    example: str | None = None
    examples: str | None = None
    notes: str | None = None
    sections: tuple[Section, ...] = ()
    extensions: tuple[Extension, ...] = ()
    counts: dict[str, str] = {}

    @property
    def span(self) -> Span:
        """The place of the spec's first line."""
        origin = self.origin
        return Span(
            source=origin.source,
            file=origin.file,
            line=origin.line,
            column=origin.column,
            end_line=origin.end_line,
        )

    def _content(self) -> tuple[Any, ...]:
        return tuple(
            getattr(self, name) for name in self.__struct_fields__ if name not in _NOT_COMPARED
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spec) and self._content() == other._content()

    def __ne__(self, other: object) -> bool:  # msgspec does not derive it from __eq__
        return not self == other

    def __hash__(self) -> int:
        return hash(self._content())


class SpecUnder(Spec, frozen=True, kw_only=True, eq=False):
    """What a spec with variants (``whole``) is in the calls in which ``given`` holds.

    It has no variants itself; its claims keep the ids that they have in the whole.
    """

    given: Variant
    whole: Spec


_NOT_COMPARED = frozenset({"dialect", "origin", "counts"})

ELEMENTS: dict[str, type[msgspec.Struct]] = {
    "params": Param,
    "returns": Returns,
    "errors": ErrorCondition,
    "locks": Lock,
    "constraints": Constraint,
    "signals": Signal,
    "signal_masks": SignalMask,
    "structs": StructSpec,
    "fields": StructField,
    "side_effects": SideEffect,
    "state_transitions": StateTransition,
    "capabilities": Capability,
    "network.socket_state": SocketState,
    "network.protocol_behaviors": ProtocolBehavior,
    "network.buffer": BufferSpec,
    "network.async_io": AsyncSpec,
    "network.address_families": AddressFamily,
    "variants": Variant,
}
"""The class of each of the schema's blocks, by the field of the spec that holds it."""

PARTS: dict[str, type[msgspec.Struct]] = {
    "limits": Limits,
    "ioctl": Ioctl,
    "sysfs": Sysfs,
    "network": Network,
}


def parted(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by path as fields: those with a dot stand in the part to which it leads.

    An empty dict as the value of a part says that there is one, whatever is stated of it.
    """
    parts: dict[str, dict[str, Any]] = {}
    plain: dict[str, Any] = {}
    for path, value in values.items():
        part, dot, name = path.partition(".")
        if dot:
            parts.setdefault(part, {})[name] = value
        elif value == {}:
            parts.setdefault(part, {})
        else:
            plain[path] = value
    return {**plain, **{name: PARTS[name](**stated) for name, stated in parts.items()}}


def elements(part: Spec | Variant) -> Iterator[tuple[Block, Any]]:
    """Yield the elements of a spec (without its variants) or of a variant, with their blocks.

    They come block by block; members of a structure follow it.
    """
    for block in BLOCKS.values():
        value = stated(part, block.field)
        if value is None or block.name in ("field", "variant"):
            continue
        for element in value if block.many else (value,):
            yield block, element
            for member in getattr(element, "fields", ()):
                yield BLOCKS["field"], member


def stated(part: Any, path: str) -> Any:
    """Return the value at ``path``; None where a part of the way is not stated."""
    for name in path.split("."):
        part = getattr(part, name, None)
    return part

"""Layouts of C structures: where a member lies in memory, and what it is.

`of_tables` has those of the framework's structures with strings by pointer, as posted since
PATCH v3 (``include/linux/kernel_api_spec.h``); others come from an image's own DWARF or BTF.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TypeAlias

import msgspec

SPEC = "kernel_api_spec"
"""The structure of one specification."""


class Scalar(msgspec.Struct, frozen=True):
    """An integer of ``size`` bytes; ``char`` is one of a byte that is text in an array.

    ``names`` are the enumerators of an enumeration, each after its value.
    """

    size: int
    signed: bool = False
    char: bool = False
    names: tuple[tuple[int, str], ...] = ()


class Pointer(msgspec.Struct, frozen=True):
    """A pointer to ``target``; None is a function, or a type that nobody looks at."""

    size: int
    target: Scalar | None = None


class Array(msgspec.Struct, frozen=True):
    """``count`` elements."""

    element: Layout
    count: int


class Member(msgspec.Struct, frozen=True):
    """A member at ``offset``, in bytes."""

    name: str
    offset: int
    layout: Layout


class Structure(msgspec.Struct, frozen=True):
    """A structure of ``size`` bytes."""

    name: str
    size: int
    members: tuple[Member, ...]

    def member(self, name: str) -> Member | None:
        """Return the member of that name, or None."""
        return next((one for one in self.members if one.name == name), None)


Layout: TypeAlias = Scalar | Pointer | Array | Structure

_TABLES = {
    "kapi_param_spec": "s:name s:type_name i:type u:flags z:size z:alignment"
    " l:min_value l:max_value q:valid_mask L:enum_values u:enum_count i:constraint_type f:validate"
    " s:description s:constraints i:size_param_idx z:size_multiplier",
    "kapi_return_spec": "s:type_name i:type i:check_type l:success_value l:success_min"
    " l:success_max L:error_values u:error_count f:is_success s:description",
    "kapi_error_spec": "i:error_code s:name s:condition s:description",
    "kapi_lock_spec": "s:lock_name i:lock_type i:scope s:description",
    "kapi_constraint_spec": "s:name s:description s:expression",
    "kapi_signal_spec": "i:signal_num s:signal_name u:direction i:action s:target s:condition"
    " s:description b:restartable u:sa_flags_required u:sa_flags_forbidden i:error_on_signal"
    " i:transform_to s:timing b:priority b:interruptible s:queue_behavior u:state_required"
    " u:state_forbidden",
    "kapi_signal_mask_spec": "s:mask_name i:signals*32 u:signal_count s:description",
    "kapi_struct_field": "s:name i:type s:type_name z:offset z:size u:flags i:constraint_type"
    " l:min_value l:max_value q:valid_mask s:enum_values s:description",
    "kapi_struct_spec": "s:name z:size z:alignment u:field_count kapi_struct_field:fields*16"
    " s:description",
    "kapi_capability_spec": "i:capability s:cap_name i:action s:allows s:without_cap"
    " s:check_condition b:priority i:alternative*8 u:alternative_count",
    "kapi_side_effect": "u:type s:target s:condition s:description b:reversible",
    "kapi_state_transition": "s:from_state s:to_state s:condition s:object s:description",
    SPEC: "s:name u:version s:description s:long_description u:context_flags"
    " u:param_magic u:param_count kapi_param_spec:params*16"
    " u:return_magic kapi_return_spec:return_spec"
    " u:error_magic u:error_count kapi_error_spec:errors*32"
    " u:lock_magic u:lock_count kapi_lock_spec:locks*16"
    " u:constraint_magic u:constraint_count kapi_constraint_spec:constraints*32"
    " u:info_magic s:examples s:notes"
    " u:signal_magic u:signal_count kapi_signal_spec:signals*32"
    " u:sigmask_magic u:signal_mask_count kapi_signal_mask_spec:signal_masks*32"
    " u:struct_magic u:struct_spec_count kapi_struct_spec:struct_specs*8"
    " u:effect_magic u:side_effect_count kapi_side_effect:side_effects*32"
    " u:trans_magic u:state_trans_count kapi_state_transition:state_transitions*8"
    " u:cap_magic u:capability_count kapi_capability_spec:capabilities*8",
}
"""Members in order, ``kind:name*count``: s is a string, i an int, u a u32, z a size_t, l an s64,
q a u64, b a byte, L a pointer to s64, f one to a function; else the name of a structure."""


@functools.cache
def of_tables(word: int, long_alignment: int = 8) -> Structure:
    """Return the layout of a specification where pointers have ``word`` bytes.

    ``long_alignment`` is that of 64-bit integers in bytes: 4 on i386 and m68k, 8 elsewhere.
    """
    return _structure(SPEC, word, long_alignment)[0]


def _structure(name: str, word: int, long_alignment: int) -> tuple[Structure, int]:
    """The layout and its alignment, as C lays structures out (System V ABI)."""
    members, end, widest = [], 0, 1
    for kind, member, count in _rows(name):
        layout, alignment = _layout(kind, word, long_alignment)
        size = size_of(layout)
        end += -end % alignment
        members.append(Member(member, end, Array(layout, count) if count else layout))
        end += size * (count or 1)
        widest = max(widest, alignment)
    return Structure(name, end + -end % widest, tuple(members)), widest


def _rows(name: str) -> Iterator[tuple[str, str, int]]:
    for row in _TABLES[name].split():
        kind, _, rest = row.partition(":")
        member, _, count = rest.partition("*")
        yield kind, member, int(count or 0)


def _layout(kind: str, word: int, long_alignment: int) -> tuple[Layout, int]:
    simple: dict[str, tuple[Layout, int]] = {
        "s": (Pointer(word, Scalar(1, char=True)), word),
        "L": (Pointer(word, Scalar(8, True)), word),
        "f": (Pointer(word), word),
        "i": (Scalar(4, True), 4),
        "u": (Scalar(4), 4),
        "z": (Scalar(word), word),
        "l": (Scalar(8, True), long_alignment),
        "q": (Scalar(8), long_alignment),
        "b": (Scalar(1), 1),
    }
    return simple[kind] if kind in simple else _structure(kind, word, long_alignment)


def is_sound(layout: Layout) -> bool:
    """Whether all parts lie within what they are parts of, and numbers have sizes that C knows."""
    match layout:
        case Structure(_, size, members):
            return all(
                0 <= one.offset <= size - size_of(one.layout) and is_sound(one.layout)
                for one in members
            )
        case Array(element, count):
            return count >= 0 and is_sound(element)
        case Pointer(size, target):
            return size in (4, 8) and (target is None or is_sound(target))
    return layout.size in (1, 2, 4, 8)


def size_of(layout: Layout) -> int:
    """Return how many bytes something takes."""
    match layout:
        case Array(element, count):
            return size_of(element) * count
    return layout.size

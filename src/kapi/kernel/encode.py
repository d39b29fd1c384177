"""A spec as the framework's structures hold it: words and expressions as numbers.

What the structures cannot hold is found by reading back: each field that comes back otherwise is
a loss.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

import msgspec

from kapi.expr.environment import Environment
from kapi.expr.evaluate import number_of
from kapi.kernel.decode import COUNTS, Tree, Value
from kapi.kernel.layout import Array, Layout, Pointer, Scalar, of_tables
from kapi.kernel.layout import Structure as Placed
from kapi.kernel.structure_fields import Reader
from kapi.model.elements import Unknown
from kapi.model.spec import Spec, stated
from kapi.vocab.architectures import Architecture
from kapi.vocab.capabilities import capability_number
from kapi.vocab.errno import errno_number
from kapi.vocab.field import Form, Member, Structure
from kapi.vocab.integers import CType
from kapi.vocab.members import SPEC_STRUCTURE, STRUCTURES
from kapi.vocab.numbers import number_of_word
from kapi.vocab.words import Answer, LockScope
from kapi.written import Loss

_SKIPPED = frozenset({"span", "origin", "dialect", "counts", "declaration"})
_ROOM = "the structures of the framework have no room for it"
_REASON = "the structures of the framework hold it as a number, a word or not at all"


def tree_of(spec: Spec, architecture: Architecture) -> Tree:
    """Return the members of ``struct kernel_api_spec`` that say what ``spec`` says.

    A number that cannot be told is 0, as C has it for what nobody states.
    """
    encoder = _Encoder(architecture)
    tree = encoder.tree(spec, SPEC_STRUCTURE, of_tables(architecture.word_bits // 8))
    tree["return_magic"] = int(spec.returns is not None)
    tree["version"] = tree["version"] or 1
    return tree


def carried(spec: Spec, architecture: Architecture) -> Spec:
    """Return what of ``spec`` comes back from the structures of the framework."""
    return Reader(architecture).spec(tree_of(spec, architecture), spec.name, spec.origin)


def losses(spec: Spec, architecture: Architecture) -> tuple[Loss, ...]:
    """Return each field of ``spec`` that the structures do not carry as it is."""
    return tuple(differences(spec, carried(spec, architecture)))


def differences(old: Any, new: Any, path: tuple[str | int, ...] = ()) -> Iterator[Loss]:
    """Give each field in which two values of the model differ, but for places and origins."""
    if old == new and type(old) is type(new):
        return
    if isinstance(old, msgspec.Struct) and type(old) is type(new) and not isinstance(old, Unknown):
        for name in old.__struct_fields__:
            if name not in _SKIPPED:
                yield from differences(getattr(old, name), getattr(new, name), (*path, name))
    elif isinstance(old, tuple) and isinstance(new, tuple) and len(old) >= len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=False)):
            yield from differences(one, other, (*path, number))
        yield from (Loss((*path, number), _ROOM) for number in range(len(new), len(old)))
    else:
        yield Loss(path, _REASON)


class _Encoder:
    def __init__(self, architecture: Architecture) -> None:
        self._architecture = architecture
        self._environment = Environment(architecture=architecture, numbers=True)

    def tree(self, element: Any, structure: Structure, layout: Placed) -> Tree:
        """Return the members of ``layout`` for an element that ``structure`` describes."""
        tree: Tree = {}
        for placed in layout.members:
            if placed.name in structure.inner:
                tree[placed.name] = self._inner(element, placed.name, placed.layout)
                continue
            member = structure.member(placed.name)
            if member is not None and member.form is not Form.COUNT:
                value = stated(element, member.field)
                tree[placed.name] = self._value(member, value, placed.layout)
        for placed in layout.members:
            tree.setdefault(placed.name, self._count(tree, placed.name))
        if structure.name == "errors":
            tree["error_code"] = self._error_code(element)
        elif structure.name == "locks" and element.scope is None:
            tree["scope"] = _scope(element)
        return tree

    def _inner(self, element: Any, name: str, layout: Layout) -> Value:
        block = STRUCTURES[name]
        found = stated(element, block.field)
        if isinstance(layout, Array) and isinstance(layout.element, Placed):
            held = (found or ())[: layout.count]
            return [self.tree(one, block, layout.element) for one in held]
        assert isinstance(layout, Placed)
        if found is None:
            return {one.name: 0 for one in layout.members}
        return self.tree(found, block, layout)

    @staticmethod
    def _count(tree: Tree, name: str) -> Value:
        """The number of elements of the list that ``name`` counts; else 0."""
        for listed, count in COUNTS.items():
            value = tree.get(listed)
            if count == name and isinstance(value, list):
                return len(value)
        return 0

    def _error_code(self, error: Any) -> int:
        if error.code is not None:
            return number_of(error.code, self._environment) or 0
        return -(errno_number(error.errno, self._architecture) or 0)

    def _value(self, member: Member, value: Any, layout: Layout) -> Value:
        if isinstance(layout, Pointer) and layout.target is not None and layout.target.char:
            return _text(member, value)
        if isinstance(layout, Array) or (isinstance(layout, Pointer) and layout.target):
            most = layout.count if isinstance(layout, Array) else None
            one_of = layout.element if isinstance(layout, Array) else layout.target
            return [self._held(member, one, one_of) for one in (value or ())[:most]]
        if isinstance(layout, Pointer):
            return value if str(value).isidentifier() else None
        return self._held(member, value, layout)

    def _held(self, member: Member, value: Any, layout: Layout | None) -> int:
        """The number as an integer of C holds it."""
        assert isinstance(layout, Scalar)
        return CType(8 * layout.size, layout.signed).wrap(self._number(member, value))

    def _number(self, member: Member, value: Any) -> int:
        if value is None or isinstance(value, Unknown):
            return number_of(str(value), self._environment) or 0 if value is not None else 0
        if isinstance(value, Answer):
            return int(value is Answer.YES)
        if isinstance(value, enum.Enum):
            return number_of_word(value) or 0
        if isinstance(value, tuple):
            number = 0
            for one in value:
                number |= self._number(member, one)
            return number
        return self._plain(member, value)

    def _plain(self, member: Member, value: Any) -> int:
        if isinstance(value, bool):
            return int(value)
        if member.form is Form.POSITION:
            return int(value) + 1
        if member.form is Form.ERRNO:
            return -(errno_number(value, self._architecture) or 0)
        if member.form in (Form.SYMBOL, Form.SYMBOLS):
            known = capability_number(value)
            return known if known is not None else number_of(value, self._environment) or 0
        return number_of(str(value), self._environment) or 0


def _text(member: Member, value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value.value) if isinstance(value, enum.Enum) else str(value)


def _scope(lock: Any) -> int:
    """``acquired`` and ``released`` of older dialects, as the framework's generator takes them."""
    acquired, released = lock.acquired is Answer.YES, lock.released is Answer.YES
    if acquired is not released:
        return number_of_word(LockScope.ACQUIRES if acquired else LockScope.RELEASES) or 0
    return number_of_word(LockScope.INTERNAL) or 0

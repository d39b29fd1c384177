"""Which element of the old spec is which of the new one, wherever it stands there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

from kapi.diff.strictness import canonical
from kapi.model.elements import ErrorCondition
from kapi.vocab.field import Block, Form

Key = Callable[[Any], Hashable]

_WORD = re.compile(r"\w+")
_ALIKE = 0.3
"""Share of common words from which two texts with the same head are about the same."""
_MOST = 40_000
"""Pairs that are held against each other by their words; of more, none is: a spec is no book."""


class Pair(NamedTuple):
    """The places of an element in the old and in the new list; None where it is not there."""

    old: int | None
    new: int | None


def paired(block: Block, old: Sequence[Any], new: Sequence[Any]) -> list[Pair]:
    """Return each element of both lists once, in the order of the new one, then what went."""
    if old == new:
        return [Pair(index, index) for index in range(len(new))]
    left, right = list(range(len(old))), list(range(len(new)))
    found: dict[int, int] = {}
    for key in (_itself, _id, *_KEYS.get(block.name, ()), _head(block)):
        if left and right:
            _match(old, new, left, right, found, key)
    _match_alike(block, old, new, left, right, found)
    return [
        *(Pair(found.get(index), index) for index in range(len(new))),
        *(Pair(index, None) for index in left),
    ]


def _words_of(block: Block, element: Any) -> frozenset[str]:
    """Return the words of all that an element says for people."""
    texts = (getattr(element, one.path, None) for one in block.fields if one.form is Form.PROSE)
    return frozenset(_WORD.findall(" ".join(one for one in texts if one).lower()))


def _match(
    old: Sequence[Any],
    new: Sequence[Any],
    left: list[int],
    right: list[int],
    found: dict[int, int],
    key: Key,
) -> None:
    """Note in ``found`` what has the same key, first with first; a key of None says nothing."""
    waiting: dict[Hashable, list[int]] = {}
    for index in left:
        waiting.setdefault(key(old[index]), []).append(index)
    waiting.pop(None, None)
    for index in list(right):
        there = waiting.get(key(new[index]))
        if there:
            found[index] = there.pop(0)
            left.remove(found[index])
            right.remove(index)


def _match_alike(
    block: Block,
    old: Sequence[Any],
    new: Sequence[Any],
    left: list[int],
    right: list[int],
    found: dict[int, int],
) -> None:
    """Pair what is left under the same name by its words, the most alike first."""
    head = _group(block)
    heads = {a: head(old[a]) for a in left}, {b: head(new[b]) for b in right}
    alone = Counter(heads[0].values()), Counter(heads[1].values())
    if len(left) * len(right) > _MOST:
        return
    before = {a: _words_of(block, old[a]) for a in left}
    after = {b: _words_of(block, new[b]) for b in right}
    scored = sorted(
        (-_alike(before[a], after[b]), a, b)
        for a in left
        for b in right
        if heads[0][a] == heads[1][b]
    )
    for score, a, b in scored:
        name = heads[1][b]
        is_alone = alone[0][name] == alone[1][name] == 1
        if a in left and b in right and (is_alone or -score >= _ALIKE):
            found[b] = a
            left.remove(a)
            right.remove(b)
            alone[0][name] -= 1
            alone[1][name] -= 1


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _itself(element: Any) -> Hashable:
    return element if isinstance(element, Hashable) else None


def _id(element: Any) -> Hashable:
    return getattr(element, "id", None)


def _fields(*names: str) -> Key:
    def key(element: Any) -> Hashable:
        values = tuple(getattr(element, name) for name in names)
        return None if None in values or () in values else values

    return key


def _error_when(error: ErrorCondition) -> Hashable:
    return None if error.when is None else (error.errno, canonical(error.when))


def _when(error: ErrorCondition) -> Hashable:
    return None if error.when is None else canonical(error.when)


def _text(name: str) -> Key:
    def key(element: Any) -> Hashable:
        text = getattr(element, name)
        return " ".join(_WORD.findall(text.lower())) or None if text else None

    return key


def _error_summary(error: ErrorCondition) -> Hashable:
    text = _text("summary")(error)
    return None if text is None else (error.errno, text)


def _selector(variant: Any) -> Hashable:
    return canonical(variant.condition)


def _expression(constraint: Any) -> Hashable:
    return None if constraint.expression is None else canonical(constraint.expression)


_KEYS: dict[str, tuple[Key, ...]] = {
    "error": (_error_when, _error_summary, _when, _text("summary"), _text("description")),
    "side-effect": (_fields("effects", "target"), _fields("target"), _text("description")),
    "state-trans": (
        _fields("object", "from_state", "to_state"),
        _fields("object", "from_state"),
        _fields("object", "to_state"),
    ),
    "signal": (_fields("name", "direction"),),
    "constraint": (_fields("name"), _expression),
    "field": (_fields("name"), _fields("offset", "type_name")),
    "variant": (_selector,),
}
"""What tells an element of a block, from the surest to the weakest, before its name alone."""

_NAMED = frozenset(
    {
        *("param", "lock", "constraint", "signal", "signal-mask", "struct", "field", "capability"),
        *("net-protocol", "net-address-family", "return"),
    }
)
"""Blocks of which the head is a name: what has the same name is the same."""


def _head(block: Block) -> Key:
    if block.name in _NAMED and block.head:
        return _fields(block.head)
    return _nothing if block.head else _one


def _group(block: Block) -> Key:
    """What elements must have in common to be compared by their words."""
    return _fields(block.head) if block.head and block.name != "variant" else _itself


def _nothing(element: Any) -> Hashable:
    return None


def _one(element: Any) -> Hashable:
    return ""

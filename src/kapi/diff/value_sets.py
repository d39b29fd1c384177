"""Limits of two versions as sets of values, on every architecture."""

from __future__ import annotations

from collections.abc import Iterator

from kapi.diff.relation import Relation
from kapi.diff.strictness import canonical, numbers, operands
from kapi.model.elements import Expression, Limits
from kapi.vocab.words import ConstraintType

_MOST = 4096
"""Values of a set that are compared one by one."""

_OF_THEIR_OWN = (
    ConstraintType.POWER_OF_TWO,
    ConstraintType.PAGE_ALIGNED,
    ConstraintType.NONZERO,
)
"""Types that allow fewer values without a field that says which."""


def compared_limits(old: Limits, new: Limits) -> Relation:
    """Return how the values that ``new`` allows lie to those of ``old``."""
    if old == new:
        return Relation.SAME
    before, after = _listed(old), _listed(new)
    if before is not None and after is not None and old.type != new.type:
        return _sets(before, after)
    whole = Relation.SAME
    for one in _parts(old, new):
        whole = whole.and_then(one)
    return whole


def compared_ranges(
    old: tuple[Expression | None, Expression | None],
    new: tuple[Expression | None, Expression | None],
) -> Relation:
    """Return how the values between two bounds lie to those between two others."""
    return _bound(old[0], new[0], 1).and_then(_bound(old[1], new[1], -1))


def _parts(old: Limits, new: Limits) -> Iterator[Relation]:
    yield _type(old, new)
    yield _bound(old.minimum, new.minimum, 1)
    yield _bound(old.maximum, new.maximum, -1)
    yield _mask(old.mask, new.mask)
    yield _values(old.values, new.values)
    yield _alignment(old.alignment, new.alignment)
    yield _text(old.validate, new.validate)
    before = {one.arch: one.bits for one in old.arch_masks}
    after = {one.arch: one.bits for one in new.arch_masks}
    for arch in before.keys() | after.keys():
        # Without a row an architecture allows no bit more.
        yield _mask(before.get(arch, Expression("0")), after.get(arch, Expression("0")))


def _type(old: Limits, new: Limits) -> Relation:
    if old.type == new.type:
        return Relation.SAME
    own = (old.type in _OF_THEIR_OWN, new.type in _OF_THEIR_OWN)
    if own == (True, True):
        return Relation.OTHER
    return _came_or_went(*own)


def _came_or_went(before: bool, after: bool) -> Relation:
    if before == after:
        return Relation.SAME
    return Relation.NARROWER if after else Relation.WIDER


def _bound(old: str | None, new: str | None, sign: int) -> Relation:
    """``sign`` is 1 for a lower bound, of which a higher one allows less, -1 for an upper one."""
    if old is None or new is None:
        return _came_or_went(old is not None, new is not None)
    before, after = numbers(old), numbers(new)
    if before is None or after is None:
        return _text(old, new)
    raised = [sign * (b - a) for a, b in zip(before, after, strict=True)]
    return _direction(any(one > 0 for one in raised), any(one < 0 for one in raised))


def _direction(fewer: bool, more: bool) -> Relation:
    if fewer and more:
        return Relation.OTHER
    return Relation.NARROWER if fewer else Relation.WIDER if more else Relation.SAME


def _mask(old: str | None, new: str | None) -> Relation:
    if old is None or new is None:
        return _came_or_went(old is not None, new is not None)
    before, after = numbers(old), numbers(new)
    if before is None or after is None:
        return _sets(operands(old, "|"), operands(new, "|"))
    pairs = list(zip(before, after, strict=True))
    return _direction(any(a & ~b for a, b in pairs), any(b & ~a for a, b in pairs))


def _values(old: tuple[Expression, ...] | None, new: tuple[Expression, ...] | None) -> Relation:
    if old is None or new is None:
        return _came_or_went(old is not None, new is not None)
    return _sets(frozenset(map(_value, old)), frozenset(map(_value, new)))


def _value(text: str) -> tuple[int, ...] | str:
    return numbers(text) or canonical(text)


def _sets(old: frozenset[object], new: frozenset[object]) -> Relation:
    return _direction(bool(old - new), bool(new - old))


def _alignment(old: str | None, new: str | None) -> Relation:
    if old is None or new is None:
        return _came_or_went(old is not None, new is not None)
    before, after = numbers(old), numbers(new)
    if before is None or after is None or 0 in (*before, *after):
        return _text(old, new)
    pairs = list(zip(before, after, strict=True))
    if before == after:
        return Relation.SAME
    if all(b % a == 0 for a, b in pairs):
        return Relation.NARROWER
    return Relation.WIDER if all(a % b == 0 for a, b in pairs) else Relation.OTHER


def _text(old: str | None, new: str | None) -> Relation:
    if old is None or new is None:
        return _came_or_went(old is not None, new is not None)
    return Relation.SAME if canonical(old) == canonical(new) else Relation.OTHER


def _listed(limits: Limits) -> frozenset[object] | None:
    """The values that ``limits`` allow one by one, where they are few and the same everywhere."""
    if limits.arch_masks or limits.alignment or limits.validate:
        return None
    match limits.type:
        case ConstraintType.ENUM:
            found = [_single(one) for one in limits.values or ()]
            return None if None in found or not found else frozenset(found)
        case ConstraintType.RANGE:
            low, high = _single(limits.minimum), _single(limits.maximum)
            if low is None or high is None or high - low >= _MOST:
                return None
            return frozenset(range(low, high + 1))
        case ConstraintType.MASK:
            return _submasks(_single(limits.mask))
    return None


def _submasks(mask: int | None) -> frozenset[object] | None:
    if mask is None or mask < 0 or 1 << mask.bit_count() > _MOST:
        return None
    found, part = {mask}, mask
    while part:
        part = (part - 1) & mask
        found.add(part)
    return frozenset(found)


def _single(text: str | None) -> int | None:
    found = set(numbers(text) or ()) if text is not None else set()
    return found.pop() if len(found) == 1 else None

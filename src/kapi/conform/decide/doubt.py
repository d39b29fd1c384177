"""Whether a condition that nothing can tell may be why an errno went away between two calls.

Two calls that differ in as little as can be (a number and the next one, one bit of a mask, one
capability) leave no room for another reason: it would have to begin at the very same place. Where
the input is an object there is no next one. Then all objects that were tried in its place count:
the errno came with those for which the condition holds, and with none of the others.
"""

from __future__ import annotations

import re

import msgspec

from kapi.conform.calls import Calls, Made
from kapi.conform.case import Caller
from kapi.conform.objects import number_in
from kapi.expr.nodes import Binary, Node, children
from kapi.judge.conditions import Condition

_ENOUGH = 3
_MOVED = re.compile(r"(.*?)(?: ([+-]) (0x[0-9a-f]+|\d+))?")


def is_tight(part: Node, made: Made, other: Made) -> bool:
    """Return whether two calls differ in as little as can change ``part``."""
    one, two = made.case.caller, other.case.caller
    if one != two:
        return _is_capability(one, two) or _is_limit(one, two)
    return is_least(*_differing(made, other)[1:], bits=_has_bits(part))


def is_alone(condition: Condition, part: Node, made: Made, other: Made, calls: Calls) -> bool:
    """Return whether the errno came with no object in the place of one but those it names.

    Of a number that is but one value, its neighbours are what was to be tried, too.
    """
    position, here, there = _differing(made, other)
    if made.case.caller != other.case.caller:
        return False
    if number_in(here) is not None and number_in(there) is not None:
        is_value = isinstance(part, Binary) and part.operator == "=="
        if not is_value or not _has_both_beside(made, position, calls):
            return False  # there are numbers between
    return _is_alone(condition, made, position, calls)


def _has_both_beside(made: Made, position: int, calls: Calls) -> bool:
    """Whether calls had the number before and the one after, and nothing else than this one."""
    number = number_in(made.case.inputs[position])
    tried = {number_in(one.case.inputs[position]) for one in calls.beside(made, position)}
    return number is not None and {number - 1, number + 1} <= tried


def _differing(made: Made, other: Made) -> tuple[int, str, str]:
    """The position of the input in which two calls differ, and its texts."""
    pairs = enumerate(zip(made.case.inputs, other.case.inputs, strict=True))
    return next((n, here, there) for n, (here, there) in pairs if here != there)


def _is_alone(condition: Condition, made: Made, position: int, calls: Calls) -> bool:
    """Whether the errno came with no other value of an input that the condition does not name."""
    judge = calls.subject.judge
    number = judge.conditions.index(condition)
    without = 0
    for place, one in calls.neighbours(made):
        if place != position or one.truths[number] != 0:
            continue
        if not one.errno or not judge.is_errno(condition.errno, one.errno):
            without += 1
        elif not judge.explaining(one.truths, one.errno)[0]:
            return False
    return without >= _ENOUGH


def is_least(here: str, there: str, bits: bool) -> bool:
    """Return whether two texts of an input differ as little as can be.

    With ``bits`` that may be a bit. Of texts of several lines (members) one line differs.
    """
    lines, others = here.split("\n"), there.split("\n")
    if len(lines) > 1 or len(others) > 1:
        return _is_least_of_lines(lines, others, bits)
    return _is_near(_number(here), _number(there), bits)


def _is_least_of_lines(lines: list[str], others: list[str], bits: bool) -> bool:
    """The same of members: one that is not said is 0."""
    first, second = (dict(_named(line) for line in one) for one in (lines, others))
    differ = [name for name in first | second if first.get(name, "0") != second.get(name, "0")]
    if len(differ) != 1:
        return False
    (name,) = differ
    return _is_near(_number(first.get(name, "0")), _number(second.get(name, "0")), bits)


def differing_members(here: str, there: str) -> frozenset[str]:
    """Return the members in which two texts of one structure differ; none where it is another."""
    lines, others = here.split("\n"), there.split("\n")
    if lines[0] != others[0] or max(len(lines), len(others)) < 2:
        return frozenset()
    split = ({one.partition("=")[0]: one for one in text[1:]} for text in (lines, others))
    first, second = split
    return frozenset(name for name in first | second if first.get(name) != second.get(name))


def _named(line: str) -> tuple[str, str]:
    name, _, worth = line.partition("=")
    return (name, worth) if number_in(worth) is not None else (line, "")


def _is_capability(one: Caller, other: Caller) -> bool:
    """Whether two callers differ in one capability that they keep or give up."""
    if one.real != other.real:
        return False
    if (one.unprivileged, one.limits) != (other.unprivileged, other.limits):
        return False
    kept = set(one.keep or ()) ^ set(other.keep or ())
    every = {one.keep is None, other.keep is None} if not one.unprivileged else {False}
    return len(kept) + len(set(one.drop) ^ set(other.drop)) == 1 and len(every) == 1


def _is_limit(one: Caller, other: Caller) -> bool:
    """Whether two callers differ in one limit, and in that by one."""
    limits, others = dict(one.limits), dict(other.limits)
    if msgspec.structs.replace(one, limits=()) != msgspec.structs.replace(other, limits=()):
        return False
    apart = [abs(limits[name] - others[name]) for name in limits.keys() & others.keys()]
    return limits.keys() == others.keys() and sum(apart) == 1


def _number(text: str) -> tuple[str, int] | None:
    """What a number is counted from, and the number."""
    if (number := number_in(text)) is not None:
        return "", number
    found = _MOVED.fullmatch(text)
    if found is None:
        return None
    distance = int(found[3], 0) if found[3] else 0
    return found[1], -distance if found[2] == "-" else distance


def _is_near(here: tuple[str, int] | None, there: tuple[str, int] | None, bits: bool) -> bool:
    if here is None or there is None or here[0] != there[0]:
        return False
    if abs(here[1] - there[1]) == 1:
        return True
    return bits and (here[1] ^ there[1]).bit_count() == 1


def _has_bits(part: Node) -> bool:
    """Whether single bits decide whether ``part`` holds."""
    if isinstance(part, Binary) and part.operator == "&":
        return True
    return any(map(_has_bits, children(part)))

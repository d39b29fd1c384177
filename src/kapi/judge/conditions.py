"""The conditions under which a spec says that a call fails, as expressions, in their order.

A condition is ``x-when && x-needs && !x-unless`` of an error, the limits of a parameter whose
violation is refused, or what could be read in the words of a spec that has no ``x-when``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from kapi.expr.nodes import Binary, Node, Symbol, Unary, joined, joined_by, names
from kapi.expr.parser import parsed
from kapi.judge.absorbed import absorbed
from kapi.judge.limits import outside
from kapi.judge.parts import alternatives, parts
from kapi.judge.prose.mentions import mentioned
from kapi.judge.prose.reading import read_condition
from kapi.judge.same import equivalent
from kapi.judge.sizes import declared_sizes, with_sizes
from kapi.model.claims import Claim, ClaimKind
from kapi.model.elements import ErrorCondition, Param
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture
from kapi.vocab.words import Answer, ErrorOrder

UNREAD = Symbol("words that were not read")
"""Stands for a condition of which nothing can tell whether it holds."""


class Condition(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A claim that a call fails where ``node`` holds.

    ``errno`` is None where any errno that the spec lists will do. ``place`` is the position in
    the promised order of checks, None where no place is promised. ``read`` says that the node
    was read from prose: it explains and confirms, and never refutes; ``complete`` that no word
    was left over. ``needs`` is the part of the node that only another kernel could change.
    ``twin`` is the error that says the same as the limits of a parameter. ``mentions`` are the
    parameters of which words speak that were not read, None where they may mean any.
    """

    claim: Claim
    errno: str | None
    node: Node
    place: int | None = None
    read: bool = False
    complete: bool = True
    needs: Node | None = None
    reading: str = ""
    twin: Condition | None = None
    mentions: frozenset[str] | None = None

    def may_be_about(self, name: str) -> bool:
        """Whether what it says may look at the parameter ``name``, as far as anybody can tell."""
        if self.mentions is not None:
            return name in self.mentions
        return UNREAD in parts(self.node) or any(_root(one) == name for one in names(self.node))

    def says_the_same(self, other: Condition) -> bool:
        """Whether both are one condition: the limits of a parameter, and an error about them."""
        return other in (self, self.twin) or (other.twin is not None and other.twin is self)


def is_untold(node: Node) -> bool:
    """Whether nothing can tell that ``node`` holds, whatever becomes of its parts."""
    match node:
        case Binary("&&", left, right):
            return is_untold(left) or is_untold(right)
        case Binary("||", left, right):
            return is_untold(left) and is_untold(right)
    return node == UNREAD


def conditions_of(
    spec: Spec, architecture: Architecture, listed: Sequence[Claim]
) -> tuple[Condition, ...]:
    """Return the conditions of ``spec``: its errors in order, then its parameters' limits.

    ``listed`` are its claims. An error that user code can never see (``x-visible: no``) is none
    of the conditions.
    """
    errors = tuple(_errors(spec, architecture, listed))
    limits = (one for claim in listed for one in _of_param(claim, errors, architecture))
    return (*errors, *limits)


def _errors(spec: Spec, architecture: Architecture, listed: Iterable[Claim]) -> Iterator[Condition]:
    checked = spec.error_order is ErrorOrder.CHECKED
    sizes = declared_sizes(spec, architecture)
    for claim in listed:
        error = claim.element
        if not isinstance(error, ErrorCondition) or error.visible is Answer.NO:
            continue
        place = claim.index if checked and error.order is not ErrorOrder.ANY else None
        needs = [_parsed(error.needs)] if error.needs else []
        needs += [Unary("!", _parsed(error.unless))] if error.unless else []
        needed = joined("&&", needs) if needs else None
        if error.when is None:
            yield _from_words(claim, error, spec, place, needed)
        else:
            node = with_sizes(joined("&&", [_parsed(error.when), *needs]), sizes)
            yield Condition(claim=claim, errno=error.errno, node=node, place=place, needs=needed)


def _from_words(
    claim: Claim, error: ErrorCondition, spec: Spec, place: int | None, needed: Node | None
) -> Condition:
    """What was read; where x-unless holds, words that were not read do not hold either."""
    reading = read_condition(error, spec)
    nodes = [part.node if part.complete and part.node else UNREAD for part in reading.parts]
    node = joined("||", absorbed(nodes)) if nodes else UNREAD
    return Condition(
        claim=claim,
        errno=error.errno,
        node=node if needed is None else joined("&&", [node, needed]),
        place=place,
        read=True,
        complete=bool(nodes) and UNREAD not in nodes,
        needs=needed,
        reading=reading.shown,
        mentions=None if reading.complete else mentioned(error, spec),
    )


def _parsed(text: str) -> Node:
    """A text that is no expression cannot be told; the linter reports it."""
    return parsed(text) or UNREAD


def _of_param(
    claim: Claim, errors: tuple[Condition, ...], architecture: Architecture
) -> Iterator[Condition]:
    """A value outside the limits is refused, unless x-violation says something else."""
    param = claim.element
    if claim.kind is not ClaimKind.PARAM or not isinstance(param, Param):
        return
    if param.violation is not None and param.violation.action != "reject":
        return
    errno = param.violation.errno if param.violation else None
    node = outside(param.name, param.limits, architecture)
    if node is not None:
        same = next(
            (one for one in errors if _is_twin(one, errno, node, param, architecture)), None
        )
        place = same.place if same else None
        yield Condition(claim=claim, errno=errno, node=node, place=place, twin=same)
    untold = param.object or (param.limits.type and node is None)
    if untold and not _spoken_of(param.name, errno, errors):
        yield Condition(claim=claim, errno=errno, node=UNREAD)


def _is_twin(
    error: Condition, errno: str | None, node: Node, param: Param, architecture: Architecture
) -> bool:
    """Whether one part of ``error`` is what the limits say; the others may narrow or widen it."""
    if not error.complete or errno not in (None, error.errno):
        return False
    parts = [both for one in alternatives(error.node) for both in (one, *joined_by("&&", one))]
    return any(
        equivalent(one, bound, param, architecture)
        for one in (error.node, *parts)
        for bound in dict.fromkeys((node, *alternatives(node)))
    )


def _spoken_of(name: str, errno: str | None, errors: tuple[Condition, ...]) -> bool:
    """Whether an error says in an expression when the parameter is refused so."""
    return any(
        errno in (None, one.errno) and any(_root(word) == name for word in names(one.node))
        for one in errors
        if not one.read
    )


def _root(path: str) -> str:
    return path.partition("->")[0].partition(".")[0]

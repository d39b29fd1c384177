"""What a spec says of the situation after a call: effects, transitions, and when they come.

``x-after`` is looked at after the call, ``old(...)`` in it means before. ``x-when`` is looked at
before; without ``errno`` or ``result`` in it, it means a call that succeeds. That a call returns
a descriptor is such a change, too: the result is open afterwards.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import islice
from typing import TypeGuard

import msgspec

from kapi.call import Outcome
from kapi.expr.caller_names import number_side
from kapi.expr.compile import compile_conditions
from kapi.expr.nodes import Binary, Call, Node, Number, Symbol, Unary, names, rebuilt, walk
from kapi.expr.parser import parsed
from kapi.expr.predicates import CONSTANTS
from kapi.expr.terms import terms
from kapi.judge.choices import choices
from kapi.judge.layouts import layouts, member_types
from kapi.judge.parts import Truth, parts
from kapi.model.claims import Claim, ClaimKind, claims
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture
from kapi.vocab.words import ReturnCheck

_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_OUTCOME = (Symbol("errno"), Symbol("result"))
_EFFECTS = (ClaimKind.SIDE_EFFECT, ClaimKind.STATE_TRANSITION)
_KINDS = (*_EFFECTS, ClaimKind.SIGNAL, ClaimKind.CAPABILITY)
_TRUE = Number(1)
SUCCESS = Binary("==", Symbol("errno"), Number(0))
"""The part of a condition that an effect of calls that succeed has besides its x-when."""
_SAY_SUCCESS = frozenset(
    {"success", "on success", "call succeeds", "the call succeeds", "if the call succeeds"}
)
"""Words of a condition that say what an effect without x-when says."""
_NEW_DESCRIPTOR = Call("is_open", (Symbol("result"),))
"""What is true after a call that returns a descriptor (``check-type: fd``)."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A claim about what a call does; ``when`` and ``after`` None where nothing says it.

    ``on_success`` tells that ``when`` speaks of calls that succeed. ``unread`` is the text of an
    x-when that is no expression. ``looked_at`` are the positions in `Changes.terms` of what
    ``after`` looks at, ``stated`` those of them which it compares as numbers after the call: what
    stands in ``old()`` or in ``when``, or is about what the call returns, is none. ``is_new`` is
    whether all of it is about what the call returns. ``choices`` say when each side of a
    ``min()``, ``max()`` or ``?:`` in ``after`` is what it gives.
    """

    claim: Claim
    when: Node | None
    after: Node | None
    on_success: bool
    unread: str = ""
    looked_at: tuple[int, ...] = ()
    stated: tuple[int, ...] = ()
    is_new: bool = False
    choices: tuple[Node, ...] = ()

    @property
    def words(self) -> str:
        """Return the words that say when it comes, where no expression does."""
        said = "" if self.when is not None else self.claim.element.condition or ""
        plain = " ".join(said.lower().split()).rstrip(".")
        return "" if self.on_success and plain in _SAY_SUCCESS else said

    @property
    def node(self) -> Node:
        """Return all of its condition, with the success that ``on_success`` asks for."""
        if not self.on_success:
            return self.when or _TRUE
        return SUCCESS if self.when is None else Binary("&&", SUCCESS, self.when)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A change in one call: whether its time had come, whether it is there, what else changed.

    ``changed`` is whether anything that ``after`` looks at differs from before the call, ``whole``
    whether all of it does, ``differ`` whether each does, as `Change.looked_at` lists it, ``chosen``
    which of `Change.choices` held.
    """

    due: Truth
    there: Truth
    changed: Truth
    whole: bool
    differ: tuple[Truth, ...] = ()
    chosen: tuple[Truth, ...] = ()


class Changes:
    """The changes of ``spec``, compiled; ``terms`` are measured before and after each call.

    ``parts`` are those of all their conditions.
    """

    def __init__(
        self,
        spec: Spec,
        architecture: Architecture,
        page_size: int,
        listed: Sequence[Claim] | None = None,
    ) -> None:
        listed = claims(spec) if listed is None else listed
        declared = [(param.name, param.type_name) for param in spec.params]
        parameters = [name for name, _ in declared]
        found = [_change(claim) for claim in listed if claim.kind in _KINDS or _makes_one(claim)]
        nodes = [node for one in found for node in (one.when, one.after) if node is not None]
        self.terms = tuple(
            one for one in terms(map(_without_old, nodes), parameters) if one not in _OUTCOME
        )
        self._of_result = [_OUTCOME[1].name in names(one) for one in self.terms]
        self.changes = tuple(self._placed(one, parameters) for one in found)
        self.parts = tuple(dict.fromkeys(part for one in self.changes for part in parts(one.node)))
        old: tuple[Node, ...] = tuple(Call("old", (term,)) for term in self.terms)
        self._compiled = compile_conditions(
            [
                *(
                    _boolean(_before(one.when or _TRUE, self.terms, parameters))
                    for one in self.changes
                ),
                *(_boolean(_told_apart(one.after or _TRUE, self.terms)) for one in self.changes),
                *(_boolean(_before(part, self.terms, parameters)) for part in self.parts),
                *(
                    _boolean(_told_apart(choice, self.terms))
                    for one in self.changes
                    for choice in one.choices
                ),
            ],
            parameters=declared,
            terms=(*old, *self.terms, *_OUTCOME),
            architecture=architecture,
            page_size=page_size,
            members=member_types(layouts(spec, architecture, page_size)),
        )

    def seen(
        self,
        arguments: tuple[int, ...],
        before: tuple[int | None, ...],
        after: tuple[int | None, ...] | None,
        outcome: Outcome,
    ) -> tuple[tuple[Seen, ...], Mapping[Node, Truth]]:
        """Return what became of each change in one call, and of each part whether it held.

        ``after`` is None where nobody looked.
        """
        there = after if after is not None else (None,) * len(self.terms)
        result = outcome.result
        errno = outcome.errno or (0 if outcome.accepted else None)
        values = self._compiled(arguments, (*before, *there, errno, result))
        count = len(self.changes)
        earlier = self._before(before)
        rest = iter(map(_truth, values[2 * count :]))
        known = dict(zip(self.parts, islice(rest, len(self.parts)), strict=True))
        seen = tuple(
            _seen(
                self._due(change, values[index], outcome),
                _truth(values[count + index]) if change.after is not None else None,
                [(earlier[one], there[one]) for one in change.looked_at],
                tuple(islice(rest, len(change.choices))),
            )
            for index, change in enumerate(self.changes)
        )
        return seen, known

    @staticmethod
    def _due(change: Change, value: int | None, outcome: Outcome) -> Truth:
        if change.on_success and not outcome.accepted:
            return False
        return _truth(value)

    def _before(self, before: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Before the call nothing was true of what it returns."""
        return tuple(
            0 if of_result else value
            for value, of_result in zip(before, self._of_result, strict=True)
        )

    def _positions(self, after: Node, parameters: list[str]) -> tuple[int, ...]:
        looked_at = terms([after], parameters)
        return tuple(self.terms.index(one) for one in looked_at if one in self.terms)

    def _placed(self, change: Change, parameters: list[str]) -> Change:
        """``change`` with the places of what it looks at."""
        looked_at = self._positions(_without_old(change.after or _TRUE), parameters)
        return msgspec.structs.replace(
            change,
            looked_at=looked_at,
            stated=self._stated(change, parameters),
            is_new=bool(looked_at) and all(self._of_result[one] for one in looked_at),
        )

    def _stated(self, change: Change, parameters: list[str]) -> tuple[int, ...]:
        after = change.after or _TRUE
        compared = (one for one in parts(after) if _is_comparison(one) and not _names_a_kind(one))
        old = (
            one.arguments[0]
            for one in walk(after)
            if isinstance(one, Call)
            if one.function == "old"
        )
        told = {
            place
            for one in (*old, change.when or _TRUE)
            for place in self._positions(one, parameters)
        }
        found = (self._positions(_numbers_now(one), parameters) for one in compared)
        every = (one for here in found for one in here)
        return tuple(one for one in every if not self._of_result[one] and one not in told)


def _makes_one(claim: Claim) -> bool:
    return claim.kind is ClaimKind.RETURN and claim.element.check is ReturnCheck.FD


def _change(claim: Claim) -> Change:
    element = claim.element
    if claim.kind is ClaimKind.RETURN:
        return Change(claim=claim, when=None, after=_NEW_DESCRIPTOR, on_success=True)
    text = getattr(element, "when", None)
    when = parsed(text)
    after = parsed(getattr(element, "after", None))
    speaks = when is not None and any(one.name in names(when) for one in _OUTCOME)
    on_success = claim.kind in _EFFECTS and not speaks
    unread = text if text is not None and when is None else ""
    return Change(
        claim=claim,
        when=when,
        after=after,
        on_success=on_success,
        unread=unread,
        choices=tuple(choices(after)) if after is not None else (),
    )


def _without_old(node: Node) -> Node:
    if isinstance(node, Call) and node.function == "old" and len(node.arguments) == 1:
        return _without_old(node.arguments[0])
    return rebuilt(node, _without_old)


def _is_comparison(part: Node) -> TypeGuard[Binary]:
    return isinstance(part, Binary) and part.operator in _COMPARISONS


def _names_a_kind(part: Binary) -> bool:
    """Whether one side is an answer that has a name (FILE_DIRECTORY): nothing is added to it."""
    return any(isinstance(one, Symbol) and one.name in CONSTANTS for one in (part.left, part.right))


def _numbers_now(node: Node) -> Node:
    """``node`` without what was before the call, and without truths."""
    match node:
        case Call("old") | Unary("!"):
            return _TRUE
    return rebuilt(node, _numbers_now)


def _told_apart(node: Node, measured: tuple[Node, ...]) -> Node:
    """``node`` with ``old()`` around each term of what it stood around."""
    if isinstance(node, Call) and node.function == "old" and len(node.arguments) == 1:
        return _before(node.arguments[0], measured)
    return node if node in measured else rebuilt(node, lambda one: _told_apart(one, measured))


def _before(node: Node, measured: tuple[Node, ...], parameters: Container[str] = ()) -> Node:
    """``node`` with every term as it was before the call.

    A limit or capability that one of ``parameters`` is compared with is its number, and no term.
    """
    if node in measured:
        return Call("old", (node,))
    if number_side(node, parameters) is not None:
        return node
    return rebuilt(node, lambda one: _before(one, measured, parameters))


def _boolean(node: Node) -> Node:
    return Unary("!", Unary("!", node))


def _truth(value: int | None) -> Truth:
    return None if value is None else bool(value)


def _seen(
    due: Truth,
    there: Truth,
    pairs: list[tuple[int | None, int | None]],
    chosen: tuple[Truth, ...],
) -> Seen:
    """What became of a change whose terms had the values ``pairs`` before and after the call."""
    differ = tuple(None if None in pair else pair[0] != pair[1] for pair in pairs)
    changed = True if True in differ else None if not pairs or None in differ else False
    whole = bool(pairs) and all(differ)
    return Seen(due=due, there=there, changed=changed, whole=whole, differ=differ, chosen=chosen)

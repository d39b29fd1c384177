"""Which claims of a spec a call exercised, by what is known of it.

*Met* means that a claim's condition was true and its outcome came; a constraint is met when a
value outside of it was passed. *Maybe* means that the outcome came and nothing tells whether the
condition held. Locks, constraints over several parameters and structures cannot be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from kapi.call import Outcome
from kapi.expr.compile import compile_conditions
from kapi.expr.known import UNKNOWN, known_part
from kapi.expr.nodes import Binary, Node, Number, Symbol, Unary
from kapi.expr.parser import parsed
from kapi.judge.limits import outside
from kapi.judge.observed import Known
from kapi.judge.verdict import Judge, Verdict
from kapi.model.claims import Claim, ClaimKind, claims
from kapi.model.elements import ErrorCondition
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture
from kapi.vocab.words import Answer

_UNSEEN = (ClaimKind.LOCK, ClaimKind.CONSTRAINT, ClaimKind.STRUCT)
_CHANGES = (ClaimKind.SIDE_EFFECT, ClaimKind.STATE_TRANSITION)
_OUTCOME = (Symbol("errno"), Symbol("result"))
Values = tuple[int | None, ...]


class Exercised(msgspec.Struct, frozen=True):
    """The ids of the claims that one call met, and of those that it may have met."""

    met: tuple[str, ...]
    maybe: tuple[str, ...]


def is_observable(claim: Claim, architecture: Architecture) -> bool:
    """Whether a call can be seen to meet ``claim`` at all.

    Limits that no number can break, those of memory and paths, cannot.
    """
    element = claim.element
    if isinstance(element, ErrorCondition) and element.visible is Answer.NO:
        return False
    if claim.kind is ClaimKind.PARAM:
        return outside(element.name, element.limits, architecture) is not None
    return claim.kind not in _UNSEEN


class Exercise:
    """The claims of ``spec``, compiled for calls of which arguments are known, or some of them."""

    def __init__(self, spec: Spec, architecture: Architecture, page_size: int) -> None:
        self._spec = spec
        self._architecture = architecture
        self._page_size = page_size
        found = claims(spec)
        self._names = tuple(param.name for param in spec.params)
        self._params = [one for one in found if one.kind is ClaimKind.PARAM]
        self._changes = [one for one in found if one.kind in _CHANGES]
        self._others = [
            one for one in found if one.kind in (ClaimKind.SIGNAL, ClaimKind.CAPABILITY)
        ]
        self._returns = tuple(one.id for one in found if one.kind is ClaimKind.RETURN)
        limits = [
            outside(one.element.name, one.element.limits, architecture) for one in self._params
        ]
        changes = [_when(one) for one in self._changes]
        self._nodes = [one or UNKNOWN for one in (*limits, *changes)]
        self._made: dict[frozenset[str], object] = {}

    def exercised(
        self, known: Known, arguments: Sequence[int | None], outcome: Outcome
    ) -> Exercised:
        """Return the claims that a call exercised; ``arguments`` are None where lost."""
        met: list[str] = []
        maybe: list[str] = []
        limits, changes = self._values(known, arguments, outcome)
        met += [one.id for one, holds in zip(self._params, limits, strict=True) if holds]
        for one, holds in zip(self._changes, changes, strict=True):
            if holds != 0:  # whether the change came, nobody saw
                maybe.append(one.id)
        if outcome.errno is not None:
            _refused(known, outcome.errno, met, maybe)
            maybe += self._by_errno(known.judge, outcome.errno)
        elif outcome.accepted:
            verdict = known.judge.judged(outcome, known.arguments, known.situation).verdict
            if verdict is not Verdict.VIOLATION:
                (met if verdict is Verdict.CONFORMING else maybe).extend(self._returns)
        return Exercised(tuple(dict.fromkeys(met)), tuple(dict.fromkeys(maybe)))

    def _values(
        self, known: Known, arguments: Sequence[int | None], outcome: Outcome
    ) -> tuple[Values, Values]:
        lost = frozenset(
            name
            for place, name in enumerate(self._names)
            if place >= len(arguments) or arguments[place] is None
        )
        if lost not in self._made:
            self._made[lost] = self._compiled(lost)
        ended = (outcome.errno or 0, outcome.result)
        found: Values = self._made[lost](known.arguments, ended)  # type: ignore[operator]
        return found[: len(self._params)], found[len(self._params) :]

    def _compiled(self, lost: frozenset[str]) -> object:
        cut = [known_part(one, self._names, _OUTCOME, lost) for one in self._nodes]
        return compile_conditions(
            [Unary("!", Unary("!", one)) for one in cut],
            parameters=[(param.name, param.type_name) for param in self._spec.params],
            terms=_OUTCOME,
            architecture=self._architecture,
            page_size=self._page_size,
        )

    def _by_errno(self, judge: Judge, number: int) -> Iterator[str]:
        """Signals and capabilities whose errno came: whether for them, nobody saw."""
        for one in self._others:
            name = getattr(one.element, "errno", None) or getattr(one.element, "without", None)
            words = (name or "").replace(",", " ").split()
            if any(
                judge.is_errno(word.lstrip("-"), number) for word in words if word[-1:].isalnum()
            ):
                yield one.id


def _refused(known: Known, number: int, met: list[str], maybe: list[str]) -> None:
    truths = known.truths
    holds = {id(one): truth for one, truth in zip(known.judge.conditions, truths, strict=True)}
    for one in known.judge.predicted(truths)[0]:
        if one.claim.kind is ClaimKind.ERROR and known.judge.is_errno(one.errno, number):
            (met if holds[id(one)] else maybe).append(one.claim.id)


def _when(claim: Claim) -> Node | None:
    """Return when a change comes: on success, unless its condition speaks of the errno."""
    succeeded = Binary("==", Symbol("errno"), Number(0))
    text = claim.element.when
    if text is None:
        return Binary("&&", succeeded, UNKNOWN) if claim.element.condition else succeeded
    node = parsed(text)
    return node if node is None or "errno" in text else Binary("&&", succeeded, node)

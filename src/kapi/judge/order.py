"""The claims that the order of a spec's errors makes: which of two neighbours is checked first."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from itertools import pairwise

import msgspec

from kapi.expr.environment import Environment
from kapi.expr.nodes import Binary, Call, Node, Symbol, children
from kapi.judge.conditions import Condition, is_untold
from kapi.judge.exclusion import exclude
from kapi.judge.parts import truth
from kapi.model.claims import Claim
from kapi.vocab.architectures import Architecture
from kapi.vocab.errno import same_errno
from kapi.vocab.integers import CType

_NO_EVENT: dict[Node, bool] = {Call("signal_handled"): False, Call("was_stopped"): False}
"""What only happens while a call sleeps."""


class Neighbours(msgspec.Struct, frozen=True, kw_only=True):
    """Two errors of which ``first`` is promised to be checked before ``second``.

    ``id`` is made from the ids of both, so it lives as long as they do. ``impossible`` are, by
    position, the conditions that do not hold where both do, by what they mean.
    """

    id: str
    first: Condition
    second: Condition
    impossible: frozenset[int] = frozenset()

    @property
    def subject(self) -> str:
        """Both errnos, as reports show them."""
        return f"{self.first.errno} before {self.second.errno}"


def neighbours(
    conditions: tuple[Condition, ...],
    architecture: Architecture,
    page_size: int,
    members: Mapping[str, CType],
) -> tuple[Neighbours, ...]:
    """Return the pairs of neighbours in the promised order whose errnos differ.

    ``members`` are the types of what parameters point to, as `kapi.judge.layouts` has them.

    Of two that share an errno no call can show the order, nor of two that exclude each other,
    nor of one that nothing can tell, or that only a machine without resources can show, nor of one
    that needs a signal while the call sleeps, after one that lets no call sleep.
    """
    errors = [
        one
        for one in conditions
        if one.place is not None and not is_untold(one.node) and not _is_limit(one)
        if not _wants_scarcity(one.node)
    ]
    kinds: dict[Node, CType] = {Symbol(path): kind for path, kind in members.items()}
    constants = Environment(architecture=architecture, page_size=page_size, measured=kinds)
    placed = sorted(errors, key=lambda one: one.place or 0)
    return tuple(
        Neighbours(
            id=order_id(first.claim, second.claim),
            first=first,
            second=second,
            impossible=frozenset(
                position
                for position, one in enumerate(conditions)
                if one is not first
                and _same(one, first, architecture)
                and exclude(Binary("&&", first.node, second.node), one.node, constants)
            ),
        )
        for first, second in pairwise(placed)
        if first.errno and second.errno and not _same(first, second, architecture)
        if not _needs_event(second.node) or _needs_event(first.node)
        if not exclude(first.node, second.node, constants)
    )


def _wants_scarcity(node: Node) -> bool:
    here = isinstance(node, Call) and node.function == "out_of"
    return here or any(map(_wants_scarcity, children(node)))


def _needs_event(node: Node) -> bool:
    return truth(node, _NO_EVENT) is False


def _is_limit(condition: Condition) -> bool:
    return condition.claim.kind.value == "param"


def _same(first: Condition, second: Condition, architecture: Architecture) -> bool:
    names = (first.errno or "", second.errno or "")
    return names[0] == names[1] or same_errno(*names, architecture)


def order_id(first: Claim, second: Claim) -> str:
    """Return the id of the claim that the error ``first`` is checked before ``second``."""
    digest = hashlib.sha256(f"{first.id} {second.id}".encode()).hexdigest()[:8]
    return f"{first.api}:order:{first.subject}-{second.subject}:{digest}"

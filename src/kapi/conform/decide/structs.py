"""A layout is confirmed by calls that differ in one member, and end as its conditions say."""

from __future__ import annotations

from kapi.conform.calls import Calls
from kapi.conform.decide.pairs import as_pair, pairs_of
from kapi.conform.results import Pair, Result, Status, result_of
from kapi.expr.nodes import Node, names
from kapi.model.claims import Claim

__all__ = ["decide_struct"]


def decide_struct(claim: Claim, calls: Calls) -> Result:
    """Return how many members of a structure were shown to lie where the layout says."""
    pairs: dict[str, Pair] = {}
    for condition in calls.subject.judge.conditions:
        for part, pair in pairs_of(condition, calls).items():
            for member in _members(part):
                pairs.setdefault(member, as_pair(part, *pair))
    fields = [field.name for field in claim.element.fields]
    shown = [name for name in fields if any(_is_of(name, member) for member in pairs)]
    if not shown:
        return result_of(claim, Status.NOT_TESTABLE, "no call's outcome depends on a member")
    missing = [name for name in fields if name not in shown]
    return result_of(
        claim,
        Status.PLAUSIBLE if missing else Status.CONFIRMED,
        f"no call's outcome depends on {', '.join(missing)}" if missing else "",
        parts=len(fields),
        shown=len(shown),
        pairs=tuple(pairs.values())[:3],
        call=next(iter(pairs.values())).call,
    )


def _members(part: Node) -> list[str]:
    return [name.partition("->")[2] for name in names(part) if "->" in name]


def _is_of(field: str, member: str) -> bool:
    return field in (member, member.partition(".")[0])

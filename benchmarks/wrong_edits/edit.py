"""An edit of a spec, and where in a spec an element stands."""

from __future__ import annotations

import functools
import math
import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from kapi.model.claims import claims
from kapi.model.definitions import expanded
from kapi.model.spec import Spec, Variant

__all__ = [
    "Edit",
    "Place",
    "claim_of",
    "each_kind",
    "elements",
    "made",
    "part_of",
    "put",
    "written_out",
]

GROUPS = (
    "params",
    "returns",
    "errors",
    "signals",
    "structs",
    "side_effects",
    "state_transitions",
    "capabilities",
)


class Edit(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One wrong edit.

    ``claims`` are the ids, in the right spec, of the claims that it changes; ``spec`` is the wrong
    one, in which the element ``wrong`` stands for ``right``, or ``swapped`` are the ids of the
    changed claims. ``names`` are the errnos and capabilities by which a finding would speak of it.
    """

    kind: str
    claims: tuple[str, ...]
    spec: Spec
    description: str
    right: Any = None
    wrong: Any = None
    swapped: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @functools.cached_property
    def edited(self) -> tuple[str, ...]:
        """The ids of the changed claims in the wrong spec; empty where a claim is gone."""
        if self.swapped:
            return self.swapped
        return (claim_of(self.spec, self.wrong) if self.wrong is not None else "",)


def part_of(every: Sequence[Edit], percent: float, seed: str) -> list[Edit]:
    """Return so many percent of ``every``, rounded up, drawn by ``seed``, in their order."""
    count = math.ceil(len(every) * percent / 100)
    places = random.Random(seed).sample(range(len(every)), count)
    return [every[place] for place in sorted(places)]


def each_kind(
    every: Sequence[tuple[str, Edit]], most: int, seed: int
) -> Iterator[tuple[str, Edit]]:
    """Yield ``most`` of ``every`` edits, with their keys, of each kind, drawn by ``seed``."""
    kinds: dict[str, list[tuple[str, Edit]]] = {}
    for key, one in every:
        kinds.setdefault(one.kind, []).append((key, one))
    for kind, here in kinds.items():
        yield from random.Random(f"{seed}:{kind}").sample(here, min(most, len(here)))


class Place(NamedTuple):
    """Where an element stands: its group, its place there, and in which variant."""

    group: str
    at: int
    variant: int | None = None


def elements(spec: Spec) -> Iterator[tuple[Place, Any]]:
    """Yield every element of ``spec`` that can be a claim, with its place."""
    for number, holder in ((None, spec), *enumerate(spec.variants)):
        for group in GROUPS:
            found = getattr(holder, group)
            if group == "returns":
                found = (found,) if found else ()
            for index, element in enumerate(found):
                yield Place(group, index, number), element


def put(spec: Spec, place: Place, *others: Any) -> Spec:
    """Return ``spec`` with ``others`` in the place of the element there; none drops it."""
    holder = spec if place.variant is None else spec.variants[place.variant]
    if place.group == "returns":
        changed = replace(holder, returns=others[0] if others else None)
    else:
        found = getattr(holder, place.group)
        found = (*found[: place.at], *others, *found[place.at + 1 :])
        changed = replace(holder, **{place.group: found})
    if isinstance(changed, Variant):
        assert place.variant is not None
        before, after = spec.variants[: place.variant], spec.variants[place.variant + 1 :]
        return replace(spec, variants=(*before, changed, *after))
    return changed


def written_out(spec: Spec) -> Spec:
    """Return ``spec`` without ``x-where``: its names replaced by what they mean.

    Edits need that: what is edited is the condition that is judged.
    """
    for place, element in elements(spec):
        spec = put(spec, place, expanded(element, spec.where))
    return replace(spec, where=None)


def made(
    kind: str,
    spec: Spec,
    place: Place,
    claim: str,
    right: Any,
    wrong: Any,
    description: str,
    names: tuple[str, ...] = (),
) -> Edit:
    """Return the edit that puts ``wrong`` in the place of ``right``, the element of ``claim``.

    ``wrong`` is none where the element is dropped.
    """
    return Edit(
        kind=kind,
        claims=(claim,),
        spec=put(spec, place, wrong) if wrong is not None else put(spec, place),
        description=f"{_name(place, right)}: {description}",
        right=right,
        wrong=wrong,
        names=names,
    )


def claim_of(spec: Spec, element: Any) -> str:
    """Return the id of the claim that ``element`` makes, or nothing."""
    assert not spec.where, f"{spec.name}: x-where is not written out"
    return next((one.id for one in claims(spec) if one.element == element), "")


def _name(place: Place, element: Any) -> str:
    for field in ("errno", "name", "target", "object", "capability"):
        name = getattr(element, field, None)
        if name:
            summary = getattr(element, "summary", None)
            return f"{place.group} {name}" + (f" ({summary})" if summary else "")
    return place.group

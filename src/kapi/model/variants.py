"""A spec with variants as specs without: each says what holds in some of the calls.

for view in views(spec):
view.given   # cmd == F_SETPIPE_SZ; for the last one what no variant is about
view.spec    # what holds there
view.claims  # under the ids that the claims of the whole spec have
"""

from __future__ import annotations

from typing import Any

import msgspec

from kapi.model.claims import Claim, ClaimKind, claims, statements
from kapi.model.elements import Expression, Param
from kapi.model.spec import Spec, Variant

__all__ = ["View", "resolve_variant", "views"]

_ADDED = (
    "errors",
    "signals",
    "structs",
    "side_effects",
    "state_transitions",
    "capabilities",
    "extensions",
)


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A spec as it is in the calls in which ``given`` holds (None: in all of them).

    ``spec`` has no variants. ``claims`` are its claims: ``element`` and ``index`` are those of
    ``spec``, ``id`` and ``variant`` those of the whole.
    """

    spec: Spec
    given: Expression | None
    variant: Variant | None
    claims: tuple[Claim, ...]


def resolve_variant(spec: Spec, variant: Variant) -> Spec:
    """Return ``spec`` as it is where the condition of ``variant`` holds, without variants.

    Parameters of the variant replace those with their names, and its return rule the spec's;
    the rest stands after what the spec has. A parameter keeps its C type and what it is for
    where the variant does not say them; summary and description stay the spec's.
    """
    added = {name: getattr(spec, name) + getattr(variant, name) for name in _ADDED}
    return msgspec.structs.replace(
        spec,
        variants=(),
        params=_params(spec, variant),
        returns=variant.returns or spec.returns,
        **added,
    )


def views(spec: Spec) -> tuple[View, ...]:
    """Return ``spec`` under each of its variants, and last where none of them holds."""
    whole = claims(spec)
    if not spec.variants:
        return (View(spec=spec, given=None, variant=None, claims=whole),)
    rest = " && ".join(f"!({one.condition})" for one in spec.variants)
    plain = msgspec.structs.replace(spec, variants=())
    return (
        *(_view(spec, variant, whole) for variant in spec.variants),
        View(
            spec=plain,
            given=Expression(rest),
            variant=None,
            claims=tuple(claim for claim in whole if claim.variant is None),
        ),
    )


def _params(spec: Spec, variant: Variant) -> tuple[Param, ...]:
    own = {param.name: param for param in variant.params}
    kept = tuple(_typed(own.pop(p.name), p) if p.name in own else p for p in spec.params)
    return (*kept, *own.values())


def _typed(param: Param, declared: Param) -> Param:
    return msgspec.structs.replace(
        param,
        type_name=param.type_name or declared.type_name,
        description=param.description or declared.description,
    )


def _view(spec: Spec, variant: Variant, whole: tuple[Claim, ...]) -> View:
    resolved = resolve_variant(spec, variant)
    known = {
        (claim.kind, claim.index, claim.variant is variant): claim
        for claim in whole
        if claim.variant is None or claim.variant is variant
    }
    found = []
    for kind, index, element in statements(resolved):
        claim = known[(kind, *_source(kind, index, element, spec, variant))]
        found.append(msgspec.structs.replace(claim, element=element, index=index))
    return View(spec=resolved, given=variant.condition, variant=variant, claims=tuple(found))


def _source(
    kind: ClaimKind, index: int, element: Any, spec: Spec, variant: Variant
) -> tuple[int, bool]:
    """Where the element of a resolved spec stood: its place, and whether in the variant."""
    if kind is ClaimKind.RETURN:
        return index, variant.returns is not None
    if kind is ClaimKind.PARAM:
        names = [param.name for param in variant.params]
        own = element.name in names
        return (names.index(element.name) if own else index), own
    before = sum(1 for one, *_ in statements(spec) if one is kind)
    return (index, False) if index < before else (index - before, True)

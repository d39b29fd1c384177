"""A spec with variants as specs without: each says what holds in some of the calls.

for view in views(spec):
view.given   # cmd == F_SETPIPE_SZ; for the last one what no variant is about
view.spec    # what holds there
view.claims  # under the ids that the claims of the whole spec have
"""

from __future__ import annotations

import msgspec

from kapi.model.claims import Claim, claims
from kapi.model.elements import Expression, Param
from kapi.model.spec import Spec, SpecUnder, Variant
from kapi.vocab.schema import BLOCKS, VARIANT_BLOCKS

_ADDED = (
    *(BLOCKS[name].field for name in VARIANT_BLOCKS if name not in ("param", "return")),
    "extensions",
)


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A spec as it is in the calls in which ``given`` holds (None: in all of them).

    ``spec`` has no variants. ``beside`` are those that only add to it: of what ``spec`` says all
    holds in their calls, too.
    """

    spec: Spec
    given: Expression | None
    variant: Variant | None
    beside: tuple[Variant, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of ``spec``, under the ids and with the ``variant`` they have in the whole."""
        return claims(self.spec)


def resolve_variant(spec: Spec, variant: Variant) -> SpecUnder:
    """Return ``spec`` as it is where the condition of ``variant`` holds, without variants.

    Parameters of the variant replace those with their names, and its return rule the spec's;
    the rest stands after what the spec has. A parameter keeps its C type and what it is for
    where the variant does not say them; summary and description stay the spec's.
    """
    own = {name: getattr(spec, name) for name in Spec.__struct_fields__}
    added = {name: getattr(spec, name) + getattr(variant, name) for name in _ADDED}
    changed = {
        "variants": (),
        "params": _params(spec, variant),
        "returns": variant.returns or spec.returns,
    }
    return SpecUnder(given=variant, whole=spec, **{**own, **added, **changed})


def views(spec: Spec) -> tuple[View, ...]:
    """Return ``spec`` under each of its variants, and last where none of them holds."""
    if not spec.variants:
        return (View(spec=spec, given=None, variant=None),)
    rest = " && ".join(f"!({one.condition})" for one in spec.variants)
    plain = msgspec.structs.replace(spec, variants=())
    return (
        *(
            View(spec=resolve_variant(spec, one), given=one.condition, variant=one)
            for one in spec.variants
        ),
        View(
            spec=plain,
            given=Expression(rest),
            variant=None,
            beside=tuple(one for one in spec.variants if _only_adds(one, spec)),
        ),
    )


def _only_adds(variant: Variant, spec: Spec) -> bool:
    """Whether neither the return rule nor the limits of a parameter are others under it."""
    limited = {param.name for param in spec.params if param.limits.type is not None}
    return variant.returns is None and limited.isdisjoint(one.name for one in variant.params)


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

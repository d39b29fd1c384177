"""What a spec states, by kind: against the fields of the model itself."""

from __future__ import annotations

import msgspec

from kapi.model.claim_kinds import BLOCKS_OF_CLAIMS, ClaimKind, statements
from kapi.model.elements import Capability, ErrorCondition, Expression, Param, Returns, SideEffect
from kapi.model.spec import Spec, Variant
from kapi.vocab.words import ApiKind


def test_every_kind_has_its_field_in_the_model() -> None:
    fields = {one.name for one in msgspec.structs.fields(Spec)}
    assert set(BLOCKS_OF_CLAIMS) == set(ClaimKind)
    assert {block.field for block in BLOCKS_OF_CLAIMS.values()} <= fields


def test_statements_with_their_places() -> None:
    spec = Spec(
        name="sys_x",
        kind=ApiKind.SYSCALL,
        params=(Param(name="a"), Param(name="b")),
        errors=(ErrorCondition(errno="EIO"),),
        returns=Returns(),
        side_effects=(SideEffect(target="t"),),
    )
    found = [(kind.value, place) for kind, place, _ in statements(spec)]
    assert found == [("param", 0), ("param", 1), ("return", 0), ("error", 0), ("effect", 0)]
    assert [one for _, _, one in statements(spec)][1] is spec.params[1]


def test_a_variant_states_what_it_adds() -> None:
    variant = Variant(
        condition=Expression("a == 1"), capabilities=(Capability(capability="CAP_KILL"),)
    )
    assert [kind for kind, _, _ in statements(variant)] == [ClaimKind.CAPABILITY]
    assert list(statements(Spec(name="sys_x", kind=ApiKind.SYSCALL, variants=(variant,)))) == []

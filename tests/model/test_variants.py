"""A spec under its variants: what holds in which calls, and under which names."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from kapi.model.claims import claims
from kapi.model.elements import ErrorCondition, Expression, Lock, Param, Returns
from kapi.model.spec import Spec, Variant
from kapi.model.variants import resolve_variant, views
from kapi.vocab.words import ApiKind
from tests.strategies import specs

SIZE = Variant(
    condition=Expression("cmd == F_SETPIPE_SZ"),
    params=(Param(name="arg", id="size"),),
    returns=Returns(success_min=Expression("0")),
    errors=(ErrorCondition(errno="EBUSY", summary="too much data"),),
)
DUP = Variant(
    condition=Expression("cmd == F_DUPFD"),
    errors=(
        ErrorCondition(errno="EMFILE", summary="no number is free"),
        ErrorCondition(errno="EBUSY", summary="too much data"),
    ),
)
SPEC = Spec(
    name="sys_fcntl",
    kind=ApiKind.SYSCALL,
    params=(
        Param(name="fd", type_name="int"),
        Param(name="cmd", type_name="unsigned int"),
        Param(name="arg", type_name="unsigned long", description="depends on cmd"),
    ),
    returns=Returns(success=Expression("0")),
    errors=(ErrorCondition(errno="EBADF", summary="not open"),),
    locks=(Lock(name="rcu"),),
    variants=(SIZE, DUP),
)


def test_what_a_variant_replaces_and_adds() -> None:
    spec = resolve_variant(SPEC, SIZE)
    assert spec.variants == ()
    assert [param.id for param in spec.params] == [None, None, "size"]
    assert (spec.params[2].type_name, spec.params[2].description) == (
        "unsigned long",
        "depends on cmd",
    )
    assert spec.returns == SIZE.returns
    assert [error.errno for error in spec.errors] == ["EBADF", "EBUSY"]
    assert resolve_variant(SPEC, DUP).returns == SPEC.returns


def test_the_last_view_is_what_no_variant_is_about() -> None:
    size, dup, rest = views(SPEC)
    assert (size.given, size.variant) == ("cmd == F_SETPIPE_SZ", SIZE)
    assert (dup.given, dup.variant) == ("cmd == F_DUPFD", DUP)
    assert rest.given == "!(cmd == F_SETPIPE_SZ) && !(cmd == F_DUPFD)"
    assert rest.variant is None
    assert [error.errno for error in rest.spec.errors] == ["EBADF"]


def test_a_spec_without_variants_is_its_only_view() -> None:
    plain = resolve_variant(SPEC, SIZE)
    (view,) = views(plain)
    assert (view.spec, view.given, view.claims) == (plain, None, claims(plain))


def test_claims_of_variants_are_claims_of_the_spec() -> None:
    ids = [claim.id for claim in claims(SPEC)]
    assert len(ids) == len(set(ids))
    assert "sys_fcntl:param:arg:size" in ids
    assert len([one for one in ids if one.startswith("sys_fcntl:error:EBUSY:")]) == 2
    size, dup, _ = views(SPEC)
    by_errno = {claim.subject: claim.id for claim in size.claims}
    assert size.claims == claims(resolve_variant(SPEC, SIZE))
    assert [claim.variant for claim in size.claims if claim.subject == "EBUSY"] == [SIZE]
    assert by_errno["EBUSY"] not in {claim.id for claim in dup.claims}


def test_the_condition_of_a_variant_may_be_spaced_otherwise() -> None:
    other = Variant(condition=Expression("cmd==F_DUPFD"), errors=DUP.errors)
    spec = Spec(name="sys_fcntl", kind=ApiKind.SYSCALL, variants=(DUP,))
    again = Spec(name="sys_fcntl", kind=ApiKind.SYSCALL, variants=(other,))
    assert [claim.id for claim in claims(spec)] == [claim.id for claim in claims(again)]


@settings(suppress_health_check=list(HealthCheck))
@given(specs(with_variants=True))
def test_each_claim_is_found_where_its_view_says(spec: Spec) -> None:
    ids = {claim.id for claim in claims(spec)}
    assert len(ids) == len(claims(spec))
    seen = set()
    for view in views(spec):
        for claim in view.claims:
            group = [value for name in view.spec.__struct_fields__ for value in _listed(view, name)]
            assert any(claim.element is one for one in group)
            seen.add(claim.id)
    assert seen == ids


def _listed(view: object, name: str) -> tuple[object, ...]:
    value = getattr(view.spec, name)  # type: ignore[attr-defined]
    return value if isinstance(value, tuple) else (value,)

"""One spec through a dialect differs from itself by what the writer lists as lost, and no more."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings

from kapi.diff.compare import compared_specs
from kapi.diff.edit import Edit
from kapi.model.spec import Spec
from kapi.render.show_formats import FORMATS
from kapi.sources.load import load
from kapi.written import PLAIN, Loss
from tests.dropped import drop
from tests.strategies import specs

DIALECTS = [one for one in FORMATS if one.name.startswith(("kerneldoc", "macro", "json"))]


def read_back(text: str, tmp_path: Any) -> Spec:
    path = tmp_path / "back.c"
    path.write_text(text)
    (spec,) = load([str(path)]).specs
    return spec


def is_listed(edit: Edit, losses: tuple[Loss, ...]) -> bool:
    """Whether a writer named the field, a part of it, or what it is a part of.

    C types and parameters are those of the declaration where a spec does not say them itself.
    """
    paths = [edit.path]
    if edit.kind == "c-type" or edit.path[0] == "params":
        paths.append(("declaration",))
    return any(
        path[: len(one.path)] == one.path or one.path[: len(path)] == path
        for one in losses
        for path in paths
    )


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(spec=specs(recognisable=True))
def test_only_listed_losses_differ(spec: Spec, tmp_path: Any) -> None:
    for form in DIALECTS:
        written = form.write((spec,), PLAIN)
        back = read_back(written.text, tmp_path)
        for edit in compared_specs(spec, back):
            assert is_listed(edit, written.losses), (form.name, edit, written.losses)
        assert compared_specs(drop(spec, written.losses), drop(back, written.losses)) == ()


@settings(suppress_health_check=list(HealthCheck))
@given(spec=specs(with_variants=True))
def test_a_spec_does_not_differ_from_itself_read_elsewhere(spec: Spec) -> None:
    again = msgspec.structs.replace(spec, counts={"x": "1"}, since="another")
    back = msgspec.structs.replace(again, since=spec.since)
    assert compared_specs(spec, back) == ()
    assert [one.field for one in compared_specs(spec, again)] in (["since"], [])

"""What a format cannot say is taken out of a spec, wherever it stands."""

from __future__ import annotations

import msgspec

from kapi.model.elements import ErrorCondition, Param
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind
from kapi.written import Loss
from tests.dropped import drop

SPEC = Spec(
    name="f",
    kind=ApiKind.FUNCTION,
    summary="a summary",
    params=(Param(name="a", type_name="int"), Param(name="b", type_name="long")),
    errors=(ErrorCondition(errno="EINVAL", summary="odd"),),
)


def lost(*path: str | int) -> Spec:
    return drop(SPEC, (Loss(path, "why"),))


def test_a_field_gets_its_default() -> None:
    assert lost("summary") == msgspec.structs.replace(SPEC, summary=None)
    assert lost("params") == msgspec.structs.replace(SPEC, params=())


def test_a_field_without_a_default_is_empty() -> None:
    assert lost("name").name == ""


def test_one_element_of_a_list_alone_is_changed() -> None:
    first, second = lost("params", 1, "type_name").params
    assert (first, second.name, second.type_name) == (SPEC.params[0], "b", None)


def test_the_inside_of_a_part() -> None:
    assert lost("params", 0, "limits", "mask") == SPEC


def test_several_losses() -> None:
    found = drop(SPEC, (Loss(("summary",), ""), Loss(("errors", 0, "summary"), "")))
    assert (found.summary, found.errors[0].summary) == (None, None)


def test_a_path_that_is_not_there_changes_nothing() -> None:
    for path in (
        ("none",),
        ("params", 2, "name"),
        ("summary", "x"),
        ("returns", "type"),
        ("name", 0),
    ):
        assert lost(*path) == SPEC

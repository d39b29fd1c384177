"""Nothing that the model holds may be missing from what people and programs are shown."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from kapi.model.elements import Limits, Param, Unknown
from kapi.model.spec import Declaration, Spec
from kapi.render import markdown, rst, specs_json, text
from kapi.vocab.words import ApiKind, ConstraintType
from kapi.written import Look
from tests.render.filled import changed, filled, leaves

WRITERS = {
    "text": lambda spec: text.write(spec, Look(width=100, long=True)).text,
    "narrow": lambda spec: text.write(spec, Look(width=30, long=True)).text,
    "rst": lambda spec: rst.write(spec).text,
    "md": lambda spec: markdown.write(spec).text,
    "json": lambda spec: specs_json.write([spec]).text,
}

# The declaration's text says these; the writers show the text.
IN_DECLARATION = {("declaration", "macro")}


@pytest.mark.parametrize("name", WRITERS)
def test_every_field_is_shown(name: str) -> None:
    write = WRITERS[name]
    spec = filled()
    shown = write(spec)
    count = 0
    for path, value in leaves(spec):
        if path in IN_DECLARATION:
            continue
        count += 1
        if isinstance(value, str):
            assert value in shown, f"{path} is not in {name}"
        else:
            assert write(changed(spec, path)) != shown, f"{path} is not seen in {name}"
    assert count > 200


@pytest.mark.parametrize("name", WRITERS)
def test_no_is_shown_and_not_stated_is_absent(name: str) -> None:
    if name == "json":
        return
    shown = WRITERS[name](Spec(name="sys_x", kind=ApiKind.SYSCALL))
    assert "sys_x" in shown
    assert "syscall" in shown
    assert not [word for word in ("Errors", "ERRORS", "None", "no", "(empty)") if word in shown]


@pytest.mark.parametrize("name", ["text", "rst", "md"])
@pytest.mark.parametrize("kind", [*ConstraintType, Unknown("ODD"), None])
def test_limits_of_every_type_keep_every_bound(name: str, kind: Any) -> None:
    full = filled().params[0].limits
    limits = msgspec.structs.replace(full, type=kind)
    shown = WRITERS[name](
        Spec(name="x", kind=ApiKind.FUNCTION, params=(Param(name="p", limits=limits),))
    )
    for path, value in leaves(limits):
        if isinstance(value, str):
            assert value in shown, path
    for field in Limits.__struct_fields__:
        if field not in ("arch_masks", "type"):
            one = Limits(**{"type": kind, field: getattr(full, field)})
            param = Param(name="p", limits=one)
            shown = WRITERS[name](Spec(name="x", kind=ApiKind.FUNCTION, params=(param,)))
            assert [v for _, v in leaves(getattr(full, field)) if v not in shown] == []


def test_empty_lists_are_shown_as_stated() -> None:
    assert "(empty)" in text.write(Spec(name="x", kind=ApiKind.FUNCTION, contexts=())).text


def test_json_reads_back_as_the_same_model() -> None:
    spec = filled()
    document = json.loads(specs_json.write([spec]).text)
    assert document["schema"] == "kapi-specs/1"
    assert msgspec.convert(document["specs"][0], Spec) == spec


def test_declaration_without_parameters_shows_its_text() -> None:
    declaration = Declaration(
        name="FOO", kind=ApiKind.IOCTL, macro="_IOW", text="#define FOO _IOW('f', 1, int)"
    )
    spec = Spec(name="FOO", kind=ApiKind.IOCTL, declaration=declaration)
    for name in ("text", "md", "rst"):
        assert "_IOW('f', 1, int)" in WRITERS[name](spec)

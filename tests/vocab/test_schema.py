"""Every row of the schema: the model holds it, each dialect writes and reads it or says it is lost.

One value is stated at a time, so that nothing else can carry it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, NamedTuple, get_type_hints

import msgspec
import pytest
from tools.model_fields import class_of, lacking, name_of, type_of, with_field

from kapi.model.claims import claims
from kapi.model.elements import (
    ArchMask,
    ErrorCondition,
    Expression,
    StructField,
    Unknown,
    Violation,
)
from kapi.model.spec import ELEMENTS, Spec, parted, stated
from kapi.render import kerneldoc, macro, markdown, rst, specs_json, text
from kapi.sources.c.cfile import read_c
from kapi.sources.jsonspecs import read_json
from kapi.sources.source_text import Line, SourceText
from kapi.vocab.field import Block, Field, Form
from kapi.vocab.field import field as row
from kapi.vocab.members import SPEC_STRUCTURE, STRUCTURES
from kapi.vocab.schema import BLOCKS, SPEC, VARIANT_BLOCKS
from kapi.vocab.spelling import short_word
from kapi.vocab.words import ApiKind, Context, Dialect, Effect
from kapi.written import Look, Loss
from tests.dropped import drop

assert not lacking(), f"python tools/model_fields.py (or make format) writes {lacking()}"
BASE = Spec(
    name="sys_frob",
    kind=ApiKind.SYSCALL,
    contexts=(Context.PROCESS,),
    errors=(ErrorCondition(errno="EINVAL"),),
)
VALUES: dict[Form, Any] = {
    Form.CODE: "mark();",
    Form.MARK: "yes",
    Form.ERRNO: "EINTR",
    Form.RETURNED: "EINTR",
    Form.STATE: "bound",
    Form.STATES: ("bound", "open"),
    Form.BOOL: True,
    Form.POSITION: 0,
    Form.VIOLATION: Violation(action="reject", errno="EXDEV"),
    Form.ARCH_MASKS: (ArchMask(arch="mark", bits=Expression("0x10")),),
    Form.MEMBERS: (StructField(name="mark"),),
}
LISTS = {Form.VALUES, Form.ARRAY, Form.VALUE_STRING, Form.STRINGS, Form.SYMBOLS}
NOT_IN_THE_SCHEMA = {"span", "extensions", "dialect", "origin", "declaration", "sections", "counts"}
IN_PARTS = {"network", "ioctl", "sysfs", "limits"}
FLAT_HAS_NO_STRUCTURES = {"struct", "field"}
WRITERS = {
    "text": lambda spec: text.write(spec, Look(width=100, long=True)).text,
    "rst": lambda spec: rst.write(spec).text,
    "md": lambda spec: markdown.write(spec).text,
}


class Case(NamedTuple):
    """One row: its block, and the spec that states it and nothing more; ``path`` leads there."""

    block: Block
    field: Field
    spec: Spec
    path: tuple[str | int, ...]

    def __str__(self) -> str:
        return f"{self.block.name}.{self.field.path}"


def value_of(field: Field) -> Any:
    if field.form in VALUES:
        return VALUES[field.form]
    if field.words is not None:
        word = list(field.words)[1]  # the first is "none" in some
        return (word,) if field.form is Form.WORDS else word
    return ("MARK1", "MARK2") if field.form in LISTS else "MARK1"


def element(block: Block, field: Field) -> Any:
    kind = ELEMENTS[block.field]
    required: dict[str, Any] = {
        one.name: "MARK0" for one in msgspec.structs.fields(kind) if one.required
    }
    if block.head == "effects":
        required["effects"] = (Effect.SCHEDULE,)
    return kind(**parted({**required, field.path: value_of(field)}))


def cases() -> Iterator[Case]:
    for field in SPEC.fields:
        if field.path not in ("name", "kind"):
            values = parted({field.path: value_of(field)})
            path = tuple(field.path.split("."))
            yield Case(SPEC, field, msgspec.structs.replace(BASE, **values), path)
    for block in BLOCKS.values():
        for field in block.fields:
            yield case(block, field)


def case(block: Block, field: Field) -> Case:
    one: Any = element(block, field)
    path: tuple[str | int, ...] = tuple(field.path.split("."))
    place = block.field
    if block.name == "field":
        place, path = "structs", ("fields", 0, *path)
        one = ELEMENTS["structs"](name="s", fields=(one,))
    many = BLOCKS["struct"].many if block.name == "field" else block.many
    before = stated(BASE, place) or ()
    values = parted({place: (*before, one) if many else one})
    at = (len(before),) if many else ()
    return Case(
        block, field, msgspec.structs.replace(BASE, **values), (*place.split("."), *at, *path)
    )


CASES = list(cases())


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def read_back(written: str) -> Spec:
    lines = tuple(Line(line, number) for number, line in enumerate(written.split("\n"), 1))
    (spec,) = read_c(SourceText(source="back.c", file="back.c", lines=lines)).specs
    return spec


def can_say(case: Case, dialect: Dialect) -> bool:
    """What the schema promises of this dialect."""
    if dialect in (Dialect.MACRO_RFC1, Dialect.MACRO_RFC2):
        structure = SPEC_STRUCTURE if case.block is SPEC else STRUCTURES.get(case.block.structure)
        members = structure.members if structure else ()
        inner = structure.inner if structure else ()
        return case.field.path in {m.field for m in members if m.form is not Form.COUNT} or any(
            STRUCTURES[name].field == case.field.path for name in inner
        )
    if dialect is Dialect.KERNELDOC:
        return True
    if (case.block.name, case.field.path) == ("param", "type_name"):
        return True  # the declaration below the comment says it
    flat = dialect is Dialect.KERNELDOC_FLAT and case.block.name in FLAT_HAS_NO_STRUCTURES
    return not (case.field.own or case.block.own or flat)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_written_and_read_or_lost(case: Case) -> None:
    for dialect in Dialect:
        is_written_and_read_or_lost(case, dialect)


def is_written_and_read_or_lost(case: Case, dialect: Dialect) -> None:
    writer = macro if dialect.value.startswith("macro") else kerneldoc
    written = writer.write(case.spec, dialect)
    back = read_back(written.text)
    assert drop(back, written.losses) == drop(case.spec, written.losses), written.text
    lost = [loss.path for loss in written.losses if case.path[: len(loss.path)] == loss.path]
    assert bool(lost) != can_say(case, dialect), written
    if not lost:
        assert at(back, case.path) == at(case.spec, case.path)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_model_has_the_type_that_the_row_says(case: Case) -> None:
    """`tools/model_fields.py` writes it from the row; this one may be written by hand."""
    kind, said = class_of(case.block, case.field), type_of(case.field)
    if said is not None:
        names = vars(sys.modules[kind.__module__]) | {"Unknown": Unknown}
        wanted = eval(said, names)
        hint = get_type_hints(kind, names)[name_of(case.field)]
        assert hint in (wanted, wanted | None)


def test_a_row_without_a_field_makes_one() -> None:
    text = "class Lock:\n    name: str\n\n    def f(self): ...\n\n\nclass Other:\n    a: int\n"
    made = with_field(text, "Lock", row("depth", Form.EXPRESSION, "x-depth"))
    assert made == text.replace("str\n", "str\n    depth: Expression | None = None\n")
    assert type_of(row("found", Form.VIOLATION)) is None


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_in_json(case: Case) -> None:
    reading = read_json("-", specs_json.write([case.spec]).text.encode())
    assert reading.specs == (case.spec,)
    assert at(reading.specs[0], case.path) == value_of(case.field)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_people_see_it(case: Case) -> None:
    value = value_of(case.field)
    is_head = case.field.path == case.block.head
    without = BASE if is_head else drop(case.spec, (Loss(case.path, ""),))
    for name, write in WRITERS.items():
        shown = write(case.spec)
        assert shown != write(without), name
        if isinstance(value, str):
            assert value in shown, name
        elif case.field.words is not None:
            word = short_word(value[0] if isinstance(value, tuple) else value).replace("_", "")
            assert word in shown.replace("_", "").replace("\\", ""), name


@pytest.mark.parametrize("block", [SPEC, *BLOCKS.values()], ids=lambda block: block.name)
def test_the_model_and_the_schema_have_the_same_fields(block: Block) -> None:
    kind = Spec if block is SPEC else ELEMENTS[block.field]
    rows = {one.path.partition(".")[0] for one in block.fields}
    held = {one.field.partition(".")[0] for one in BLOCKS.values() if one.field != "fields"}
    if block is SPEC:
        rows |= held
    if block.name == "variant":
        rows |= {BLOCKS[name].field for name in VARIANT_BLOCKS}
    assert set(kind.__struct_fields__) - NOT_IN_THE_SCHEMA == rows
    assert len({one.path for one in block.fields}) == len(block.fields)
    named = " ".join((block.identity, block.detail, block.first, block.head, block.subject))
    assert set(named.split()) - {one.path for one in block.fields} - {"limits"} == set()


@pytest.mark.parametrize(
    "case", [one for one in CASES if one.block.claim and one.field.path != "id"], ids=str
)
def test_a_claim_keeps_its_id_but_for_what_is_its_identity(case: Case) -> None:
    place = case.path[: 2 if case.block.many else 1]
    (claim,) = (one for one in claims(case.spec) if one.element is at(case.spec, place))
    if case.block.name == "error":
        makes_it = case.field.path in ("errno", "summary")
    else:
        makes_it = case.field.path.partition(".")[0] in case.block.identity.split()
    other = drop(case.spec, (Loss(case.path, ""),))
    (after,) = (one for one in claims(other) if one.kind is claim.kind and one.index == claim.index)
    assert (after.id != claim.id) == (makes_it or case.field.path == case.block.subject)

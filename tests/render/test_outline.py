"""Which sections a spec has, in which order, and how places and prototypes are shown."""

from __future__ import annotations

import pytest

from kapi.model.elements import Expression
from kapi.model.spec import Declaration, DeclaredParam, Origin, Section, Spec, Variant
from kapi.render.document import Code, Entry, Paragraph
from kapi.render.outline import outline, place, spot
from kapi.vocab.words import ApiKind
from tests.render.golden import SPECS


@pytest.mark.parametrize(
    ("origin", "short", "long"),
    [
        (Origin(source="x.c", file="x.c", line=7, column=3), "x.c:7", "x.c:7:3"),
        (Origin(source="linux", file="linux/mm/x.c", line=7, column=1), "linux/mm/x.c:7",
         "linux/mm/x.c:7:1"),
        (Origin(source="a.patch", file="mm/x.c", line=7, column=3), "a.patch:7",
         "a.patch:7:3 (mm/x.c)"),
        (Origin(source="x.c", file="x.c", line=7), "x.c:7", "x.c:7"),
        (Origin(source="x.json", file="x.json", column=3), "x.json", "x.json"),
    ],
)  # fmt: skip
def test_places(origin: Origin, short: str, long: str) -> None:
    assert (spot(origin), place(origin)) == (short, long)


def test_the_order_of_the_sections() -> None:
    assert [one.title for one in outline(SPECS["full"]).sections] == [
        "Synopsis", "Availability", "Description", "Command", "Attribute", "Context", "Parameters",
        "Returns", "Names in conditions", "Errors", "Signals", "Signal masks", "Capabilities",
        "Constraints", "Side effects", "State transitions", "Locks", "Structures", "Variants",
        "Network", "Notes", "A call that works", "Examples", "Further sections", "Other tags",
        "Origin",
    ]  # fmt: skip


def test_a_variant_stands_under_its_condition_with_its_summary_if_it_has_one() -> None:
    variants = (
        Variant(condition=Expression("cmd == 1"), summary="one"),
        Variant(condition=Expression("cmd == 2"), description="Two."),
    )
    found = outline(Spec(name="f", kind=ApiKind.FUNCTION, variants=variants))
    (section,) = (one for one in found.sections if one.title == "Variants")
    assert section.blocks == (
        Entry("cmd == 1", "one"),
        Entry("cmd == 2", "", (Paragraph("Two."),)),
    )


def test_each_name_in_conditions_has_a_line_of_its_own() -> None:
    where = Expression("first = start & PAGE_MASK; no name; last = first + len")
    found = outline(Spec(name="f", kind=ApiKind.FUNCTION, where=where))
    (section,) = found.sections
    assert section.blocks == (
        Entry("first", "start & PAGE_MASK", code=True),
        Paragraph("no name"),
        Entry("last", "first + len", code=True),
    )


def test_what_is_not_said_has_no_section() -> None:
    found = outline(Spec(name="f", kind=ApiKind.FUNCTION, summary="two\n words"))
    assert (found.name, found.kind, found.summary) == ("f", "function", "two words")
    assert found.sections == ()


def synopsis(*params: tuple[str, str], macro: str = "", text: str = "") -> str:
    declared = tuple(DeclaredParam(type_name=kind, name=name) for kind, name in params)
    declaration = Declaration(
        name="f", kind=ApiKind.FUNCTION, return_type="int", params=declared, macro=macro, text=text
    )
    spec = Spec(name="f", kind=ApiKind.FUNCTION, declaration=declaration)
    (code,) = outline(spec).sections[0].blocks
    assert isinstance(code, Code)
    return code.text


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ([], "int f(void)"),
        ([("char *", "p"), ("int", "n")], "int f(char *p, int n)"),
        ([("int [4]", "p")], "int f(int p[4])"),
        ([("void (*)(int)", "call")], "int f(void (*call)(int))"),
        ([("unsigned long long", "a_long_name")] * 2,
         "int f(unsigned long long a_long_name,\n      unsigned long long a_long_name)"),
    ],
)  # fmt: skip
def test_prototypes(params: list[tuple[str, str]], text: str) -> None:
    assert synopsis(*params) == text


def test_a_command_is_shown_as_it_is_defined() -> None:
    assert synopsis(macro="_IOR", text="#define F _IOR('f', 1)") == "#define F _IOR('f', 1)"


def test_sections_of_kernel_doc_with_and_without_a_name() -> None:
    sections = (Section(name="Note", text="a"), Section(name="", text="b"))
    found = outline(Spec(name="f", kind=ApiKind.FUNCTION, sections=sections))
    first, second = found.sections[0].blocks
    assert isinstance(first, Entry)
    assert (first.term, first.blocks, second) == ("Note", (Paragraph("a"),), Paragraph("b"))

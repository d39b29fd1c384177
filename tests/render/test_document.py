from __future__ import annotations

from kapi.render.document import (
    Code,
    Document,
    Entry,
    Fact,
    Facts,
    Item,
    Listing,
    Paragraph,
    Section,
    printable,
)

EVIL = "a\x1b[2J\t\tb\nc"


def test_no_part_of_a_document_drives_a_terminal() -> None:
    blocks = (Paragraph(EVIL), Facts((Fact(EVIL, EVIL),)), Entry(EVIL, EVIL, (Paragraph(EVIL),)))
    safe = printable(
        Document(name=EVIL, kind=EVIL, summary=EVIL, sections=(Section(EVIL, blocks),))
    )
    assert "\x1b" not in repr(safe).replace("\\\\x1b", "")
    assert safe.name == "a\\x1b[2J           b c" == safe.sections[0].title
    paragraph, facts, entry = safe.sections[0].blocks
    assert paragraph == Paragraph(safe.name)
    assert facts == Facts((Fact(safe.name, safe.name),))
    assert entry == Entry(safe.name, safe.name, (paragraph,))


def test_code_keeps_its_lines() -> None:
    assert printable(Code("a\n\tb\x07")) == Code("a\n        b\\x07")


def test_a_list_is_ordered_where_its_markers_count() -> None:
    def listing(*markers: str) -> Listing:
        return Listing(tuple(Item(one, (Paragraph("x"),)) for one in markers))

    assert listing("1.", "2.", "3.").ordered
    assert listing().ordered
    assert not any(listing(*one).ordered for one in (("-",), ("2.", "3."), ("1.", "3."), ("1)",)))

"""Prose in normal form becomes paragraphs, lists and code; no word is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kapi.render.document import Code, Item, Listing, Paragraph
from kapi.render.paragraphs import blocks_of

TEXT = """\
One.

Two.
- a
  - b
  - c
- d

1. e
    code

      more

Three."""


def item(marker: str, text: str, *inner: Listing) -> Item:
    return Item(marker, (Paragraph(text), *inner))


def test_each_block_is_what_it_looks_like() -> None:
    assert blocks_of(TEXT) == (
        Paragraph("One."),
        Paragraph("Two."),
        Listing(
            (
                item("-", "a", Listing((item("-", "b"), item("-", "c")))),
                item("-", "d"),
                item("1.", "e"),
            )
        ),
        Code("code\n\n  more"),
        Paragraph("Three."),
    )
    assert blocks_of("") == ()


def test_deep_items_stand_on_the_eighth_level() -> None:
    text = "\n".join(f"{' ' * depth}- x{depth}" for depth in range(20))
    depth, block = 0, blocks_of(text)[0]
    while isinstance(block, Listing):
        depth += 1
        last = block.items[-1]
        block = last.blocks[-1] if len(last.blocks) > 1 else last.blocks[0]
    assert depth == 8
    assert isinstance(block, Paragraph)
    assert block.text == "x19"


@given(st.lists(st.sampled_from(["a", "- b", "  * c", "    d", "1) e", "", " f"]), max_size=9))
def test_every_word_stands_in_a_block_in_order(rows: list[str]) -> None:
    def words(value: object) -> str:
        if isinstance(value, (Paragraph, Code)):
            return value.text
        if isinstance(value, Listing):
            return " ".join(f"{one.marker} {words(one.blocks)}" for one in value.items)
        return " ".join(map(words, value)) if isinstance(value, tuple) else ""

    assert words(blocks_of("\n".join(rows))).split() == " ".join(rows).split()

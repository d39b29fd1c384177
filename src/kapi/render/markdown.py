"""A spec as Markdown (CommonMark)."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from kapi.model.spec import Spec
from kapi.render.document import Block, Code, Entry, Fact, Facts, Listing, Paragraph
from kapi.render.outline import outline
from kapi.render.paragraphs import blocks_of
from kapi.written import PLAIN, Look, Written

_WIDTH = 76


def write(spec: Spec, look: Look = PLAIN) -> Written:
    """Return ``spec`` as a Markdown document."""
    document = outline(spec)
    rows = [f"# {escape(document.name)}", ""]
    rows += [*_paragraph(document.summary), ""] if document.summary else []
    rows += [f"Kind: {document.kind}"]
    for section in document.sections:
        rows += ["", f"## {section.title}", "", *_blocks(section.blocks)]
    return Written(text="\n".join(rows) + "\n")


def escape(text: str) -> str:
    """Return ``text`` so that Markdown reads it as these characters and nothing else."""
    text = re.sub(r"[\\`*\[\]<>|~&]", r"\\\g<0>", text)
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    return re.sub(r"#(?=\s*$)", r"\\#", text)


def _start(row: str) -> str:
    """Escape what would open a heading, a list or a rule at a line's start."""
    row = re.sub(r"^(\d{1,9})([.)])", r"\1\\\2", row)
    return re.sub(r"^[-+#=:]", r"\\\g<0>", row)


def _paragraph(text: str) -> list[str]:
    rows = textwrap.wrap(
        escape(" ".join(text.split())), _WIDTH, break_long_words=False, break_on_hyphens=False
    )
    return [_start(row) for row in rows]


def _literal(text: str) -> str:
    """Inline code in a fence longer than any run of backquotes in it."""
    text = " ".join(text.split())
    runs = [len(run) for run in re.findall("`+", text)]
    fence = "`" * (max(runs, default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _blocks(blocks: Sequence[Block]) -> list[str]:
    rows: list[str] = []
    for block in blocks:
        found = list(_block(block))
        rows += ["", *found] if rows and found else found
    return rows


def _block(block: Block) -> Iterator[str]:
    """Facts, lists and entries have markers of their own, so that neighbours stay apart."""
    match block:
        case Paragraph():
            yield from _paragraph(block.text)
        case Code():
            yield from _code(block.text)
        case Listing():
            for item in block.items:
                yield from _item(item.marker, item.blocks, block.ordered)
        case Facts():
            for fact in block.facts:
                yield from _fact(fact)
        case Entry():
            rows = _blocks(block.blocks)
            detail = escape(" ".join(block.detail.split()))
            yield f"- **{escape(block.term.strip())}**" + (f": {detail}" if detail else "")
            yield from (["", *_indented(rows, "  ")] if rows else ())


def _code(text: str) -> Iterator[str]:
    runs = [len(run) for run in re.findall("`+", text)]
    fence = "`" * max(3, max(runs, default=0) + 1)
    yield fence
    yield from text.split("\n")
    yield fence


def _item(written: str, blocks: Sequence[Block], ordered: bool) -> Iterator[str]:
    marker = written if ordered else "+"
    rows = _blocks(blocks)
    if not ordered and written[0].isdigit():
        rows[0] = _start(f"{written} {rows[0]}")
    yield f"{marker} {rows[0]}"
    yield from _indented(rows[1:], " " * (len(marker) + 1))


def _fact(fact: Fact) -> Iterator[str]:
    name = f"* {escape(fact.label)}:"
    if fact.code:
        yield f"{name} {_literal(fact.value)}"
        return
    blocks = blocks_of(fact.value)
    if blocks and isinstance(blocks[0], Paragraph):
        first, *more = _paragraph(blocks[0].text)
        yield f"{name} {first}"
        yield from _indented(more, "  ")
        blocks = blocks[1:]
    else:
        yield name
    if blocks:
        yield from ("", *_indented(_blocks(blocks), "  "))


def _indented(rows: Sequence[str], indent: str) -> list[str]:
    return [indent + row if row else "" for row in rows]

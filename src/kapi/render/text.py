"""A spec for people at a terminal: wrapped, aligned, and plain unless a painter adds colour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kapi.model.spec import Spec
from kapi.render.document import (
    Block,
    Code,
    Document,
    Entry,
    Fact,
    Facts,
    Listing,
    Paragraph,
)
from kapi.render.outline import outline, without_conditions
from kapi.render.paragraphs import blocks_of
from kapi.written import PLAIN, Look, Paint, Role, Written

_INDENT = "  "
_WIDEST = 100_000  # columns, where the lines have no limit
_WIDEST_COLUMN = 20  # a longer name gets a line of its own
_GLUE = "\x01"  # a blank at which no line ends
_LOOSE = re.compile(r" (\|\|?|&&|[-+?:]) ")
_TIGHT = re.compile(r" ([=!]=|[<>]=?|<<|>>|&) ")
_LEFT_OUT = "-v shows the conditions that a program can check, and errors in their order"
_NARROWEST = 24  # text is never squeezed into less, whatever the terminal says


def write(spec: Spec, look: Look = PLAIN) -> Written:
    """Return ``spec`` as text of at most ``look.width`` columns, where words and code allow it.

    Unless ``look.long``, conditions for programs are left out, which the last line says, and the
    errors with one errno stand together.
    """
    known = spec if look.long else without_conditions(spec)
    writer = _Writer(look.width or _WIDEST, look.paint)
    rows = [*writer.document(outline(known, by_errno=not look.long))]
    if known != spec:
        rows += ["", *writer.wrapped(_LEFT_OUT, "", role="detail")]
    return Written(text="\n".join(rows) + "\n")


class _Writer:
    def __init__(self, width: int, paint: Paint) -> None:
        self.width = width
        self.paint = paint

    def document(self, document: Document) -> Iterator[str]:
        gap = max(2, self.width - len(document.name) - len(document.kind))
        kind = self.paint("detail", document.kind)
        yield self.paint("title", document.name) + " " * min(gap, 4) + kind
        if document.summary:
            yield from self.wrapped(document.summary, _INDENT)
        for section in document.sections:
            yield ""
            yield self.paint("heading", section.title.upper())
            yield from self.blocks(section.blocks, _INDENT)

    def blocks(self, blocks: Sequence[Block], indent: str) -> Iterator[str]:
        """Rows of ``blocks``; a blank line wherever two of them would run together."""
        column = _column(blocks)
        airy = any(isinstance(block, Entry) and block.blocks for block in blocks)
        before: Block | None = None
        for block in blocks:
            if before is not None and _apart(before, block, airy):
                yield ""
            yield from self.block(block, indent, column)
            before = block

    def block(self, block: Block, indent: str, column: int) -> Iterator[str]:
        match block:
            case Paragraph():
                yield from self.wrapped(block.text, indent)
            case Code():
                for row in block.text.split("\n"):
                    yield (indent + _INDENT + self.paint("code", row)) if row else ""
            case Listing():
                yield from self.listing(block, indent)
            case Facts():
                yield from self.facts(block.facts, indent)
            case Entry():
                yield from self.entry(block, indent, column)

    def listing(self, listing: Listing, indent: str) -> Iterator[str]:
        for item in listing.items:
            inner = indent + " " * (len(item.marker) + 1)
            rows = self.blocks(item.blocks, inner)
            yield indent + item.marker + " " + next(rows).lstrip()
            yield from rows

    def entry(self, entry: Entry, indent: str, column: int) -> Iterator[str]:
        """The name in its column and the rest beside it; a long name stands alone."""
        term = self.paint("term", entry.term)
        role: Role | None = "detail" if entry.code else None
        if column:
            inner = indent + " " * (column + 2)
            start = indent + term + " " * (column + 2 - len(entry.term))
        else:
            inner = indent + _INDENT * 2
            start = indent + term + _INDENT
        detail = _glued(entry.detail) if entry.code else entry.detail
        rows: Iterator[str] = iter(())
        if entry.detail and not column:
            first = len(indent + entry.term + _INDENT)
            rows = self.wrapped(detail, inner, first=first, role=role)
        elif entry.detail:
            rows = self.wrapped(detail, inner, role=role)
        elif column:
            rows = self.blocks(entry.blocks, inner)
        yield (start + next(rows, "")[len(inner) :]).rstrip()
        yield from rows
        if entry.detail or not column:
            yield from self.blocks(entry.blocks, inner)

    def facts(self, facts: Sequence[Fact], indent: str) -> Iterator[str]:
        """Short facts share a line; prose gets lines of its own."""
        row = ""
        length = 0
        for fact in facts:
            short = fact.code and len(fact.label + fact.value) < 36
            size = len(f"{fact.label}: {fact.value}")
            text = f"{self.paint('label', fact.label + ':')} {fact.value}"
            if short and row and len(indent) + length + 3 + size <= self.width:
                row, length = row + _INDENT + " " + text, length + 3 + size
                continue
            if row:
                yield indent + row
            row, length = (text, size) if short else ("", 0)
            if not short:
                yield from self.fact(fact, indent)
        if row:
            yield indent + row

    def fact(self, fact: Fact, indent: str) -> Iterator[str]:
        blocks = (Paragraph(_glued(fact.value)),) if fact.code else blocks_of(fact.value)
        label = self.paint("label", fact.label + ":")
        if not (blocks and isinstance(blocks[0], Paragraph)):
            yield indent + label
            yield from self.blocks(blocks, indent + _INDENT)
            return
        inner = indent + _INDENT
        rows = self.wrapped(blocks[0].text, inner, first=len(indent + fact.label) + 2)
        yield f"{indent}{label} {next(rows).lstrip()}"
        yield from rows
        rest = blocks[1:]
        if rest:
            if not isinstance(rest[0], Listing):
                yield ""
            yield from self.blocks(rest, inner)

    def wrapped(
        self, text: str, indent: str, *, first: int = 0, role: Role | None = None
    ) -> Iterator[str]:
        """Rows of ``text`` after ``indent``; the first leaves ``first`` columns free instead."""
        width = max(self.width, len(indent) + _NARROWEST)
        rows = _fill(text, width - len(indent), max(first - len(indent), 0))
        rows = [row.replace(_GLUE, " ") for row in rows]
        return iter([indent + (self.paint(role, row) if role else row) for row in rows])


def _fill(text: str, width: int, used: int) -> list[str]:
    """Break ``text`` at blanks into rows of ``width``; ``used`` columns of the first are taken."""
    rows: list[str] = []
    row: list[str] = []
    length = used
    for word in text.split():
        if row and length + len(word) > width:
            rows.append(" ".join(row))
            row, length = [], 0
        row.append(word)
        length += len(word) + 1
    return [*rows, " ".join(row)]


def _glued(code: str) -> str:
    """Keep an operator at the end of its line, so that the next one starts with a name.

    What is compared, masked or shifted stays beside what it is compared, masked or shifted with.
    """
    return _TIGHT.sub(rf"{_GLUE}\1{_GLUE}", _LOOSE.sub(rf"{_GLUE}\1 ", code))


def _column(blocks: Sequence[Block]) -> int:
    """The width of the name column for the entries of ``blocks``; 0 when names stand alone."""
    entries = [block for block in blocks if isinstance(block, Entry)]
    inside = [inner for entry in entries for inner in entry.blocks if isinstance(inner, Entry)]
    if any(one.blocks or len(one.term) > _WIDEST_COLUMN for one in inside):
        return 0  # entries in entries need the room
    widest = max((len(entry.term) for entry in entries), default=0)
    return widest if widest <= _WIDEST_COLUMN else 0


def _apart(before: Block, block: Block, airy: bool) -> bool:
    if isinstance(block, Entry):
        return airy or not isinstance(before, Entry)
    if isinstance(block, Facts):
        return isinstance(before, (Code, Entry))
    return not (isinstance(before, Paragraph) and isinstance(block, Listing))

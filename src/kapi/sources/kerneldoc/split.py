"""From rows to entries: where each block of a comment begins and what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kapi.sources.kerneldoc.grammar import SPEC_TAG_NAMES, TAG, TOP_TAGS, suggest
from kapi.sources.kerneldoc.rows import Entry, Row
from kapi.vocab.field import Block
from kapi.vocab.schema import BLOCKS, VARIANT_BLOCKS

NAME_LINE = "(name)"
PARAM = "@"
SECTION = "(section)"
FREE_TEXT = "(text)"
UNKNOWN = "?"
"""Kinds of entries that are not tags. PARAM, SECTION and UNKNOWN are followed by the name."""

_PARAM_LINE = re.compile(r"@(\w+|\.\.\.)\s*(?:\.\.\.)?\s*:(?!:)")
_SECTION_LINE = re.compile(r"([A-Z][A-Za-z]*(?: [A-Za-z]+){0,2}):(?!:)(?=\s|$)")
_ORDINARY_SECTION = re.compile(r"(context|returns?|description|notes?):(?!:)(?=\s|$)", re.I)
_TAG_LIKE = re.compile(r"(x-[a-z0-9-]+|[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*):(?=\s|$)")
_TEXT_TAGS = frozenset({"long-desc", "notes", "examples", "example", "x-example"})


class _Splitter:
    """One pass over the rows of a comment.

    ``flattened`` is true for comments whose indentation is lost: there a sub-tag of the open
    block stands in the same column as the blocks.
    """

    def __init__(self, base: int, flattened: bool, params: frozenset[str]) -> None:
        self.base = base
        self.flattened = flattened
        self.params = params
        self.entries: list[Entry] = []
        self.after_blank = True

    def add(self, row: Row) -> None:
        if not row.text:
            if self.entries:
                self.entries[-1].rows.append(row)
            self.after_blank = True
            return
        if row.indent > self.base and self.entries:
            self.entries[-1].rows.append(row)
        elif not self._opens(row):
            self._continues(row)
        self.after_blank = False

    def _opens(self, row: Row) -> bool:
        """Open a new entry if ``row`` begins one."""
        if not self.entries:
            return self._open_first(row)
        match = _PARAM_LINE.match(row.text, row.indent)
        if match and (not self.params or match[1] in self.params or match[1] not in TOP_TAGS):
            return self._open(PARAM + match[1], row, match.end())
        match = TAG.match(row.text, row.indent)
        if match and self._is_tag(match[1], row, match.end()):
            return self._open(match[1].lower(), row, match.end())
        return self._open_other(row)

    def _open_first(self, row: Row) -> bool:
        match = TAG.match(row.text, row.indent)
        known = match and match[1] in TOP_TAGS and match[1] not in self.params
        if known or row.text.lstrip().startswith("@"):
            self.entries.append(Entry(NAME_LINE, row, row.indent, [row._replace(text="")]))
            return self._opens(row)
        return self._open(NAME_LINE, row, row.indent)

    def _is_tag(self, word: str, row: Row, end: int) -> bool:
        lowered = word.lower()
        if lowered not in TOP_TAGS:
            return False
        if word != lowered and _ORDINARY_SECTION.match(row.text, row.indent):
            return False
        return not (self.flattened and self._is_sub_tag(lowered, row.text[end:].strip()))

    def _is_sub_tag(self, word: str, text: str) -> bool:
        """In a flattened comment: whether ``word`` belongs to the open block."""
        block = BLOCKS.get(self.entries[-1].tag)
        if block is None or block.find(word) is None:
            return False
        return word not in BLOCKS or (word == "error" and text.startswith("-"))

    def _open_other(self, row: Row) -> bool:
        ordinary = _ORDINARY_SECTION.match(row.text, row.indent)
        if ordinary:
            return self._open(SECTION + ordinary[1], row, ordinary.end())
        section = _SECTION_LINE.match(row.text, row.indent)
        if section and self._may_open():
            return self._open(SECTION + section[1], row, section.end())
        match = _TAG_LIKE.match(row.text, row.indent)
        if match and self._is_unknown_tag(match[1]):
            return self._open(UNKNOWN + match[1], row, match.end())
        return False

    def _may_open(self) -> bool:
        """Whether a line here does not continue a paragraph that stands at the top level."""
        last = self.entries[-1]
        return self.after_blank or not (last.tag == FREE_TEXT or last.lost_indent)

    def _is_unknown_tag(self, word: str) -> bool:
        if not self._may_open():
            return False
        if word.startswith("x-") and word not in _SUB_TAGS:
            return True
        return not self.flattened and ("-" in word or len(word) <= 24)

    def _open(self, tag: str, row: Row, end: int) -> bool:
        self.entries.append(Entry(tag, row, row.indent, [row.cut(end)]))
        return True

    def _continues(self, row: Row) -> None:
        """Text at the top level: it goes on with the last entry, or is free text."""
        last = self.entries[-1]
        if self.after_blank and last.tag != FREE_TEXT:
            whole = self.flattened or last.lost_indent
            if not (whole and last.tag in _TEXT_TAGS):
                self._open(FREE_TEXT, row, 0)
                return
        if last.tag not in (FREE_TEXT, NAME_LINE):
            last.lost_indent = True
        last.rows.append(row)


def split(rows: Iterable[Row], params: frozenset[str], tabs_lost: bool) -> list[Entry]:
    """Return the entries of a comment in order, the sub-tags of each split off.

    ``params`` are the names of the declared parameters. The first entry is the name line.
    """
    listed = list(rows)
    base = min((row.indent for row in listed[1:] if row.text), default=0)
    flattened = tabs_lost or _is_flattened(listed, base)
    splitter = _Splitter(base, flattened, params)
    for row in listed:
        splitter.add(row)
    for entry in splitter.entries:
        _split_subs(entry, flattened, params)
    return _adopted(splitter.entries) if flattened else splitter.entries


def _adopted(entries: list[Entry]) -> list[Entry]:
    """Without indentation, blocks after a ``variant:`` belong to it."""
    result: list[Entry] = []
    for entry in entries:
        if entry.tag in VARIANT_BLOCKS and result and result[-1].tag == "variant":
            result[-1].subs.append(entry)
        else:
            result.append(entry)
    return result


_SUB_TAGS = frozenset(name for b in BLOCKS.values() for tag in b.tags for name in tag.names)


def _is_flattened(rows: list[Row], base: int) -> bool:
    """Whether all indentation is lost: sub-tags stand in the column of the blocks."""
    if any(row.indent > base for row in rows if row.text):
        return False
    words = (TAG.match(row.text, row.indent) for row in rows)
    return any(word and word[1] in _SUB_TAGS and word[1] not in TOP_TAGS for word in words)


def _split_subs(entry: Entry, flattened: bool, params: frozenset[str]) -> None:
    block = BLOCKS.get(entry.tag)
    if entry.tag == "variant":
        _split_variant(entry, flattened, params)
    elif block is not None:
        _SubSplitter(entry, block, flattened).run()
    elif entry.tag not in SPEC_TAG_NAMES and entry.tag.startswith((UNKNOWN, "x-", "validation-")):
        _SubSplitter(entry, None, flattened).run()


def _split_variant(entry: Entry, flattened: bool, params: frozenset[str]) -> None:
    """Blocks in a variant stand as those of a spec do, in a column of their own."""
    head, *rows = entry.rows
    base = min((row.indent for row in rows if row.text), default=0)
    splitter = _Splitter(base, False, params)
    splitter.entries.append(Entry(entry.tag, entry.opener, entry.indent, [head]))
    for row in rows:
        splitter.add(row)
    first, *entry.subs = splitter.entries
    entry.rows = first.rows
    for sub in entry.subs:
        _split_subs(sub, flattened, params)


_NAMES = {name: block.names for name, block in BLOCKS.items()}


class _SubSplitter:
    """Moves the rows of one entry into its sub-tags; without ``block`` any tag is one."""

    def __init__(self, entry: Entry, block: Block | None, flattened: bool) -> None:
        self.entry = entry
        self.block = block
        self.flattened = flattened
        self.names = _NAMES[block.name] if block else frozenset()
        self.column = self._column()
        self.shallow = self._is_shallow()

    def _word(self, row: Row) -> tuple[str, int] | None:
        match = TAG.match(row.text, row.indent)
        return (match[1], match.end()) if match else None

    def _column(self) -> int:
        """The column of the sub-tags: where the leftmost known one stands."""
        expected = self.entry.indent + 2
        if self.block is None:
            return expected
        known = [
            row.indent
            for row in self.entry.rows[1:]
            if (word := self._word(row))
            and (word[0].lower() in self.names or word[0].startswith("x-"))
        ]
        return min(known, default=expected)

    def _is_shallow(self) -> bool:
        """Whether text stands in the column of the sub-tags, so that unknown words are text."""
        return any(
            row.text and row.indent <= self.column and not _TAG_LIKE.match(row.text, row.indent)
            for row in self.entry.rows[1:]
        )

    def run(self) -> None:
        rows = self.entry.rows
        self.entry.rows = rows[:1]
        self.entry.text_indent = 4
        for row in rows[1:]:
            opened = self._opened(row) if row.text else None
            target = self.entry.subs[-1] if self.entry.subs else self.entry
            if opened:
                tag, end = opened
                self.entry.subs.append(Entry(tag, row, row.indent, [row.cut(end)]))
            else:
                target.rows.append(row)
        for sub in self.entry.subs:
            if sub.tag == "field" and self.block:
                _SubSplitter(sub, BLOCKS["field"], self.flattened).run()

    def _opened(self, row: Row) -> tuple[str, int] | None:
        if not (row.indent <= self.column or row.tabbed):
            return None
        word = self._word(row)
        if word is None:
            return None
        name, end = word
        if name.lower() in self.names or (self._in_fields() and BLOCKS["field"].find(name)):
            return name.lower(), end
        match = _TAG_LIKE.match(row.text, row.indent)
        if match and self._is_unknown_tag(match[1]):
            return UNKNOWN + match[1], end
        return None

    def _in_fields(self) -> bool:
        return self.entry.tag == "struct" and any(s.tag == "field" for s in self.entry.subs[-1:])

    def _is_unknown_tag(self, name: str) -> bool:
        """A word that the block does not know: a tag only where it cannot be prose."""
        if name.startswith("x-"):
            return True
        if self.flattened or self.shallow:
            return "-" in name and bool(suggest(name, self.names))
        return len(name) <= 24

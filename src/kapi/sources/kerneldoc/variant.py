"""``variant: CONDITION, summary`` and the blocks that stand indented below it."""

from __future__ import annotations

from typing import Any

from kapi.finding import Severity
from kapi.model.elements import expression
from kapi.model.spec import Declaration, Variant
from kapi.sources.kerneldoc.cut import cut_commas
from kapi.sources.kerneldoc.element import is_none, read_element
from kapi.sources.kerneldoc.fields import Fields
from kapi.sources.kerneldoc.notes import Notes
from kapi.sources.kerneldoc.parameters import Params
from kapi.sources.kerneldoc.rows import Entry
from kapi.sources.kerneldoc.split import FREE_TEXT, PARAM, SECTION, UNKNOWN
from kapi.vocab.schema import BLOCKS, VARIANT_BLOCKS


def read_variant(entry: Entry, declaration: Declaration | None, notes: Notes) -> Variant:
    """Return the variant that ``entry`` describes; its sub-entries are blocks."""
    reader = _Reader(declaration, notes)
    for sub in entry.subs:
        reader.add(sub)
    condition, *rest = cut_commas(entry.line_text, 1)
    last = entry.subs[-1] if entry.subs else entry
    place = Entry(entry.tag, entry.opener, entry.indent, entry.rows, last.subs[-1:] or [last])
    return Variant(
        condition=expression(condition),
        summary=rest[0] if rest and rest[0] else None,
        span=notes.span(place),
        **reader.finish(),
    )


class _Reader:
    """Collects the fields of one variant."""

    def __init__(self, declaration: Declaration | None, notes: Notes) -> None:
        self.notes = notes
        self.fields = Fields()
        self.params = Params(declaration, notes, complete=False)
        self.lists: dict[str, list[Any]] = {}
        self.seen: dict[str, Entry] = {}

    def add(self, entry: Entry) -> None:
        tag = entry.tag.removeprefix(UNKNOWN).removeprefix(SECTION).lower()
        if entry.tag.startswith(PARAM):
            self.params.describe(entry.tag[1:], entry)
        elif tag in VARIANT_BLOCKS:
            self._block(entry)
        elif BLOCKS["variant"].find(tag):
            self._single("description", entry, entry.prose)
        else:
            self._other(entry)

    def _block(self, entry: Entry) -> None:
        if is_none(entry):
            self.fields.keep(entry, self.notes)
        elif entry.tag == "param":
            self.params.refine(entry)
        elif BLOCKS[entry.tag].many:
            element = read_element(entry, self.notes)
            self.lists.setdefault(BLOCKS[entry.tag].field, []).append(element)
        else:
            self._single(BLOCKS[entry.tag].field, entry, read_element(entry, self.notes))

    def _single(self, field: str, entry: Entry, value: Any) -> None:
        first = self.seen.setdefault(field, entry)
        if first is not entry:
            self.notes.repeated(entry, first)
            self.fields.keep(first, self.notes, first.tag.lstrip(UNKNOWN))
            self.seen[field] = entry
        self.fields.values[field] = value

    def _other(self, entry: Entry) -> None:
        """What a variant has no place for is kept, and reported unless it is an x- tag."""
        name = entry.tag.removeprefix(UNKNOWN).removeprefix(SECTION)
        if entry.tag == FREE_TEXT:
            self.fields.keep(entry, self.notes, "text")
            return
        self.fields.keep_tag(entry, self.notes, name)
        if not name.startswith("x-"):
            self.notes.add(
                "misplaced-tag",
                Severity.WARNING,
                entry,
                f"'{name}:' has no place in a variant",
                "a variant cannot hold another one; join the conditions with &&"
                if name == "variant"
                else f"a variant holds {', '.join(VARIANT_BLOCKS)}",
            )

    def finish(self) -> dict[str, Any]:
        """Return the fields of the variant."""
        values = {name: tuple(elements) for name, elements in self.lists.items()}
        values["params"] = self.params.finish()
        values["extensions"] = tuple(self.fields.extensions)
        return {**self.fields.values, **values}

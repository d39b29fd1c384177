"""Entries to elements of the model."""

from __future__ import annotations

from typing import Any

from kapi.model.spec import ELEMENTS
from kapi.sources.kerneldoc.fields import read_fields
from kapi.sources.kerneldoc.heads import HEADS
from kapi.sources.kerneldoc.notes import Notes
from kapi.sources.kerneldoc.rows import Entry
from kapi.sources.kerneldoc.split import UNKNOWN
from kapi.vocab.schema import BLOCKS
from kapi.vocab.spelling import find_word
from kapi.vocab.words import ParamType


def is_none(entry: Entry) -> bool:
    """Whether the block only says that there is nothing: ``capability: none``."""
    return not entry.subs and entry.line_text.lower() == "none" and bool(BLOCKS[entry.tag].head)


def read_element(entry: Entry, notes: Notes) -> Any:
    """Return the model's element that ``entry`` (a block of `BLOCKS`) describes."""
    members = _adopt_members(entry) if entry.tag == "struct" else ()
    if entry.tag == "field":
        _c_type(entry)
    fields = read_fields(entry, BLOCKS[entry.tag], notes)
    HEADS[entry.tag](entry, fields, notes)
    values = fields.values
    if members:
        values["fields"] = tuple(read_element(member, notes) for member in members)
    if fields.extensions:
        values["extensions"] = tuple(fields.extensions)
    return ELEMENTS[BLOCKS[entry.tag].field](**values, span=notes.span(entry))


def _adopt_members(entry: Entry) -> list[Entry]:
    """The ``field:`` entries of a structure; sub-tags in their own column belong to them."""
    members: list[Entry] = []
    others: list[Entry] = []
    for sub in entry.subs:
        if sub.tag == "field":
            members.append(sub)
        elif members and not members[-1].find(sub.tag) and not sub.tag.startswith(UNKNOWN):
            members[-1].subs.append(sub)
        else:
            others.append(sub)
    entry.subs = others
    return members


def _c_type(entry: Entry) -> None:
    """A member's ``type: __u32`` is a C type, unless ``type-name:`` stands there as well."""
    kind = entry.find("type")
    if kind is None or entry.find("type-name") is not None or "," in kind.line_text:
        return
    text = kind.line_text
    if find_word(ParamType, text) is None and not text.startswith("KAPI_"):
        kind.tag = "type-name"

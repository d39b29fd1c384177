"""The document tree: what a spec says, in the order people read it, before any markup.

`kapi.render.outline` makes it from a model value; the writers for text, RST and Markdown only
lay it out. So what one of them shows, all of them show.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from kapi.printable import printable as safe


class Paragraph(msgspec.Struct, frozen=True):
    """Running text on one line."""

    text: str


class Code(msgspec.Struct, frozen=True):
    """Lines that keep their structure."""

    text: str


class Item(msgspec.Struct, frozen=True):
    """A list item: ``marker`` as written (``-``, ``2.``) and what it holds."""

    marker: str
    blocks: tuple[Block, ...]


class Listing(msgspec.Struct, frozen=True):
    """A list as it stands in the prose of a spec."""

    items: tuple[Item, ...]

    @property
    def ordered(self) -> bool:
        """Whether the markers count 1. 2. 3. without a gap."""
        markers = [item.marker for item in self.items]
        return markers == [f"{number}." for number in range(1, len(markers) + 1)]


class Fact(msgspec.Struct, frozen=True):
    """A label with what is stated: C or a word of the framework (``code``), or prose."""

    label: str
    value: str
    code: bool = True


class Facts(msgspec.Struct, frozen=True):
    """Facts about one thing."""

    facts: tuple[Fact, ...]


class Entry(msgspec.Struct, frozen=True):
    """One element: its name, the little that belongs beside the name, and the rest.

    ``code`` says that ``detail`` is C or words of the framework, not a sentence.
    """

    term: str
    detail: str = ""
    blocks: tuple[Block, ...] = ()
    code: bool = False


class Section(msgspec.Struct, frozen=True):
    """A titled part of the document."""

    title: str
    blocks: tuple[Block, ...]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """All that one spec says. ``name`` is the API's, ``kind`` a word such as ``syscall``."""

    name: str
    kind: str
    summary: str
    sections: tuple[Section, ...]


Block = Paragraph | Code | Listing | Facts | Entry

Node = TypeVar("Node", bound=msgspec.Struct)


def printable(node: Node) -> Node:
    """Return the tree with control characters made visible and tabs as blanks.

    Only code keeps its line ends.
    """
    changes = {name: _printable(getattr(node, name)) for name in node.__struct_fields__}
    if not isinstance(node, Code):
        for name, value in changes.items():
            if isinstance(value, str):
                changes[name] = value.replace("\n", " ")
    return msgspec.structs.replace(node, **changes)


def _printable(value: object) -> object:
    if isinstance(value, msgspec.Struct):
        return printable(value)
    if isinstance(value, tuple):
        return tuple(_printable(item) for item in value)
    if isinstance(value, str):
        return printable_text(value)
    return value


def printable_text(text: str) -> str:
    """Return ``text`` with what could drive a terminal or hide made visible, tabs as blanks."""
    return safe(text.expandtabs())

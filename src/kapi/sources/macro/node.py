"""What a block says, member by member, before it becomes a model."""

from __future__ import annotations

from typing import NamedTuple

from kapi.sources.macro.tokens import Token
from kapi.vocab.field import Structure


class Entry(NamedTuple):
    """The value of one member. ``values`` has one run of tokens, or several.

    ``listed`` says that they are the elements of a list,
    given one by one. ``source`` is the macro's or member's name as written; ``start`` its
    offset.
    """

    values: list[list[Token]]
    source: str
    start: int
    listed: bool = False


class Remark(NamedTuple):
    """What no member holds: a tag, its text as written, and where it stands."""

    tag: str
    text: str
    start: int


class Node:
    """One structure: its members, the elements inside it, and what is left over.

    ``index`` is what stands in the brackets, None for a structure that is no array element.
    """

    def __init__(self, block: Structure, start: int, index: str | None = None) -> None:
        self.block = block
        self.start = start
        self.end = start
        self.index = index
        self.members: dict[str, Entry] = {}
        self.inner: dict[str, list[Node]] = {}
        self.remarks: list[Remark] = []

"""One C text → its specs, in every dialect."""

from __future__ import annotations

from functools import partial

from kapi.sources.c.block_specs import read_blocks
from kapi.sources.macro import read_macro
from kapi.sources.macro.tokens import Token
from kapi.sources.reader import Reading
from kapi.sources.source_text import SourceText


def read_c(text: SourceText) -> Reading:
    """Return the specs of ``text`` in the order they stand there, and all findings by place."""
    arrays: dict[str, list[list[Token]]] = {}
    return read_blocks(text, partial(read_macro, arrays=arrays))

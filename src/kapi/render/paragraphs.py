"""Prose in normal form (`kapi.model.prose`) → paragraphs, lists and literal blocks."""

from __future__ import annotations

import re

from kapi.render.document import Block, Code, Item, Listing, Paragraph

_ITEM = re.compile(r"( *)([-*+]|\d{1,3}[.)]) +(?=\S)")
_CODE_INDENT = "    "
_DEEPEST = 8  # deeper items stand on this level, so that hostile text costs no stack


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of ``text``. Every word of it stands in one of them, in order."""
    rows = text.split("\n")
    blocks: list[Block] = []
    at = 0
    while at < len(rows):
        if not rows[at].strip():
            at += 1
        elif _ITEM.match(rows[at]):
            listing, at = _listing(rows, at)
            blocks.append(listing)
        elif rows[at].startswith(_CODE_INDENT):
            code, at = _code(rows, at)
            blocks.append(code)
        else:
            blocks.append(Paragraph(rows[at].strip()))
            at += 1
    return tuple(blocks)


def _code(rows: list[str], at: int) -> tuple[Code, int]:
    end = at
    while end < len(rows) and (not rows[end].strip() or rows[end].startswith(_CODE_INDENT)):
        end += 1
    lines = [row[len(_CODE_INDENT) :] for row in rows[at:end]]
    return Code("\n".join(lines).rstrip("\n ")), end


def _listing(rows: list[str], at: int) -> tuple[Listing, int]:
    """Return the list whose first item stands in row ``at``, and the row after it.

    Deeper items belong to the item before them. A blank line between two items does not end
    the list; anything that is no item does.
    """
    found: list[tuple[int, str, str]] = []
    end = at
    while at < len(rows):
        match = _ITEM.match(rows[at])
        if match:
            found.append((len(match[1]), match[2], rows[at][match.end() :].rstrip()))
            end = at + 1
        elif rows[at].strip():
            break
        at += 1
    return _nest(found), end


def _nest(found: list[tuple[int, str, str]], depth: int = 1) -> Listing:
    items: list[Item] = []
    at = 0
    while at < len(found):
        indent, marker, text = found[at]
        end = at + 1
        while depth < _DEEPEST and end < len(found) and found[end][0] > indent:
            end += 1
        inner = found[at + 1 : end]
        blocks: tuple[Block, ...] = (Paragraph(text),)
        items.append(Item(marker, (*blocks, _nest(inner, depth + 1)) if inner else blocks))
        at = end
    return Listing(tuple(items))

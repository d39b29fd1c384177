"""A spec as reStructuredText that docutils and Sphinx read without a message."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from kapi.model.spec import Spec
from kapi.render.document import Block, Code, Entry, Fact, Facts, Listing, Paragraph
from kapi.render.outline import outline
from kapi.render.paragraphs import blocks_of
from kapi.written import PLAIN, Look, Written

_WIDTH = 76
_NAMELESS = "(unnamed)"
_ENUMERATOR = re.compile(r"\(?[A-Za-z0-9#]+[.)](?:\s|$)")


def write(spec: Spec, look: Look = PLAIN, *, number: int = 1) -> Written:
    """Return ``spec`` as an RST document with the label ``kapi-NAME``.

    ``number`` counts the specs of that name in one document; the label of a later one ends in it.
    """
    document = outline(spec)
    target = label(document.name) + (f"-{number}" if number > 1 else "")
    rows = [f".. _{target}:", "", *_title(document.name, "=")]
    rows += ["", *_paragraph(document.summary)] if document.summary else []
    # The label names itself: a reader sees what to refer to, docutils sees it referred to.
    rows += ["", f":Kind: {document.kind}", f":Label: {target}_"]
    for section in document.sections:
        rows += ["", *_title(section.title, "-"), "", *_blocks(section.blocks)]
    return Written(text="\n".join(rows) + "\n")


def label(name: str) -> str:
    """Return the name of the reference target of an API: ``kapi-sys_mlock``."""
    return "kapi-" + (re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower() or "unnamed")


def escape(text: str) -> str:
    """Return ``text`` so that RST reads it as these characters and nothing else."""
    text = re.sub(r"[\\*`|]", r"\\\g<0>", text)
    text = re.sub(r"_(?![^\W_])", r"\\_", text)
    return text.replace("::", ":\\:")


def _title(text: str, underline: str) -> list[str]:
    title = _start(escape(text.strip())) or _NAMELESS
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in title)
    return [title, underline * (len(title) + wide)]


def _start(text: str) -> str:
    """Escape what would open a list, a comment, a field or another construct at a line's start."""
    if text and not text.strip("\\"):
        return "\\ " + text  # backslashes alone would be a rule
    if text and (not re.match(r"[\w\\]", text) or _ENUMERATOR.match(text)):
        return "\\" + text
    return text


def _paragraph(text: str) -> list[str]:
    rows = textwrap.wrap(
        escape(" ".join(text.split())), _WIDTH, break_long_words=False, break_on_hyphens=False
    )
    return [_start(row) for row in rows]


def _literal(text: str) -> list[str]:
    """Inline code, where RST can say it; escaped text otherwise."""
    if re.search(r"[`\\]", text) or not text.strip():
        return _paragraph(text)
    joined = f"``{' '.join(text.split())}``".replace(" | ", "\0| ")
    rows = textwrap.wrap(joined, _WIDTH, break_long_words=False, break_on_hyphens=False)
    rows = [row.replace("\0", " ") for row in rows]
    return rows if all(re.search(r"\w", row) for row in rows) else [" ".join(rows)]


def _blocks(blocks: Sequence[Block]) -> list[str]:
    """Rows of ``blocks``, a blank line between every two."""
    bare = not any(isinstance(block, Entry) and block.blocks for block in blocks)
    rows: list[str] = []
    for block in blocks:
        found = list(_block(block, bare))
        rows += ["", *found] if rows and found else found
    return rows


def _block(block: Block, bare: bool) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _paragraph(block.text)
        case Code():
            yield from _code(block.text)
        case Listing():
            yield from _listing(block)
        case Facts():
            for fact in block.facts:
                yield from _field(fact)
        case Entry():
            yield from _bullet(block) if bare else _definition(block)


def _code(text: str) -> Iterator[str]:
    if text.strip():
        yield from ("::", "")
        yield from _indented(text.strip("\n").split("\n"), "    ")


def _listing(listing: Listing) -> Iterator[str]:
    """Numbers stay numbers only when they count from 1: RST knows no other lists."""
    for number, item in enumerate(listing.items):
        if number:
            yield ""
        marker = item.marker if listing.ordered else "-"
        rows = _blocks(item.blocks)
        if not listing.ordered and item.marker[0].isdigit():
            rows[0] = _start(f"{item.marker} {rows[0].removeprefix(chr(92))}")
        yield f"{marker} {rows[0]}"
        yield from _indented(rows[1:], " " * (len(marker) + 1))


def _field(fact: Fact) -> Iterator[str]:
    name = escape(fact.label.strip()).replace(":", "\\:") or _NAMELESS
    blocks = () if fact.code else blocks_of(fact.value)
    if fact.code:
        first, rest = _literal(fact.value), []
    elif blocks and isinstance(blocks[0], Paragraph):
        first, rest = _paragraph(blocks[0].text), _blocks(blocks[1:])
    else:
        first, rest = [""], _blocks(blocks)
    yield f":{name}: {first[0] if first else ''}".rstrip()
    yield from _indented(first[1:], "    ")
    if rest:
        yield ""
        yield from _indented(rest, "    ")
        yield ""


def _term(entry: Entry) -> str:
    return f"**{escape(entry.term.strip()) or _NAMELESS}**"


def _bullet(entry: Entry) -> Iterator[str]:
    detail = escape(" ".join(entry.detail.split()))
    yield f"- {_term(entry)}" + (f": {detail}" if detail else "")


def _definition(entry: Entry) -> Iterator[str]:
    """A definition list item; an empty body needs at least a comment to be one."""
    detail = escape(" ".join(entry.detail.split())).replace(" : ", " \\: ")
    yield _term(entry).replace(" : ", " \\: ") + (f" : {detail}" if detail else "")
    yield from _indented(_blocks(entry.blocks) or [".."], "    ")


def _indented(rows: Sequence[str], indent: str) -> list[str]:
    return [indent + row if row else "" for row in rows]

"""Blocks and sub-tags on the page: nested, or flat as in the oldest dialect."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kapi.render.kerneldoc.comment_lines import Lines
from kapi.render.kerneldoc.sub_tags import Sub

_TAG_IN_TEXT = re.compile(r"(?:^|\s)@?[\w-]+:(?:\s|$)")
_BLOCK_FORM = {"constraint": "desc", "lock": "type", "state-trans": "from"}
"""The sub-tag that says: a comma in the head is part of the name."""


def _block_form(name: str, head: str, subs: Sequence[Sub], empty: str) -> list[Sub]:
    """``subs``, with an empty one where the head alone would be read as something else."""
    needed = _BLOCK_FORM.get(name)
    result = list(subs)
    if "," in head and needed and not any(sub.tag == needed for sub in subs):
        result.append(Sub(needed, ""))
    if head.lower() == "none" and not result:
        result.append(Sub(empty, ""))
    return result


def write_nested(lines: Lines, name: str, head: str, subs: Sequence[Sub], empty: str) -> None:
    """Write a block with its sub-tags below. ``empty`` is a sub-tag that may stand empty."""
    lines.blank()
    _head(lines, 0, f"{name}:", head)
    for sub in _block_form(name, head, subs, empty):
        _sub(lines, 2, sub)


def _sub(lines: Lines, indent: int, sub: Sub) -> None:
    if sub.subs:
        _head(lines, indent, f"{sub.tag}:", sub.text)
        for inner in sub.subs:
            _sub(lines, indent + 2, inner)
    else:
        lines.prose(indent, f"{sub.tag}:", sub.text)


def _head(lines: Lines, indent: int, tag: str, text: str) -> None:
    """A head is wrapped only where no line of it can look like a sub-tag."""
    if _TAG_IN_TEXT.search(text):
        lines.line(indent, tag, text)
    else:
        lines.prose(indent, tag, text, deeper=4)


def write_flat(
    lines: Lines, name: str, head: str, subs: Sequence[Sub], inline: bool = False
) -> None:
    """Write a block whose sub-tags are tags of their own: ``lock-desc:``.

    ``inline`` says that more than the name stands in ``head``.
    """
    if head:
        lines.line(0, f"{name}:", head)
    for sub in subs if inline else _block_form(name, head, subs, "desc"):
        lines.prose(0, f"{name}-{sub.tag}:", sub.text)

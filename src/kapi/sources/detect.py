"""What a text is: a patch, a mail, C ... decided by its content; its name is only a hint."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence

import msgspec

from kapi.sources.encodings import RawLine
from kapi.sources.loaded import InputKind
from kapi.sources.mail.mailbox import header_names, split
from kapi.sources.mail.page import is_html
from kapi.sources.mail.patch import holds_patch
from kapi.sources.mail.quoted import unquote
from kapi.sources.source_text import Line
from kapi.sources.tree.needles import C_SUFFIXES, may_hold_spec

_PAGE_HEAD = 200
_PAGE_HEADER = re.compile(r"(From|To|Cc|Subject|Date|Message-I[dD]):\s")
_NOT_C = (".rst", ".md", ".html", ".htm", ".rs", ".py", ".sh", ".adoc", ".tex", ".pl", ".yaml")


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A text whose kind is asked: its bytes, its lines (raw and decoded) and its name."""

    data: bytes
    raw: Sequence[RawLine]
    lines: Sequence[Line]
    name: str = ""


def detect(text: Candidate) -> InputKind:
    """Return the kind of ``text``: the first of `KINDS` whose question it answers with yes."""
    return next((kind for kind, question in KINDS if question(text)), InputKind.TEXT)


def is_json(data: bytes, name: str) -> bool:
    """Say whether ``data``, called ``name``, is a JSON document and no C that begins so."""
    return data.lstrip()[:1] == b"{" and (name.endswith(".json") or b'"schema"' in data[:4096])


def _is_mbox(text: Candidate) -> bool:
    return _is_mail(text) and len(split(text.raw)) > 1


def _is_mail(text: Candidate) -> bool:
    return len(header_names(text.raw)) > 1


def _is_page(text: Candidate) -> bool:
    if text.name.endswith(C_SUFFIXES):
        return False
    matches = (_PAGE_HEADER.match(line.text) for line in text.lines[:_PAGE_HEAD])
    return len({match[1] for match in matches if match}) > 1 or is_html(text.lines)


def _is_patch(text: Candidate) -> bool:
    if holds_patch(text.lines) and any(line.text.startswith(("+", "-")) for line in text.lines):
        return True  # one that changes nothing is no patch: what it shows is all that there is
    filled = [line for line in text.lines if line.text.strip()]
    added = sum(line.text.startswith("+") for line in filled)
    return 0 < len(filled) < 2 * added and may_hold_spec(text.data)


def _is_quoted(text: Candidate) -> bool:
    if text.name.endswith(C_SUFFIXES):
        return False
    filled = sum(bool(line.text.strip()) for line in text.lines)
    quoted = [stream for depth, stream in unquote(text.lines).items() if depth]
    is_mostly = sum(map(len, quoted)) * 2 > filled
    return is_mostly or any(holds_patch(stream) for stream in quoted)


def _is_c(text: Candidate) -> bool:
    if os.path.splitext(text.name)[1] in _NOT_C:
        return False
    return text.name.endswith(C_SUFFIXES) or may_hold_spec(text.data)


KINDS: tuple[tuple[InputKind, Callable[[Candidate], bool]], ...] = (
    # read from top to bottom: a mail may hold a patch, a patch may hold quoted text ...
    (InputKind.JSON, lambda text: is_json(text.data, text.name)),
    (InputKind.MBOX, _is_mbox),
    (InputKind.MAIL, _is_mail),
    (InputKind.PAGE, _is_page),
    (InputKind.PATCH, _is_patch),
    (InputKind.QUOTED, _is_quoted),
    (InputKind.C_FILE, _is_c),
)

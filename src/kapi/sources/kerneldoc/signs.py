"""Is this comment a spec? The one place that answers, and the dialect if it is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kapi.sources.kerneldoc.grammar import FLAT_TAGS, GENERIC_TAGS, TAG, TOP_TAGS
from kapi.sources.kerneldoc.rows import Row
from kapi.vocab.words import Dialect

_NOT_AN_API = re.compile(r"\s*(?:DOC:|(?:struct|union|enum|typedef)\s+\w+\s*(?:$|[-:(]))")
_KAPI_WORD = re.compile(r"\bKAPI_(?:CTX|TYPE|PARAM|CONSTRAINT|RETURN|LOCK|SIGNAL|CAP|EFFECT)_[A-Z]")
_ORDINARY = frozenset({"return", "notes", "example", "examples", "deprecated", "since"}) | {
    "replacement",
    "subsystem",
}
"""Words that ordinary kernel-doc uses too: no sign of a spec."""

_SHAPES = {
    "param": re.compile(r"\w+\s*(?:,|$)"),
    "error": re.compile(r"-?E[A-Z0-9]+\b|\([^)]*\),"),
    "variant": re.compile(r"[^,]*(?:[=!]=|[<>&])"),
    "capability": re.compile(r"CAP_[A-Z]|none\b", re.IGNORECASE),
    "side-effect": re.compile(r"\w+(?:\s*[|,]\s*\w+)*\s*(?:,|$)"),
}
_KERNEL_DOC = re.compile(r"\s*(?:\w+(?:\(\))? - |@\w+:)")
_SUB_TAG = re.compile(r"\s+(?:type|desc|direction|action|expr|acquired|scope|size|field):\s")


class Verdict(NamedTuple):
    """Whether a comment is a spec (``is_spec``), and the ``signs`` with their first rows."""

    is_spec: bool
    dialect: Dialect
    signs: dict[str, Row]


def judge(rows: Sequence[Row]) -> Verdict:
    """Look for the signs of a spec: tags that ordinary kernel-doc does not have.

    Two distinct ones make a spec. Words that are ordinary English count only in their form
    (``error: ENAME``, ``lock:`` with sub-tags below).
    """
    signs: dict[str, Row] = {}
    first = next((row for row in rows if row.text), None)
    if first is None or _NOT_AN_API.match(first.text):
        return Verdict(False, Dialect.KERNELDOC, signs)
    base = _base(rows)
    for number, row in enumerate(rows):
        if row.indent > base or not row.text or row.text.lstrip().startswith("@"):
            continue
        match = TAG.match(row.text, row.indent)
        if match and match[1] in TOP_TAGS and match[1] not in _ORDINARY:
            below = rows[number + 1].text if number + 1 < len(rows) else ""
            if _has_its_form(match[1], row.text[match.end() :].strip(), below):
                signs.setdefault(match[1], row)
    return Verdict(len(signs) >= 2, _dialect(rows, signs), signs)


def is_kernel_doc(rows: Sequence[Row]) -> bool:
    """Say whether a row is the head of a kernel-doc comment, or describes a parameter."""
    return any(_KERNEL_DOC.match(row.text) for row in rows)


def _base(rows: Sequence[Row]) -> int:
    """The column of the top level: where tags and ``@param`` lines stand."""
    columns = [row.indent for row in rows[1:] if row.text]
    return min(columns, default=0)


def _has_its_form(tag: str, text: str, below: str) -> bool:
    shape = _SHAPES.get(tag)
    if tag not in GENERIC_TAGS and not shape:
        return True
    return bool((shape and shape.match(text)) or _SUB_TAG.match(below) or _KAPI_WORD.search(text))


def _dialect(rows: Sequence[Row], signs: dict[str, Row]) -> Dialect:
    flat = [name for name in signs if name in FLAT_TAGS and not name.startswith("struct-")]
    if flat and "param" not in signs and "error" not in signs:
        return Dialect.KERNELDOC_FLAT
    if "contexts" in signs:
        return Dialect.KERNELDOC
    if "context-flags" in signs or any(
        _KAPI_WORD.search(row.text) and TAG.match(row.text, row.indent) for row in rows
    ):
        return Dialect.KERNELDOC_ENUM
    return Dialect.KERNELDOC

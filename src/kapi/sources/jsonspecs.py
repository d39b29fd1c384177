"""Specs from kapi's own JSON (``kapi-specs/1``), as `kapi extract` writes it."""

from __future__ import annotations

from typing import Any

import msgspec

from kapi.finding import Finding, Severity
from kapi.model.spec import Spec
from kapi.sources.reader import Reading
from kapi.sources.size_limits import MOST_SPECS
from kapi.span import Span

SCHEMA = "kapi-specs/1"
_FEW_VALUES = 50_000
_SHORTEST = 6
"""Bytes for each value of a long document at least; those that `kapi extract` writes have 28."""


def read_json(source: str, data: bytes) -> Reading:
    """Return the specs in the document ``data``.

    A spec that does not fit the model is a finding, and its neighbours are read. Specs keep
    the place they were first read from.
    """
    if _has_too_many_values(data):
        return _wrong(source, f"the document has a value for less than {_SHORTEST} bytes")
    try:
        document = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _wrong(source, f"this is no JSON: {error}")
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        return _wrong(source, f'the document has no "schema": "{SCHEMA}"')
    items = document.get("specs")
    if not isinstance(items, list):
        return _wrong(source, 'the document has no list "specs"')
    specs: list[Spec] = []
    findings: list[Finding] = []
    for index, item in enumerate(items[:MOST_SPECS]):
        try:
            specs.append(msgspec.convert(item, Spec))
        except (msgspec.ValidationError, RecursionError) as error:
            findings.append(_finding(source, f"specs[{index}]: {error}", _name(item)))
    if len(items) > MOST_SPECS:
        findings.append(
            _finding(source, f"{len(items):,} specs; the first {MOST_SPECS:,} are read")
        )
    return Reading(specs=tuple(specs), findings=tuple(findings))


def _has_too_many_values(data: bytes) -> bool:
    """Whether its values cost much more than its bytes: each takes some 100 bytes of memory."""
    values = sum(map(data.count, (b",", b"[", b"{")))
    return values > _FEW_VALUES and len(data) < _SHORTEST * values


def _wrong(source: str, message: str) -> Reading:
    return Reading(findings=(_finding(source, message),))


def _finding(source: str, message: str, api: str = "") -> Finding:
    return Finding(
        code="wrong-json",
        severity=Severity.ERROR,
        message=message,
        span=Span(source=source, file=source, line=1, column=1),
        api=api,
    )


def _name(item: Any) -> str:
    name = item.get("name") if isinstance(item, dict) else None
    return name if isinstance(name, str) else ""

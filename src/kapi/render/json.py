"""Specs as JSON: the exact model, in the document that every reader of kapi takes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind

__all__ = ["SCHEMA", "SpecsDocument", "encode", "write", "write_list"]

SCHEMA = "kapi-specs/1"
"""The name and version of the document's shape."""


class SpecsDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The least a document of specs holds."""

    schema: Literal["kapi-specs/1"] = "kapi-specs/1"
    specs: tuple[Spec, ...] = ()


def write(specs: Sequence[Spec]) -> str:
    """Return ``specs`` as a document: ``{"schema": "kapi-specs/1", "specs": [...]}``."""
    return encode(SpecsDocument(specs=tuple(specs)))


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    kind: ApiKind
    summary: str | None
    source: str
    file: str
    line: int


class _ListDocument(msgspec.Struct, frozen=True, kw_only=True):
    schema: Literal["kapi-list/1"] = "kapi-list/1"
    specs: tuple[_Row, ...] = ()


def write_list(specs: Sequence[Spec]) -> str:
    """Return name, kind, summary and place of ``specs`` as a document ``kapi-list/1``."""
    rows = tuple(
        _Row(
            name=spec.name,
            kind=spec.kind,
            summary=spec.summary,
            source=spec.origin.source,
            file=spec.origin.file,
            line=spec.origin.line,
        )
        for spec in specs
    )
    return encode(_ListDocument(specs=rows))


def encode(document: msgspec.Struct) -> str:
    """Return any document of model values as indented JSON; sets and dicts in a fixed order."""
    data = msgspec.json.encode(document, order="deterministic")
    return msgspec.json.format(data, indent=2).decode() + "\n"

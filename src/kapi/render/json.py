"""Specs as JSON: the exact model, in the document that every reader of kapi takes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from kapi.model.spec import Spec

__all__ = ["SCHEMA", "SpecsDocument", "encode", "write"]

SCHEMA = "kapi-specs/1"
"""The name and version of the document's shape."""


class SpecsDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The least a document of specs holds."""

    schema: Literal["kapi-specs/1"] = "kapi-specs/1"
    specs: tuple[Spec, ...] = ()


def write(specs: Sequence[Spec]) -> str:
    """Return ``specs`` as a document: ``{"schema": "kapi-specs/1", "specs": [...]}``."""
    return encode(SpecsDocument(specs=tuple(specs)))


def encode(document: msgspec.Struct) -> str:
    """Return any document of model values as indented JSON; sets and dicts in a fixed order."""
    data = msgspec.json.encode(document, order="deterministic")
    return msgspec.json.format(data, indent=2).decode() + "\n"

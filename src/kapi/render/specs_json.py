"""Specs as JSON: the exact model, in the document that every reader of kapi takes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from kapi.model.spec import Spec
from kapi.written import PLAIN, Look, Written, json_text

SCHEMA = "kapi-specs/1"
"""The name and version of the document's shape."""


class SpecsDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The least a document of specs holds."""

    schema: Literal["kapi-specs/1"] = "kapi-specs/1"
    specs: tuple[Spec, ...] = ()


def write(specs: Sequence[Spec], look: Look = PLAIN) -> Written:
    """Return ``specs`` as a document: ``{"schema": "kapi-specs/1", "specs": [...]}``."""
    return Written(text=json_text(SpecsDocument(specs=tuple(specs))))

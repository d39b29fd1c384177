"""Edits: one difference between two versions of a spec, and what it means for who calls."""

from __future__ import annotations

import enum
from typing import Any

import msgspec

from kapi.model.elements import Unknown, Violation
from kapi.span import NOWHERE, Span


class Impact(enum.Enum):
    """What an edit means for who calls; the first is the worst."""

    BREAKING = "breaking"
    WIDENING = "widening"
    NEUTRAL = "neutral"
    PROSE = "prose"

    @property
    def rank(self) -> int:
        """0 for breaking, 3 for prose."""
        return list(Impact).index(self)


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """One difference.

    ``kind`` is the id of a row of `kapi.diff.kinds.KINDS`. ``subject`` is the element
    (``error EINVAL (bad flags)``), empty for the API itself; ``field`` what differs of it, empty
    where all of it came or went. ``old`` and ``new`` are the values as text. ``path`` leads from
    the spec to the field (in the old spec, for what came in the new one); ``span`` is the place of
    the element in the new text, or in the old one for what went.
    """

    kind: str
    impact: Impact
    api: str
    subject: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    path: tuple[str | int, ...] = ()
    span: Span = NOWHERE


def shown(value: Any) -> str:
    """Return a value of the model as a text of one line; what is not stated is empty."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        glue = " | " if value and isinstance(value[0], (enum.Enum, Unknown)) else ", "
        return glue.join(map(shown, value))
    if isinstance(value, Violation):
        return f"{value.action}({value.errno})" if value.errno else value.action
    if isinstance(value, enum.Enum):
        return str(value.value)
    return "" if value is None else " ".join(str(value).split())

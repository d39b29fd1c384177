"""What a spec states, without the names of these claims: counting them needs no more."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

from kapi.model.spec import Spec, Variant
from kapi.vocab.schema import BLOCKS


class ClaimKind(enum.Enum):
    """What kind of statement a claim is; the value is the middle part of its id."""

    PARAM = "param"
    RETURN = "return"
    ERROR = "error"
    LOCK = "lock"
    CONSTRAINT = "constraint"
    SIGNAL = "signal"
    STRUCT = "struct"
    SIDE_EFFECT = "effect"
    STATE_TRANSITION = "transition"
    CAPABILITY = "capability"


BLOCKS_OF_CLAIMS = {ClaimKind(block.claim): block for block in BLOCKS.values() if block.claim}
"""The block of the schema that states each kind."""


def statements(part: Spec | Variant) -> Iterator[tuple[ClaimKind, int, Any]]:
    """Yield what a spec (without its variants) or a variant states, with the place in its list."""
    for kind, block in BLOCKS_OF_CLAIMS.items():
        value = getattr(part, block.field, ())
        elements = value if isinstance(value, tuple) else (value,) if value else ()
        for index, element in enumerate(elements):
            yield kind, index, element

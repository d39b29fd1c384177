"""Conditions that mean nothing: what a reader of prose must never take for read.

A claim whose words are replaced by these keeps its errno, so that what confirms claims by
their errno is caught.
"""

from __future__ import annotations

import random

import msgspec

from kapi.judge.prose.spellings import content, words
from kapi.model.elements import ErrorCondition

__all__ = ["KEPT", "NONSENSE", "nonsense"]

KEPT = 3
"""Words of the claim that nonsense may keep."""

_WORDS = """
gribble vorpal pope moonlight teapot brillig mimsy wombat slithy quantum Tuesday walrus cabbage
yodels sings objects dreams blessed purple sideways gently forever
"""
NONSENSE: tuple[str, ...] = tuple(_WORDS.split())
"""Words that no condition of a kernel has."""


def nonsense(error: ErrorCondition, rng: random.Random) -> ErrorCondition:
    """Return ``error`` with a condition that means nothing and keeps up to three of its words.

    The errno stays; summary, description and every expression go.
    """
    text = " ".join(filter(None, (error.summary, error.condition, error.description)))
    own = list(dict.fromkeys(content(words(text))))
    kept = rng.sample(own, rng.randint(0, min(KEPT, len(own))))
    made = [*kept, *rng.choices(NONSENSE, k=rng.randint(2, 6))]
    rng.shuffle(made)
    return msgspec.structs.replace(
        error,
        id=None,
        summary=None,
        description=None,
        condition=" ".join(made),
        when=None,
        unless=None,
        needs=None,
    )

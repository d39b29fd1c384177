"""What the words of a text are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import msgspec

from kapi.judge.prose.roles import Roles
from kapi.judge.prose.spellings import Word


class Scope(msgspec.Struct, frozen=True):
    """What the words are about: the parameters, and those that the whole block names."""

    roles: Roles
    params: tuple[str, ...]
    mentioned: tuple[str, ...] = ()


Single: TypeAlias = Callable[[Sequence[Word], Scope], dict[str, str] | None]
"""Reads the words in one place: values for the template, or None where they mean nothing."""

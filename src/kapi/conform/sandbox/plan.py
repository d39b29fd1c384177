"""What a child has to know to play its part; `kapi.conform.sandbox.planning` makes it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from kapi.conform.helpers import HELPERS
from kapi.conform.sandbox.confine import Held
from kapi.conform.statements import Statement
from kapi.expr.nodes import Node
from kapi.expr.values import Value

RUN = {name: helper.run for name, helper in HELPERS.items()}
"""What the helpers of steps do, by name."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """All that a child has to know.

    Its directory is ``room``, ``number`` that of the call on ``architecture``; ``steps`` are its
    set-up, ``caller`` makes the caller, and ``names`` is what they and ``arguments`` name.
    ``keep`` has a bit for each capability that is not given up before the call; ``unsafe`` are the
    classes that the user asked for.
    """

    room: str
    number: int
    architecture: str
    steps: tuple[Statement, ...]
    caller: tuple[Statement, ...]
    arguments: tuple[Node, ...]
    names: Mapping[str, Value]
    keep: int
    held: Held = Held()
    unsafe: tuple[str, ...] = ()

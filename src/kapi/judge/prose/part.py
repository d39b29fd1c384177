"""What was read of a block: its parts, each with the words that nothing could read."""

from __future__ import annotations

import msgspec

from kapi.expr.nodes import Node
from kapi.expr.render_c import render_c

NOTHING = "nothing"
"""What a report says was read where no word was."""


class Part(msgspec.Struct, frozen=True):
    """One condition of a block: its words, what it was read as, and the words left over."""

    text: str
    node: Node | None = None
    rest: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every word that says anything was read."""
        return self.node is not None and not self.rest

    @property
    def shown(self) -> str:
        """What a report says after "read as:"."""
        return NOTHING if self.node is None else render_c(self.node)


class Reading(msgspec.Struct, frozen=True):
    """What a block says: the error comes when any of its parts holds."""

    parts: tuple[Part, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether there are parts and all of them are complete."""
        return bool(self.parts) and all(part.complete for part in self.parts)

    @property
    def shown(self) -> str:
        """What a report says after "read as:"."""
        return "; ".join(dict.fromkeys(part.shown for part in self.parts)) or NOTHING

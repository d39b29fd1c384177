"""How a new set of calls or values lies to the old one."""

from __future__ import annotations

import enum


class Relation(enum.Enum):
    """How a new set of calls or values lies to the old one."""

    SAME = "same"
    NARROWER = "a part of the old one"
    WIDER = "all of the old one, and more"
    OTHER = "neither, or nobody can tell"

    def and_then(self, other: Relation) -> Relation:
        """The relation of what satisfies two independent conditions."""
        if self is Relation.SAME or self is other:
            return other
        return self if other is Relation.SAME else Relation.OTHER

"""What a rule is: an id, a page, and a check that yields problems."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import msgspec

from kapi.finding import Fix, Severity
from kapi.model.spec import Spec
from kapi.span import Span


class RuleSet(enum.Enum):
    """Which rules run; each set contains the ones before it."""

    MINIMAL = "minimal"
    RECOMMENDED = "recommended"
    STRICT = "strict"

    @property
    def rank(self) -> int:
        """0 for minimal, 1 for recommended, 2 for strict."""
        return ("minimal", "recommended", "strict").index(self.value)


class Problem(NamedTuple):
    """What a check found: a sentence, the place of its block, what to do, and the words meant.

    ``about`` are words of the block in their order, such as a tag and a name after it: the
    finding is shown at the last of them, and ``fix`` is what to write there instead. ``other`` is
    a second place, with which the message will end.
    """

    message: str
    span: Span
    hint: str = ""
    about: tuple[str, ...] = ()
    fix: Fix | None = None
    other: Span | None = None


Problems: TypeAlias = Iterator[Problem]


def guessed(
    name: str, near: Sequence[str], tag: str = ""
) -> tuple[str, tuple[str, ...], Fix | None]:
    """Return the rest of a `Problem` about an unknown ``name``: hint, words meant, fix.

    ``near`` are known names like it, the closest first; ``tag`` stands before the name.
    """
    words = (tag, name) if tag else (name,)
    if not near:
        return "", words, None
    return f"did you mean {near[0]}?", words, Fix(near[0])


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule. Without ``check`` and ``check_set`` the reader itself reports it.

    ``page`` is the module's docstring: what, why, and an example, in which lines that begin with -
    are wrong and those with + right.
    """

    id: str
    family: str
    severity: Severity
    rule_set: RuleSet
    page: str
    check: Callable[[Spec], Problems] | None = None
    check_set: Callable[[Sequence[Spec]], Problems] | None = None

    @property
    def title(self) -> str:
        """The first line of the page, without its full stop."""
        return self.page.partition("\n")[0].rstrip(".")

"""What a rule is: an id, a page, and a check that yields problems."""

from __future__ import annotations

import enum
import importlib
import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from kapi.finding import Fix, Severity
from kapi.model.spec import Spec
from kapi.span import Span

__all__ = ["Problem", "Rule", "RuleSet", "guessed", "rule_of"]

_PACKAGE = "kapi.lint.rules"


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
    finding is shown at the last of them, and ``fix`` is what to write there instead.
    """

    message: str
    span: Span
    hint: str = ""
    about: tuple[str, ...] = ()
    fix: Fix | None = None


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

    ``page`` is the module's docstring: what, why, a wrong and a right example.
    """

    id: str
    family: str
    severity: Severity
    rule_set: RuleSet
    page: str
    check: Callable[[Spec], Iterator[Problem]] | None = None
    check_set: Callable[[Sequence[Spec]], Iterator[Problem]] | None = None

    @property
    def title(self) -> str:
        """The first line of the page, without its full stop."""
        return self.page.partition("\n")[0].rstrip(".")


def rule_of(name: str) -> Rule:
    """Return the rule in the module ``FAMILY.RULE_ID`` of `kapi.lint.rules`."""
    module = importlib.import_module(f"{_PACKAGE}.{name}")
    family, _, stem = name.partition(".")
    return Rule(
        id=stem.replace("_", "-"),
        family=family,
        severity=module.SEVERITY,
        rule_set=module.RULE_SET,
        page=inspect.cleandoc(module.__doc__ or ""),
        check=getattr(module, "check", None),
        check_set=getattr(module, "check_set", None),
    )

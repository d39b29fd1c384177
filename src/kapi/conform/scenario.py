"""What a scenario is: a call, prepared by others, and the condition that it shows."""

from __future__ import annotations

import re

import msgspec

from kapi.conform.arguments import Argument
from kapi.conform.sandbox import Caller
from kapi.model.elements import ErrorCondition

__all__ = ["Scenario", "names", "speaks_of"]


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """One call that the kernel answers with ``errno``, and why.

    ``about`` is a pattern of words, one of which a condition that means this has in its text;
    so a scenario finds its claim in any spec of the API, whoever wrote it.
    """

    api: str
    errno: str
    about: str
    arguments: tuple[Argument, ...]
    caller: Caller = Caller()


def names(error: ErrorCondition, about: str) -> bool:
    """Whether the summary of ``error``, which names it, has one of the words of ``about``."""
    return re.search(about, error.summary or "", re.IGNORECASE) is not None


def speaks_of(error: ErrorCondition, about: str) -> bool:
    """Whether the text of ``error`` has one of the words of ``about``."""
    text = " ".join(filter(None, (error.summary, error.condition, error.description, error.when)))
    return re.search(about, text, re.IGNORECASE) is not None

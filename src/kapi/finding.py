"""Findings: what is wrong in a spec, a kernel or a program. Data, never an exception."""

from __future__ import annotations

import enum
import re

import msgspec

from kapi.span import NOWHERE, Span

_A_LINE = re.compile(r"\bline \d")


class Severity(enum.Enum):
    """How bad a finding is; `Severity.rank` orders them (0 is worst)."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for a note."""
        return ("error", "warning", "note").index(self.value)


class Fix(msgspec.Struct, frozen=True):
    """What to write instead of the word that a finding points at.

    ``safe``: the meaning stays, only the spelling changes; otherwise it is the likely guess.
    """

    text: str
    safe: bool = False


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong, with its place.

    ``code`` is a stable id such as ``unknown-tag``. ``message`` says what was found;
    ``hint`` says what to do. ``api`` names the spec concerned, when there is one. ``about`` are
    the words of the text that it speaks of, in their order: a tag, then a word after it.
    ``fix`` replaces the last of them. ``other`` is a second place, with which the message ends as
    soon as its path can be opened (`kapi.pipeline.specs.openable_findings`).
    """

    code: str
    severity: Severity
    message: str
    span: Span = NOWHERE
    hint: str = ""
    api: str = ""
    about: tuple[str, ...] = ()
    fix: Fix | None = None
    other: Span | None = None

    @property
    def names_a_line(self) -> bool:
        """Whether its words name a line: they are others where the text before it is longer."""
        return bool(_A_LINE.search(self.message) or _A_LINE.search(self.hint))

"""What every writer takes and gives: a value and a look; its text, and what that cannot say.

The renderers of specs, the reports of findings, the table of evidence and the results of a test
are all a `Writer`, so that a command asks each of them the same question.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from typing import Generic, Literal, TypeVar

import msgspec

from kapi.span import Span

Role = Literal[
    "title", "heading", "term", "detail", "label", "code", "place", "error", "warning", "note"
]
"""What a piece of text is. The painter alone decides how that looks."""

Paint = Callable[[Role, str], str]
"""Adds the marks of a role to a text; must not change its width on the terminal."""

Quote = Callable[[Span], str]
"""Returns the line of text that a place points at, or nothing."""


def unpainted(role: Role, text: str) -> str:
    """The painter that adds nothing."""
    return text


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How a text for people is to look; formats for programs do not ask.

    ``width`` is in columns, None where lines may be as long as they are. ``long`` is -v.
    """

    width: int | None = 80
    paint: Paint = unpainted
    quote: Quote | None = None
    long: bool = False


PLAIN = Look()


class Loss(msgspec.Struct, frozen=True):
    """One fact of a value that the written text does not carry (or carries otherwise).

    ``path`` leads from the value to the field: ``("errors", 2, "condition")``. ``reason`` says
    why in a few words. ``api`` names the spec, where the value holds several.
    """

    path: tuple[str | int, ...]
    reason: str
    api: str = ""

    @property
    def place(self) -> str:
        """The path as it is written in programs: ``errors[2].condition``."""
        steps = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in self.path)
        return steps.lstrip(".")

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a value in one format, and what it could not say."""

    text: str
    losses: tuple[Loss, ...] = ()


def shortened(text: str, room: int | None) -> str:
    """Return ``text`` in ``room`` columns, with … for an end that is cut; None is room for all."""
    if room is None or len(text) <= room:
        return text
    return text[: room - 1].rstrip() + "…" if room > 1 else ""


Value = TypeVar("Value")
Writer = Callable[[Value, Look], Written]


class Medium(enum.Enum):
    """Who reads a format, which decides what becomes of characters that could drive a terminal."""

    PEOPLE = "escaped wherever the text goes, for a pager and a log show it, too"
    JSON = "in JSON's own escapes, so that nothing is lost"
    EXACT = "kept in files and pipes, where programs read them; escaped on a terminal"


class Format(msgspec.Struct, Generic[Value], frozen=True, kw_only=True):
    """A format by the name that ``-f`` takes."""

    name: str
    write: Writer[Value]
    medium: Medium


def json_text(document: msgspec.Struct | Sequence[msgspec.Struct]) -> str:
    """Return any document as indented JSON; sets and dicts in a fixed order."""
    return msgspec.json.format(json_line(document), indent=2) + "\n"


def json_line(document: msgspec.Struct | Sequence[msgspec.Struct]) -> str:
    """Return any document as JSON on one line; sets and dicts in a fixed order.

    Bytes of a file's name that are no UTF-8 are written as escapes.
    """
    try:
        return msgspec.json.encode(document, order="deterministic").decode()
    except UnicodeEncodeError:
        escaped = _escaped(msgspec.to_builtins(document))
        return msgspec.json.encode(escaped, order="deterministic").decode()


def _escaped(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {_escaped(name): _escaped(one) for name, one in value.items()}
    return [*map(_escaped, value)] if isinstance(value, (list, tuple)) else value

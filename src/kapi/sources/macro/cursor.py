"""A place in the tokens of a block, and the steps of the grammar that lead on from it.

::

    spec      := head { statement } end
    statement := MACRO [ "(" arguments ")" ] | designator "=" value | "}" | "," | ";"
    designator:= { "." NAME | "[" index "]" }
    value     := run of tokens up to the next outermost comma | "{" { statement } "}"

Each step moves forward; none looks at a token more than a fixed number of times.
"""

from __future__ import annotations

from typing import NamedTuple

from kapi.sources.macro.tokens import Kind, Scan, Token, pairs, split
from kapi.vocab.macros import ENDS, SPEC_ENDS, find_macro


class Step(NamedTuple):
    """One part of a designator: a member's name, or an index (its tokens)."""

    name: str
    subscript: tuple[Token, ...] | None


def starts_statement(token: Token) -> bool:
    """Say whether ``token`` is a macro that begins a statement or ends a block."""
    return token.text.startswith("KAPI_") and bool(
        token.text in ENDS or token.text in SPEC_ENDS or find_macro(token.text)
    )


class Cursor:
    """The tokens of a scan from ``place`` up to ``end``."""

    def __init__(self, scan: Scan, place: int = 0, end: int | None = None) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.pairs = pairs(scan.tokens)
        self.place = place
        self.end = len(scan.tokens) if end is None else end

    @property
    def done(self) -> bool:
        """True after the last token."""
        return self.place >= self.end

    @property
    def token(self) -> Token:
        """The token at the place."""
        return self.tokens[self.place]

    @property
    def offset(self) -> int:
        """The offset where the token before the place ends."""
        before = self.tokens[self.place - 1] if self.place else None
        return before.start + len(before.text) - 1 if before else 0

    def text(self, ahead: int = 0) -> str:
        """Return the text of a token from the place on; empty after the end."""
        place = self.place + ahead
        return self.tokens[place].text if place < self.end else ""

    def kind(self, ahead: int = 0) -> Kind | None:
        """Return the kind of a token from the place on; None after the end."""
        place = self.place + ahead
        return self.tokens[place].kind if place < self.end else None

    def arguments(self) -> tuple[list[list[Token]] | None, bool]:
        """Pass over ``(...)`` and return its arguments, and whether it was closed.

        None where no parenthesis stands. An open one ends before the next macro statement.
        """
        if self.text() != "(":
            return None, True
        close = self.pairs.get(self.place)
        closed = close is not None and close < self.end
        first = self.place + 1
        if close is not None and closed:
            self.place = close + 1
            return split(self.tokens[first:close]), True
        self.place = first
        while not self.done and self.text() != ";" and not starts_statement(self.token):
            self.place += 1
        return split(self.tokens[first : self.place]), False

    def designator(self) -> tuple[Step, ...]:
        """Pass over ``.a.b[0]`` and return its steps; the place is then at ``=`` or beyond."""
        steps: list[Step] = []
        while not self.done:
            if self.text() == "." and self.kind(1) is Kind.WORD:
                steps.append(Step(self.text(1), None))
                self.place += 2
            elif self.text() == "[" and self.pairs.get(self.place, self.end) < self.end:
                close = self.pairs[self.place]
                steps.append(Step("", tuple(self.tokens[self.place + 1 : close])))
                self.place = close + 1
            else:
                break
        return tuple(steps)

    def value(self) -> list[Token]:
        """Pass over the value of an initialiser and return its tokens."""
        first = self.place
        while not self.done:
            text = self.text()
            if text in {",", ";", "}"} or self._next_statement(first):
                break
            close = self.pairs.get(self.place)
            self.place = close + 1 if close is not None and close < self.end else self.place + 1
        return self.tokens[first : self.place]

    def _next_statement(self, first: int) -> bool:
        """Say whether a new statement stands here, so that a comma must be missing."""
        if self.place == first:
            return False
        before = self.tokens[self.place - 1]
        if before.kind is Kind.SIGN and before.text not in {")", "]", "}"}:
            return False
        if self.token.kind is Kind.WORD:
            return starts_statement(self.token)
        starts = self.text() == "." and self.token.spaced and self.kind(1) is Kind.WORD
        return starts and self.text(2) in {"=", "["}

"""What a reader of one comment carries with it: where it is, and what it found wrong."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from kapi.finding import Finding, Fix, Severity
from kapi.model.elements import Extension, Unknown
from kapi.sources.kerneldoc.grammar import TAG, contained_word, suggest, suggest_word
from kapi.sources.kerneldoc.rows import Entry, Row
from kapi.sources.source_text import SourceText
from kapi.span import Span
from kapi.vocab.integers import integer_type
from kapi.vocab.spelling import find_word
from kapi.vocab.words import ParamType

_MOST_GUESSES = 100
_MOST_WORDS = 12  # that a hint lists

Word = TypeVar("Word", bound=enum.Enum)


class Notes:
    """The findings of one comment, with the places they belong to."""

    def __init__(self, text: SourceText, params: tuple[str, ...] = ()) -> None:
        self.text = text
        self.params = params
        self.api = ""
        self.findings: list[Finding] = []
        self.guesses = 0

    def span(self, entry: Entry) -> Span:
        """The place of ``entry``: its tag, to the end of its text."""
        rows = entry.subs[-1].rows if entry.subs else entry.rows
        last = next((row for row in reversed(rows) if row.text), rows[0])
        return self.text.span(entry.opener.line, self._column(entry.opener), last.line)

    def at(self, row: Row) -> Span:
        """The place of ``row``."""
        return self.text.span(row.line, self._column(row))

    def _column(self, row: Row) -> int:
        text = row.line.text
        return len(text) - len(text.lstrip())

    def add(
        self, code: str, severity: Severity, entry: Entry, message: str, hint: str = ""
    ) -> None:
        """Record a finding at ``entry``."""
        self._add(code, severity, entry, message, hint)

    def unknown(
        self,
        code: str,
        entry: Entry,
        message: str,
        name: str,
        known: frozenset[str],
        hint: str = "",
        *,
        tag: bool = False,
    ) -> None:
        """Record that ``name`` at ``entry`` is unknown, with the one of ``known`` it may mean.

        ``hint`` is what to do when it is like none of them. ``tag``: a colon follows the name.
        """
        meant = self.meant(name, known)
        if meant:
            hint = f"did you mean '{meant}{':' if tag else ''}'?"
        fix = Fix(meant, safe=True) if meant else None
        self._add(code, Severity.WARNING, entry, message, hint, (name,), fix)

    def _add(
        self,
        code: str,
        severity: Severity,
        entry: Entry,
        message: str,
        hint: str,
        about: tuple[str, ...] = (),
        fix: Fix | None = None,
    ) -> None:
        self.findings.append(
            Finding(
                code=code,
                severity=severity,
                message=message,
                span=self.at(entry.opener),
                hint=hint,
                api=self.api,
                about=about,
                fix=fix,
            )
        )

    def repeated(self, entry: Entry, first: Entry, name: str = "") -> None:
        """Record that ``entry`` says again what ``first`` says, by the tag that stands there."""
        match = TAG.match(entry.opener.text, self._column(entry.opener))
        name = match[1] if match else name
        self.add(
            "duplicate-tag",
            Severity.WARNING,
            entry,
            f"'{name or entry.tag.lstrip('?')}:' stands here again "
            f"(first in line {first.opener.line.number}); the last one counts",
        )

    def meant(self, name: str, known: frozenset[str]) -> str:
        """What ``name`` was meant to be; only for the first of a flood of wrong words."""
        self.guesses += 1
        return suggest(name, known) if self.guesses <= _MOST_GUESSES else ""

    def word(self, kind: type[Word], text: str, entry: Entry) -> Word | Unknown:
        """The word of ``kind`` that ``text`` is; else `Unknown`, with a finding."""
        found = find_word(kind, text)
        if found is not None:
            return found
        name = text.partition("(")[0].strip()
        message = f"'{text}' is none of the words of {entry.tag.lstrip('?')}"
        self.guesses += 1
        meant = suggest_word(kind, name) if self.guesses <= _MOST_GUESSES else ""
        near = meant or contained_word(kind, name) or _of_c(kind, name)
        hint = f"did you mean '{near}'?" if near else _words(kind)
        fix = Fix(near, safe=bool(meant)) if near else None
        self._add("unknown-word", Severity.WARNING, entry, message, hint, (name,), fix)
        return Unknown(text)

    def extension(self, entry: Entry, tag: str = "") -> Extension:
        """``entry`` as it is, for what has no field.

        ``x-tag: NAME: text`` and ``x-part: NAME: text`` carry tags of any spelling.
        """
        name = tag or entry.tag.lstrip("?")
        text = entry.prose or ""
        if name in ("x-tag", "x-part"):
            name, _, text = text.partition(":")
            text = text.removeprefix(" ")
        return Extension(
            tag=name.strip(),
            text=text,
            parts=self.extensions(entry.subs),
            span=self.span(entry),
        )

    def extensions(self, entries: Iterable[Entry]) -> tuple[Extension, ...]:
        """Several entries; an ``x-part`` belongs to the extension before it."""
        found: list[Extension] = []
        for entry in entries:
            extension = self.extension(entry)
            if entry.tag.lstrip("?") == "x-part" and found:
                parts = (*found[-1].parts, extension)
                found[-1] = msgspec.structs.replace(found[-1], parts=parts)
            else:
                found.append(extension)
        return tuple(found)


def _of_c(kind: type[enum.Enum], name: str) -> str:
    """The word for a number of the C type ``name``, where a type of parameters is asked for."""
    made = integer_type(name, long_bits=64) if kind is ParamType else None
    return (ParamType.INT if made.signed else ParamType.UINT).value if made else ""


def _words(kind: type[enum.Enum]) -> str:
    """All words of ``kind`` as a hint, where they are few."""
    return f"one of {', '.join(str(one.value) for one in kind)}" if len(kind) <= _MOST_WORDS else ""

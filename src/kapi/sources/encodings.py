"""Bytes to lines: encodings, line ends, NUL bytes, and what is no text at all."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence

import msgspec

from kapi.finding import Finding, Severity
from kapi.sources.source_text import Line
from kapi.span import Span

MAX_LINES = 1_000_000
"""The most lines of a text that are read."""

FEW_LINES = 40_000
"""How many lines a text may have, however short they are."""

SHORTEST = 24
"""Bytes that a line of a longer text has on average at least. Each costs some 400 bytes of
memory, whatever its length; lines of C have 28, those of specifications 35."""

SHORTEST_WIDE = 56
"""The same where there are more bytes that are not ASCII than lines: one letter of another alphabet
makes each character of its line two or four bytes long in memory."""

_ASCII = bytes(range(128))
_SAMPLE = 64 * 1024
_CONTROL = bytes(set(range(32)) - set(b"\b\t\n\v\f\r\x1b"))
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHARSETS = (
    *("iso8859", "iso2022", "cp", "koi8", "gb", "big5", "euc", "shift_jis", "hz", "johab"),
    *("mac", "tis-620", "kz1048", "ptcp154", "hp-roman8"),
)
"""How the names of charsets begin that end a line with a line feed, as ASCII does."""
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class RawLine(msgspec.Struct, frozen=True, gc=False):
    """One line of bytes without its line end, and its number in the user's text (from 1)."""

    data: bytes
    number: int


class Decoded(msgspec.Struct, frozen=True):
    """Lines of text. ``undecodable`` and ``nul`` are numbers of lines that were damaged."""

    lines: tuple[Line, ...]
    undecodable: tuple[int, ...] = ()
    nul: tuple[int, ...] = ()

    def findings(self, source: str, file: str) -> tuple[Finding, ...]:
        """Return a note for each kind of damage, at its first line."""
        return (
            *_damage(source, file, self.undecodable, "undecodable-bytes", "is not UTF-8"),
            *_damage(source, file, self.nul, "nul-byte", "contains a NUL byte"),
        )


def too_many_lines(data: bytes) -> str:
    """Return why ``data`` is not read where its lines would cost too much, or nothing."""
    lines = data.count(b"\n")
    if lines > MAX_LINES:
        return f"more than {MAX_LINES:,} lines"
    if lines <= FEW_LINES:
        return ""
    is_wide = len(data.translate(None, _ASCII)) > lines
    shortest = SHORTEST_WIDE if is_wide else SHORTEST
    if len(data) >= shortest * lines:
        return ""
    letters = " and letters that are not ASCII" if is_wide else ""
    return f"{lines:,} lines of less than {shortest} bytes on average{letters}"


def looks_binary(data: bytes) -> bool:
    """Say whether ``data`` is no text: one byte in twenty of its head is a control character."""
    head = data[:_SAMPLE]
    if _is_wide(head):
        return False
    return len(head) - len(head.translate(None, _CONTROL)) > len(head) // 20


def raw_lines(data: bytes) -> list[RawLine]:
    """Split ``data`` at line feeds; UTF-16 (with its mark) becomes UTF-8 before."""
    if _is_wide(data):
        data = data.decode("utf-16", "replace").encode("utf-8")
    elif data.startswith(_WIDE_MARKS):
        data = data[2:]
    data = data.removeprefix(codecs.BOM_UTF8)
    pieces = data.split(b"\n")
    if not pieces[-1]:
        pieces.pop()
    return [RawLine(piece.removesuffix(b"\r"), number) for number, piece in enumerate(pieces, 1)]


def _is_wide(data: bytes) -> bool:
    """Say whether ``data`` is UTF-16: its mark, and lines that end as in UTF-16 if any do."""
    if not data.startswith(_WIDE_MARKS):
        return False
    return b"\n" not in data or "\n" in data.decode("utf-16", "replace")


def decode(data: bytes) -> Decoded:
    """Return the lines of ``data``."""
    return decode_lines(raw_lines(data))


def decode_lines(raw: Iterable[RawLine], charset: str = "utf-8") -> Decoded:
    """Return ``raw`` as text: in ``charset``, else in UTF-8, else (line by line) in Latin-1."""
    lines: list[Line] = []
    undecodable: list[int] = []
    nul: list[int] = []
    encodings = tuple(dict.fromkeys((_known(charset), "utf-8")))
    for piece in raw:
        text = _text(piece.data, encodings)
        if text is None:
            undecodable.append(piece.number)
            text = piece.data.decode("latin-1")
        if "\0" in text:
            nul.append(piece.number)
            text = text.replace("\0", _REPLACEMENT)
        lines.append(Line(text, piece.number))
    return Decoded(tuple(lines), tuple(undecodable), tuple(nul))


def _text(data: bytes, encodings: Sequence[str]) -> str | None:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except ValueError:
            continue
        return text.replace("\n", " ")
    return None


def _known(charset: str) -> str:
    """The name of ``charset`` if it is one of text, as mails have them; codecs are others too."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return "utf-8"
    return name if name.startswith(_CHARSETS) else "utf-8"


def _damage(
    source: str, file: str, numbers: Sequence[int], code: str, what: str
) -> tuple[Finding, ...]:
    if not numbers:
        return ()
    more = f" (and {len(numbers) - 1} more lines)" if len(numbers) > 1 else ""
    return (
        Finding(
            code=code,
            severity=Severity.NOTE,
            message=f"the line {what}{more}",
            span=Span(source=source, file=file, line=numbers[0], column=1),
        ),
    )

"""String literals of C: from adjacent literals with escapes to text."""

from __future__ import annotations

import re

from kapi.sources.macro.tokens import Kind, Token

_ESCAPE = re.compile(
    r"\\(?:(?P<octal>[0-7]{1,3})|x(?P<hex>[0-9a-fA-F]+)|u(?P<short>[0-9a-fA-F]{4})"
    r"|U(?P<long>[0-9a-fA-F]{8})|(?P<other>[\s\S]))"
)
_BYTES = re.compile(r"[\udc80-\udcff]+")
_SIMPLE = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "e": "\x1b",
    "\n": "",
}


def string_text(run: list[Token]) -> str:
    """Return the text of adjacent string literals, escapes decoded.

    What is no string (a macro between two literals, an identifier alone) stands as written.
    Bytes given by number are taken for UTF-8.
    """
    pieces = []
    for token in run:
        if token.kind is Kind.STRING:
            body = token.text[token.text.index('"') + 1 :]
            pieces.append(_ESCAPE.sub(_decoded, body.removesuffix('"')))
        else:
            pieces.append(" " + token.text if token.spaced and pieces else token.text)
    return _BYTES.sub(_as_utf8, "".join(pieces))


def _decoded(match: re.Match[str]) -> str:
    if other := match["other"]:
        return _SIMPLE.get(other, other)
    if digits := match["short"] or match["long"]:
        code = int(digits, 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    value = (int(match["octal"], 8) if match["octal"] else int(match["hex"][-2:], 16)) & 0xFF
    return chr(value) if value < 0x80 else chr(0xDC00 + value)


def _as_utf8(match: re.Match[str]) -> str:
    return match[0].encode("utf-8", "surrogateescape").decode("utf-8", "replace")

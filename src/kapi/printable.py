"""The one filter for text that a person sees: what could drive a terminal or hide is escaped."""

from __future__ import annotations

_UNSAFE = (
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and line feed, DEL, C1
    "\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"  # line ends, directions
    # drawn as nothing: Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
    "\ud800-\udfff\ufdd0-\ufdef"  # no characters at all
    "]"
)


_LONGEST_NAME = 200
"""Bytes of a file's name, of which most file systems take 255: others may stand around it."""


def printable(text: str) -> str:
    """Return ``text`` with each unsafe character as an escape; tabs and line feeds stay."""
    if _is_plain(text):
        return text
    import re  # brings in half of what --version would pay for

    return re.sub(_UNSAFE, lambda match: ascii(match[0])[1:-1], text)


def line(text: str) -> str:
    """Return ``text`` as one printable line: tabs and line feeds are escaped as well."""
    return printable(text).replace("\t", "\\t").replace("\n", "\\n")


def file_name(text: str) -> str:
    """Return ``text`` as the name of a file: printable, in no other directory, not too long."""
    name = line(text).replace("/", "_").encode()[:_LONGEST_NAME].decode(errors="ignore")
    return name if name.strip(".") else f"_{name}"


def in_json(document: str) -> str:
    """Return a JSON document with each unsafe character in the escape of JSON: it says the same."""
    if _is_plain(document):
        return document
    import re

    return re.sub(_UNSAFE, lambda match: _in_utf_16(match[0]), document)


def _is_plain(text: str) -> bool:
    """Whether ``text`` is ASCII without control characters, as nearly all of it is."""
    return text.isascii() and text.replace("\n", "").replace("\t", "").isprintable()


def _in_utf_16(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))

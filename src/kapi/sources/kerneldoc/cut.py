"""Cutting one-line text: top-level commas, calls, numbers."""

from __future__ import annotations

import re

_CALL = re.compile(r"([A-Za-z_]\w*)\s*\(")
_PAIRS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_TOKEN = re.compile(r"[()\[\]{},]")


def cut_commas(text: str, most: int = 0) -> list[str]:
    """Split ``text`` at commas outside of brackets, at most ``most`` times if that is not 0."""
    parts: list[str] = []
    depth = start = 0
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if sign != ",":
            depth = max(0, depth + _PAIRS[sign])
        elif depth == 0:
            parts.append(text[start : match.start()].strip())
            start = match.end()
            if most and len(parts) == most:
                break
    return [*parts, text[start:].strip()]


def cut_list(text: str) -> list[str]:
    """The words of a list joined by commas or bars; empty ones are left out."""
    return [part for part in (piece.strip() for piece in re.split(r"[,|]", text)) if part]


def call(text: str) -> tuple[str, str] | None:
    """The name and the arguments of ``name(arguments)``, or None if ``text`` is not that."""
    match = _CALL.match(text)
    if not match or not text.endswith(")"):
        return None
    return match[1], text[match.end() : -1].strip()

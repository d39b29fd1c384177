"""A painter whose marks a test can read."""

from __future__ import annotations

from kapi.written import Look, Role

__all__ = ["MARKED", "MARKED_LONG"]


def marked(role: Role, text: str) -> str:
    return f"<{role}>{text}</>"


MARKED = Look(paint=marked)
MARKED_LONG = Look(paint=marked, long=True)

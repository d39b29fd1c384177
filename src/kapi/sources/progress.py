"""How a long read tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Progress"]

Progress = Callable[[int, int | None, str], None]
"""Called with the number of files done, the number of all (None: not known), and a path."""

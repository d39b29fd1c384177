"""What a helper is: a function in Python, and in C one of the same name and meaning."""

from __future__ import annotations

from collections.abc import Callable

import msgspec


class Helper(msgspec.Struct, frozen=True):
    """``run`` does it here; ``c`` defines a function of the same name, after those of ``needs``.

    ``common`` is C that stands before, once for all helpers that have the same.

    In a C program ``must(x)`` ends the set-up when ``x`` is -1, and ``shared`` is the page of
    `kapi.conform.reproducer`.
    """

    run: Callable[..., int | None]
    c: str = ""
    needs: tuple[str, ...] = ()
    common: str = ""

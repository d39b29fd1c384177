"""What the terminal is like: its width, whether it shows colour, and which.

The painter does not write escape sequences but marks, which are other ones in each process, and
`shown` turns them into sequences. So what a spec says can never pass for them.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Mapping
from typing import TextIO, cast

from kapi.errors import UsageError
from kapi.printable import printable
from kapi.written import Paint, Role, unpainted

_WIDEST = 100
"""Longer lines are hard to read, so text is not made wider even where there is room."""

COLOUR_VARIABLES = (
    *(("FORCE_COLOR", "always"), ("CLICOLOR_FORCE", "always")),
    ("NO_COLOR", "never"),
)
"""What each asks for that is set, and not to 0 where it asks for colour; the first counts."""

STYLES_VARIABLE = "KAPI_COLORS"
"""``error=1;31:place=4``: styles other than the usual ones, as ``GCC_COLORS`` has them."""

_USUAL = 80  # columns, of what is no terminal

_STYLES: Mapping[Role, str] = {  # basic SGR only, so that the terminal's own theme decides
    "title": "1",
    "heading": "1;36",
    "term": "1",
    "detail": "36",
    "label": "2",
    "code": "",
    "place": "1",
    "error": "1;31",
    "warning": "1;33",
    "note": "1;34",
}

_MARK = "".join(chr(0xFDD0 + byte % 32) for byte in os.urandom(16))
_STYLE = re.compile(r"[0-9;]*m")
_GIVEN = re.compile(r"(?:(\w+)=([0-9;]*))?")
_SEQUENCE = re.compile(r"\x1b\[[0-9;]*m")
_HANGING = "    "


def painter(stream: TextIO, choice: str, environment: Mapping[str, str] | None = None) -> Paint:
    """Return the painter for ``stream`` under ``--color CHOICE`` and the usual variables.

    An option beats ``FORCE_COLOR`` (and ``CLICOLOR_FORCE``), which beats ``NO_COLOR``, which
    beats what the terminal is. Raise `UsageError` where ``KAPI_COLORS`` is wrong and needed.
    """
    variables = os.environ if environment is None else environment
    if not _wants_colour(stream, choice, variables):
        return unpainted
    return functools.partial(_coloured, _styles(variables.get(STYLES_VARIABLE, "")))


def _styles(given: str) -> Mapping[Role, str]:
    """The usual styles, and what ``given`` says instead."""
    if not given:
        return _STYLES
    styles = dict(_STYLES)
    for one in given.split(":"):
        match = _GIVEN.fullmatch(one)
        if not match or match[1] not in (None, *styles):
            expected = f"ROLE=NUMBER;..., with a role of {', '.join(styles)}"
            raise UsageError(f"{STYLES_VARIABLE}: expected {expected}, not {one!r}")
        if match[1]:
            styles[cast(Role, match[1])] = match[2]
    return styles


def _wants_colour(stream: TextIO, choice: str, variables: Mapping[str, str]) -> bool:
    if choice != "auto":
        return choice == "always"
    for name, word in COLOUR_VARIABLES:
        if variables.get(name, "") not in ("", "0" if word == "always" else ""):
            return word == "always"
    if variables.get("TERM") == "dumb":
        return False
    return stream.isatty()


def _coloured(styles: Mapping[Role, str], role: Role, text: str) -> str:
    style = styles[role]
    return f"{_MARK}{style}m{text}{_MARK}0m" if style and text else text


def shown(text: str) -> str:
    """Return painted ``text`` as a terminal may get it: colours of ours, and no other sequence."""
    first, *rest = text.split(_MARK)
    pieces = [printable(first)]
    for piece in rest:
        match = _STYLE.match(piece)
        style = match.group() if match else ""
        pieces.append(f"\x1b[{style}" if style else "")
        pieces.append(printable(piece[len(style) :]))
    return "".join(pieces)


def folded(text: str, room: int) -> str:
    """Return ``text``, as `shown` gives it, with no row longer than ``room`` columns.

    A row is broken at a blank, and goes on four columns further in than it began. A longer word,
    and code, which stands after ``|``, are left to the terminal: so they can be copied.
    """
    return "\n".join(_rows_of(row, room) for row in text.split("\n"))


def _rows_of(row: str, room: int) -> str:
    if len(row) <= room or _columns_of(row) <= room:
        return row
    bare = row.lstrip(" ")
    margin = row[: len(row) - len(bare)]
    if len(margin) + len(_HANGING) > room // 2 or bare.startswith("| "):
        return row
    first, *pieces = re.split("( +)", bare)
    rows, used = [margin + first], len(margin) + _columns_of(first)
    for blank, word in zip(pieces[::2], pieces[1::2], strict=True):
        wide = _columns_of(word)
        if used + len(blank) + wide <= room:
            rows[-1] += blank + word
            used += len(blank) + wide
        else:
            rows.append(margin + _HANGING + word)
            used = len(margin) + len(_HANGING) + wide
    return "\n".join(rows)


def _columns_of(text: str) -> int:
    return len(_SEQUENCE.sub("", text))


def width(widest: int = _WIDEST) -> int:
    """Return the columns to write in: the terminal's (or ``COLUMNS``), at most ``widest``."""
    return min(columns(), widest)


def columns(stream: TextIO | None = None) -> int:
    """Return the columns of the terminal behind ``stream``, which is usually standard output.

    ``shutil.get_terminal_size`` gives the same and brings in the compressors: 3 ms.
    """
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given) > 0:
        return int(given)
    try:
        return os.get_terminal_size(2 if stream is sys.stderr else 1).columns or _USUAL
    except OSError:
        return _USUAL

"""Arrays of constants that stand before a spec and are named in it.

RFC v1 specs list the values of an enumeration in a ``static const s64 name[] = { ... };``
above the spec and give the array's name.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from kapi.sources.c.blocks import MacroBlock
from kapi.sources.macro.tokens import Token, pairs, scan, split

__all__ = ["named_arrays"]

_BEFORE = 400  # lines above a spec that are searched, so that many specs in a file stay cheap
_ARRAY = re.compile(r"\b(\w+)\s*\[[^\]]*\]\s*=")


def named_arrays(block: MacroBlock) -> dict[str, list[list[Token]]]:
    """Return the elements of the arrays above ``block``, by name."""
    lines = block.text.lines
    if not block.lines:
        return {}
    first = bisect_left(lines, block.lines[0].number, key=lambda line: line.number)
    while first + 1 < len(lines) and lines[first] is not block.lines[0]:
        if lines[first + 1].number != block.lines[0].number:
            break
        first += 1  # lines of an encoded mail may share a number
    before = lines[max(0, first - _BEFORE) : first]
    if not any(_ARRAY.search(line.text) for line in before):
        return {}
    scanned = scan(block.text, before)
    tokens = scanned.tokens
    closes = pairs(tokens)
    arrays = {}
    for place, token in enumerate(tokens):
        opener = closes.get(place + 1, -1) + 2
        if opener < 2 or tokens[place + 1].text != "[" or opener not in closes:
            continue
        if tokens[opener].text == "{" and tokens[opener - 1].text == "=":
            parts = split(tokens[opener + 1 : closes[opener]])
            arrays[token.text] = [part for part in parts if part]
    return arrays

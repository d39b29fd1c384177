"""Arrays of constants that stand before a spec and are named in it.

RFC v1 specs list the values of an enumeration in a ``static const s64 name[] = { ... };``
above the spec and give the array's name.
"""

from __future__ import annotations

import re

from kapi.sources.c.blocks import MacroBlock
from kapi.sources.macro.tokens import Token, pairs, scan, split

_ARRAY = re.compile(r"\b(\w+)\s*\[[^\]]*\]\s*=")


def named_arrays(block: MacroBlock) -> dict[str, list[list[Token]]]:
    """Return the elements of the arrays in the lines above ``block``, by name."""
    if not any(_ARRAY.search(line.text) for line in block.above):
        return {}
    scanned = scan(block.text, block.above)
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

"""The names that a spec gives to expressions (``x-where``), as written: nothing is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_DEFINITION: Final = re.compile(r"\s*([A-Za-z_]\w*)\s*=(?!=)(.*)", re.DOTALL)


def definitions(where: str | None) -> Iterator[tuple[str, str]]:
    """Yield each name of ``where`` (``x-where: a = E; b = F``) with its expression, as written.

    A part without a name comes with an empty one.
    """
    for part in (where or "").split(";"):
        if found := _DEFINITION.match(part):
            yield found[1], found[2].strip()
        elif part.strip():
            yield "", part.strip()

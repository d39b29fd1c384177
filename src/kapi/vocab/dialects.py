"""How each comment dialect spells the grammar of `kapi.vocab.schema`.

Source: the specs posted in RFC v3 (flat tags), RFC v4 to PATCH v2 (``KAPI_*`` names) and since
PATCH v3 (short words).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import NamedTuple

from kapi.vocab.spelling import long_word, short_word
from kapi.vocab.words import Dialect


class CommentDialect(NamedTuple):
    """The spellings of one comment dialect.

    ``short`` dialects write short words, ``type: TYPE, FLAG`` and ``range(0, 7)``; the others
    ``KAPI_*`` names, each on its own tag. ``flat`` has no sub-tags: ``lock-desc:`` instead of
    ``desc:``. ``own`` says whether kapi's own tags may be written. ``tags`` maps (block,
    sub-tag) and ("", tag) to other spellings than the canonical ones.
    """

    dialect: Dialect
    short: bool
    flat: bool
    own: bool
    separator: str
    tags: Mapping[tuple[str, str], str]

    def spell(self, word: enum.Enum) -> str:
        """The text of ``word`` in this dialect."""
        return short_word(word) if self.short else long_word(word)

    def tag(self, block: str, name: str) -> str:
        """The spelling of sub-tag ``name`` in ``block`` ("" for the spec's own tags)."""
        return self.tags.get((block, name), name)


_OLD = {
    ("", "contexts"): "context-flags",
    ("param", "cdesc"): "constraint",
    ("field", "cdesc"): "constraint",
    ("signal", "errno"): "error",
    ("signal", "state-required"): "state-req",
    ("signal", "state-forbidden"): "state-forbid",
}

COMMENT_DIALECTS: dict[Dialect, CommentDialect] = {
    Dialect.KERNELDOC_FLAT: CommentDialect(
        Dialect.KERNELDOC_FLAT, short=False, flat=True, own=False, separator=" | ", tags=_OLD
    ),
    Dialect.KERNELDOC_ENUM: CommentDialect(
        Dialect.KERNELDOC_ENUM, short=False, flat=False, own=False, separator=" | ", tags=_OLD
    ),
    Dialect.KERNELDOC: CommentDialect(
        Dialect.KERNELDOC, short=True, flat=False, own=True, separator=", ", tags={}
    ),
}

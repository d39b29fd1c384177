"""One row of the phrase table."""

from __future__ import annotations

from typing import NamedTuple


class Phrase(NamedTuple):
    """One way to say a condition.

    ``words`` is a pattern over the words of a clause: ``a|b`` either, ``[a]`` may be left out,
    ``+`` a space inside one of these, ``<fd>`` a place (`kapi.judge.prose.slots`), ``~`` a "not"
    that may stand there and turns the meaning round, ``^`` before words that do so themselves
    (``^other+than``). ``reads`` is the expression, with the values of the places; ``{addr}``,
    ``{len}``, ``{fd}`` and ``{pid}`` without a place are those of the spec, where it has exactly
    one. ``seen`` says where such words are met.
    """

    words: str
    reads: str
    seen: str

"""All phrases: what kernel prose says of the situation of a call, each as an expression.

They are read from phrases.txt, in which the ways to say a condition stand below it, each with where
such words are met. A phrase is general kernel English: it knows no interface, and names nothing
that is not a place for a parameter, a constant or a number.
"""

from __future__ import annotations

from pathlib import Path
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


def _groups(text: str) -> dict[str, tuple[Phrase, ...]]:
    groups: dict[str, list[Phrase]] = {}
    title = reads = ""
    for line in text.splitlines():
        if line.startswith("\t"):
            words, seen = line.strip().split("\t")
            groups.setdefault(title, []).append(Phrase(words, reads, seen))
        elif line.startswith("["):
            title = line.strip("[]")
        elif not line.startswith("#"):
            reads = line
    return {title: tuple(rows) for title, rows in groups.items()}


GROUPS = _groups(Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8"))
"""The phrases by what they are about, in the order of the documentation."""

PHRASES = tuple(row for rows in GROUPS.values() for row in rows)

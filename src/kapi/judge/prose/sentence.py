"""One sentence to parts: read as a whole, without its asides, or piece by piece."""

from __future__ import annotations

from collections.abc import Sequence

from kapi.expr.nodes import Binary, Node, Unary, names
from kapi.expr.render_c import render_c
from kapi.judge.prose.clauses import Clauses, Joined, pieces
from kapi.judge.prose.match import negation
from kapi.judge.prose.part import Part
from kapi.judge.prose.prose_blocks import refers
from kapi.judge.prose.spellings import Word, text_of, unread

_VERBS_WORDS = """
is have can refer point exceed overflow wrap contain include lack exist lie require support
fail reach specify
"""
_VERBS = frozenset(_VERBS_WORDS.split())
_NARROWS_WORDS = """
when if while where whenever unless except only until before after during provided without
because since
"""
_NARROWS = frozenset(_NARROWS_WORDS.split())
"""Words after which a sentence may restrict what stands before them."""

_NEGATES_WORDS = """
not no never unless without except neither nor only than
"""
_NEGATES = frozenset(_NEGATES_WORDS.split())


def read_sentence(text: str, found: tuple[Word, ...], clauses: Clauses) -> list[Part]:
    """Return the parts of one sentence of ``text``; at least one where it has words."""
    whole = clauses.read(found)
    if whole is not None:
        return _parts(text, whole)
    main, aside = _asides(found)
    if aside:
        return _with_asides(text, main, aside, clauses)
    return _alternatives(text, found, clauses) or [_remains(text, found, clauses)]


def tainted(part: Part, said: Sequence[str]) -> Part:
    """Return ``part`` with more words that were not read."""
    return Part(part.text, part.node, (*part.rest, *said))


def conjuncts(node: Node) -> frozenset[str]:
    """Return what must hold together in ``node``, each as text."""
    if isinstance(node, Binary) and node.operator == "&&":
        return conjuncts(node.left) | conjuncts(node.right)
    if isinstance(node, Unary) and node.operator == "!":
        inner = node.operand
        if isinstance(inner, Binary) and inner.operator == "||":
            return conjuncts(negation(inner.left)) | conjuncts(negation(inner.right))
    return frozenset({render_c(node)})


def says_all(more: Node, less: Node) -> bool:
    """Whether ``more`` says all that ``less`` does."""
    return conjuncts(less) <= conjuncts(more)


def _parts(text: str, found: Joined) -> list[Part]:
    return [Part(text_of(text, of), node) for of, node in found.parts]


def _asides(found: tuple[Word, ...]) -> tuple[tuple[Word, ...], list[tuple[Word, ...]]]:
    """Return the words outside of parentheses, and those inside of each."""
    outside: list[Word] = []
    inside: list[list[Word]] = []
    depth = 0
    for word in found:
        depth -= word.norm == ")" and depth > 0
        if depth:
            inside[-1].append(word)
        elif word.norm == "(":
            inside.append([])
        elif word.norm != ")":
            outside.append(word)
        depth += word.norm == "("
    return tuple(outside), [tuple(one) for one in inside]


def _with_asides(
    text: str, main: tuple[Word, ...], aside: Sequence[tuple[Word, ...]], clauses: Clauses
) -> list[Part]:
    """Read the sentence without what stands in parentheses; that must say the same again."""
    parts = read_sentence(text, main, clauses)
    nodes = [part.node for part in parts if part.complete and part.node is not None]
    for one in aside:
        read = clauses.read(one)
        same = read is not None and any(says_all(node, read.node) for node in nodes)
        same = same or refers(one) or any(_repeats(one, node) for node in nodes)
        if not same:
            parts = [tainted(part, unread(one)) for part in parts]
    return parts


def _repeats(aside: tuple[Word, ...], node: Node) -> bool:
    """Whether an aside is but the constant that was read: "nonblocking (O_NONBLOCK)"."""
    return len(aside) == 1 and "_" in aside[0].text and aside[0].text in names(node)


def _alternatives(text: str, found: tuple[Word, ...], clauses: Clauses) -> list[Part]:
    """Read the pieces of a list with "or" apart; none where a piece may narrow the others."""
    split = pieces(found)
    if len(split) < 2:
        return []
    read = clauses.each(split)
    parts: list[Part] = []
    for piece, one in zip(split, read, strict=True):
        if one is not None:
            parts += _parts(text, one)
            continue
        if not _stands_alone(piece, clauses):
            return []
        parts.append(_remains(text, piece, clauses))
    return parts if any(one is not None for one in read) else []


def _stands_alone(piece: tuple[Word, ...], clauses: Clauses) -> bool:
    """Whether an unread piece of a list is a clause that says nothing of the others.

    In "for kings, A, or B" and in "A, or B of kings" what is not read may belong to A and B.
    """
    norms = {word.norm for word in piece}
    if norms & _NARROWS or not norms & _VERBS or ":" in norms:
        return False
    shorter = ((piece[cut:], piece[:-cut]) for cut in range(1, len(piece)))
    return not any(clauses.read(one) for both in shorter for one in both)


def _remains(text: str, found: tuple[Word, ...], clauses: Clauses) -> Part:
    """The longest piece that can be read, with all other words left over."""
    best: tuple[int, int] | None = None
    node = None
    for start, end in _spans(found):
        if best and end - start <= best[1] - best[0]:
            continue
        read = clauses.read(found[start:end])
        if read is not None and not _negated(found, start, end):
            best, node = (start, end), read.node
    rest = found if best is None else found[: best[0]] + found[best[1] :]
    return Part(text_of(text, found), node, unread(rest))


def _spans(found: Sequence[Word]) -> list[tuple[int, int]]:
    """The pieces between words that join or separate."""
    cuts = [-1, *(n for n, word in enumerate(found) if word.norm in _CUTS), len(found)]
    return [
        (first + 1, second)
        for place, first in enumerate(cuts)
        for second in cuts[place + 1 : place + 4]
        if second > first + 1 and (first, second) != (-1, len(found))
    ]


_CUTS = frozenset({"or", "and", "but", ",", "(", ")", ":", "/", *_NARROWS})


def _negated(found: Sequence[Word], start: int, end: int) -> bool:
    return any(word.norm in _NEGATES for word in (*found[:start], *found[end:]))

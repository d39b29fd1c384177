"""Clauses joined by "or", "and" and commas, read as one expression or not at all.

All ways to take the joining words apart are tried: "or" inside of "less than or equal to" joins
nothing, "epfd or fd is negative" is one clause. Where two ways give two meanings, and where "and"
and "or" stand side by side without a comma, the words are not read.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import reduce

import msgspec

from kapi.expr.nodes import Binary, Node, Unary
from kapi.expr.parser import parsed
from kapi.expr.render_c import render_c
from kapi.judge.prose.match import Match, matches, negation
from kapi.judge.prose.scope import Scope
from kapi.judge.prose.spellings import Word
from kapi.judge.prose.value_slots import code

_MOST_JOINTS = 9
"""Joining words of one sentence that are looked at; more make it unread."""

_LONGEST = 80
"""Words of one sentence; nobody writes longer ones, and time stays bounded."""

_WHEN = frozenset({"when", "if", "while", "where", "whenever"})
_MUST = frozenset({"must", "should"})
_AND = frozenset({"and", "but"})
_VERBS_WORDS = """
is have not can refer point exceed overflow wrap contain include lack exist lie require support
"""
_VERBS = frozenset(_VERBS_WORDS.split())
"""With what a clause begins that leaves out its subject."""
_SAID_AGAIN = frozenset({"it", "they"})
"""The subject of the clause before."""
_RELATIVE = frozenset({"that", "which"})
_AUXILIARIES = frozenset({"is", "have", "not", "can"})


class _Joint(msgspec.Struct, frozen=True):
    """One place where clauses may be joined: ``strong`` with a comma, ``||`` or ``&&``."""

    start: int
    end: int
    operator: str
    strong: bool = False


class Joined(msgspec.Struct, frozen=True):
    """A sentence that was read: its separate conditions, each with the words it stands in."""

    parts: tuple[tuple[tuple[Word, ...], Node], ...]

    @property
    def node(self) -> Node:
        """All of it as one expression."""
        return reduce(lambda left, right: Binary("||", left, right), [one for _, one in self.parts])


class Clauses:
    """Reads the clauses of one spec; what was read once is remembered."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._known: dict[tuple[Word, ...], tuple[Match | None, Node | None]] = {}

    def read(self, found: tuple[Word, ...]) -> Joined | None:
        """Return what all of ``found`` means, or None."""
        found = _trimmed(found)
        if not found or len(found) > _LONGEST:
            return None
        whole = self._whole(found)
        if whole is not None:
            return Joined(((found, whole),))
        return self._leading(found) or self._taken_apart(found)

    # One clause -----------------------------------------------------------------------------

    def _whole(self, found: tuple[Word, ...]) -> Node | None:
        return self._clause(found)[1]

    def _clause(self, found: tuple[Word, ...]) -> tuple[Match | None, Node | None]:
        if found not in self._known:
            self._known[found] = self._fresh(found)
        return self._known[found]

    def _fresh(self, found: tuple[Word, ...]) -> tuple[Match | None, Node | None]:
        as_code = code(found, self.scope)
        if as_code is not None:
            node = parsed(as_code)
            return (None, node) if _is_condition(node) else (None, None)
        every = list(matches(found, self.scope))
        if len({render_c(one.node) for one in every}) == 1:
            return every[0], every[0].node
        if every:
            return None, None
        return None, self._required(found)

    def _required(self, found: tuple[Word, ...]) -> Node | None:
        """Read "flags must be zero": the error comes when it is not."""
        places = [place for place, word in enumerate(found) if word.norm in _MUST]
        if len(places) != 1:
            return None
        place = places[0]
        rest = found[place + 1 :]
        if rest and rest[0].norm == "not":
            return self._clause((*found[:place], *rest[1:]))[1]
        node = self._clause((*found[:place], *rest))[1]
        return None if node is None else negation(node)

    # Several clauses ------------------------------------------------------------------------

    def _leading(self, found: tuple[Word, ...]) -> Joined | None:
        """Read "When A, B or C": A holds in all of the rest."""
        if found[0].norm not in _WHEN:
            return None
        commas = [place for place, word in enumerate(found) if word.norm == ","]
        results = []
        for comma in commas:
            first, rest = self._whole(found[1:comma]), self.read(found[comma + 1 :])
            if first is not None and rest is not None:
                results.append(Joined(((found, Binary("&&", first, rest.node)),)))
        return results[0] if len(results) == 1 else None

    def _taken_apart(self, found: tuple[Word, ...]) -> Joined | None:
        joints = _joints(found)
        if not joints or len(joints) > _MOST_JOINTS:
            return None
        results: dict[str, Joined] = {}
        for count in range(1, len(joints) + 1):
            for chosen in itertools.combinations(joints, count):
                result = self._with(found, chosen)
                if result is not None:
                    results.setdefault(render_c(result.node), result)
        return next(iter(results.values())) if len(results) == 1 else None

    def _with(self, found: tuple[Word, ...], chosen: Sequence[_Joint]) -> Joined | None:
        """Read the clauses between the joints ``chosen``, which must be all that join."""
        operators = _operators(chosen)
        if operators is None or (_requires(found) and not _all_limit(chosen)):
            return None
        apart = list(_pieces(found, chosen))
        nodes = self._nodes(apart)
        return None if nodes is None else _joined(apart, nodes, operators)

    def each(self, apart: Sequence[tuple[Word, ...]]) -> list[Joined | None]:
        """Return what each piece of a list means, where later ones may leave out the subject."""
        found: list[Joined | None] = []
        before: Match | None = None
        for piece in apart:
            match, node = self._clause(piece)
            if node is None and before is not None:
                match, node = self._completed(piece, before)
            before = match if match is not None and match.subject else before
            found.append(Joined(((piece, node),)) if node is not None else self.read(piece))
        return found

    def _nodes(self, apart: Sequence[tuple[Word, ...]]) -> list[Node] | None:
        nodes: list[Node] = []
        before: Match | None = None
        for piece in apart:
            match, node = self._clause(piece)
            if node is None and before is not None:
                match, node = self._completed(piece, before)
            if node is None:
                return None
            before = match if match is not None and match.subject else before
            nodes.append(node)
        return nodes

    def _completed(
        self, piece: tuple[Word, ...], before: Match
    ) -> tuple[Match | None, Node | None]:
        """Read a clause that leaves out the subject of the one ``before``."""
        if not piece or not before.subject:
            return None, None
        again = before.words[len(before.subject) :]
        if [one.norm for one in piece[-2:]] == ["is", "not"] and again[0].norm == "is":
            return self._clause((*piece, *again[1:]))  # "A is set in flags, but B is not"
        if piece[0].norm in _SAID_AGAIN and piece[1:] and piece[1].norm in _VERBS:
            piece = piece[1:]
        if piece[0].norm in _VERBS - {"not"}:
            return self._clause((*before.subject, *piece))
        if (
            piece[0].norm == "not"
            and piece[1:]
            and piece[1].norm in _VERBS - _AUXILIARIES | {"have"}
        ):
            return self._clause((*before.subject, *piece))  # "does not refer to a pipe"
        if before.negated and piece[0].norm != "not":
            return None, None  # "is not open or mapped" may negate both
        if before.words[len(before.subject)].norm != "is":
            return None, None  # "contains A but not B": no verb that could be said again
        if before.object_start:
            match, node = self._clause((*before.words[: before.object_start], *piece))
            if node is not None:
                return match, node
        return self._clause((*before.subject, Word("is", "is"), *piece))


def _requires(found: tuple[Word, ...]) -> bool:
    """Whether the words say what must be: "A must be, and B must be" fails when either is not."""
    return any(word.norm in _MUST for word in found)


def _all_limit(chosen: Sequence[_Joint]) -> bool:
    return all(joint.operator in ("when", "unless") for joint in chosen)


def _trimmed(found: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return ``found`` without signs at its ends."""
    start, end = 0, len(found)
    while start < end and found[start].norm in _SIGNS:
        start += 1
    while start < end and found[end - 1].norm in _SIGNS:
        end -= 1
    return found[start:end]


_SIGNS = frozenset(",.;:")


def pieces(found: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    """Return the pieces of "A, B, or C": none where the words join in any other way, too."""
    joints = _joints(found)
    if not joints or joints[-1].operator != "||" or _requires(found):
        return []
    if {one.operator for one in joints} <= {"||", ","}:
        return list(_pieces(found, joints))
    strong = [one for one in joints if one.strong and one.operator == "||"]
    others = [one for one in joints if one not in strong]
    if not strong or any(one.operator != "&&" or one.strong for one in others):
        return []
    return list(_pieces(found, strong))


def _joints(found: tuple[Word, ...]) -> list[_Joint]:
    joints = []
    depth = 0
    for place, word in enumerate(found):
        depth += (word.norm == "(") - (word.norm == ")")
        before = found[place - 1].norm if place else ""
        start = place - 1 if before == "," else place
        operator = _operator(word.norm)
        if depth or not place or place + 1 == len(found):
            continue
        if operator:
            joints.append(_Joint(start, place + 1, operator, before == ","))
        elif word.norm in _RELATIVE and found[place + 1].norm in _VERBS:
            joints.append(_Joint(place, place + 1, "&&"))
        elif word.norm == "," and not _operator(found[place + 1].norm):
            joints.append(_Joint(place, place + 1, ","))
    return joints


def _operator(norm: str) -> str:
    if norm == "or":
        return "||"
    if norm in _AND:
        return "&&"
    if norm in _WHEN:
        return "when"
    return "unless" if norm == "unless" else ""


def _operators(chosen: Sequence[_Joint]) -> list[tuple[str, bool]] | None:
    """Return the operator of each joint, and whether it binds least; None where it is unclear."""
    if any(one.operator in ("when", "unless") for one in chosen):
        plain = all(one.operator in ("when", "&&") for one in chosen)
        if plain:
            return [("&&", True)] * len(chosen)
        return [("unless", True)] if [one.operator for one in chosen] == ["unless"] else None
    found: list[tuple[str, bool]] = []
    for place, one in enumerate(chosen):
        later = next((other for other in chosen[place:] if other.operator != ","), None)
        if later is None:
            return None
        found.append((later.operator, one.strong or one.operator == ","))
    return _levels(found)


def _levels(found: list[tuple[str, bool]]) -> list[tuple[str, bool]] | None:
    operators = {operator for operator, _ in found}
    if len(operators) == 1:
        return [(operator, True) for operator, _ in found]
    strong = {operator for operator, binds_least in found if binds_least}
    weak = {operator for operator, binds_least in found if not binds_least}
    return found if len(strong) == 1 and len(weak) == 1 and strong != weak else None


def _pieces(found: tuple[Word, ...], chosen: Sequence[_Joint]) -> Iterator[tuple[Word, ...]]:
    start = 0
    for joint in chosen:
        yield _opened(found[start : joint.start], repeated=start > 0)
        start = joint.end
    yield _opened(found[start:], repeated=True)


def _opened(piece: tuple[Word, ...], *, repeated: bool) -> tuple[Word, ...]:
    """Leave out "either", and in later clauses a repeated "if", at the beginning."""
    openings = ("either", "if", "when", "that") if repeated else ("either",)
    while piece and piece[0].norm in openings:
        piece = piece[1:]
    return piece


def _joined(
    apart: Sequence[tuple[Word, ...]],
    nodes: Sequence[Node],
    operators: Sequence[tuple[str, bool]],
) -> Joined:
    """Join what the clauses mean: first what has no comma between, then the rest."""
    if operators[0][0] == "unless":
        words = tuple(word for piece in apart for word in piece)
        return Joined(((words, Binary("&&", nodes[0], negation(nodes[1]))),))
    groups: list[tuple[tuple[Word, ...], Node]] = [(apart[0], nodes[0])]
    strong = ""
    for (operator, binds_least), piece, node in zip(operators, apart[1:], nodes[1:], strict=True):
        if binds_least:
            strong = operator
            groups.append((piece, node))
        else:
            words, before = groups[-1]
            groups[-1] = ((*words, *piece), Binary(operator, before, node))
    if strong == "||":
        return Joined(tuple(groups))
    words = tuple(word for piece in apart for word in piece)
    every = reduce(lambda left, right: Binary("&&", left, right), [one for _, one in groups])
    return Joined(((words, every),))


def _is_condition(node: Node | None) -> bool:
    """Whether an expression says something that holds or not: a comparison or a bit."""
    if isinstance(node, Unary):
        return node.operator == "!"
    comparisons = ("==", "!=", "<", ">", "<=", ">=", "&&", "||", "&")
    return isinstance(node, Binary) and node.operator in comparisons

"""One phrase against the words of a clause: patterns, places, and the expression that results."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence

import msgspec

from kapi.expr.nodes import OPPOSITE, Binary, Node, Unary
from kapi.expr.parser import parsed
from kapi.judge.prose.param_slots import path_values, process_behind, process_values
from kapi.judge.prose.phrases import PHRASES, Phrase
from kapi.judge.prose.roles import Role, access, directions, is_text
from kapi.judge.prose.scope import Scope
from kapi.judge.prose.slots import Filling, fill
from kapi.judge.prose.spellings import Word

_LONGEST = 24
"""Words that one place may hold."""


class _Literal(msgspec.Struct, frozen=True):
    """Words of which one must stand there; an empty one among them says that none need to.

    ``negates`` says that they have the sense of "not", as "other than" has.
    """

    choices: tuple[tuple[str, ...], ...]
    negates: bool = False


class _Slot(msgspec.Struct, frozen=True):
    name: str
    kind: str
    suffix: str
    optional: bool


class _Not(msgspec.Struct, frozen=True):
    """A "not" that may stand there."""


_Element = _Literal | _Slot | _Not


class Match(msgspec.Struct, frozen=True):
    """A clause that one phrase covers from its first word to its last.

    ``subject`` are the words before the verb, which later clauses may leave out; ``negated`` says
    that a "not" stood in it. ``object_start`` is where a last place begins that holds a flag or a
    kind of file, so that "opened with A, B" can go on; 0 where there is none.
    """

    node: Node
    subject: tuple[Word, ...]
    negated: bool
    phrase: Phrase
    words: tuple[Word, ...] = ()
    object_start: int = 0


class _State(msgspec.Struct, frozen=True):
    fillings: tuple[tuple[_Slot, Filling], ...] = ()
    negated: bool = False
    subject_end: int = 0
    object_start: int = 0


_OBJECTS = frozenset({"kind", "file_kind", "open_flag", "flag", "bit"})


@functools.cache
def pattern(words: str) -> tuple[_Element, ...]:
    """Return the elements of the pattern ``words``."""
    return tuple(_element(text) for text in words.split())


def _element(text: str) -> _Element:
    if text == "~":
        return _Not()
    optional = text.startswith("[")
    inner = text.strip("[]") if optional else text
    if inner.startswith("<"):
        name = inner.strip("<>")
        kind = name.rstrip("0123456789")
        return _Slot(name, kind, name[len(kind) :], optional)
    negates = inner.startswith("^")
    choices = tuple(tuple(one.split("+")) for one in inner.removeprefix("^").split("|"))
    return _Literal((*choices, ()) if optional else choices, negates)


@functools.cache
def _needed(words: str) -> tuple[frozenset[str], ...]:
    """The words of which a clause must have one, for each element that is no place."""
    found = []
    for element in pattern(words):
        if isinstance(element, _Literal) and () not in element.choices:
            found.append(frozenset(choice[0] for choice in element.choices))
    return tuple(found)


class _Places:
    """The words of a clause, and what each piece of it means in a place; asked for but once."""

    def __init__(self, found: tuple[Word, ...], scope: Scope) -> None:
        self.words = found
        self._scope = scope
        self._known: dict[tuple[str, int, int], Filling | None] = {}

    def filling(self, kind: str, start: int, end: int) -> Filling | None:
        """Return what the words from ``start`` up to ``end`` mean in a place."""
        key = (kind, start, end)
        if key not in self._known:
            self._known[key] = fill(kind, self.words[start:end], self._scope)
        return self._known[key]


def matches(found: tuple[Word, ...], scope: Scope) -> Iterator[Match]:
    """Yield what each phrase reads in ``found``, all of whose words it must cover."""
    norms_of = [word.norm for word in found]
    norms = frozenset(norms_of)
    places = _Places(found, scope)
    for phrase in PHRASES:
        if not any(map(norms.isdisjoint, _needed(phrase.words))):
            for state in _walk(pattern(phrase.words), 0, 0, _State(), places):
                node = _node(phrase, state, scope)
                if node is not None:
                    yield Match(
                        node,
                        found[: state.subject_end or _actor(norms_of)],
                        state.negated,
                        phrase,
                        found,
                        state.object_start,
                    )


def _actor(norms: list[str]) -> int:
    """How many words at the beginning name who calls: the subject where no place is."""
    return next((n for n in (2, 1) if " ".join(norms[:n]) in _ACTORS), 0)


_ACTORS = frozenset(
    {"caller", "process", "user", "thread", "calling process", "calling thread", "this process"}
)


def _walk(
    elements: tuple[_Element, ...],
    index: int,
    place: int,
    state: _State,
    places: _Places,
) -> Iterator[_State]:
    if index == len(elements):
        if place == len(places.words):
            yield state
        return
    for after, changed in _steps(elements[index], index, place, state, places):
        yield from _walk(elements, index + 1, after, changed, places)


def _steps(
    element: _Element,
    index: int,
    place: int,
    state: _State,
    places: _Places,
) -> Iterator[tuple[int, _State]]:
    """Yield where the next element may go on, and what is known then."""
    found = places.words
    if isinstance(element, _Literal):
        for choice in element.choices:
            end = place + len(choice)
            if tuple(word.norm for word in found[place:end]) == choice:
                negated = state.negated or element.negates
                yield end, msgspec.structs.replace(state, negated=negated)
    elif isinstance(element, _Not):
        yield place, state
        if place < len(found) and found[place].norm == "not":
            yield place + 1, msgspec.structs.replace(state, negated=True)
    else:
        if element.optional:
            yield place, state
        for end in range(place + 1, min(len(found), place + _LONGEST) + 1):
            filling = places.filling(element.kind, place, end)
            if filling is not None:
                subject_end = end if index == 0 else state.subject_end
                last = end == len(found) and element.kind in _OBJECTS
                yield (
                    end,
                    msgspec.structs.replace(
                        state,
                        fillings=(*state.fillings, (element, filling)),
                        subject_end=subject_end,
                        object_start=place if last else 0,
                    ),
                )


# The expression ------------------------------------------------------------------------------


def _node(phrase: Phrase, state: _State, scope: Scope) -> Node | None:
    lists = [(slot, filling) for slot, filling in state.fillings if len(filling.values) > 1]
    if len(lists) > 1 and (state.negated or any(_is_of_all(one) for _, one in lists)):
        return None  # "A and B are X and Y": which belongs to which is not said
    values = _implied(scope)
    for slot, filling in state.fillings:
        if len(filling.values) == 1 and not _bind(values, slot, filling.values[0]):
            return None
    if not lists:
        text = _filled(phrase.reads, values)
        return _parsed(_flipped(text, state.negated))
    if len(lists) > 1:
        return _each_with_each(phrase, values, lists)
    slot, filling = lists[0]
    subject = bool(state.fillings) and state.fillings[0][0] is slot and state.subject_end > 0
    return _listed(phrase, values, slot, filling, state.negated, subject=subject)


def _is_of_all(filling: Filling) -> bool:
    return filling.negated or filling.joint != "||"


def _each_with_each(
    phrase: Phrase, values: dict[str, str], lists: Sequence[tuple[_Slot, Filling]]
) -> Node | None:
    """Read "A or B is X or Y": any of the ones is any of the others."""
    texts = []
    for chosen in itertools.product(*(filling.values for _, filling in lists)):
        own = dict(values)
        if not all(_bind(own, slot, one) for (slot, _), one in zip(lists, chosen, strict=True)):
            return None
        texts.append(_filled(phrase.reads, own))
    if any(text is None for text in texts):
        return None
    return _parsed(" || ".join(f"({text})" for text in dict.fromkeys(texts)))


def _listed(
    phrase: Phrase,
    values: dict[str, str],
    slot: _Slot,
    filling: Filling,
    negated: bool,
    *,
    subject: bool,
) -> Node | None:
    """One condition for each thing that is named, joined as the words say."""
    if negated and (filling.negated or filling.joint == "&&"):
        return None  # "A and B are not open" may mean both, or either
    texts = []
    for one in filling.values:
        own = dict(values)
        if not _bind(own, slot, one):
            return None
        text = _filled(phrase.reads, own)
        texts.append(_flipped(text, filling.negated or (negated and subject)))
    if any(text is None for text in texts):
        return None
    joined = f" {filling.joint} ".join(f"({text})" for text in dict.fromkeys(texts))
    return _parsed(_flipped(joined, negated and not subject))


def _bind(values: dict[str, str], slot: _Slot, more: dict[str, str]) -> bool:
    for key, value in more.items():
        name = key + slot.suffix
        implied = name in _IMPLIED or name in _MEANT
        if name in values and values[name] != value and not implied:
            return False
        values[name] = value
    return True


_MEANT = frozenset({"path", "walk", "at", "where", "read_only", "process"})
_IMPLIED = {
    "fd": Role.DESCRIPTOR,
    "addr": Role.ADDRESS,
    "len": Role.LENGTH,
    "pid": Role.PROCESS,
}


def _implied(scope: Scope) -> dict[str, str]:
    """The parameters that a phrase may mean without a word: the only one of its role."""
    found = {}
    for key, role in _IMPLIED.items():
        names = scope.roles.of(role)
        if len(names) == 1:
            found[key] = names[0]
    found |= process_values(found["pid"], scope) if "pid" in found else process_behind(scope)
    texts = [one.name for one in scope.roles.spec.params if is_text(one)]
    found |= {"key": texts[0]} if len(texts) == 1 else {}
    pointers = [scope.roles.param(name) for name in scope.roles.of(Role.POINTER)]
    only = pointers[0] if len(pointers) == 1 else None
    memory = access(only, scope.roles) if only is not None else None
    found |= {"memory": memory} if memory else {}
    ready = _readiness(scope)
    found |= {"ready": ready} if ready else {}
    paths = scope.roles.of(Role.PATH)
    return found | (path_values(paths[0], scope) if len(paths) == 1 else {})


def _readiness(scope: Scope) -> str | None:
    """What a file has to be ready for: a call that only reads memory writes what it says."""
    params = map(scope.roles.param, scope.roles.of(Role.POINTER))
    done = {one for param in params if param is not None for one in directions(param)}
    return {"readable": "POLLOUT", "writable": "POLLIN"}[done.pop()] if len(done) == 1 else None


def _filled(template: str, values: dict[str, str]) -> str | None:
    text = template
    for _ in range(2):  # the value of a place may hold places itself
        for key, value in values.items():
            if f"{{{key}}}" in text:
                text = text.replace(f"{{{key}}}", value)
    return None if "{" in text else text


def _flipped(text: str | None, negated: bool) -> str | None:
    return f"!({text})" if text is not None and negated else text


def _parsed(text: str | None) -> Node | None:
    node = parsed(text)
    return None if node is None else _plain(node)


def negation(node: Node) -> Node:
    """Return the condition that holds where ``node`` does not."""
    return _plain(Unary("!", node))


def _plain(node: Node) -> Node:
    """``start % PAGE_SIZE != 0`` rather than ``!(start % PAGE_SIZE == 0)``."""
    if isinstance(node, Binary) and node.operator in ("||", "&&"):
        return Binary(node.operator, _plain(node.left), _plain(node.right))
    if isinstance(node, Unary) and node.operator == "!":
        inner = _plain(node.operand)
        if isinstance(inner, Binary) and inner.operator in OPPOSITE:
            return Binary(OPPOSITE[inner.operator], inner.left, inner.right)
        if isinstance(inner, Unary) and inner.operator == "!":
            return inner.operand
        return Unary("!", inner)
    return node

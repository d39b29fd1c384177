"""The prose of one error condition, read into predicates as far as every word allows.

A block may hold several conditions: "A, or B. Also returned if C." Each becomes a part. A part is
complete when every word that says anything was covered by phrases; a sentence after it that was
not read counts against it, because it may restrict it. Only a complete part may be used like an
``x-when``; any other says at best what its words may mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from kapi.expr.nodes import Binary, Node
from kapi.judge.prose.clauses import Clauses
from kapi.judge.prose.headings import adds_nothing, is_name, is_title, with_verb
from kapi.judge.prose.match import negation
from kapi.judge.prose.part import Part, Reading
from kapi.judge.prose.prose_blocks import Statement, is_remark, statements
from kapi.judge.prose.roles import roles
from kapi.judge.prose.scope import Scope
from kapi.judge.prose.sentence import conjuncts, read_sentence, says_all, tainted
from kapi.judge.prose.spellings import Word, plain, unread, words
from kapi.model.elements import ErrorCondition
from kapi.model.spec import Spec

__all__ = ["Part", "Reading", "read_condition"]


def read_condition(error: ErrorCondition, spec: Spec) -> Reading:
    """Return what the words of ``error`` say of the calls of ``spec``; ``when`` is not looked at.

    The condition, or where there is none the description, says when the error comes. The summary
    is its heading, the description further text: both must add nothing or be read as well.
    """
    summary, condition, description = (
        plain(text or "") for text in (error.summary, error.condition, error.description)
    )
    names = tuple(param.name for param in spec.params)
    heading, body = words(summary, names), words(f"{condition}\n{description}", names)
    mentioned = tuple(one.text for one in (*heading, *body) if one.text in names)
    block = _Block(Clauses(Scope(roles(spec), names, tuple(dict.fromkeys(mentioned)))))
    if condition or description:
        for text in (condition, description):
            for statement in statements(text, names):
                block.add(statement)
        block.head(summary, heading, body)
    elif is_title(summary):
        return Reading((Part(summary, None, unread(heading)),))
    else:
        for statement in statements(summary, names):
            block.add(statement)
    return Reading(block.parts())


class _Block:
    """The parts found so far, and words that narrow all that come after them."""

    def __init__(self, clauses: Clauses) -> None:
        self._clauses = clauses
        self._parts: list[Part] = []
        self._left: tuple[str, ...] = ()

    def parts(self) -> tuple[Part, ...]:
        """Return the parts, each meaning once."""
        if not self._parts and self._left:
            return (Part(" ".join(self._left), None, self._left),)
        found: dict[object, Part] = {}
        for part in self._parts:
            for node in _disjuncts(part.node):
                one = Part(part.text, node, part.rest)
                found.setdefault(one.shown if one.complete else one, one)
        return tuple(found.values())

    def add(self, statement: Statement) -> None:
        """Take up one statement, in the order of the text."""
        if is_remark(statement):
            return
        if statement.opens_list:
            self._left += unread(statement.words)
            self._taint(unread(statement.words))
            return
        parts = read_sentence(statement.text, statement.words, self._clauses)
        if statement.includes:
            if not all(part.complete for part in parts):
                self._taint(unread(statement.words))
        elif statement.fresh or not self._parts:
            self._parts += [tainted(part, self._left) for part in parts]
        else:
            self._further(parts, unread(statement.words))

    def head(self, summary: str, heading: tuple[Word, ...], body: tuple[Word, ...]) -> None:
        """Take up the summary, a heading over what was read already."""
        if adds_nothing(summary, heading, body):
            return
        parts = read_sentence(summary, heading, self._clauses)
        is_read = bool(self._parts) and all(part.complete for part in self._parts)
        is_silent = not any(part.node for part in parts)
        if is_read and is_silent and is_name(heading, body) and not self._is_contrary(heading):
            return
        if not any(part.node is not None for part in self._parts):
            rest = tuple(word for part in self._parts for word in part.rest)
            self._parts = [tainted(part, rest) for part in parts]
        else:
            self._further(parts, unread(heading))

    def _is_contrary(self, heading: tuple[Word, ...]) -> bool:
        """Whether a heading without a verb ("fd not open") denies what was read."""
        found = self._clauses.read(with_verb(heading))
        denied = conjuncts(negation(found.node)) if found else None
        return any(part.node and conjuncts(part.node) == denied for part in self._parts)

    def _further(self, parts: Sequence[Part], said: tuple[str, ...]) -> None:
        """A sentence that says more of the cases before: the same again, or a restriction."""
        nodes = [part.node for part in parts if part.complete and part.node is not None]
        known = [part.node for part in self._parts if part.node is not None]
        if len(nodes) < len(parts) or not known:
            self._taint(said)
        elif all(any(says_all(one, node) for one in known) for node in nodes):
            return
        elif len(nodes) == len(known) == len(self._parts) == 1 and says_all(nodes[0], known[0]):
            self._narrow(nodes[0])
        else:
            self._taint(said)

    def _narrow(self, node: Node) -> None:
        before = self._parts[0]
        self._parts = [Part(before.text, node, before.rest)]

    def _taint(self, said: tuple[str, ...]) -> None:
        self._parts = [tainted(part, said) for part in self._parts]


def _disjuncts(node: Node | None) -> list[Node | None]:
    """The conditions of which each alone is enough."""
    if isinstance(node, Binary) and node.operator == "||":
        return [*_disjuncts(node.left), *_disjuncts(node.right)]
    return [node]

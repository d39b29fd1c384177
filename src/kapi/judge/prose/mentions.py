"""Which parameters words speak of, also those that say nothing that can be read."""

from __future__ import annotations

from kapi.judge.prose.nouns import NOUNS
from kapi.judge.prose.param_words import head
from kapi.judge.prose.roles import Role, roles
from kapi.judge.prose.spellings import FUNCTION_WORDS, words
from kapi.model.elements import ErrorCondition, Param
from kapi.model.spec import Spec


def mentioned(error: ErrorCondition, spec: Spec) -> frozenset[str] | None:
    """Return the parameters that the words of ``error`` may mean; None where they may mean any.

    They are named, or called as their description or kernel prose calls what they are. Words that
    name none by its name or description may be about all of them.
    """
    names = frozenset(param.name for param in spec.params)
    texts = filter(None, (error.summary, error.condition, error.description))
    said = words("\n".join(texts), names)
    norms = frozenset(word.norm for word in said)
    named = {name for word in said for name in names if name in _names_in(word.text)}
    named |= {one.name for one in spec.params if _is_described(one, norms)}
    if not named:
        return None
    found = roles(spec)
    called = {
        name
        for role in Role
        for name in found.of(role)
        if norms & {word for noun in NOUNS[role] for word in noun.split()} - FUNCTION_WORDS
    }
    return frozenset(named | called)


def _names_in(text: str) -> tuple[str, ...]:
    """``ts`` in ``ts->tv_nsec``."""
    return (text, text.partition("->")[0], text.partition(".")[0])


def _is_described(param: Param, norms: frozenset[str]) -> bool:
    noun = head(param.description or "")
    return bool(noun) and norms.issuperset(noun)

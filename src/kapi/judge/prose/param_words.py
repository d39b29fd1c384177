"""Which parameter some words mean: by its name, by a noun for its role, by its description."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence

from kapi.judge.prose.nouns import ADJECTIVES, MEANS, NOUNS
from kapi.judge.prose.roles import Role, walk
from kapi.judge.prose.scope import Scope
from kapi.judge.prose.spellings import FUNCTION_WORDS, Word, words


def param_meant(found: Sequence[Word], scope: Scope, role: Role | None) -> str | None:
    """Return the name of the one parameter that ``found`` means; of any role where that is None."""
    named = [word.text for word in found if word.text in scope.params]
    others = [word.norm for word in found if word.text not in scope.params]
    if found[-1].text in named:
        others = [] if tuple(others) in _VALUE_OF else _without_ending(others)
    rest = [norm for norm in others if norm not in ADJECTIVES]
    if len(named) == 1:
        fits = role is None or named[0] in scope.roles.of(role)
        return named[0] if fits and set(rest) <= _beside(named[0], scope, role) else None
    if named:
        return None
    found_by_noun = role and _by_noun(
        " ".join(norm for norm in rest if norm not in MEANS), scope, role
    )
    return found_by_noun or _by_description(tuple(rest), scope, role)


def _by_description(noun: tuple[str, ...], scope: Scope, role: Role | None) -> str | None:
    """The one parameter that its description calls so: "the option" for "@name: the option"."""
    if not noun or noun[0] in FUNCTION_WORDS:
        return None
    every = scope.params if role is None else scope.roles.of(role)
    called = [
        param.name
        for param in map(scope.roles.param, every)
        if param is not None and param.description and head(param.description) == noun
    ]
    return called[0] if len(called) == 1 else None


@functools.cache
def head(description: str) -> tuple[str, ...]:
    """Return the words of a description before what says more of its noun."""
    found = (word.norm for word in words(description))
    noun = tuple(itertools.takewhile(lambda norm: norm not in _MORE, found))
    return noun if all(map(str.isalpha, noun)) else ()


_MORE = FUNCTION_WORDS | {"flag", "bit", "how", "who", "what"}
"""What ends the noun at the beginning of a description."""


def _without_ending(norms: list[str]) -> list[str]:
    """Leave out what joins a noun to the name after it: "the queue specified in mqdes"."""
    for ending in _SPECIFIED_BY:
        if norms[-2:] == ending and len(norms) > len(ending):
            return norms[:-2]
    return norms


_SPECIFIED_BY = [[how, where] for how in ("specified", "given", "passed") for where in ("in", "by")]
_VALUE_OF = frozenset({("value", "of"), ("value", "in"), ("value", "specified", "in")})


def _beside(name: str, scope: Scope, role: Role | None) -> set[str]:
    """The words that may stand beside the name of a parameter and mean the same."""
    roles = [role] if role else [one for one in Role if name in scope.roles.of(one)]
    nouns = [noun for one in roles for noun in NOUNS[one] if role or " " not in noun]
    return {part for noun in nouns for part in noun.split()} | {"argument", "parameter"}


def first_meant(found: Sequence[Word], scope: Scope, wanted: Sequence[Role | None]) -> str | None:
    """Return the same for the first of the roles in ``wanted`` that gives one."""
    names = (param_meant(found, scope, role) for role in wanted)
    return next((name for name in names if name), None)


def _by_noun(noun: str, scope: Scope, role: Role) -> str | None:
    candidates = scope.roles.of(role)
    if role is Role.DESCRIPTOR and noun in _WAYS:
        candidates = tuple(one for one in candidates if one.replace("_", "") in _WAYS[noun])
        return candidates[0] if len(candidates) == 1 else None
    if noun not in NOUNS[role]:
        return None
    if noun == "file" and not _is_the_only_file(scope, role):
        return None
    if len(candidates) > 1:
        named = tuple(name for name in candidates if name in scope.mentioned)
        candidates = named or _buffers(candidates, noun, scope)
    return candidates[0] if len(candidates) == 1 else None


_WAYS = {f"{way}put file": (f"{way}fd", f"fd{way}") for way in ("in", "out")}
"""What the files of a call that copies are called → names of their parameters."""


def _buffers(candidates: Sequence[str], noun: str, scope: Scope) -> tuple[str, ...]:
    """The pointers that may be called a buffer: those whose length another parameter says."""
    if "buffer" not in noun.split():
        return ()
    params = (scope.roles.param(name) for name in candidates)
    return tuple(one.name for one in params if one is not None and one.size_param is not None)


def _is_the_only_file(scope: Scope, role: Role) -> bool:
    """Whether "the file" means a descriptor, or the path, and not the other as well.

    A directory that a path starts at is none that is meant.
    """
    paths = scope.roles.of(Role.PATH)
    if role is not Role.PATH:
        return not paths
    starts = {walk(one, scope.roles).partition("(")[2].partition(",")[0] for one in paths}
    return all(one in starts for one in scope.roles.of(Role.DESCRIPTOR))

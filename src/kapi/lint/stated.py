"""Checks that say the same of every element of a list: what it states, which names are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from operator import attrgetter
from typing import Any, TypeAlias

from kapi.lint.rule import Problem, Problems, guessed
from kapi.model.spec import Spec, stated
from kapi.vocab.schema import BLOCKS

_FIELDS = tuple(field for block in BLOCKS.values() for field in block.fields)

Elements: TypeAlias = str | Callable[[Spec], Iterable[Any]]
"""The name of a list of a spec, or what gives the elements of one."""


def incomplete(elements: Elements, fields: str, message: str) -> Callable[[Spec], Problems]:
    """Return a check: each of ``elements`` states one of ``fields`` (names between blanks).

    ``message`` is what is said of another, ``{0}`` in it the element.
    """
    listed, names = _listed(elements), fields.split()

    def check(spec: Spec) -> Problems:
        for one in listed(spec):
            if not any(stated(one, name) or is_misspelt(one, name) for name in names):
                yield Problem(message.format(one), one.span)

    return check


def is_misspelt(element: Any, field: str) -> bool:
    """Whether ``element`` has an unknown tag like one of ``field``, which is a finding itself."""
    tags = [one.tag for one in element.extensions]
    names = {name for one in _FIELDS if one.path == field for name in one.names if name}
    return any(get_close_matches(name, tags, 1, 0.7) for name in names)


def unknown(
    elements: Elements,
    fields: str,
    is_known: Callable[[str], bool],
    names: Callable[[], Iterable[str]],
    message: str,
    like: str,
) -> Callable[[Spec], Problems]:
    """Return a check: the words in ``fields`` of ``elements`` that are ``like`` a name are known.

    ``like`` is a regular expression for the whole word. ``names`` gives those that may be meant
    instead. In ``message``, ``{}`` is the word.
    """
    listed, name = _listed(elements), re.compile(like)

    def check(spec: Spec) -> Problems:
        for one in listed(spec):
            for word in _words(one, fields):
                if name.fullmatch(word) and not is_known(word):
                    near = get_close_matches(word, tuple(names()), 1, 0.8)
                    yield Problem(message.format(word), one.span, *guessed(word, near))

    return check


def _listed(elements: Elements) -> Callable[[Spec], Iterable[Any]]:
    return attrgetter(elements) if isinstance(elements, str) else elements


def _words(element: object, fields: str) -> Iterable[str]:
    for field in fields.split():
        value = stated(element, field)
        yield from [value] if isinstance(value, str) else value or ()

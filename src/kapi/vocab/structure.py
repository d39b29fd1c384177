"""What a table of C structures is made of: members, their form in C, and blocks of members."""

from __future__ import annotations

import enum
from typing import NamedTuple

__all__ = ["Block", "Form", "Member"]


class Form(enum.Enum):
    """How the value of a member is written in C."""

    NAME = "string of one line"
    TEXT = "string, kept as it is"
    PROSE = "string of prose"
    CODE = "string of code"
    QUOTED = "expression in a string"
    EXPRESSION = "expression"
    SYMBOL = "identifier"
    STRINGIFIED = "identifier, or string"
    ERRNO = "negative errno"
    WORD = "word"
    WORDS = "words joined by |"
    WORD_STRING = "word whose macro is a string"
    ANSWER = "true or false, as an answer"
    BOOL = "true or false"
    MARK = "true, or a string"
    VALUES = "pointer to an array of expressions"
    ARRAY = "array of expressions"
    SYMBOLS = "array of identifiers"
    STATES = "array of socket states"
    STATE = "socket state"
    VALUE_STRING = "expressions in one string"
    STRINGS = "pointer to an array of strings"
    POSITION = "index of a parameter, -1 for none"
    QUEUE = "string that has macros"
    COUNT = "number of elements"


class Member(NamedTuple):
    """One member of a C structure.

    ``field`` is the path of the model's field (``limits.minimum``); for a count it is that of
    the list that it counts, within the same block. ``words`` is the enumeration of a word.
    """

    name: str
    field: str
    form: Form
    words: type[enum.Enum] | None = None


class Block(NamedTuple):
    """One structure inside a spec. ``many`` says that it is an array, with an index."""

    name: str
    field: str
    members: tuple[Member, ...]
    many: bool = True
    inner: tuple[str, ...] = ()
    parent: str = "spec"

    def member(self, name: str) -> Member | None:
        """Return the member called ``name``."""
        return next((member for member in self.members if member.name == name), None)

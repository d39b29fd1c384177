"""What the schema is made of: fields, the forms of their values, blocks, and C structures."""

from __future__ import annotations

import enum
import functools
from typing import NamedTuple

import msgspec


class Form(enum.Enum):
    """How a value is written: after the tag of a comment, and as the member of a C structure."""

    NAME = "text; in C a string of one line"
    TEXT = "text; in C a string, kept as it is"
    PROSE = "text for people; in C a string"
    MARK = "text; in C true, or a string"
    SYMBOL = "text; in C an identifier"
    STRINGIFIED = "text; in C an identifier, or a string"
    QUEUE = "text; in C a string that has macros"
    STATE = "text; in C a socket state"
    RETURNED = "text; in C a negative errno"
    CODE = "lines of code; in C a string"
    EXPRESSION = "expression"
    QUOTED = "expression; in C in a string"
    SUCCESS = "value, or bound after an operator; in C an expression"
    RANGE = "part of two bounds, comma-separated; in C an expression"
    VALUES = "comma-separated expressions; in C a pointer to an array"
    ARRAY = "comma-separated expressions; in C an array"
    VALUE_STRING = "comma-separated expressions; in C one string"
    STRINGS = "comma-separated names; in C a pointer to an array of strings"
    SYMBOLS = "comma-separated names; in C an array of identifiers"
    STATES = "comma-separated names; in C an array of socket states"
    WORD = "one word of an enumeration"
    WORD_STRING = "one word of an enumeration; in C a macro that is a string"
    ANSWER = "yes or no, as a word; in C true or false"
    TYPE = "type word, then flags; in C the type word"
    WORDS = "words of an enumeration; in C joined by |"
    ERRNO = "errno name with or without sign; in C negative"
    BOOL = "yes or no; in C true or false"
    POSITION = "0-based parameter index or name; in C -1 for none"
    VIOLATION = "action, or reject(ERRNO)"
    ARCH_MASKS = "ARCH = BITS, one tag each"
    MEMBERS = "nested blocks of a structure's members"
    COUNT = "in C the number of elements of a list"


TEXTS = frozenset(
    {
        *(Form.NAME, Form.TEXT, Form.PROSE, Form.MARK, Form.SYMBOL, Form.STRINGIFIED),
        *(Form.QUEUE, Form.STATE, Form.RETURNED),
    }
)
"""Forms that are text in a comment."""
EXPRESSIONS = frozenset({Form.EXPRESSION, Form.QUOTED})
LISTS_OF_EXPRESSIONS = frozenset({Form.VALUES, Form.ARRAY, Form.VALUE_STRING})
LISTS_OF_NAMES = frozenset({Form.STRINGS, Form.SYMBOLS, Form.STATES})
WORDS_ALONE = frozenset({Form.WORD, Form.WORD_STRING, Form.ANSWER})
"""Forms that are written alike in a comment."""

_IN_C = {
    Form.TYPE: Form.WORD,
    Form.SUCCESS: Form.EXPRESSION,
    Form.RANGE: Form.EXPRESSION,
    Form.RETURNED: Form.ERRNO,
}
"""Forms that another one writes in C."""


class Field(NamedTuple):
    """One field of the model.

    ``path`` is its name, with a dot for a field of a part (``limits.minimum``). ``tag`` is the
    canonical tag of the comment dialects, empty where the field stands in the head of its block,
    and ``aliases`` are other spellings that are read. ``words`` is the enumeration of a word.
    ``own`` tags are kapi's: the older dialects cannot say them. ``label`` stands before the value
    in what is shown to people.
    """

    path: str
    form: Form
    tag: str
    words: type[enum.Enum] | None
    aliases: tuple[str, ...]
    label: str
    own: bool

    @property
    def names(self) -> tuple[str, ...]:
        """All spellings of the tag that are read, the canonical one first."""
        return (self.tag, *self.aliases)

    @property
    def part(self) -> str:
        """The part of the model to which the field belongs (``limits``), or nothing."""
        return self.path.rpartition(".")[0]


def field(
    path: str,
    form: Form,
    tags: str | None = None,
    words: type[enum.Enum] | None = None,
    label: str = "",
    own: bool = False,
) -> Field:
    """Return a field. ``tags`` is the tag and its aliases; None is the path with hyphens.

    ``x-`` tags are kapi's own. The label is the path in words unless it is given.
    """
    name = path.rpartition(".")[2]
    tag, *aliases = (name.replace("_", "-") if tags is None else tags).split(" ")
    return Field(
        path,
        form,
        tag,
        words,
        tuple(aliases),
        label or name.replace("_", " "),
        own or tag.startswith("x-"),
    )


class Member(NamedTuple):
    """One member of a C structure, and the path of the field that it holds.

    For a count the path is that of the list it counts, or the name of the structures.
    """

    name: str
    field: str
    form: Form
    words: type[enum.Enum] | None = None


class Structure(NamedTuple):
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


class Block(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One kind of element: its top-level tag ``name`` and the spec's ``field`` that holds it.

    ``fields`` stand in the order in which comments have them; ``head`` is the one that the text
    after the top-level tag names. A ``variant`` may hold the block. ``claim`` is the middle part
    of its claims' ids (empty: it makes none), ``subject`` the field that follows (the head unless
    it is given) and ``identity`` the fields that make the hash: what is not in it leaves the ids
    as they are.

    ``structure`` is the member of the C structure that holds the elements, ``layout`` its own
    members in the order of the header, each ``member``, ``member=field`` or ``count#list``;
    ``parent`` is the structure around it, ``many`` says that it is an array.

    ``detail`` are the fields that are shown beside the name; the others follow as facts, those of
    ``first`` before the rest, prose last.
    """

    name: str
    field: str
    fields: tuple[Field, ...]
    head: str = ""
    own: bool = False
    variant: bool = False
    claim: str = ""
    subject: str = ""
    identity: str = ""
    structure: str = ""
    layout: str = ""
    parent: str = "spec"
    many: bool = True
    detail: str = ""
    first: str = ""

    @functools.cached_property
    def tags(self) -> tuple[Field, ...]:
        """The fields that have a sub-tag."""
        return tuple(one for one in self.fields if one.tag)

    @functools.cached_property
    def _spelled(self) -> dict[str, Field]:
        return {name: one for one in reversed(self.tags) for name in one.names}

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """All spellings of all sub-tags."""
        return frozenset(self._spelled)

    @functools.cached_property
    def by_path(self) -> dict[str, Field]:
        """The fields by their paths."""
        return {one.path: one for one in self.fields}

    def find(self, name: str) -> Field | None:
        """The field whose sub-tag ``name`` spells, or None."""
        return self._spelled.get(name)

    @functools.cached_property
    def members(self) -> tuple[Member, ...]:
        """The members of the C structure."""
        return tuple(map(self._member, self.layout.split()))

    def _member(self, text: str) -> Member:
        name, counts, listed = text.partition("#")
        if counts:
            return Member(name, listed, Form.COUNT)
        name, _, path = text.partition("=")
        one = self.by_path[path or name]
        return Member(name, one.path, _IN_C.get(one.form, one.form), one.words)

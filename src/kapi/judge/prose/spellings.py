"""Prose to words: one spelling of each, sentences, and which words say nothing by themselves.

The words of a condition lose what changes no meaning here: articles, the number and tense of
verbs, capitals. Names of C and operators stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec


class Word(msgspec.Struct, frozen=True):
    """One word, name, number or sign: as written, in its one spelling, and where it stands."""

    text: str
    norm: str
    start: int = msgspec.field(default=0)
    end: int = msgspec.field(default=0)


_TOKEN = re.compile(
    r"\((?:\d|[a-h])\)|[A-Za-z_][A-Za-z0-9_]*(?:(?:->|\.)[A-Za-z_][A-Za-z0-9_]*)*(?:\(\d?\))?"
    r"|0[xX][0-9A-Fa-f]+[uUlL]*|\d+(?:[KMG]i?B?|[uUlL]+)?(?![A-Za-z0-9_])"
    r"|&&|\|\||==|!=|<=|>=|<<|>>|'s\b|\S"
)
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|etc|vs)\.", re.IGNORECASE)
_NOT = re.compile(r"\b(is|are|was|were|does|do|did|has|have|had|could|would)n't\b", re.IGNORECASE)

_WHO = re.compile(r"\b(caller|process|thread|user)(,?) who\b")
_STARTS = re.compile(r"\bstarts? with\b")
_THOUSANDS = re.compile(r"(?<![\w,.])\d{1,3}(?:,\d{3})+(?![\w,])")
_RANGE = re.compile(r"(?<=range )\[\s*(-?\w+)\s*,\s*(-?\w+)\s*\]")

_SAME = """
is: are was were be been being
have: has had
not: n't
can: could may might
refer: refers referred
exceed: exceeds exceeding
overflow: overflows overflowed
wrap: wraps wrapped
point: points pointed
contain: contains contained
include: includes
lie: lies
fall: falls
lack: lacks lacked
name: names
require: requires
support: supports
specify: specifies
exist: exists existed
begin: begins
identify: identifies
belong: belongs
reach: reaches
fail: fails
process: processes
fd: fds
descriptor: descriptors
flag: flags
bit: bits
page: pages
address: addresses
value: values
file: files
argument: arguments
parameter: parameters
component: components
privilege: privileges
permission: permissions
group: groups
id: ids
signal: signals
link: links
mapping: mappings
operation: operations
"""
_SPELLING = {
    other: line.partition(":")[0] for line in _SAME.split("\n") for other in line.split()[1:]
}
_ARTICLES = frozenset({"a", "an", "the", "'s", "currently", "actually", "simply", "itself"})
_DO = frozenset({"do", "does", "did"})

_FUNCTION_WORDS_WORDS = """
is have and or of to in on at by for from with that which this these those it its as if when
there then than be can not no nor neither either both any some one all while but so also where
into , . ; : ( ) ' " - / call returned return error occur occurs
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS_WORDS.split())
"""Words that are no content: a part all of whose other words are read is read."""


def plain(text: str) -> str:
    """Return ``text`` with "is not" for "isn't", 1000 for "1,000" and "1 to 2" for "[1, 2]".

    "The caller, who has no" becomes "the caller, and the caller has no".
    """
    text = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), text)
    text = _RANGE.sub(r"\1 to \2", text)
    text = _STARTS.sub("begin with", text)
    text = _WHO.sub(r"\1\2 and the \1", text)
    return _NOT.sub(lambda found: f"{found[1]} not", text)


def words(text: str, keep: Iterable[str] = ()) -> tuple[Word, ...]:
    """Return the words of ``text``; names in ``keep`` (of parameters) stay as they are."""
    names = frozenset(keep)
    found: list[Word] = []
    for token in _TOKEN.finditer(text):
        found += _split(Word(token[0], token[0], token.start(), token.end()), names)
    return tuple(_folded(found))


def _split(word: Word, names: frozenset[str]) -> list[Word]:
    text = word.text
    lower = text.lower()
    if text in names and not _is_code(text):
        return [Word(text, _SPELLING.get(lower, lower), word.start, word.end)]
    if text.endswith(")") or _is_code(text):
        return [word]
    if lower == "cannot":
        return [
            Word(text, "can", word.start, word.start + 3),
            Word(text, "not", word.start + 3, word.end),
        ]
    if lower in _ARTICLES:
        return []
    return [Word(text, _SPELLING.get(lower, lower), word.start, word.end)]


def _is_code(text: str) -> bool:
    """Constants, members and operators are no words of a language."""
    return (text.isupper() and len(text) > 4) or "_" in text or "->" in text


def _folded(found: Sequence[Word]) -> Iterable[Word]:
    """Leave out what only serves grammar: "does not", "has been", hyphens inside of words."""
    for place, word in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else None
        if word.norm in _DO and after and after.norm == "not":
            continue
        if word.norm == "have" and after and after.norm == "is":
            continue
        if [one.norm for one in found[place : place + 3]] == ["have", "not", "is"]:
            yield msgspec.structs.replace(found[place + 2], start=word.start, end=word.end)
            continue
        if [one.norm for one in found[max(place - 2, 0) : place + 1]] == ["have", "not", "is"]:
            continue
        if word.norm == "no" and _is_no(found, place):
            yield msgspec.structs.replace(word, norm="not")
            continue
        if word.norm == "-" and place and after and _is_hyphen(found[place - 1], word, after):
            continue
        yield word


def _is_no(found: Sequence[Word], place: int) -> bool:
    """Whether "no" stands for "not": "fd is no socket", not "there is no", "is no longer"."""
    before = [one.norm for one in found[max(place - 2, 0) : place]]
    after = found[place + 1].norm if place + 1 < len(found) else ""
    is_verb = before[-1:] == ["is"] and before != ["is"] and before[0] != "there"
    return is_verb and after not in ("longer", "more", "less", "")


def _is_hyphen(before: Word, sign: Word, after: Word) -> bool:
    inside = before.end == sign.start == after.start - 1
    return inside and before.norm.isalpha() and after.norm.isalpha()


def content(found: Iterable[Word]) -> tuple[str, ...]:
    """Return the words that say something, as written."""
    return tuple(word.text for word in found if word.norm not in FUNCTION_WORDS)


def unread(found: Sequence[Word]) -> tuple[str, ...]:
    """Return what counts against a part that leaves ``found`` over: its content, else all."""
    return content(found) or tuple(word.text for word in found)


def text_of(text: str, found: Sequence[Word]) -> str:
    """Return the piece of ``text`` from the first to the last word."""
    if not found:
        return ""
    return text[found[0].start : found[-1].end]


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text``; a line break ends one, too."""
    found = []
    for line in text.splitlines():
        hidden = _ABBREVIATED.sub(lambda one: one[0].replace(".", "\0"), line)
        for piece in re.split(r"(?<=[.!?])\s+", hidden):
            one = piece.replace("\0", ".").strip()
            if one:
                found.append(one)
    return tuple(found)

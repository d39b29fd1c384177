"""A block of prose taken apart: sentences, numbered lists, "also returned if", asides."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

import msgspec

from kapi.judge.prose.nouns import PASSED
from kapi.judge.prose.spellings import Word, sentences, words
from kapi.vocab.signals import is_signal


class Statement(msgspec.Struct, frozen=True):
    """One sentence without what only introduces it.

    ``fresh`` says that it is one more case in which the error comes; else it says more of the
    cases before. ``includes`` marks "this includes ...": examples of the cases before.
    ``opens_list`` marks what ends with a colon and so speaks of all that comes after it.
    """

    text: str
    words: tuple[Word, ...]
    fresh: bool
    includes: bool = False
    opens_list: bool = False


_INTRODUCES_WORDS = """
this error it is can also return returned occur occurs happen happens fail fails call the
several two three following of cases case situations conditions any one in with or generated
"""
_INTRODUCES = frozenset(_INTRODUCES_WORDS.split())
_OPENS = frozenset({"if", "when", "where", "whenever"})
_ORDINALS = frozenset({"first", "second", "third", "fourth"})


def statements(text: str, names: Collection[str]) -> tuple[Statement, ...]:
    """Return the statements of ``text``, in which ``names`` are parameters."""
    found: list[Statement] = []
    lines = text.splitlines()
    if any(line.rstrip(" ,;").endswith(" and") for line in lines):
        lines = [" ".join(lines)]  # items that hold together are one condition
    for line in lines:
        bullet = line.lstrip().startswith(("- ", "* "))
        for place, sentence in enumerate(sentences(line.lstrip(" -*") if bullet else line)):
            fresh = bullet and not place
            items = list(_items(_after_heading(words(sentence, names), names)))
            for item, numbered in items:
                opens = len(items) > 1 and not numbered
                found += _statement(sentence, item, fresh=fresh or numbered, opens=opens)
    return tuple(found)


def _after_heading(found: tuple[Word, ...], names: Collection[str]) -> tuple[Word, ...]:
    """Leave out "The value in ts is invalid:", which only says that something is wrong."""
    place = next((n for n, word in enumerate(found) if word.norm == ":"), 0)
    is_vague = all(word.norm in _HEADS or word.text in names for word in found[:place])
    return found[place + 1 :] if place and is_vague else found


_HEADS_WORDS = """
invalid bad wrong incorrect is have address argument parameter value specified given passed contain
in within of for
"""
_HEADS = frozenset(_HEADS_WORDS.split())


def _items(found: tuple[Word, ...]) -> Iterator[tuple[tuple[Word, ...], bool]]:
    """Yield what stands before "(1)", then each item of the list."""
    starts = [place for place, word in enumerate(found) if _MARK.fullmatch(word.text)]
    joined = any(found[start - 1].norm == "and" for start in starts[1:])
    if not starts or joined:  # "(1) A and (2) B" is one condition
        yield found, False
        return
    if starts[0]:
        yield found[: starts[0]], False
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        item = found[start + 1 : end]
        if item and item[-1].norm == "or":
            item = item[:-1]
        yield item, True


_MARK = re.compile(r"\(\w\)")


def _statement(
    text: str, found: tuple[Word, ...], *, fresh: bool, opens: bool
) -> Iterator[Statement]:
    for place, piece in enumerate(_at_semicolons(found)):
        starts_with_or = bool(piece) and piece[0].norm == "or"
        opened, also = _without_opening(piece[1:] if starts_with_or else piece)
        if not opened:
            continue
        if [word.norm for word in opened[:2]] == ["this", "include"]:
            yield Statement(text, tuple(_examples(opened[2:])), False, True)
        else:
            new = (fresh and not place) or also or starts_with_or
            yield Statement(text, opened, new, opens_list=opens or piece[-1].norm == ":")


def _examples(found: Sequence[Word]) -> Iterator[Word]:
    """Make clauses of "descriptors opened with A, or descriptors that were closed"."""
    for place, word in enumerate(found):
        if word.norm in ("that", "which"):
            continue
        if word.norm in ("opened", "closed") and found[place - 1].norm != "is":
            yield Word("is", "is", word.start, word.start)
        yield word


def _at_semicolons(found: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    start = 0
    for place, word in enumerate(found):
        if word.norm == ";":
            yield found[start:place]
            start = place + 1
    yield found[start:]


def _without_opening(found: tuple[Word, ...]) -> tuple[tuple[Word, ...], bool]:
    """Leave out "Also returned if"; the second value says that such words began a new case."""
    while found and found[-1].norm in (".", ",", ":", "!"):
        colon = found[-1].norm == ":"
        found = found[:-1]
        if colon and all(word.norm in _INTRODUCES for word in found):
            return (), False
    if len(found) > 2 and found[0].norm in _ORDINALS and found[1].norm == ",":
        return found[2:], True
    for place, word in enumerate(found):
        if word.norm in _OPENS:
            also = any(one.norm in ("also", "or") for one in found[:place])
            return (found[place + 1 :], also) if place or not _has_comma(found) else (found, False)
        if word.norm not in _INTRODUCES:
            break
    if all(word.norm in _INTRODUCES for word in found):
        return (), False
    return found, False


def _has_comma(found: Sequence[Word]) -> bool:
    """Whether "If A, B" may be meant, where the first word is part of the condition."""
    comma = next((place for place, word in enumerate(found) if word.norm == ","), None)
    return comma is not None and found[comma + 1].norm not in ("or", "and")


_REMARKS = frozenset(
    {
        "checked first",
        "checked before everything else",
        "this is checked first",
        "this is checked before everything else",
        "this check is made first",
        *(
            f"{who} should {how}{what} {call}{later}"
            for who in ("application", "caller", "program")
            for how in ("", "typically ", "then ")
            for what in ("retry", "restart", "repeat")
            for call in ("call", "operation", "read", "write", "system call")
            for later in ("", " later")
        ),
        *(
            f"this {only}occurs if no {what} is {done}"
            for only in ("only ", "")
            for what in ("data", "bytes")
            for done in PASSED
        ),
        *(
            f"if {some} {what} is {done} before {signal} , {call} returns number of bytes {done}"
            for some in ("some", "any")
            for what in ("data", "bytes")
            for done in PASSED
            for signal in ("signal", "signal arrives", "interruption")
            for call in ("call", "system call")
        ),
    }
)
"""Sentences that tell of the order of checks, give advice, or say of a call that fails what holds
of all of them: it has passed no data. They restrict nothing."""


def is_remark(statement: Statement) -> bool:
    """Whether a statement says nothing of when the error comes."""
    said = [word.norm for word in statement.words]
    return (
        " ".join(said) in _REMARKS
        or refers(statement.words)
        or _names_another(said, statement.text)
        or _tells_the_source(said)
        or _tells_of_a_signal(statement.words)
        or (statement.includes and said[-len(_ANY_LINK) :] == _ANY_LINK)
    )


def _names_another(said: Sequence[str], text: str) -> bool:
    """Whether it is advice: "files cannot be read using read(); use getdents64() instead"."""
    advice = len(said) == 3 and said[0] == "use" and said[2] == "instead" and _is_call(said[1])
    explains = len(said) > 2 and said[-2] == "using" and _is_call(said[-1])
    return advice or (explains and text.rstrip(".").endswith(" instead"))


def _tells_the_source(said: Sequence[str]) -> bool:
    """Whether it only says which function gives the errno: "this error is returned by f() ..."."""
    return list(said[:5]) == ["this", "error", "is", "returned", "by"] and any(
        _is_call(word) for word in said[5:7]
    )


_ANY_LINK = ["is", "symbolic", "link", ",", "dangling", "or", "not"]
"""How examples of what exists end: a link that leads nowhere does, too."""


def _tells_of_a_signal(found: Sequence[Word]) -> bool:
    """Whether it only says which signal comes with the error: "a SIGPIPE signal is sent, too"."""
    said = [word.norm for word in found]
    lead = next((len(one) for one in _THEN if tuple(said[: len(one)]) == one), 0)
    names = [word for word in found if is_signal(word.text)]
    rest = [word.norm for word in found[lead:] if word not in names]
    says_more = lead > 0 or not {"also", "too"}.isdisjoint(rest)
    return len(names) == 1 and says_more and _WITH_A_SIGNAL.issuperset(rest)


_THEN = (("this", "happens"), ("in", "this", "case"))
_WITH_A_SIGNAL_WORDS = """
is this can writing calling process caller thread also too will result in and
receive receives received receiving get gets signal send sent generated raised delivered to for ,
"""
_WITH_A_SIGNAL = frozenset(_WITH_A_SIGNAL_WORDS.split())


def _is_call(word: str) -> bool:
    return word.endswith("()")


def refers(found: Sequence[Word]) -> bool:
    """Whether the words only name other texts: "see also signal(7)"."""
    inside = [word for word in found if word.norm not in ("(", ")")]
    if not inside or inside[0].norm != "see":
        return False
    if all(word.norm in _PLACES or _NUMBERED.fullmatch(word.text) for word in inside[1:]):
        return True
    says = any(word.norm in _TELLS for word in inside[1:5])  # "see the description of X in Y(2)"
    return says and inside[-2].norm == "in" and _NUMBERED.fullmatch(inside[-1].text) is not None


_PLACES = frozenset({"also", "above", "below", "and", "notes", "bugs", ",", "."})
_TELLS = frozenset({"description", "discussion", "notes", "section"})
_NUMBERED = re.compile(r"\w+\([1-9]\)")
"""A page of the manual."""

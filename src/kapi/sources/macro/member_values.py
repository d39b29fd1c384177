"""The values of members: from tokens to text, words and lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from kapi.model.elements import Expression, Unknown
from kapi.model.prose import fold
from kapi.model.prose import literal as as_code
from kapi.sources.macro.node import Entry
from kapi.sources.macro.strings import string_text
from kapi.sources.macro.tokens import Kind, Token, spell, split
from kapi.vocab.field import Form, Member
from kapi.vocab.macros import COMBINATIONS, QUEUES, SOCKET_STATES
from kapi.vocab.spelling import find_word
from kapi.vocab.words import Answer

Arrays = Mapping[str, list[list[Token]]]
"""The elements of the arrays that stand before a spec, by name."""


class _Failed:
    """What `decode` gives for a value that the field cannot hold."""


FAILED = _Failed()

_PARENTHESES = 4  # as many are taken off a word; nobody writes more, and time stays linear
_PIECE = re.compile(r"\w+|[^\w\s]")
_POINTERS = frozenset(
    {Form.VALUES, Form.ARRAY, Form.SYMBOLS, Form.STATES, Form.VALUE_STRING, Form.STRINGS}
)
_STRINGS = frozenset({Form.NAME, Form.TEXT, Form.PROSE, Form.CODE, Form.QUOTED, Form.STRINGIFIED})


def literal(text: str) -> list[Token]:
    """Return the tokens of a text that a macro itself gives."""
    return [
        Token(Kind.WORD if piece[0].isalnum() or piece[0] == "_" else Kind.SIGN, piece, 0, False)
        for piece in _PIECE.findall(text)
    ]


def shown(entry: Entry, member: Member) -> str:
    """Return the value as a person would quote it: the text of strings, else the tokens."""
    if member.form in _STRINGS and len(entry.values) == 1:
        value = decode(entry, member, {})
        return value if isinstance(value, str) else ""
    return ", ".join(spell(run) for run in entry.values)


def decode(entry: Entry, member: Member, arrays: Arrays) -> Any:
    """Return what ``entry`` says for ``member``: None for "not stated", FAILED for no fit."""
    if len(entry.values) == 1 and _is_null(entry.values[0]) and member.form in _STRINGS | _POINTERS:
        return None
    if member.form in _POINTERS:
        items = list_items(entry, arrays)
        return FAILED if items is None else _LISTS[member.form](items)
    if len(entry.values) != 1 or not entry.values[0]:
        return FAILED
    run = entry.values[0]
    if member.words is not None:
        return _word(run, member)
    return _SINGLES[member.form](run)


def _is_null(run: list[Token]) -> bool:
    return len(run) == 1 and run[0].text == "NULL"


def _word(run: list[Token], member: Member) -> Any:
    assert member.words is not None
    if member.form is Form.WORDS:
        words: list[Any] = []
        for part in split(_bare(run), "|"):
            text = spell(_bare(part))
            for name in COMBINATIONS.get(text, (text,)):
                words.append(find_word(member.words, name) or Unknown(name))
        return () if words == [Unknown("0")] else tuple(words)
    if member.form is Form.WORD_STRING and any(token.kind is Kind.STRING for token in run):
        text = " ".join(string_text(run).split())
    else:
        text = spell(_bare(run))
    return (find_word(member.words, text) or Unknown(text)) if text else None


def _bare(run: list[Token]) -> list[Token]:
    """Return ``run`` without the parentheses around the whole of it."""
    for _ in range(_PARENTHESES):
        if len(run) < 3 or run[0].text != "(" or run[-1].text != ")" or not _encloses(run):
            break
        run = run[1:-1]
    return run


def _encloses(run: list[Token]) -> bool:
    depth = 0
    for token in run[:-1]:
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            return False
    return True


def _text(run: list[Token]) -> str | None:
    return string_text(run) or None


def _name(run: list[Token]) -> str | None:
    return " ".join(string_text(run).split()) or None


def _prose(run: list[Token]) -> str | None:
    return fold(string_text(run).split("\n")) or None


def _code(run: list[Token]) -> str | None:
    rows = string_text(run).split("\n")  # nothing stands before the first, unlike after a tag
    return as_code(f" {row.expandtabs()}" for row in rows) or None


def _expression(run: list[Token]) -> Expression:
    return Expression(spell(run))


def _errno(run: list[Token]) -> str | None:
    run = _bare(run)
    text = spell(_bare(run[1:]) if run[0].text == "-" else run)
    return text if text != "0" else None


def _bool(run: list[Token]) -> Any:
    answer = find_word(Answer, spell(_bare(run)))
    if answer in (Answer.YES, Answer.NO):
        return answer is Answer.YES
    return FAILED


def _mark(run: list[Token]) -> str | None:
    if any(token.kind is Kind.STRING for token in run):
        return _prose(run)
    text = spell(_bare(run))
    if text in {"false", "0"}:
        return None
    return "yes" if text in {"true", "1"} else text


def _position(run: list[Token]) -> Any:
    text = spell(_bare(run)).replace(" ", "")
    if text == "-1":
        return None
    return int(text) if text.isdecimal() and len(text) < 9 else FAILED


def _queue(run: list[Token]) -> str | None:
    text = spell(_bare(run))
    return QUEUES.get(text) or _name(run)


def _state(run: list[Token]) -> str:
    text = spell(_bare(run))
    word = re.sub(r"^KAPI_SOCK(?:ET)?_STATE_", "", text).lower()
    return word if word in SOCKET_STATES else text


def list_items(entry: Entry, arrays: Arrays) -> list[list[Token]] | None:
    """Return the elements of a list however it is given; None for an array nobody knows."""
    if entry.listed:
        return entry.values
    first = _bare(entry.values[0]) if entry.values else []
    opener = next((place for place, token in enumerate(first) if token.text == "{"), None)
    if opener is not None and first[-1].text == "}":
        return [part for part in split(first[opener + 1 : -1]) if part]
    if len(first) == 1 and first[0].kind is Kind.WORD and len(entry.values) <= 2:
        if first[0].text in arrays:
            return arrays[first[0].text]
        if not entry.source.startswith("KAPI_") or not first[0].text.isupper():
            return None
    return [run for run in entry.values if run]


def _value_string(items: list[list[Token]]) -> tuple[Expression, ...]:
    if len(items) == 1 and any(token.kind is Kind.STRING for token in items[0]):
        return tuple(Expression(part) for part in _split_text(string_text(items[0])))
    return tuple(map(_expression, items))


def _split_text(text: str) -> list[str]:
    parts, depth = [""], 0
    for char in text:
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth <= 0:
            parts.append("")
        else:
            parts[-1] += char
    return [" ".join(part.split()) for part in parts if part.strip()]


_SINGLES: dict[Form, Callable[[list[Token]], Any]] = {
    Form.NAME: _name,
    Form.TEXT: _text,
    Form.PROSE: _prose,
    Form.CODE: _code,
    Form.QUOTED: _name,
    Form.EXPRESSION: _expression,
    Form.SYMBOL: _name,
    Form.STRINGIFIED: _name,
    Form.ERRNO: _errno,
    Form.BOOL: _bool,
    Form.MARK: _mark,
    Form.STATE: _state,
    Form.POSITION: _position,
    Form.QUEUE: _queue,
    Form.COUNT: _expression,
}
_LISTS: dict[Form, Callable[[list[list[Token]]], Any]] = {
    Form.VALUES: lambda items: tuple(map(_expression, items)),
    Form.ARRAY: lambda items: tuple(map(_expression, items)),
    Form.SYMBOLS: lambda items: tuple(map(spell, items)),
    Form.STATES: lambda items: tuple(map(_state, items)),
    Form.VALUE_STRING: _value_string,
    Form.STRINGS: lambda items: tuple(map(string_text, items)),
}

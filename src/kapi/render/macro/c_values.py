"""The values of the model as C: the way back from what the macro reader decodes."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from typing import Any

from kapi.model.elements import Unknown
from kapi.model.prose import fold, literal
from kapi.render.macro.c_lines import literals
from kapi.vocab.field import Form, Member
from kapi.vocab.macros import SOCKET_STATES, find_macro
from kapi.vocab.spelling import find_word, long_word
from kapi.vocab.words import Answer

_SYMBOL = re.compile(r"[^\W\d]\w*|\d+")
_UNSAFE = re.compile(r"""["'#\\;{}@`$\x00-\x1f\x7f]|//|/\*|\*/|\s\.\s*\w+\s*[=\[]|[^\S ]""")
_WORD = re.compile(r"KAPI_\w+")
_LONG = 50  # columns of a list that stands on one line
_PAIRS = {")": "(", "]": "["}


def is_symbol(text: str) -> bool:
    """Say whether ``text`` is one C identifier or whole number."""
    return bool(_SYMBOL.fullmatch(text)) and find_macro(text) is None


def is_expression(text: str) -> bool:
    """Say whether ``text`` can stand in C as an initialiser and as a macro's argument."""
    if not text or text != " ".join(text.split()) or _UNSAFE.search(text) or text[0] == ".":
        return False
    if any(find_macro(word) for word in _WORD.findall(text)):
        return False
    waiting: list[str] = []
    for char in text:
        if char in "([":
            waiting.append(char)
        elif char in _PAIRS:
            if not waiting or waiting.pop() != _PAIRS[char]:
                return False
        elif char == "," and not waiting:
            return False
    return not waiting


def encode(member: Member, value: Any) -> list[str] | None:
    """Return the C text of ``value`` for ``member`` in pieces, one a line; None if impossible."""
    if member.form in (Form.WORD, Form.ANSWER):
        return _one(_word(value))
    if member.form is Form.WORDS:
        words = [_word(word) for word in value]
        return None if None in words else [" | ".join(filter(None, words)) or "0"]
    if member.form is Form.WORD_STRING and isinstance(value, enum.Enum):
        return [long_word(value)]
    return _FORMS[member.form](value)


def is_exact(member: Member, value: Any) -> bool:
    """Say whether reading the written ``value`` gives just that value again."""
    if member.form is Form.PROSE:
        return bool(value) and fold(value.split("\n")) == value
    if member.form is Form.CODE:
        rows = value.split("\n")
        return bool(value) and literal(f" {row.expandtabs()}" for row in rows) == value
    if member.form in (Form.NAME, Form.QUOTED, Form.STRINGIFIED, Form.QUEUE):
        return bool(value) and " ".join(value.split()) == value
    if member.form is Form.TEXT:
        return bool(value)
    if isinstance(value, Unknown) and member.words is not None:
        text = value.unknown
        return text == " ".join(text.split()) != "" and find_word(member.words, text) is None
    if isinstance(value, tuple) and member.form is Form.WORDS:
        return all(is_exact(member, word) for word in value) and value != (Unknown("0"),)
    return True


def _word(word: enum.Enum | Unknown) -> str | None:
    if isinstance(word, Unknown):
        return word.unknown if is_symbol(word.unknown) else None
    if isinstance(word, Answer):
        return {Answer.YES: "true", Answer.NO: "false"}.get(word)
    return long_word(word)


def _one(text: str | None) -> list[str] | None:
    return None if text is None else [text]


def _expression(value: str) -> list[str] | None:
    return [value] if is_expression(value) else None


def _symbol(value: str) -> list[str] | None:
    return [value] if is_symbol(value) else None


def _errno(value: str) -> list[str] | None:
    return [f"-{value}"] if is_symbol(value) and value != "0" else None


def _expressions(value: tuple[str, ...]) -> str | None:
    return ", ".join(value) if all(map(is_expression, value)) else None


def _pointer(value: tuple[str, ...]) -> list[str] | None:
    return _braced(value, "(const s64[]){", "}")


def _array(value: tuple[str, ...]) -> list[str] | None:
    return _braced(value, "{ ", " }") if value else ["{ }"]


def _braced(value: tuple[str, ...], opener: str, closer: str) -> list[str] | None:
    """Return a list on one line, or with one element a line where that is too long."""
    text = _expressions(value)
    if text is None:
        return None
    if len(text) <= _LONG:
        return [f"{opener}{text}{closer}"]
    rows = [f"{element}," for element in value]
    return [opener + rows[0], *rows[1:-1], rows[-1][:-1] + closer]


def _symbols(value: tuple[str, ...]) -> list[str] | None:
    return _array(value) if all(map(is_symbol, value)) else None


def _states(value: tuple[str, ...]) -> list[str] | None:
    states = [_state(state) for state in value]
    return None if None in states else _array(tuple(state[0] for state in states if state))


def _state(value: str) -> list[str] | None:
    if value in SOCKET_STATES:
        return [f"KAPI_SOCK_STATE_{value.upper()}"]
    return _symbol(value) if value.lower() not in SOCKET_STATES else None


def _value_string(value: tuple[str, ...]) -> list[str] | None:
    text = _expressions(value)
    return literals(text) if text else None


def _strings(value: tuple[str, ...]) -> list[str]:
    rows = [piece for text in value for piece in _ended(literals(text))]
    return ["(const char *[]){", *rows, "}"] if rows else ["(const char *[]){ }"]


def _ended(pieces: list[str]) -> list[str]:
    return [*pieces[:-1], pieces[-1] + ","]


def _mark(value: str) -> list[str] | None:
    return ["true"] if value == "yes" else None


_FORMS: dict[Form, Callable[[Any], list[str] | None]] = {
    Form.NAME: literals,
    Form.TEXT: literals,
    Form.PROSE: literals,
    Form.CODE: literals,
    Form.QUOTED: literals,
    Form.STRINGIFIED: literals,
    Form.QUEUE: literals,
    Form.WORD_STRING: lambda value: literals(value.unknown),
    Form.EXPRESSION: _expression,
    Form.SYMBOL: _symbol,
    Form.ERRNO: _errno,
    Form.BOOL: lambda value: ["true" if value else "false"],
    Form.MARK: _mark,
    Form.VALUES: _pointer,
    Form.ARRAY: _array,
    Form.SYMBOLS: _symbols,
    Form.STATES: _states,
    Form.STATE: _state,
    Form.VALUE_STRING: _value_string,
    Form.STRINGS: _strings,
    Form.POSITION: lambda value: [str(value)] if value >= 0 else None,
}

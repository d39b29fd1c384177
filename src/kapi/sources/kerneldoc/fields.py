"""Sub-tags to fields: one reader per form of value."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec

from kapi.finding import Severity
from kapi.model.elements import Expression, Extension, Violation, expression
from kapi.sources.kerneldoc.bounds import cut_range, expressions, read_index, read_limits
from kapi.sources.kerneldoc.cut import call, cut_list
from kapi.sources.kerneldoc.notes import Notes
from kapi.sources.kerneldoc.rows import Entry
from kapi.vocab.field import (
    EXPRESSIONS,
    LISTS_OF_EXPRESSIONS,
    LISTS_OF_NAMES,
    TEXTS,
    WORDS_ALONE,
    Block,
    Field,
    Form,
)
from kapi.vocab.spelling import find_word
from kapi.vocab.words import ParamFlag, ParamType

_BOUND = re.compile(r"(>=|<=|==|=|>|<)\s*(?=\S)")
_ERRNO = re.compile(r"-?(E[A-Z0-9]+)$")
_LEADING_WORD = re.compile(r"([\w-]+)(?:[\s,;(]|$)")


class Fields:
    """The fields that the sub-tags of one element state, and what has no field."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.extensions: list[Extension] = []

    def keep(self, entry: Entry, notes: Notes, tag: str = "") -> None:
        """Keep ``entry`` as an extension: it says more than a field can hold."""
        self.extensions.append(notes.extension(entry, tag))

    def keep_tag(self, entry: Entry, notes: Notes, name: str) -> None:
        """Keep a tag without a field; an ``x-part`` belongs to the extension before it."""
        if name == "x-part" and self.extensions:
            last = self.extensions[-1]
            parts = (*last.parts, notes.extension(entry))
            self.extensions[-1] = msgspec.structs.replace(last, parts=parts)
        else:
            self.keep(entry, notes)


def read_fields(entry: Entry, block: Block, notes: Notes) -> Fields:
    """Read the sub-tags of ``entry``, an element of ``block``."""
    fields = Fields()
    seen: dict[str, Entry] = {}
    limits: list[Entry] = []
    for sub in entry.subs:
        tag = block.find(sub.tag)
        if tag is None:
            _unknown(sub, block, fields, notes)
        elif tag.part == "limits":
            sub.tag = tag.tag
            limits.append(sub)
        elif tag.form is not Form.MEMBERS:
            if tag.tag in seen:
                _repeated(seen[tag.tag], sub, tag, fields, notes)
            seen[tag.tag] = sub
            sub.tag = tag.tag
    for name in sorted(seen, key=_type_first):
        tag = block.find(name)
        assert tag is not None
        read_value(tag, seen[name], fields, notes)
    if limits:
        stated, implied = read_limits(_last_of_each(limits, fields, notes), notes)
        fields.values["limits"] = stated
        fields.values = {**implied, **fields.values}
    return fields


def _type_first(name: str) -> int:
    """``flags:`` overrides what ``type:`` says, wherever it stands."""
    return 0 if name == "type" else 1


def _last_of_each(entries: list[Entry], fields: Fields, notes: Notes) -> list[Entry]:
    """The limits without those that are said again; those become extensions."""
    last = {entry.tag: entry for entry in entries}
    for entry in entries:
        if entry is not last[entry.tag] and entry.tag != "arch-mask":
            notes.repeated(last[entry.tag], entry, entry.tag)
            fields.keep(entry, notes)
    return [entry for entry in entries if entry is last[entry.tag] or entry.tag == "arch-mask"]


def _repeated(first: Entry, again: Entry, tag: Field, fields: Fields, notes: Notes) -> None:
    notes.repeated(again, first, tag.tag)
    fields.keep(first, notes, tag.tag)


def _unknown(sub: Entry, block: Block, fields: Fields, notes: Notes) -> None:
    name = sub.tag.lstrip("?")
    fields.keep_tag(sub, notes, name)
    own = name.startswith("x-")
    if (block.name, name) in _WITHOUT_FIELD or (own and not notes.meant(name, block.names)):
        return
    message = f"'{name}:' is not a sub-tag of '{block.name}:'"
    hint = "indent the line deeper if it is text"
    notes.unknown("unknown-tag", sub, message, name, block.names, hint, tag=True)


_WITHOUT_FIELD = frozenset({("state-trans", "target")})
"""Sub-tags that published specs use and the model has no field for."""


def read_value(tag: Field, entry: Entry, fields: Fields, notes: Notes) -> None:
    """Read ``entry`` into the field of ``tag``. An empty one states nothing."""
    text = entry.line_text
    if not text:
        return
    plain = _PLAIN.get(tag.form)
    if plain is not None:
        fields.values[tag.path] = plain(entry)
    elif tag.form in WORDS_ALONE:
        _word(tag, entry, fields, notes)
    elif tag.form is Form.WORDS:
        assert tag.words is not None
        parts = cut_list(text)
        if parts:
            fields.values[tag.path] = tuple(notes.word(tag.words, part, entry) for part in parts)
    else:
        _SPECIAL[tag.form](tag, entry, fields, notes)


def _word(tag: Field, entry: Entry, fields: Fields, notes: Notes) -> None:
    """One word; prose after it (``no (the caller must ...)``) is kept beside."""
    assert tag.words is not None
    text = entry.line_text
    lead = _LEADING_WORD.match(text)
    if find_word(tag.words, text) is None and lead and find_word(tag.words, lead[1]):
        fields.values[tag.path] = find_word(tag.words, lead[1])
        fields.keep(entry, notes)
        return
    fields.values[tag.path] = notes.word(tag.words, text, entry)


def _errno(tag: Field, entry: Entry, fields: Fields, notes: Notes) -> None:
    """``-EINTR`` or ``EINTR``; prose after it is kept beside."""
    first, _, rest = entry.line_text.partition(" ")
    match = _ERRNO.match(first.rstrip(",;"))
    if not match:
        fields.values[tag.path] = entry.line_text
        return
    fields.values[tag.path] = match[1]
    if rest:
        fields.keep(entry, notes)


def _boolean(tag: Field, entry: Entry, fields: Fields, notes: Notes) -> None:
    value = {"yes": True, "true": True, "no": False, "false": False}.get(entry.line_text.lower())
    if value is None:
        notes.add("unknown-word", Severity.WARNING, entry, f"'{entry.line_text}' is not yes or no")
        fields.keep(entry, notes)
    else:
        fields.values[tag.path] = value


def _index(tag: Field, entry: Entry, fields: Fields, notes: Notes) -> None:
    index = read_index(entry.line_text, entry, notes)
    if index is None:
        fields.keep(entry, notes)
    else:
        fields.values[tag.path] = index


def _type(tag: Field, entry: Entry, fields: Fields, notes: Notes) -> None:
    """``type: TYPE, FLAG, FLAG``; flags alone are read as well."""
    parts = cut_list(entry.line_text)
    if not parts:
        return
    is_flag = find_word(ParamType, parts[0]) is None and find_word(ParamFlag, parts[0])
    if not is_flag:
        fields.values[tag.path] = notes.word(ParamType, parts[0], entry)
        parts = parts[1:]
    if parts:
        fields.values["flags"] = tuple(notes.word(ParamFlag, part, entry) for part in parts)


def _success(tag: Field, entry: Entry, fields: Fields, notes: Notes) -> None:
    """``0``, ``= 0``, ``== 0``, ``>= 0``, ``<= 7``; strict bounds of integers as inclusive ones."""
    text = entry.line_text
    match = _BOUND.match(text)
    sign, value = (match[1], text[match.end() :]) if match else ("=", text)
    if sign in (">", "<"):
        try:
            number = int(value, 0) + (1 if sign == ">" else -1)
        except ValueError:
            notes.add("unknown-word", Severity.WARNING, entry, f"'{text}' is no value and no bound")
            fields.keep(entry, notes)
            return
        sign, value = sign + "=", str(number)
    name = {">=": "success_min", "<=": "success_max"}.get(sign, "success")
    fields.values[name] = expression(value)


def _range(tag: Field, entry: Entry, fields: Fields, notes: Notes) -> None:
    low, high = cut_range(entry.line_text)
    if low is not None:
        fields.values["success_min"] = low
    if high is not None:
        fields.values["success_max"] = high


def _violation(tag: Field, entry: Entry, fields: Fields, notes: Notes) -> None:
    parts = call(entry.line_text)
    if parts:
        errno = parts[1].removeprefix("-")
        fields.values[tag.path] = Violation(action=parts[0], errno=errno or None)
    else:
        fields.values[tag.path] = Violation(action=entry.line_text)


def _names(entry: Entry) -> tuple[str, ...] | None:
    parts = (piece.strip() for piece in entry.line_text.split(","))
    return tuple(part for part in parts if part) or None


def _expression(entry: Entry) -> Expression:
    return expression(entry.line_text)


_PLAIN: dict[Form, Callable[[Entry], Any]] = {
    Form.CODE: lambda entry: entry.code,
    **dict.fromkeys(TEXTS, lambda entry: entry.prose),
    **dict.fromkeys(EXPRESSIONS, _expression),
    **dict.fromkeys(LISTS_OF_EXPRESSIONS, lambda entry: expressions(entry.line_text)),
    **dict.fromkeys(LISTS_OF_NAMES, _names),
}

_SPECIAL: dict[Form, Callable[[Field, Entry, Fields, Notes], None]] = {
    Form.ERRNO: _errno,
    Form.BOOL: _boolean,
    Form.POSITION: _index,
    Form.TYPE: _type,
    Form.SUCCESS: _success,
    Form.RANGE: _range,
    Form.VIOLATION: _violation,
}

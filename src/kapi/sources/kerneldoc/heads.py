"""The text after a top-level tag: ``error: ENOENT, no such file`` and the older inline forms.

Each function takes the entry and the fields read from its sub-tags, and adds what the head
says. A sub-tag, even an empty one, tells the block form from the inline form.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kapi.model.elements import expression
from kapi.sources.kerneldoc.cut import cut_commas, cut_list
from kapi.sources.kerneldoc.fields import Fields
from kapi.sources.kerneldoc.notes import Notes
from kapi.sources.kerneldoc.rows import Entry
from kapi.vocab.schema import BLOCKS
from kapi.vocab.spelling import find_word
from kapi.vocab.words import Answer, CapabilityAction, Effect, LockType, ParamFlag, ParamType

_ERROR_NAME = re.compile(r"-?(E[A-Z0-9]+)$")
_TAIL = re.compile(r",\s*(condition|reversible)\s*=\s*")


def _param(entry: Entry, fields: Fields, notes: Notes) -> None:
    """``NAME[, TYPE[, FLAG...]]``."""
    name, *rest = cut_commas(entry.line_text)
    fields.values["name"] = name
    if not rest:
        return
    words = [word for part in rest for word in cut_list(part)]
    known = find_word(ParamType, words[0]) if words else None
    if words and (known or words[0].startswith("KAPI_TYPE_")):
        fields.values.setdefault("type", notes.word(ParamType, words[0], entry))
        words = words[1:]
        if words:
            flags = tuple(notes.word(ParamFlag, word, entry) for word in words)
            fields.values.setdefault("flags", flags)
    elif words:
        fields.keep(entry, notes)


def _error(entry: Entry, fields: Fields, notes: Notes) -> None:
    """``ENAME, summary``; or as it was, ``-ENAME, ENAME, summary[, description]``."""
    parts = cut_commas(entry.line_text, 1)
    first, rest = parts[0], parts[1] if len(parts) > 1 else ""
    again = cut_commas(rest, 1)
    if _is_code(first, again[0]):
        fields.values["errno"] = again[0].removeprefix("-")
        if first != "-" + again[0]:
            fields.values.setdefault("code", expression(first))
        _old_summary(entry, again[1] if len(again) > 1 else "", fields)
        return
    match = _ERROR_NAME.match(first)
    fields.values["errno"] = match[1] if match else first
    if rest:
        fields.values["summary"] = rest


def _is_code(code: str, name: str) -> bool:
    """Whether ``code, name`` is the old pair of number and name."""
    if not name:
        return False
    numeric = code.lstrip("-").isdigit()
    return code == "-" + name or bool(_ERROR_NAME.match(name) and (numeric or code[:2] == "-E"))


def _old_summary(entry: Entry, text: str, fields: Fields) -> None:
    """``summary, description``: a comma at the line's end means that the rest is description."""
    head = entry.rows[0].text.rstrip()
    below = Entry(entry.tag, entry.opener, entry.indent, [entry.rows[0].cut(len(head))])
    below.rows += entry.rows[1:]
    description = below.prose
    if head.endswith(","):
        pieces = cut_commas(head, 2)
        summary = pieces[2].removesuffix(",").rstrip() if len(pieces) > 2 else ""
    else:
        summary, *rest = cut_commas(text, 1)
        description = rest[0] if rest else None
    if summary:
        fields.values["summary"] = summary
    if description:
        fields.values.setdefault("description", description)


def _lock(entry: Entry, fields: Fields, notes: Notes) -> None:
    """``NAME[, TYPE]``: the name may have commas, and only a lock word ends it."""
    text = entry.line_text
    name, _, tail = text.rpartition(",")
    tail = tail.strip()
    old = name and entry.find("type") is None
    if old and (find_word(LockType, tail) or tail.startswith("KAPI_LOCK_")):
        fields.values["name"] = name.strip()
        fields.values["type"] = notes.word(LockType, tail, entry)
    else:
        fields.values["name"] = text


def _constraint(entry: Entry, fields: Fields, notes: Notes) -> None:
    """``NAME``, or ``NAME, description`` where no ``desc:`` follows."""
    parts = cut_commas(entry.line_text, 1)
    if len(parts) > 1 and entry.find("desc", "description") is None:
        fields.values["name"] = parts[0]
        if parts[1]:
            fields.values["description"] = parts[1]
    else:
        fields.values["name"] = entry.line_text


def _side_effect(entry: Entry, fields: Fields, notes: Notes) -> None:
    """``EFFECT | EFFECT``; or inline, ``EFFECTS, target, desc[, condition=...]``."""
    text = entry.line_text
    parts = cut_commas(text, 1)
    words = cut_list(parts[0])
    if len(parts) > 1 and not entry.subs and not _all_effects(parts[1]):
        _inline_effect(entry, parts[1], fields, notes)
    else:
        words = cut_list(text)
    fields.values["effects"] = tuple(notes.word(Effect, word, entry) for word in words)


def _all_effects(text: str) -> bool:
    return all(find_word(Effect, word) for word in cut_list(text))


def _inline_effect(entry: Entry, text: str, fields: Fields, notes: Notes) -> None:
    pieces = _TAIL.split(text)
    for name, value in zip(pieces[1::2], pieces[2::2], strict=True):
        if name == "reversible":
            fields.values[name] = notes.word(Answer, value.strip(), entry)
        else:
            fields.values[name] = value.strip()
    target, *rest = cut_commas(pieces[0], 1)
    if target:
        fields.values["target"] = target
    if rest and rest[0]:
        fields.values["description"] = rest[0]


def _state_transition(entry: Entry, fields: Fields, notes: Notes) -> None:
    """``OBJECT``; or inline, ``object, from, to[, desc]``."""
    text = entry.line_text
    parts = cut_commas(text, 3)
    if entry.subs or len(parts) < 3:
        fields.values.setdefault("object", text)
        if text and fields.values["object"] != text:
            fields.keep(entry, notes)
        return
    fields.values["object"], *others = parts
    names = ("from_state", "to_state", "description")
    fields.values.update((n, part) for n, part in zip(names, others, strict=False) if part)


def _capability(entry: Entry, fields: Fields, notes: Notes) -> None:
    """``CAP[, CAP...][, ACTION][, title]``."""
    first, *parts = cut_commas(entry.line_text)
    fields.values["capability"] = first
    others = []
    while parts and parts[0].startswith("CAP_") and " " not in parts[0]:
        others.append(parts.pop(0))
    if others:
        fields.values.setdefault("alternatives", tuple(others))
    action = find_word(CapabilityAction, parts[0]) if parts else None
    if parts and (action or parts[0].startswith("KAPI_CAP_")):
        fields.values.setdefault("action", notes.word(CapabilityAction, parts.pop(0), entry))
    title = ", ".join(parts)
    if title and "description" in fields.values:
        fields.keep(entry, notes)
    elif title:
        fields.values["description"] = title


def _return(entry: Entry, fields: Fields, notes: Notes) -> None:
    """Text after ``return:`` is the description where no ``desc:`` follows."""
    text = entry.prose
    if text and "description" in fields.values:
        fields.keep(Entry("return", entry.opener, entry.indent, entry.rows), notes)
    elif text:
        fields.values["description"] = text


def _field(entry: Entry, fields: Fields, notes: Notes) -> None:
    """``NAME[, C type[, description]]``."""
    name, *rest = cut_commas(entry.line_text, 2)
    fields.values["name"] = name
    if rest and rest[0]:
        fields.values.setdefault("type_name", rest[0])
    if len(rest) > 1 and rest[1]:
        fields.values.setdefault("description", rest[1])


def _plain(entry: Entry, fields: Fields, notes: Notes) -> None:
    """The head is the name; without one the text belongs to nobody and is kept."""
    head = BLOCKS[entry.tag].head
    if head:
        fields.values[head] = entry.line_text
    elif entry.line_text:
        rows = Entry(entry.tag, entry.opener, entry.indent, entry.rows)
        fields.keep(rows, notes)


HEADS: dict[str, Callable[[Entry, Fields, Notes], None]] = {
    "param": _param,
    "error": _error,
    "lock": _lock,
    "constraint": _constraint,
    "side-effect": _side_effect,
    "state-trans": _state_transition,
    "capability": _capability,
    "return": _return,
    "field": _field,
}
"""The reader of each block's head; other blocks take the head as their name."""

HEADS.update({name: _plain for name in BLOCKS if name not in HEADS})

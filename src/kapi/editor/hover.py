"""What a word of a spec means: an errno and its conditions here, a constant, a tag, a parameter."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from kapi.editor.place import block_at, in_comment, line_at, word_at
from kapi.expr.predicates import PREDICATES
from kapi.model.elements import ErrorCondition, Param
from kapi.model.spec import Spec
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.capabilities import capability_number
from kapi.vocab.errno import errno_number, is_errno
from kapi.vocab.field import Field
from kapi.vocab.flags import MEANINGS
from kapi.vocab.schema import BLOCKS, SPEC_TAGS
from kapi.vocab.signals import is_signal, signal_number
from kapi.vocab.symbols import header, is_known, value

_ARCHITECTURE = ARCHITECTURES["x86_64"]
_SPEC_TAGS = {name: one for one in SPEC_TAGS for name in one.names}


def hover(specs: Sequence[Spec], lines: Sequence[str], number: int, column: int) -> str:
    """Return Markdown about the word at ``column`` of line ``number`` (both from 0), or "".

    ``specs`` are those of the text; nothing is said outside of comments that may hold one.
    """
    word, start = word_at(lines[number], column)
    if not word or not in_comment(lines, number):
        return ""
    here = line_at(lines[number])
    if here and here.tag and start + len(here.tag) < here.text and word == here.tag:
        return _tag(word, block_at(lines, number)[0])
    spec = _spec_at(specs, number + 1)
    return "\n\n".join(filter(None, (part for part in _meanings(word, spec))))


def _spec_at(specs: Sequence[Spec], line: int) -> Spec | None:
    inside = (s for s in specs if s.origin.line <= line <= max(s.origin.end_line, s.origin.line))
    return next(inside, None)


def _meanings(word: str, spec: Spec | None) -> Iterator[str]:
    name = word.lstrip("@")
    if spec is not None:
        yield from (_param(one) for one in spec.params if one.name == name)
    if is_errno(name):
        yield _errno(name, spec)
    elif capability_number(name) is not None:
        yield f"**{name}**: capability {capability_number(name)}"
    elif is_signal(name):
        yield f"**{name}**: signal {signal_number(name, _ARCHITECTURE)}"
    elif name in PREDICATES:
        one = PREDICATES[name]
        yield f"**{one.signature}**: {one.summary}"
    elif is_known(name):
        yield _constant(name)


def _errno(name: str, spec: Spec | None) -> str:
    number = errno_number(name, _ARCHITECTURE)
    meaning = os.strerror(number) if number else ""
    rows = [f"**{name}** ({number}): {meaning}"]
    for one in spec.errors if spec else ():
        if one.errno == name:
            rows.append(f"* {one.summary or 'when'}{_condition(one)}")
    return "\n".join(rows)


def _condition(error: ErrorCondition) -> str:
    text = error.when or error.condition
    return f": `{text}`" if text else ""


def _constant(name: str) -> str:
    found = value(name, _ARCHITECTURE)
    others = {
        one.name: there.number
        for one in ARCHITECTURES.values()
        if (there := value(name, one)) and (found is None or there.number != found.number)
    }
    rows = [f"**{name}**" + (f" = {found.number} ({found.number:#x})" if found else "")]
    if file := header(name):
        rows[0] += f", `{file}`"
    if name in MEANINGS:
        rows.append(MEANINGS[name])
    if others:
        rows.append("on " + ", ".join(f"{arch} {number:#x}" for arch, number in others.items()))
    return "\n\n".join(rows)


def _param(param: Param) -> str:
    rows = [f"**{param.name}**: `{param.type_name}`" if param.type_name else f"**{param.name}**"]
    limits = param.limits
    stated = [
        f"`{text}`"
        for text in (limits.minimum, limits.maximum, limits.mask, *(limits.values or ()))
        if text
    ]
    if stated:
        rows.append("valid: " + ", ".join(stated))
    if param.description:
        rows.append(param.description)
    return "\n\n".join(rows)


def _tag(tag: str, block: str) -> str:
    """What may follow a tag: of a block, of the comment, or of the block that it opens."""
    if block in BLOCKS and (inner := BLOCKS[block].find(tag)):
        return _field(inner)
    if tag in BLOCKS:
        names = ", ".join(f"`{one.tag}:`" for one in BLOCKS[tag].tags)
        return f"**{tag}:** may have {names}" if names else f"**{tag}:**"
    return _field(_SPEC_TAGS[tag]) if tag in _SPEC_TAGS else ""


def _field(one: Field) -> str:
    rows = [f"**{one.tag}:** {one.label}; {one.form.value.partition(';')[0]}"]
    if one.words:
        rows.append(", ".join(f"`{word.value}`" for word in one.words))
    return "\n\n".join(rows)

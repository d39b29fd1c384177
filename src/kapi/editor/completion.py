"""What may be written next: tags, words of a tag, errnos, capabilities, signals, constants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kapi.editor.place import block_at, in_comment, line_at, word_at
from kapi.expr.predicates import PREDICATES
from kapi.model.spec import Spec
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.capabilities import capabilities
from kapi.vocab.errno import errnos
from kapi.vocab.field import EXPRESSIONS, LISTS_OF_EXPRESSIONS, Field, Form
from kapi.vocab.schema import BLOCKS, SPEC_TAGS
from kapi.vocab.signals import signals
from kapi.vocab.symbols import names_of

_ARCHITECTURE = ARCHITECTURES["x86_64"]
_EXPRESSIONS = (*EXPRESSIONS, *LISTS_OF_EXPRESSIONS, Form.SUCCESS, Form.RANGE)
_SPEC_TAGS = {name: one for one in SPEC_TAGS for name in one.names}


class Choice(NamedTuple):
    """One word that may stand here, and a few words about it. A tag ends with its colon."""

    text: str
    detail: str


def complete(
    specs: Sequence[Spec], lines: Sequence[str], number: int, column: int
) -> tuple[list[Choice], int]:
    """Return what may stand at ``column`` of line ``number`` (from 0), and where it begins."""
    row = lines[number]
    here = line_at(row)
    if here is None or not in_comment(lines, number):
        return [], column
    word, start = word_at(row[:column], column)
    block = block_at(lines, number)[0]
    if not here.tag or start < here.text - len(here.tag) - 1:
        choices = _tags(block if block in BLOCKS else "")
    else:
        choices = _values(here.tag, block, _params(specs, number + 1), word)
    return [one for one in choices if one.text.lower().startswith(word.lower())], start


def _tags(block: str) -> Iterator[Choice]:
    if block:
        yield from (Choice(f"{one.tag}:", one.label) for one in BLOCKS[block].tags)
        return
    yield from (Choice(f"{name}:", "block") for name in BLOCKS if name != "field")
    yield from (Choice(f"{one.tag}:", one.label) for one in SPEC_TAGS if one.tag)


def _params(specs: Sequence[Spec], line: int) -> tuple[str, ...]:
    for spec in specs:
        if spec.origin.line <= line <= max(spec.origin.end_line, spec.origin.line):
            return tuple(param.name for param in spec.params)
    return ()


def _values(tag: str, block: str, params: Iterable[str], word: str) -> Iterator[Choice]:
    if tag == "error":
        yield from _numbers(errnos(_ARCHITECTURE))
    elif tag == "capability":
        yield from _numbers(capabilities())
    elif tag == "signal":
        yield from _numbers(signals(_ARCHITECTURE))
    elif tag == "param":
        yield from (Choice(name, "parameter") for name in params)
    else:
        inner = BLOCKS[block].find(tag) if block in BLOCKS else None
        field = inner or _SPEC_TAGS.get(tag)
        yield from _of(field, params, word) if field else ()


def _of(field: Field, params: Iterable[str], word: str) -> Iterator[Choice]:
    if field.words:
        yield from (Choice(str(one.value), field.label) for one in field.words)
    if field.form in (Form.ERRNO, Form.VIOLATION):
        yield from _numbers(errnos(_ARCHITECTURE))
    if field.form in _EXPRESSIONS or field.path == "limits.type":
        yield from (Choice(name, "parameter") for name in params)
        yield from (Choice(one.name, one.summary) for one in PREDICATES.values())
        yield from (Choice(name, "constant") for name in names_of(word))


def _numbers(table: dict[str, int]) -> Iterator[Choice]:
    return (Choice(name, str(number)) for name, number in table.items())

"""The exact place of a finding: the tag or word that it speaks of, not the head of the block."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from kapi.finding import Finding
from kapi.model.spec import Spec, elements
from kapi.span import Span

_FARTHEST = 300
"""Lines of a block that are looked through: a spec of that length is split by its author."""


def pointed(
    findings: Iterable[Finding], specs: Sequence[Spec], line: Callable[[Span], str]
) -> list[Finding]:
    """Return ``findings`` in order of place, each at the words that it is ``about``.

    ``line`` gives the text at a place. Words are looked for one after the other, from where the
    finding stands to the end of its block; one that is not there is passed over.
    """
    ends = _ends(specs)
    moved = [_moved(one, ends, line) if one.about and one.span else one for one in findings]
    return sorted(moved, key=lambda one: (*one.span.position, one.code, one.message))


def _ends(specs: Sequence[Spec]) -> Mapping[tuple[str, str], list[tuple[int, int]]]:
    """The blocks of each text: first and last line, in order; a spec goes to its own end."""
    starts: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for spec in specs:
        end = max(spec.origin.end_line, spec.span.line)
        inside = sorted({span.line for span in _blocks(spec)} - {0})
        here = starts[spec.span.source, spec.span.file]
        for first, after in pairwise([*inside, end + 1]):
            here[first] = max(after - 1, first)
        here[spec.span.line] = end
    return {text: sorted(here.items()) for text, here in starts.items()}


def _blocks(spec: Spec) -> Iterator[Span]:
    yield from (element.span for _, element in elements(spec))
    for variant in spec.variants:
        yield variant.span
        yield from (element.span for _, element in elements(variant))


def _moved(
    finding: Finding,
    ends: Mapping[tuple[str, str], list[tuple[int, int]]],
    line: Callable[[Span], str],
) -> Finding:
    span = finding.span
    blocks = ends.get((span.source, span.file), [])
    at = bisect_right(blocks, span.line, key=lambda block: block[0]) - 1
    last = max(span.line, blocks[at][1]) if at >= 0 else span.line
    place, text = _found(span, min(last, span.line + _FARTHEST), finding.about, line)
    fix = finding.fix if text == finding.about[-1] else None
    return msgspec.structs.replace(finding, span=place, fix=fix)


def _found(
    span: Span, last: int, words: Sequence[str], line: Callable[[Span], str]
) -> tuple[Span, str]:
    """The place of the last word that is there, and how it is written; "" without one."""
    place, text, after = span, "", max(span.column - 1, 0)
    for word in words:
        pattern = _pattern(word)
        for row in range(place.line, last + 1):
            here = msgspec.structs.replace(span, line=row, end_line=row)
            match = pattern.search(line(here), after if row == place.line else 0)
            if match:
                place = msgspec.structs.replace(here, column=match.start() + 1)
                text, after = match[0], match.end()
                break
    return place, text


def _pattern(word: str) -> re.Pattern[str]:
    """The word by itself; a tag also as the name of a macro: x-when, KAPI_ERROR_X_WHEN."""
    before = r"(?<!\w)" if word[:1].isalnum() else ""
    after = r"(?!\w)" if word[-1:].isalnum() else ""
    plain = before + re.escape(word) + after
    if not re.fullmatch("[a-z][a-z-]*", word):
        return re.compile(plain)
    return re.compile(rf"{plain}|KAPI_(?:[A-Z]+_)*{word.upper().replace('-', '_')}(?!\w)")

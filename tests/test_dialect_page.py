"""docs/dialect.md against the reader: each example is read, each tag and word stands there."""

from __future__ import annotations

import enum
import re
from pathlib import Path

import pytest

from kapi.model.spec import Spec
from kapi.sources.cfile import read_c
from kapi.sources.lines import Line, SourceText
from kapi.vocab import words
from kapi.vocab.spelling import short_word
from kapi.vocab.tags import BLOCKS, SPEC_TAGS

PAGE = (Path(__file__).parents[1] / "docs" / "dialect.md").read_text()
EXAMPLES = re.findall(r"(?ms)^```c\n(.*?)^```$", PAGE)
TITLES = {
    "contexts": words.Context,
    "type of a param, field or return": words.ParamType,
    "flags behind the type": words.ParamFlag,
    "constraint-type": words.ConstraintType,
    "check-type": words.ReturnCheck,
    "type of a lock": words.LockType,
    "scope of a lock": words.LockScope,
    "direction of a signal": words.SignalDirection,
    "action of a signal": words.SignalAction,
    "timing of a signal": words.SignalTiming,
    "state-required, state-forbidden": words.TaskState,
    "side-effect": words.Effect,
    "type of a capability": words.CapabilityAction,
    "ioctl-direction": words.IoctlDirection,
    "api-type": words.ApiKind,
    "x-errors": words.ErrorList,
    "yes or no": words.Answer,
}


def words_table() -> str:
    """The table of words as the page must have it."""
    rows = ["| where | words |", "|---|---|"]
    for title, kind in TITLES.items():
        rows.append(f"| {title} | {', '.join(f'`{short_word(word)}`' for word in kind)} |")
    return "\n".join(rows)


def read(example: str) -> tuple[tuple[Spec, ...], list[str]]:
    lines = tuple(Line(text, number, 1) for number, text in enumerate(example.split("\n"), 1))
    reading = read_c(SourceText(source="page", file="page", lines=lines))
    return reading.specs, [f"{f.span.line}: {f.message}" for f in reading.findings]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[1][3:30])
def test_examples_are_read(example: str) -> None:
    specs, findings = read(example)
    assert findings == []
    assert len(specs) == example.count("/**")
    assert not [e for s in specs for e in s.extensions]


def test_every_tag_has_an_example() -> None:
    shown = set(re.findall(r"(?m)^ \*\s+([a-z-]+):", "".join(EXAMPLES)))
    tags = {tag.name for tag in SPEC_TAGS} | set(BLOCKS)
    tags |= {tag.name for block in BLOCKS.values() for tag in block.tags}
    # read in these forms too, but written in the head: "type: int, input", "field: in a struct"
    assert tags - shown == {"flags", "object"} - shown


def test_every_word_stands_in_the_page() -> None:
    kinds = {k for k in vars(words).values() if isinstance(k, type) and issubclass(k, enum.Enum)}
    assert kinds - set(TITLES.values()) - {enum.Enum} == {words.Dialect}
    assert words_table() in PAGE

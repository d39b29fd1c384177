"""docs/dialect.md against the reader: each example is read, each tag and word stands there."""

from __future__ import annotations

import enum
import re
from collections import defaultdict
from pathlib import Path

import pytest

from kapi.model.spec import Spec
from kapi.render import kerneldoc, macro
from kapi.sources.c.cfile import read_c
from kapi.sources.kerneldoc.grammar import BARE_TAGS
from kapi.sources.source_text import Line, SourceText
from kapi.vocab import words
from kapi.vocab.field import Field
from kapi.vocab.schema import BLOCKS, SPEC_TAGS
from kapi.vocab.spelling import short_word
from kapi.vocab.words import Dialect
from kapi.written import Written
from tests.dropped import drop

PAGE = (Path(__file__).parents[1] / "docs" / "dialect.md").read_text()
EXAMPLES = re.findall(r"(?ms)^```c\n(.*?)^```$", PAGE)
TITLES = {
    "contexts": words.Context,
    "type of a param, field or return": words.ParamType,
    "flags after the type": words.ParamFlag,
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
    "x-order": words.ErrorOrder,
    "yes or no": words.Answer,
}


def table(title: str, rows: dict[str, list[str]]) -> str:
    lines = [f"| {title} |", "|---|---|"]
    lines += [
        f"| {name} | {', '.join(f'`{cell}`' for cell in row)} |" for name, row in rows.items()
    ]
    return "\n".join(lines)


def words_table() -> str:
    """The table of words as the page must have it."""
    rows = {title: [short_word(word) for word in kind] for title, kind in TITLES.items()}
    return table("where | words", rows)


def own_table() -> str:
    """kapi's own tags but for ``x-``, by the block they stand in."""
    rows = {"spec": [tag.tag for tag in SPEC_TAGS if tag.own and not tag.tag.startswith("x-")]}
    rows["spec, as blocks"] = [block.name for block in BLOCKS.values() if block.own]
    for block in BLOCKS.values():
        names = [tag.tag for tag in block.tags if tag.own and not tag.tag.startswith("x-")]
        if names:
            rows[block.name] = names
    return table("in | tags", rows)


def spellings_table() -> str:
    """The aliases of all tags; a tag that has them in a few blocks only names these."""
    places: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for tag in SPEC_TAGS:
        places[tag.tag, tag.aliases] = []
    for block in BLOCKS.values():
        for tag in block.tags:
            places[tag.tag, tag.aliases].append(block.name)
    rows = {}
    for (name, aliases), blocks in places.items():
        where = f" in {', '.join(blocks)}" if 0 < len(blocks) < 3 else ""
        if aliases:
            rows[f"`{name}`{where}"] = list(aliases)
    return table("tag | also read as", rows)


def losses_table() -> str:
    """What the other dialects cannot say of the examples: paths into the model."""
    rows: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for dialect in Dialect:
        lost = {
            ".".join(str(step) for step in loss.path if isinstance(step, str))
            for example in EXAMPLES
            for spec in read(example)[0]
            for loss in write(spec, dialect).losses
            if loss.reason.startswith(("no member", f"{dialect.value} has no tag"))
        }
        rows[tuple(sorted(lost))].append(dialect.value)
    assert rows.pop(()) == [Dialect.KERNELDOC.value]
    return table(
        "dialect | cannot say", {", ".join(names): list(lost) for lost, names in rows.items()}
    )


def write(spec: Spec, dialect: Dialect) -> Written:
    writer = macro if dialect.value.startswith("macro") else kerneldoc
    return writer.write(spec, dialect)


def read(example: str) -> tuple[tuple[Spec, ...], list[str]]:
    lines = tuple(Line(text, number, 1) for number, text in enumerate(example.split("\n"), 1))
    reading = read_c(SourceText(source="page", file="page", lines=lines))
    return reading.specs, [f"{f.span.line}: {f.message}" for f in reading.findings]


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_are_read(example: str) -> None:
    specs, findings = read(example)
    assert findings == []
    assert len(specs) == len(re.findall(r"(?m)^(?:/\*\*|DEFINE_KERNEL_API_SPEC)", example))
    assert not [e for s in specs for e in s.extensions]


def tags_shown(example: str) -> set[tuple[str, str]]:
    """The pairs (block, sub-tag) of an example; ("", tag) at the top level."""
    shown, block = set(), ""
    for indent, name in re.findall(r"(?m)^ \*( +)([a-z-]+):", example):
        if len(indent) == 1:
            block = name
            shown.add(("", name))
        elif name == "field":
            shown.add((block, name))
            block = name
        else:
            shown.add((block, name))
    return shown


def test_every_tag_has_an_example_in_its_block() -> None:
    shown = set().union(*map(tags_shown, EXAMPLES))
    tags = {("", tag.tag) for tag in SPEC_TAGS} | {("", name) for name in BLOCKS}
    tags |= {(block.name, tag.tag) for block in BLOCKS.values() for tag in block.tags}
    # the page says in words that a field has the limits of a param, and what these are for
    limits = [tag for tag in BLOCKS["param"].fields if tag.part == "limits"]
    said = {("field", tag.tag) for tag in limits} | {("", "field"), ("state-trans", "object")}
    said |= {("param", "flags"), ("field", "flags")}
    assert tags - shown - said == set()
    for name in ("flags", "object", *BARE_TAGS):
        assert re.search(rf"`{name}:?`", PAGE), name


def test_every_x_tag_is_explained_where_it_stands() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    at: list[tuple[str, Field]] = [("spec", tag) for tag in SPEC_TAGS]
    at += [(block.name, tag) for block in BLOCKS.values() for tag in block.tags]
    for block, tag in at:
        if tag.tag.startswith("x-"):
            places[tag.tag].add(block)
    rows = re.findall(r"(?m)^\| (`x-[^|]*) \| ([^|]*) \|", PAGE)
    said = {
        name: set(where.split(", "))
        for cell, where in rows
        for name in re.findall("`(.*?):`", cell)
    }
    assert {name: said.get(name) for name in places} == places


def test_tables_are_those_of_the_reader() -> None:
    assert own_table() in PAGE
    assert spellings_table() in PAGE
    assert losses_table() in PAGE


def test_a_spec_in_five_dialects_says_the_same() -> None:
    sections = PAGE.partition("## The other four dialects")[2].split("\n### ")[1:6]
    specs = {
        Dialect(section.split("\n")[0]): read(example)[0][0]
        for section in sections
        for example in re.findall(r"(?ms)^```c\n(.*?)^```$", section)
    }
    assert set(specs) == set(Dialect)
    whole = specs[Dialect.KERNELDOC]
    for dialect, spec in specs.items():
        assert spec.dialect is dialect
        losses = write(whole, dialect).losses
        assert drop(spec, losses) == drop(whole, losses)


def test_every_word_stands_in_the_page() -> None:
    kinds = {k for k in vars(words).values() if isinstance(k, type) and issubclass(k, enum.Enum)}
    assert kinds - set(TITLES.values()) - {enum.Enum} == {words.Dialect}
    assert words_table() in PAGE

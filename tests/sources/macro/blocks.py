"""Macro blocks for the tests: from C text, and from the `+` lines of patches."""

from __future__ import annotations

import re
from pathlib import Path

from kapi.model.spec import Declaration, Spec
from kapi.sources.c.blocks import MacroBlock
from kapi.sources.macro import read_macro
from kapi.sources.reader import Reading
from kapi.sources.source_text import Line, SourceText

_OPENS = re.compile(r"\s*(DEFINE_\w*SPEC\(|static const struct kapi_ioctl_spec \w+ = \{)")
_ENDS = re.compile(r"KAPI_END_SPEC;|\};")


def block_of(code: str, declaration: Declaration | None = None, above: str = "") -> MacroBlock:
    rows = [*above.split("\n"), *code.split("\n")]
    lines = tuple(Line(row, number) for number, row in enumerate(rows, 1))
    text = SourceText(source="test.c", file="test.c", lines=lines)
    first = above.count("\n") + 1
    return MacroBlock(text=text, lines=lines[first:], above=lines[:first], declaration=declaration)


def read(code: str, declaration: Declaration | None = None, above: str = "") -> Reading:
    return read_macro(block_of(code, declaration, above))


def read_body(body: str, name: str = "sys_frob") -> tuple[Spec, list[str]]:
    """The spec of a body, and the codes of its findings."""
    reading = read(f"DEFINE_KERNEL_API_SPEC({name})\n{body}\nKAPI_END_SPEC;")
    assert len(reading.specs) == 1
    return reading.specs[0], [finding.code for finding in reading.findings]


def patch_blocks(path: Path) -> list[MacroBlock]:
    """The macro specs that the patch in a mail adds."""
    lines = tuple(
        Line(row[1:], number, 2)
        for number, row in enumerate(path.read_text().split("\n"), 1)
        if row[:1] in {"+", " "} and not row.startswith("+++")
    )
    text = SourceText(source=str(path), file="patched.c", lines=lines)
    blocks: list[MacroBlock] = []
    current: list[Line] = []
    after = 0
    for number, line in enumerate(lines):
        if _OPENS.match(line.text) or current:
            current.append(line)
        if current and _ENDS.match(line.text):
            first = number + 1 - len(current)
            above = lines[after:first]
            block = MacroBlock(text=text, lines=tuple(current), above=above, declaration=None)
            blocks.append(block)
            current, after = [], number + 1
    return blocks

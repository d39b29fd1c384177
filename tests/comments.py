"""Comment blocks for tests, without the C scanner: written by hand or taken from a mail."""

from __future__ import annotations

import re
from pathlib import Path

from kapi.model.spec import Declaration, DeclaredParam
from kapi.sources.c.blocks import CommentBlock
from kapi.sources.source_text import Line, SourceText
from kapi.vocab.words import ApiKind

_SYSCALL = re.compile(r"SYSCALL_DEFINE(\d)\((\w+)((?:,[^,()]+)*)\)")


def block(
    comment: str, declaration: Declaration | None = None, tabs_lost: bool = False
) -> CommentBlock:
    """``comment`` is the text between the markers, without the stars."""
    lines = tuple(Line(text, number, 4) for number, text in enumerate(comment.split("\n"), 2))
    text = SourceText(source="test.c", file="test.c", lines=lines, tabs_lost=tabs_lost)
    return CommentBlock(text=text, lines=lines, declaration=declaration)


def syscall(text: str) -> Declaration:
    """The declaration that ``SYSCALL_DEFINEn(...)`` is."""
    folded = " ".join(text.split())
    match = _SYSCALL.match(folded)
    assert match, text
    pieces = [piece.strip() for piece in match[3].split(",")[1:]]
    params = tuple(
        DeclaredParam(type_name=kind, name=name)
        for kind, name in zip(pieces[::2], pieces[1::2], strict=True)
    )
    return Declaration(
        name=f"sys_{match[2]}",
        kind=ApiKind.SYSCALL,
        text=match[0],
        macro=f"SYSCALL_DEFINE{match[1]}",
        return_type="long",
        params=params,
    )


def blocks_in_mail(path: Path) -> list[CommentBlock]:
    """The comments that a patch mail adds, each with the system call below it."""
    rows = path.read_text(encoding="utf-8", errors="replace").split("\n")
    blocks: list[CommentBlock] = []
    lines: list[Line] | None = None
    for number, row in enumerate(rows, 1):
        if row.startswith("+/**"):
            lines = []
        elif lines is not None and row[1:].lstrip() == "*/" and not row.startswith("-"):
            below = " ".join(line.lstrip("+ \t") for line in rows[number : number + 4])
            declaration = syscall(below) if "SYSCALL_DEFINE" in below else None
            text = SourceText(source=str(path), file=str(path), lines=tuple(lines))
            blocks.append(CommentBlock(text=text, lines=tuple(lines), declaration=declaration))
            lines = None
        elif lines is not None:
            match = re.match(r"\+\s*\* ?", row)
            end = match.end() if match else 1
            lines.append(Line(row[end:], number, end + 1))
    return blocks

"""The blocks of a C text → its specs, checked against the declarations after them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from functools import partial

import msgspec

from kapi.finding import Finding, Severity
from kapi.model.spec import Declaration, Spec
from kapi.sources.c.blocks import CommentBlock, MacroBlock
from kapi.sources.c.cscan import find_blocks
from kapi.sources.kerneldoc import read_comment, read_remark
from kapi.sources.reader import Reading, guarded
from kapi.sources.source_text import Line, SourceText
from kapi.span import moved
from kapi.vocab.words import ApiKind

_ON_THEIR_OWN = (ApiKind.IOCTL, ApiKind.SYSFS)
_REMEMBERED = 1024
"""Comments of which is known what they say: twice those of 1 MB of specs without code."""


def read_blocks(
    text: SourceText, read_macro: Callable[[MacroBlock], Reading] | None = None
) -> Reading:
    """Return the specs of ``text`` in the order they stand there, and all findings by place.

    ``read_macro`` reads one that is written with macros. The catalogue has none, and does without:
    importing the reader of macros takes a tenth of the start. A macro is a defect there, and told.
    """
    found = find_blocks(text)
    specs: list[Spec] = []
    findings = list(found.findings)
    cut_off = {f.span.line for f in found.findings if f.code == "unterminated"}
    remarks, blocks = found.remarks, list(reversed(found.blocks))
    del found  # a block is given up once it is read
    while blocks:
        block = blocks.pop()
        first = block.lines[0]
        cut = not cut_off.isdisjoint((first.number, first.number - 1))
        reading = guarded(partial(_read, block, cut, read_macro), _broken, text.span(first))
        specs += reading.specs
        findings += reading.findings
    for remark in remarks:
        look = partial(read_remark, remark)
        findings += guarded(look, _broken, text.span(remark.lines[0])).findings
    findings.sort(key=lambda finding: (finding.span.line, finding.span.column, finding.code))
    return Reading(specs=tuple(specs), findings=tuple(findings))


def _broken(finding: Finding) -> Reading:
    return Reading(findings=(finding,))


def _read(
    block: CommentBlock | MacroBlock,
    cut_off: bool,
    read_macro: Callable[[MacroBlock], Reading] | None,
) -> Reading:
    if isinstance(block, CommentBlock):
        first = block.lines[0].number
        relative = _shifted(block, -first)
        declared = relative.declaration.span.position if relative.declaration else None
        return _read_at(first, relative, declared, cut_off)
    assert read_macro is not None, "a spec of macros in the catalogue"
    return _checked(read_macro(block), block, cut_off)


def _shifted(block: CommentBlock, by: int) -> CommentBlock:
    """Return ``block`` without the text around it, ``by`` lines further down."""
    text = block.text
    return CommentBlock(
        text=SourceText(source=text.source, file=text.file, lines=(), tabs_lost=text.tabs_lost),
        lines=tuple(
            Line(line.text, line.number + by, line.column, line.added) for line in block.lines
        ),
        declaration=moved(block.declaration, by),
    )


@functools.lru_cache(_REMEMBERED)
def _read_at(
    first: int, block: CommentBlock, declared: tuple[object, ...] | None, cut_off: bool
) -> Reading:
    """Return what ``block``, whose lines count from 0, says when it begins on line ``first``.

    ``declared`` is the place of its declaration, in which two blocks may differ alone.
    """
    reading = _read_comment(block, declared, cut_off)
    if any(finding.names_a_line for finding in reading.findings):
        block = _shifted(block, first)
        return _checked(read_comment(block), block, cut_off)
    return moved(reading, first - 1)


@functools.lru_cache(_REMEMBERED)
def _read_comment(
    block: CommentBlock, declared: tuple[object, ...] | None, cut_off: bool
) -> Reading:
    """Remembered, since of a text that is being edited one comment changes at a time.

    A place on line 0 would be none, so the lines of what is read count from 1.
    """
    block = _shifted(block, 1)
    return _checked(read_comment(block), block, cut_off)


def _checked(reading: Reading, block: CommentBlock | MacroBlock, cut_off: bool) -> Reading:
    """Return ``reading`` with the names of declarations, and what is wrong with names."""
    named = [_named(spec, block, cut_off) for spec in reading.specs]
    problems = tuple(problem for _, problem in named if problem)
    return Reading(specs=tuple(spec for spec, _ in named), findings=(*reading.findings, *problems))


def _named(
    spec: Spec, block: CommentBlock | MacroBlock, cut_off: bool
) -> tuple[Spec, Finding | None]:
    """Return ``spec`` under its API's name, and what is wrong with the two names."""
    declaration = spec.declaration
    if declaration is None:
        needs_none = isinstance(block, MacroBlock) or spec.kind in _ON_THEIR_OWN
        if needs_none or cut_off:
            return spec, None
        return spec, _no_declaration(spec)
    if not spec.name or _same(spec.name, declaration):
        if isinstance(block, CommentBlock):
            spec = msgspec.structs.replace(spec, name=declaration.name)
        return spec, None
    if isinstance(block, MacroBlock):
        # A macro says its name itself and may stand anywhere: the neighbour is a stranger.
        stranger = msgspec.structs.replace(spec, declaration=None)
        return stranger, _mismatch(spec, declaration, Severity.WARNING)
    return spec, _mismatch(spec, declaration, Severity.ERROR)


def _same(name: str, declaration: Declaration) -> bool:
    """Say whether the spec of ``name`` describes ``declaration``.

    kernel-doc takes ``COMPAT_SYSCALL_DEFINE`` for ``sys_`` too, so a comment may say any of
    ``mlock``, ``sys_mlock`` and ``compat_sys_mlock``.
    """
    if declaration.kind is ApiKind.SYSCALL:
        return _bare(name) == _bare(declaration.name)
    return name == declaration.name


def _bare(name: str) -> str:
    return name.removeprefix("compat_").removeprefix("sys_")


def _no_declaration(spec: Spec) -> Finding:
    return Finding(
        code="no-declaration",
        severity=Severity.WARNING,
        message=f"no declaration follows the spec of {spec.name or 'an unnamed API'}",
        span=spec.span,
        hint="a spec stands directly before the function or SYSCALL_DEFINE that it describes",
        api=spec.name,
    )


def _mismatch(spec: Spec, declaration: Declaration, severity: Severity) -> Finding:
    return Finding(
        code="name-mismatch",
        severity=severity,
        message=f"the spec says {spec.name}, and {declaration.name} is declared after it",
        span=spec.span,
        hint="name what is declared, or move the spec",
        api=spec.name,
    )

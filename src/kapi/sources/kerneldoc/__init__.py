"""Specs in kernel-doc comments: the three comment dialects."""

from __future__ import annotations

import msgspec

from kapi.finding import Finding, Severity
from kapi.sources.c.blocks import CommentBlock
from kapi.sources.kerneldoc.assembly import build
from kapi.sources.kerneldoc.grammar import GENERIC_TAGS
from kapi.sources.kerneldoc.nest import nest
from kapi.sources.kerneldoc.notes import Notes
from kapi.sources.kerneldoc.rows import make_rows
from kapi.sources.kerneldoc.signs import Verdict, is_kernel_doc, judge
from kapi.sources.kerneldoc.split import split
from kapi.sources.reader import Reading


def read_comment(block: CommentBlock) -> Reading:
    """Return the spec in ``block``, or an empty reading if the comment is none.

    A comment with one sign of a spec only is not read, and a finding says so.
    """
    rows = make_rows(block.lines)
    verdict = judge(rows)
    declaration = block.declaration
    params = tuple(p.name for p in declaration.params) if declaration else ()
    notes = Notes(block.text, params)
    if not verdict.is_spec:
        return Reading(findings=_unread(verdict, notes))
    names = frozenset(params) | ({declaration.name} if declaration else frozenset())
    entries = nest(split(rows, names, block.text.tabs_lost), notes)
    if not params:
        notes.params = tuple(e.tag[1:] for e in entries if e.tag.startswith("@"))
    spec = build(entries, block, verdict.dialect, notes)
    findings = [msgspec.structs.replace(f, api=spec.name) for f in notes.findings]
    if spec.contexts is None:
        findings.append(
            Finding(
                code="missing-contexts",
                severity=Severity.NOTE,
                message="the spec does not say in which contexts it may be called",
                span=spec.span,
                hint="add 'contexts: process, sleepable' or what applies; "
                "without it the kernel's own tools pass the comment over",
                api=spec.name,
            )
        )
    return Reading(specs=(spec,), findings=tuple(findings))


def read_remark(block: CommentBlock) -> Reading:
    """Return a finding for an ordinary comment that may be a spec without a star."""
    rows = make_rows(block.lines)
    verdict = judge(rows)
    if not verdict.is_spec:
        damaged = is_kernel_doc(rows)
        return Reading(findings=_unread(verdict, Notes(block.text, ())) if damaged else ())
    finding = Finding(
        code="unread-spec",
        severity=Severity.WARNING,
        message="this comment says what a spec says, but it does not begin with /**",
        span=block.text.span(block.lines[0], end=block.lines[-1]),
        hint="kernel-doc comments begin with /** on a line of its own",
    )
    return Reading(findings=(finding,))


def _unread(verdict: Verdict, notes: Notes) -> tuple[Finding, ...]:
    """A finding for a comment with a single sign, unless that is an ordinary word."""
    for tag, row in verdict.signs.items():
        if tag not in GENERIC_TAGS:
            return (
                Finding(
                    code="unread-spec",
                    severity=Severity.WARNING,
                    message=f"'{tag}:' looks like part of a spec, but the comment is none",
                    span=notes.at(row),
                    hint="a spec has 'contexts:' and at least one of 'param:', 'error:' ...",
                ),
            )
    return ()

"""Specs that stand where no hunk can be read: its head is damaged or lost, or there is none."""

from __future__ import annotations

import re
from collections.abc import Collection

import msgspec

from kapi.finding import Finding, Severity
from kapi.model.spec import Spec
from kapi.sources.c.cfile import read_c
from kapi.sources.reader import Reading
from kapi.sources.source_text import SourceText
from kapi.sources.spec_lines import Ranges, any_within, lines_of

Key = tuple[str, str]
_LITERAL = re.compile(r"(`+)[^`]+\1")
_ABOUT_OUR_LINES = ("unterminated", "no-beginning", "unread-spec", "broken-reader")


def read_rest(text: SourceText, known: Collection[Key]) -> Reading:
    """Read lines that no hunk holds; specs whose ``known`` keys were read elsewhere do not count.

    A spec whose lines begin with ``+`` is what the patch adds, and it is returned with a warning.
    Without them it may be an example in a cover letter: then only a note says where it stands.
    """
    added = sorted(line.number for line in text.lines if line.added)
    reading = read_c(_all_added(text))
    specs: list[Spec] = []
    findings: list[Finding] = []
    for spec in reading.specs:
        if (spec.kind.value, spec.name) in known:
            continue
        if any_within(added, spec.origin.line, spec.origin.line):
            specs.append(spec)
            findings.append(_damaged(spec))
        else:
            findings.append(_outside(spec, "stands in no hunk of a patch"))
    kept = Ranges(map(lines_of, specs))
    findings += [
        finding
        for finding in reading.findings
        if finding.span.line in kept
        or (
            finding.code in _ABOUT_OUR_LINES
            and any_within(added, finding.span.line, finding.span.line)
        )
    ]
    return Reading(specs=tuple(specs), findings=tuple(findings))


def read_remains(text: SourceText) -> Reading:
    """Return notes for pieces of specs in lines that no hunk holds, where nothing else is found."""
    return Reading(findings=_pieces(read_c(_all_added(text))))


def _pieces(reading: Reading) -> tuple[Finding, ...]:
    return tuple(
        msgspec.structs.replace(finding, severity=Severity.NOTE)
        for finding in reading.findings
        if finding.code in _ABOUT_OUR_LINES
    )


def _all_added(text: SourceText) -> SourceText:
    lines = tuple(
        line if line.added else msgspec.structs.replace(line, added=True) for line in text.lines
    )
    return msgspec.structs.replace(text, lines=lines)


def read_foreign(text: SourceText) -> Reading:
    """Read a hunk of a file that is not C: where it adds a spec, or pieces of one, notes say so.

    A list that names the tags as ``literals``, as pages about the format do, is no piece of a spec.
    """
    where = f"stands in {text.file}, which is no C file"
    reading = read_c(_without_literals(text))
    findings = tuple(_outside(spec, where) for spec in reading.specs)
    return Reading(findings=findings + _pieces(reading))


def _without_literals(text: SourceText) -> SourceText:
    lines = tuple(
        msgspec.structs.replace(line, text=_LITERAL.sub(_dashes, line.text)) for line in text.lines
    )
    return msgspec.structs.replace(text, lines=lines)


def _dashes(found: re.Match[str]) -> str:
    return "-" * len(found[0])


def _damaged(spec: Spec) -> Finding:
    return Finding(
        code="damaged-patch",
        severity=Severity.WARNING,
        message=f"the spec of {spec.name or 'an unnamed API'} stands below no readable hunk head",
        span=spec.span,
        hint="the line with @@ is damaged or lost; the spec was read all the same",
        api=spec.name,
    )


def _outside(spec: Spec, where: str) -> Finding:
    return Finding(
        code="outside-patch",
        severity=Severity.NOTE,
        message=f"what looks like the spec of {spec.name or 'an unnamed API'} {where}: not read",
        span=spec.span,
        hint="save it as a C file to read it",
    )

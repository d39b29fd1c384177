"""One text in any form → the specs in it."""

from __future__ import annotations

import os

from kapi.finding import Finding, Severity
from kapi.model.spec import Spec
from kapi.sources.cfile import read_c
from kapi.sources.decode import decode, decode_lines, looks_binary, raw_lines
from kapi.sources.detect import Candidate, detect
from kapi.sources.inputs import Content, InputKind, Skipped, unreadable
from kapi.sources.jsonspecs import SCHEMA, read_json
from kapi.sources.lines import SourceText
from kapi.sources.page import indentation_lost
from kapi.sources.patch import C_SUFFIXES, without_margin
from kapi.sources.pieces import cut
from kapi.sources.reading import Reading
from kapi.span import Span

__all__ = ["read_file_of_tree", "read_text"]

BINARY = "looks binary"
_IN_MAIL = (InputKind.MAIL, InputKind.MBOX)


def read_text(source: str, data: bytes, name: str = "") -> Content:
    """Return what ``data`` holds; ``name`` (a file name) helps to find out what it is."""
    if not data.strip():
        return Content(kind=InputKind.TEXT, reading=Reading(findings=(_empty(source),)))
    if looks_binary(data):
        finding = unreadable(source, "", BINARY)
        return Content(
            kind=InputKind.TEXT,
            reading=Reading(findings=(finding,)),
            skipped=(Skipped(source, BINARY),),
        )
    raw = raw_lines(data)
    decoded = decode_lines(raw)
    lines = without_margin(decoded.lines)
    text = Candidate(data=data, raw=raw, lines=lines, name=name)
    kind = detect(text)
    if kind is InputKind.JSON:
        return Content(kind=kind, reading=read_json(source, data))
    pieces = cut(source, kind, text)
    readings = [read_added(piece) for piece in pieces.texts]
    known = {_key(spec) for reading in readings for spec in reading.specs}
    for piece in pieces.quoted:
        reading = read_added(piece)
        again = tuple(spec for spec in reading.specs if _key(spec) in known)
        pieces.skipped += [Skipped(piece.file, f"{spec.name} is quoted again") for spec in again]
        readings.append(_without(reading, again))
    damage = () if kind in _IN_MAIL else decoded.findings(source, source)
    return Content(
        kind=kind,
        reading=Reading(
            specs=tuple(spec for reading in readings for spec in reading.specs),
            findings=(
                *damage,
                *pieces.findings,
                *(finding for reading in readings for finding in reading.findings),
            ),
        ),
        skipped=tuple(pieces.skipped),
    )


def read_file_of_tree(root: str, path: str, data: bytes) -> Content:
    """Return what the file ``path`` below ``root`` holds.

    C files are read as such. Of the others only those count that carry C (patches, mails):
    an example in a text is documentation.
    """
    if not path.endswith(C_SUFFIXES):
        content = read_text(os.path.join(root, path), data, path)
        is_prose = content.kind in (InputKind.TEXT, InputKind.C_FILE)
        is_empty = not content.reading.specs and not any(
            finding.severity is not Severity.NOTE for finding in content.reading.findings
        )
        if is_prose or is_empty or _is_foreign_json(content.kind, data):
            return Content(kind=content.kind)
        return content
    if looks_binary(data):
        finding = unreadable(root, path, BINARY)
        return Content(kind=InputKind.C_FILE, reading=Reading(findings=(finding,)))
    decoded = decode(data)
    reading = read_c(
        SourceText(
            source=root,
            file=path,
            lines=decoded.lines,
            tabs_lost=indentation_lost(decoded.lines),
        )
    )
    findings = (*decoded.findings(root, path), *reading.findings)
    return Content(kind=InputKind.C_FILE, reading=Reading(specs=reading.specs, findings=findings))


def _is_foreign_json(kind: InputKind, data: bytes) -> bool:
    return kind is InputKind.JSON and SCHEMA.encode() not in data


def read_added(text: SourceText) -> Reading:
    """Read ``text`` without the specs that a patch shows but does not touch."""
    reading = read_c(text)
    if all(line.added for line in text.lines):
        return reading
    added = sorted(line.number for line in text.lines if line.added)
    return _without(reading, tuple(spec for spec in reading.specs if not _touches(spec, added)))


def _touches(spec: Spec, added: list[int]) -> bool:
    first, last = spec.origin.line, max(spec.origin.line, spec.origin.end_line)
    return any(first <= number <= last for number in added)


def _without(reading: Reading, dropped: tuple[Spec, ...]) -> Reading:
    """Return ``reading`` without some of its specs and without what was found in them."""
    if not dropped:
        return reading
    ranges = [(spec.origin.line, max(spec.origin.line, spec.origin.end_line)) for spec in dropped]
    return Reading(
        specs=tuple(s for s in reading.specs if not any(s is gone for gone in dropped)),
        findings=tuple(
            finding
            for finding in reading.findings
            if not any(first <= finding.span.line <= last for first, last in ranges)
        ),
    )


def _key(spec: Spec) -> tuple[str, str]:
    return (spec.kind.value, spec.name)


def _empty(source: str) -> Finding:
    return Finding(
        code="empty-input",
        severity=Severity.WARNING,
        message=f"{source} is empty",
        span=Span(source=source, file=source, line=1, column=1),
    )

"""One text in any form → the specs in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

import msgspec

from kapi.finding import Finding, Severity
from kapi.model.spec import Spec
from kapi.sources.c.cfile import read_c
from kapi.sources.detect import Candidate, detect, is_json
from kapi.sources.encodings import (
    decode,
    decode_lines,
    looks_binary,
    raw_lines,
    too_many_lines,
)
from kapi.sources.jsonspecs import SCHEMA, read_json
from kapi.sources.loaded import Content, InputKind, Skipped, unreadable
from kapi.sources.mail.damaged import read_foreign, read_remains, read_rest
from kapi.sources.mail.page import indentation_lost
from kapi.sources.mail.patch import without_margin
from kapi.sources.pieces import Pieces, cut
from kapi.sources.reader import Reading, guarded
from kapi.sources.size_limits import without_too_large
from kapi.sources.source_text import SourceText
from kapi.sources.spec_lines import Ranges, any_within, lines_of
from kapi.sources.tree.needles import C_SUFFIXES
from kapi.span import Span

BINARY = "looks binary"
_IN_MAIL = (InputKind.MAIL, InputKind.MBOX)


def read_text(source: str, data: bytes, name: str = "") -> Content:
    """Return what ``data`` holds; ``name`` (a file name) helps to find out what it is."""
    return guarded(
        lambda: _bounded(_read_text(source, data, name)),
        partial(_broken, InputKind.TEXT),
        Span(source=source, file=source),
    )


def _read_text(source: str, data: bytes, name: str) -> Content:
    if not data.strip():
        return Content(kind=InputKind.TEXT, reading=Reading(findings=(_empty(source),)))
    if looks_binary(data):
        return _refused(source, BINARY)
    if is_json(data, name):
        return Content(kind=InputKind.JSON, reading=read_json(source, data))
    if refusal := too_many_lines(data):
        return _refused(source, refusal)
    text, damage = _candidate(source, data, name)
    kind = detect(text)
    if kind in _IN_MAIL:
        damage = ()
    # Lines cost more than anything else: those that are not read again are given up.
    unread = {"lines": ()} if kind in _IN_MAIL else {"raw": ()}
    text = msgspec.structs.replace(text, **unread)
    pieces = cut(source, kind, text.lines, text.raw)
    del text
    readings = _readings(pieces)
    if not pieces.findings and all(reading == Reading() for reading in readings):
        # a mail's body saved without its headers, or a part whose header never ends
        whole = _candidate(source, data, name)[0]
        pieces, skipped = cut(source, InputKind.QUOTED, whole.lines), pieces.skipped
        pieces.skipped += skipped
        readings = _readings(pieces)
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


def _candidate(source: str, data: bytes, name: str) -> tuple[Candidate, tuple[Finding, ...]]:
    """The lines of a text, raw and decoded, and what is damaged in them."""
    raw = raw_lines(data)
    decoded = decode_lines(raw)
    lines = without_margin(decoded.lines)
    text = Candidate(data=data, raw=raw, lines=lines, name=name)
    return text, decoded.findings(source, source)


def _bounded(content: Content) -> Content:
    return msgspec.structs.replace(content, reading=without_too_large(content.reading))


def _readings(pieces: Pieces) -> list[Reading]:
    """Read all ``pieces``; what is quoted counts only where it says something new."""
    readings = [_read_added(piece) for piece in pieces.texts]
    known = {_key(spec) for reading in readings for spec in reading.specs}
    for piece in pieces.quoted:
        reading = _read_added(piece)
        again = tuple(spec for spec in reading.specs if _key(spec) in known)
        pieces.skipped += [Skipped(piece.file, f"{spec.name} is quoted again") for spec in again]
        readings.append(_without(reading, again))
    known |= {_key(spec) for reading in readings for spec in reading.specs}
    readings += [_guarded(partial(read_rest, piece, known), piece) for piece in pieces.rest]
    if not any(reading.specs or reading.findings for reading in readings):
        readings += [_guarded(partial(read_foreign, piece), piece) for piece in pieces.foreign]
        readings += [_guarded(partial(read_remains, piece), piece) for piece in pieces.rest]
    return readings


def _guarded(read: Callable[[], Reading], text: SourceText) -> Reading:
    place = text.span(text.lines[0]) if text.lines else Span(source=text.source, file=text.file)
    return guarded(read, lambda finding: Reading(findings=(finding,)), place)


def _broken(kind: InputKind, finding: Finding) -> Content:
    return Content(kind=kind, reading=Reading(findings=(finding,)))


def _refused(source: str, reason: str) -> Content:
    finding = unreadable(source, "", reason)
    return Content(
        kind=InputKind.TEXT,
        reading=Reading(findings=(finding,)),
        skipped=(Skipped(source, reason),),
    )


def read_file_of_tree(root: str, path: str, data: bytes) -> Content:
    """Return what the file ``path`` below ``root`` holds.

    C files are read as such. Of the others only those count that carry C (patches, mails):
    an example in a text is documentation.
    """
    return guarded(
        lambda: _bounded(_read_file_of_tree(root, path, data)),
        partial(_broken, InputKind.C_FILE),
        Span(source=root, file=path),
    )


def _read_file_of_tree(root: str, path: str, data: bytes) -> Content:
    if not path.endswith(C_SUFFIXES):
        content = read_text(os.path.join(root, path), data, path)
        is_prose = content.kind in (InputKind.TEXT, InputKind.C_FILE)
        is_empty = not content.reading.specs and not any(
            finding.severity is not Severity.NOTE for finding in content.reading.findings
        )
        if is_prose or is_empty or _is_foreign_json(content.kind, data):
            return Content(kind=content.kind)
        return content
    if refusal := BINARY if looks_binary(data) else too_many_lines(data):
        return _broken(InputKind.C_FILE, unreadable(root, path, refusal))
    decoded = decode(data)
    text = SourceText(
        source=root,
        file=path,
        lines=decoded.lines,
        tabs_lost=indentation_lost(decoded.lines),
    )
    reading = _guarded(partial(read_c, text), text)
    findings = (*decoded.findings(root, path), *reading.findings)
    return Content(kind=InputKind.C_FILE, reading=Reading(specs=reading.specs, findings=findings))


def _is_foreign_json(kind: InputKind, data: bytes) -> bool:
    return kind is InputKind.JSON and SCHEMA.encode() not in data


def _read_added(text: SourceText) -> Reading:
    """Read ``text`` without the specs that a patch shows but does not touch."""
    reading = _guarded(partial(read_c, text), text)
    if all(line.added for line in text.lines):
        return reading
    added = sorted(line.number for line in text.lines if line.added)
    untouched = tuple(one for one in reading.specs if not any_within(added, *lines_of(one)))
    return _without(reading, untouched)


def _without(reading: Reading, dropped: tuple[Spec, ...]) -> Reading:
    """Return ``reading`` without some of its specs and without what was found in them."""
    if not dropped:
        return reading
    gone = {id(spec) for spec in dropped}
    lines = Ranges(map(lines_of, dropped))
    return Reading(
        specs=tuple(spec for spec in reading.specs if id(spec) not in gone),
        findings=tuple(one for one in reading.findings if one.span.line not in lines),
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

"""A text of any kind → the C texts in it: files, the new sides of patches, quoted fragments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from kapi.finding import Finding, Severity
from kapi.sources.encodings import RawLine
from kapi.sources.loaded import InputKind, Skipped
from kapi.sources.mail.mail import read_mail
from kapi.sources.mail.mailbox import split
from kapi.sources.mail.page import indentation_lost, is_html, without_markup
from kapi.sources.mail.patch import Hunk, read_patches, without_prefix
from kapi.sources.mail.quoted import unquote
from kapi.sources.source_text import Line, SourceText
from kapi.sources.tree.needles import C_SUFFIXES, is_c_file, lines_may_hold_spec
from kapi.span import Span


class Pieces(msgspec.Struct, kw_only=True):
    """The C texts of an input in their order, and what was met on the way to them.

    ``quoted`` are those that were quoted: they count where the input does not hold the same spec
    unquoted. ``rest`` are the lines that stand in no hunk but may hold a spec: where the head of
    a hunk is damaged or lost, a spec is among them. ``foreign`` are
    hunks of files that are not C: documentation has examples, but a head may be damaged, too.
    """

    texts: list[SourceText] = []
    quoted: list[SourceText] = []
    rest: list[SourceText] = []
    foreign: list[SourceText] = []
    findings: list[Finding] = []
    skipped: list[Skipped] = []


def cut(source: str, kind: InputKind, lines: Sequence[Line], raw: Sequence[RawLine] = ()) -> Pieces:
    """Return the C texts in a text of ``kind``, which the user named ``source``.

    ``raw`` are the lines of mails, whose parts have charsets of their own; ``lines`` of the others.
    """
    cutter = _Cutter(source)
    if kind is InputKind.C_FILE:
        cutter.whole_file(source, lines)
    elif kind is InputKind.PATCH:
        cutter.patches(lines, headless=True)
    elif kind is InputKind.PAGE:
        lines = without_markup(lines) if is_html(lines) else lines
        cutter.patches(lines, headless=False, checked=False)
    elif kind is InputKind.QUOTED:
        cutter.fragments(lines)
    elif kind in (InputKind.MAIL, InputKind.MBOX):
        for mail in split(raw):
            cutter.mail(mail)
    return cutter.pieces


class _Cutter:
    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces = Pieces()

    def whole_file(self, file: str, lines: Sequence[Line]) -> None:
        """Take ``lines`` as one C file."""
        self._add(file, lines, indentation_lost(lines), self.pieces.texts)

    def mail(self, raw: Sequence[RawLine]) -> None:
        """Take the patches and C attachments of one mail."""
        mail = read_mail(self.source, raw)
        self.pieces.findings += mail.findings
        self.pieces.skipped += mail.skipped
        parts = list(reversed(mail.parts))
        del mail  # a part is given up once it is cut
        while parts:
            part = parts.pop()
            self.pieces.findings += part.text.findings(self.source, self.source)
            if part.name.endswith(C_SUFFIXES):
                self.whole_file(part.name, part.text.lines)
                continue
            streams = unquote(part.text.lines)
            del part
            self._streams(streams, headless=False, checked=True)

    def patches(self, lines: Iterable[Line], *, headless: bool, checked: bool = True) -> None:
        """Take the new side of every patch in ``lines``, quoted or not.

        ``checked`` says that a hunk of another length than declared is a finding; a page copy
        has always lost some lines.
        """
        self._streams(unquote(lines), headless=headless, checked=checked)

    def _streams(
        self, streams: dict[int, tuple[Line, ...]], *, headless: bool, checked: bool
    ) -> None:
        for depth in list(streams):
            hunks, rest = read_patches(streams.pop(depth), headless=headless or depth > 0)
            into = self.pieces.quoted if depth else self.pieces.texts
            self._hunks(hunks, into, checked and not depth)
            self._rest(rest)

    def fragments(self, lines: Iterable[Line]) -> None:
        """Take what is quoted: patches, parts of patches, or C itself."""
        for depth, stream in unquote(lines).items():
            hunks, rest = read_patches(stream, headless=True)
            if hunks or not depth:
                self._hunks(hunks, self.pieces.texts, checked=False)
                self._rest(rest)
            else:
                self._add(self.source, stream, indentation_lost(stream), self.pieces.texts)

    def _hunks(self, hunks: Sequence[Hunk], into: list[SourceText], checked: bool) -> None:
        lost = indentation_lost([line for hunk in hunks for line in hunk.lines])
        for path in dict.fromkeys(hunk.path for hunk in hunks if not is_c_file(hunk.path)):
            self.pieces.skipped.append(Skipped(path, "not a C file"))
        for hunk in hunks:
            if not is_c_file(hunk.path):
                if hunk.declared is None:  # its head is lost, and with it whose lines these are
                    self._add(self.source, hunk.lines, lost, self.pieces.rest)
                else:
                    self._add(hunk.path, hunk.lines, lost, self.pieces.foreign)
                continue
            file = hunk.path or self.source
            is_read = self._add(file, hunk.lines, lost, into)
            if is_read and checked and hunk.declared not in (None, len(hunk.lines)):
                self.pieces.findings.append(_wrong_length(self.source, file, hunk))
            if is_read and checked and hunk.damaged:
                self.pieces.findings.append(_damaged_head(self.source, file, hunk.damaged))

    def _rest(self, runs: Sequence[Sequence[Line]]) -> None:
        for run in runs:
            new_side = [without_prefix(line) for line in run if not line.text.startswith("-")]
            self._add(self.source, new_side, indentation_lost(new_side), self.pieces.rest)

    def _add(self, file: str, lines: Sequence[Line], lost: bool, into: list[SourceText]) -> bool:
        """Keep ``lines`` for reading when a spec may stand in them."""
        if not lines_may_hold_spec(line.text for line in lines):
            return False
        into.append(SourceText(source=self.source, file=file, lines=tuple(lines), tabs_lost=lost))
        return True


def _damaged_head(source: str, file: str, head: Line) -> Finding:
    return Finding(
        code="damaged-patch",
        severity=Severity.WARNING,
        message=f"the head of the hunk says no numbers of lines: {head.text[:60]}",
        span=Span(source=source, file=file, line=head.number, column=head.column),
        hint="its added lines were read; lines that it does not change may be missing",
    )


def _wrong_length(source: str, file: str, hunk: Hunk) -> Finding:
    ends = "the text ends there" if hunk.cut_off else "lines may be missing"
    return Finding(
        code="truncated-hunk" if hunk.cut_off else "hunk-length",
        severity=Severity.WARNING,
        message=f"the hunk says {hunk.declared} new lines and has {len(hunk.lines)}: {ends}",
        span=Span(source=source, file=file, line=hunk.header.number, column=hunk.header.column),
    )

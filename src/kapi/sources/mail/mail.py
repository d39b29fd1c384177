"""Mails: headers, parts, parts and transfer encodings, with line numbers in the user's text.

The bodies are cut out here, not by the standard library, because a spec's place is the line of
the mail as it stands in the file, whatever its transfer encoding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from kapi.finding import Finding, Severity
from kapi.sources.encodings import Decoded, RawLine, decode_lines
from kapi.sources.loaded import Skipped
from kapi.sources.mail.mailbox import ends_in_header, header_end, header_start
from kapi.sources.mail.mailheader import Header, read_header
from kapi.sources.mail.transfer import decode_transfer, unflow
from kapi.span import Span

_MAX_DEPTH = 10


class Part(msgspec.Struct, frozen=True):
    """One readable part of a mail: its text, and an attachment's name."""

    text: Decoded
    name: str


class Mail(msgspec.Struct, frozen=True):
    """The parts of one mail in their order, and what could not be read."""

    parts: tuple[Part, ...]
    skipped: tuple[Skipped, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_mail(source: str, lines: Sequence[RawLine]) -> Mail:
    """Return the text parts of the mail in ``lines``."""
    reader = _Reader(source)
    parts = tuple(reader.entity(lines, 0))
    if ends_in_header(lines) and lines:
        reader.warn("truncated-mail", "the mail ends within its headers", lines[-1].number)
    return Mail(parts, tuple(reader.skipped), tuple(reader.findings))


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.skipped: list[Skipped] = []
        self.findings: list[Finding] = []

    def warn(self, code: str, message: str, line: int) -> None:
        span = Span(source=self.source, file=self.source, line=line, column=1)
        self.findings.append(
            Finding(code=code, severity=Severity.WARNING, message=message, span=span)
        )

    def entity(self, lines: Sequence[RawLine], depth: int) -> Iterator[Part]:
        """Yield the readable parts of one entity: a mail, or a part with its own headers."""
        end = header_end(lines)
        header = read_header(lines[header_start(lines) : end])
        body = lines[end + 1 :]
        kind = header.kind
        if depth > _MAX_DEPTH:
            self.skipped.append(Skipped(kind, f"parts nested more than {_MAX_DEPTH} deep"))
        elif kind.startswith("multipart/") and header.boundary:
            for part in _split_parts(body, header.boundary.encode("utf-8", "replace")):
                yield from self.entity(part, depth + 1)
        elif kind == "message/rfc822":
            yield from self.entity(body, depth + 1)
        else:
            yield from self._leaf(header, body)

    def _leaf(self, header: Header, body: Sequence[RawLine]) -> Iterator[Part]:
        kind, name = header.kind, header.name
        if not _is_readable(kind, name):
            self.skipped.append(Skipped(name or kind, f"a part of type {kind}"))
            return
        decoded = decode_transfer(body, header.encoding)
        if decoded.bad_line:
            self.warn(
                "bad-transfer-encoding",
                f"the line is not valid {header.encoding}",
                decoded.bad_line,
            )
        text = decoded.lines
        if header.is_flowed:
            text = unflow(text, delete_space=header.deletes_space)
        yield Part(decode_lines(text, header.charset), name)


def _split_parts(lines: Sequence[RawLine], boundary: bytes) -> Iterator[Sequence[RawLine]]:
    start = None
    for index, line in enumerate(lines):
        if not line.data.startswith(b"--" + boundary):
            continue
        rest = line.data[2 + len(boundary) :].strip()
        if rest not in (b"", b"--"):
            continue
        if start is not None:
            yield lines[start:index]
        start = index + 1
        if rest == b"--":
            return
    if start is not None:
        yield lines[start:]


def _is_readable(kind: str, name: str) -> bool:
    is_named_text = name.endswith((".patch", ".diff", ".c", ".h", ".txt", ".mbox", ".eml"))
    return (kind.startswith("text/") and kind != "text/html") or is_named_text

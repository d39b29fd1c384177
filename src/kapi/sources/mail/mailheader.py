"""The header of a mail, or of one of its parts: what it says of the text below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from kapi.sources.encodings import RawLine

_LONGEST_FIELD = 8192  # bytes of a field that are read: the standard library is quadratic in them
_MOST_FIELDS = 100

_DESCRIBING = rb"(?im)^content-.*(?:\n[ \t].*)*"
_ORDINARY = (
    rb"(?i)content-type:[ \t]*text/plain(?:;[ \t]*charset=\"?(?:utf-8|us-ascii)\"?)?[ \t]*"
    rb"|content-transfer-encoding:[ \t]*[78]bit[ \t]*"
)
"""Patterns that are compiled with the first mail."""


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """How a text is sent: media type, charset, transfer encoding, all in lower case.

    ``boundary`` parts a multipart's parts; ``name`` is an attachment's file name.
    Lines of a text that ``is_flowed`` continue after a space at their end, which goes with them
    when it ``deletes_space`` (RFC 3676).
    """

    kind: str = "text/plain"
    charset: str = "utf-8"
    encoding: str = ""
    boundary: str = ""
    name: str = ""
    is_flowed: bool = False
    deletes_space: bool = False


def read_header(lines: Sequence[RawLine]) -> Header:
    """Return what ``lines``, the header of a mail or part, say.

    The headers of nearly all patches are ordinary, and loading the library that reads every
    other one takes as long as reading the patch.
    """
    data = b"\n".join(line.data for line in lines)
    fields = [field[:_LONGEST_FIELD] for field in re.findall(_DESCRIBING, data)[:_MOST_FIELDS]]
    if all(re.fullmatch(_ORDINARY, field) for field in fields):
        return Header()
    return _parsed(b"\n".join(fields))


def _parsed(data: bytes) -> Header:
    from email.parser import BytesHeaderParser

    message = BytesHeaderParser().parsebytes(data + b"\n\n")
    try:
        name = message.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        name = ""
    return Header(
        kind=message.get_content_type(),
        charset=message.get_content_charset() or "utf-8",
        encoding=str(message.get("Content-Transfer-Encoding", "")).strip().lower(),
        boundary=message.get_boundary() or "",
        name=name,
        is_flowed=str(message.get_param("format")).lower() == "flowed",
        deletes_space=str(message.get_param("delsp")).lower() == "yes",
    )

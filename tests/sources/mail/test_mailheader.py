"""Headers, against the standard library's reader of them."""

from __future__ import annotations

import subprocess
import sys
from email.parser import BytesHeaderParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapi.sources.encodings import raw_lines
from kapi.sources.mail.mailheader import Header, read_header

FIELDS = (
    *(b"Subject: [PATCH] x", b"From: A <a@b.c>", b"X-Content-Type: text/html"),
    *(b"Content-Type: text/plain", b"content-type:text/plain; charset=utf-8"),
    *(b'Content-Type: text/plain; charset="US-ASCII" ', b"Content-Type: text/plain; charset=utf-7"),
    *(b"Content-Type: text/plain;", b"\tcharset=iso-8859-1", b" format=flowed"),
    *(b"Content-Type: multipart/mixed; boundary=b", b"Content-Type: junk", b"Content-Type:"),
    *(b"Content-Transfer-Encoding: 8bit", b"Content-Transfer-Encoding: 7BIT"),
    *(b"Content-Transfer-Encoding: Quoted-Printable", b"Content-Transfer-Encoding: base64"),
    *(b'Content-Disposition: attachment; filename="a.c"', b"Content-Language: en"),
)


@given(st.lists(st.sampled_from(FIELDS), max_size=4))
def test_headers_as_the_library_reads_them(fields: list[bytes]) -> None:
    fields = [b"Date: now", *fields]
    read = read_header(raw_lines(b"\n".join(fields)))
    message = BytesHeaderParser().parsebytes(b"\n".join(fields) + b"\n\n")
    assert read.kind == message.get_content_type()
    same = {"us-ascii": "utf-8", None: "utf-8"}
    charset = message.get_content_charset()
    assert same.get(read.charset, read.charset) == same.get(charset, charset)
    encoding = str(message.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding in ("7bit", "8bit"):
        encoding = ""
    assert read.encoding.removesuffix("7bit").removesuffix("8bit") == encoding
    assert read.name == (message.get_filename() or "")
    if read.kind.startswith("multipart/"):
        assert read.boundary == message.get_boundary()


@pytest.mark.parametrize(
    ("fields", "is_ordinary"),
    [
        (b"Subject: x\nContent-Type: text/plain; charset=UTF-8", True),
        (b"Content-Transfer-Encoding: 8bit", True),
        (b"Content-Type: text/plain;\n charset=utf-8", False),
    ],
)
def test_an_ordinary_header_loads_no_library(fields: bytes, is_ordinary: bool) -> None:
    code = (
        "import sys; from kapi.sources.mail.mailheader import read_header;"
        "from kapi.sources.encodings import raw_lines;"
        f"read_header(raw_lines({fields!r})); print('email' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().strip() == str(not is_ordinary)


def test_what_says_nothing_is_plain_text() -> None:
    assert read_header(()) == Header()

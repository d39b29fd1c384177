"""Transfer encodings; the standard library writes them."""

from __future__ import annotations

import base64
import quopri

from hypothesis import given, settings
from hypothesis import strategies as st

from kapi.sources.encodings import raw_lines
from kapi.sources.mail.transfer import decode_transfer

TEXT = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=90))


@settings(deadline=None)
@given(TEXT)
def test_base64(rows: list[str]) -> None:
    data = "\n".join(rows).encode()
    decoded = decode_transfer(raw_lines(base64.encodebytes(data)), "base64")
    assert b"\n".join(line.data for line in decoded.lines) == data.removesuffix(b"\n")
    assert decoded.bad_line == 0


@settings(deadline=None)
@given(TEXT)
def test_quoted_printable(rows: list[str]) -> None:
    data = "\n".join(rows).encode()
    decoded = decode_transfer(raw_lines(quopri.encodestring(data)), "quoted-printable")
    assert b"\n".join(line.data for line in decoded.lines) == data.removesuffix(b"\n")


def test_places_are_those_of_the_raw_lines() -> None:
    soft = decode_transfer(raw_lines(b"one =\ntwo\nthree\n"), "quoted-printable")
    assert [(line.data, line.number) for line in soft.lines] == [(b"one two", 1), (b"three", 3)]
    packed = base64.b64encode(b"a" * 57 + b"\nb\n").decode()
    lines = decode_transfer(raw_lines(f"{packed[:76]}\n{packed[76:]}\n".encode()), "base64").lines
    assert [line.number for line in lines] == [1, 2]


def test_a_damaged_line_is_named() -> None:
    data = base64.encodebytes(b"int a;\n" * 30).split(b"\n")
    data[1] = b"*** cut ***"
    assert decode_transfer(raw_lines(b"\n".join(data)), "base64").bad_line == 2


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_junk_does_not_raise(data: bytes) -> None:
    decode_transfer(raw_lines(data), "base64")
    decode_transfer(raw_lines(data), "quoted-printable")

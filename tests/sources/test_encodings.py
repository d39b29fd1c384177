from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapi.sources.encodings import decode, looks_binary


def test_latin_1_only_where_a_line_is_not_utf_8() -> None:
    decoded = decode("ü\n".encode() + "ü\r\n".encode("latin-1") + b"end")
    assert [line.text for line in decoded.lines] == ["ü", "ü", "end"]
    assert decoded.undecodable == (2,)
    (note,) = decoded.findings("a.c", "a.c")
    assert (note.code, note.span.line) == ("undecodable-bytes", 2)


def test_nul_bytes_are_noted_and_shown() -> None:
    decoded = decode(b"int a;\nint \0b;\n")
    assert decoded.lines[1].text == "int \N{REPLACEMENT CHARACTER}b;"
    (note,) = decoded.findings("a.c", "a.c")
    assert (note.code, note.span.line) == ("nul-byte", 2)


def test_marks_of_other_encodings() -> None:
    assert decode("\ufeffint a;\n".encode()).lines[0].text == "int a;"
    assert decode("int ü;\n".encode("utf-16")).lines[0].text == "int ü;"
    assert not looks_binary("int ü;\n".encode("utf-16"))


def test_binary() -> None:
    assert looks_binary(bytes(range(256)) * 4)
    assert not looks_binary(b"int a;\0\n" + b"int b;\n" * 20)
    assert not looks_binary(b"")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_every_line_has_its_number(data: bytes) -> None:
    numbers = [line.number for line in decode(data).lines]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_mark_of_utf_16_before_bytes(mark: bytes) -> None:
    """Found by `make fuzz`: such a text was read as UTF-16, in which it says nothing."""
    assert [line.text for line in decode(mark + b"/**\n * sys_a - b\n").lines] == [
        "/**",
        " * sys_a - b",
    ]

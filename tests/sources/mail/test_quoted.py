from __future__ import annotations

from kapi.sources.encodings import decode
from kapi.sources.mail.quoted import unquote


def test_streams_by_depth_with_columns() -> None:
    text = "Hello\n> one\n> > two\n>> three\n> four\n| five\n>\nBye\n"
    streams = unquote(decode(text.encode()).lines)
    assert {depth: [line.text for line in lines] for depth, lines in streams.items()} == {
        0: ["Hello", "Bye"],
        1: ["one", "four", "five", ""],
        2: ["two", "three"],
    }
    assert [(line.number, line.column) for line in streams[2]] == [(3, 5), (4, 4)]


def test_the_first_character_of_a_diff_survives() -> None:
    streams = unquote(decode(b">  context\n> +added\n>+tight\n| -gone\n").lines)
    assert [line.text for line in streams[1]] == [" context", "+added", "+tight", "-gone"]

from __future__ import annotations

import json
import os
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kapi.printable import file_name, in_json, line, printable


def test_words_stay() -> None:
    for text in ("a b", "Größe", "日本語", "e\u0301", "\u00a0", "→", "\U0001f427", "tab\tline\n"):
        assert printable(text) == text


def test_what_drives_or_hides() -> None:
    shown = printable("\x1b[31m\x9b31m\r\b\x7f\u202e\u2066\u200b\ufeff\u00ad\ufe0f\U000e0041\u2028")
    assert shown == (
        "\\x1b[31m\\x9b31m\\r\\x08\\x7f\\u202e\\u2066\\u200b\\ufeff\\xad\\ufe0f\\U000e0041\\u2028"
    )
    assert line("a\tb\nc") == "a\\tb\\nc"


@given(st.text())
def test_no_control_and_no_format_character_is_left(text: str) -> None:
    kinds = {unicodedata.category(c) for c in printable(text) if c not in "\t\n"}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert printable(printable(text)) == printable(text)


@given(st.text(), st.integers(0, 99))
def test_any_text_gives_the_name_of_a_file(text: str, times: int) -> None:
    name = file_name(text * times)
    assert "/" not in name
    assert "\0" not in name
    assert name.strip(".")
    assert len(os.fsencode(name)) < 255


def test_names_of_files_say_what_they_stand_for() -> None:
    assert file_name("sys_mlock") == "sys_mlock"
    assert [*map(file_name, ("..", ".", "", "../a", "a\0"))] == ["_..", "_.", "_", ".._a", "a\\x00"]


@given(st.text())
def test_json_says_the_same(text: str) -> None:
    document = json.dumps([text], ensure_ascii=False)
    assert json.loads(in_json(document)) == [text]
    assert printable(in_json(document)) == in_json(document)

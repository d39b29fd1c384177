"""Baselines: what counts as new, and which files are none."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kapi.errors import InputError, UsageError
from kapi.finding import Finding, Severity
from kapi.lint.baseline import decode, encode, new_ones, read

A, B, C = (Finding(code=code, severity=Severity.NOTE, message=code) for code in "abc")


def test_as_many_as_were_there_are_old() -> None:
    marks = ["a", "a", "b", "a"]
    assert new_ones([A, B, C, A], marks, {"a": 2}) == [C, A]
    assert new_ones([A, B, C, A], marks, {"a": 3, "b": 9, "gone": 1}) == []
    assert new_ones([A, B], ["a", "b"], {}) == [A, B]


def test_what_is_written_is_read_and_does_not_depend_on_the_order() -> None:
    assert encode(["b", "a", "b"]) == encode(["b", "b", "a"])
    assert decode(encode(["b", "a", "b"]), "x") == Counter({"b": 2, "a": 1})
    assert encode([]).endswith(b"}\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"{", "x: this is no baseline"),
        (b'{"schema": "kapi-baseline/1", "findings": {"a": "1"}}', "Expected `int`"),
        (b'{"schema": "kapi-baseline/1", "findings": {}, "more": 1}', "more"),
        (b'{"schema": "kapi-baseline/2", "findings": {}}', "expected 'kapi-baseline/1'"),
        (b'{"schema": "\xff"}', "x: this is no baseline"),
    ],
)
def test_what_is_none_is_said(text: bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        decode(text, "x")


def test_a_directory_is_none_and_where_none_is_is_told_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the baseline"):
        read(str(tmp_path))
    with pytest.raises(UsageError, match="--write-baseline makes one"):
        read(str(tmp_path / "none.json"))

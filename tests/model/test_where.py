"""Names for expressions, as they are written."""

from __future__ import annotations

from kapi.model.where import definitions


def test_parts_without_a_name_come_without_one() -> None:
    assert list(definitions("a = 1;; b == 2; c = d == 3 ")) == [
        ("a", "1"),
        ("", "b == 2"),
        ("c", "d == 3"),
    ]

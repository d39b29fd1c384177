"""What a browser would show of a page."""

from __future__ import annotations

import pytest

from kapi.sources.mail.page import without_markup
from kapi.sources.source_text import Line


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<b>a</b> &amp; b", "a & b"),
        ("&#65;&#x42;", "AB"),
        (f"a&#{'1' * 5000};b", "ab"),  # Python refuses to read such numbers
        (f"a&#x{'1' * 5000};b", "ab"),
    ],
)
def test_references(written: str, shown: str) -> None:
    (line,) = without_markup([Line(written, 7)])
    assert (line.text, line.number) == (shown, 7)

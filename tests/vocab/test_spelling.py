from __future__ import annotations

import pytest

from kapi.vocab import symbols
from kapi.vocab.spelling import is_one_slip


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("unit", True),
        ("unt", True),
        ("uinnt", True),
        ("uant", True),
        ("uinx", True),
        ("unti", False),
        ("u", False),
        ("uintptr", False),
    ],
)
def test_one_slip(name: str, slip: bool) -> None:
    assert is_one_slip(name, "uint") is slip


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ITN_MAX", ["INT_MAX"]),
        ("TFDCLOEXEC", ["TFD_CLOEXEC"]),
        ("XATR_CREATE", ["XATTR_CREATE"]),
        ("GRND_NONBLOK", ["GRND_NONBLOCK"]),
        ("NOBODY_KNOWS", []),
    ],
)
def test_names_like_a_misspelt_one(name: str, meant: list[str]) -> None:
    assert symbols.like(name) == meant

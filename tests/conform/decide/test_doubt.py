"""Which two inputs leave no room for another reason."""

from __future__ import annotations

import pytest

from kapi.conform.decide.doubt import differing_members, is_least


@pytest.mark.parametrize(
    ("here", "there", "bits", "least"),
    [
        ("5", "6", False, True),
        ("5", "7", False, False),
        ("0x1000", "0", False, False),
        ("0x1000", "0", True, True),
        ("0x1001", "0", True, False),
        ("-1", "0", False, True),
        ("0640", "0641", False, True),
        ("0640", "640", True, False),
        ("addr:mapped", "addr:mapped + 1", False, True),
        ("addr:mapped - 1", "addr:mapped", False, True),
        ("addr:mapped + 8", "addr:mapped", False, False),
        ("addr:mapped", "addr:none", False, False),
        ("fd:pipe", "fd:socket", False, False),
        ("16 bytes\ntv_nsec=1000000000", "16 bytes\ntv_nsec=999999999", False, True),
        ("16 bytes\ntv_nsec=-1", "16 bytes", False, True),
        ("16 bytes\ntv_nsec=-2", "16 bytes", False, False),
        ("16 bytes\ntv_sec=1\ntv_nsec=1", "16 bytes", False, False),
        ("16 bytes\niov_base=addr:mapped", "16 bytes", False, False),
    ],
)
def test_what_differs_least(here: str, there: str, bits: bool, least: bool) -> None:
    assert is_least(here, there, bits) is least
    assert is_least(there, here, bits) is least


@pytest.mark.parametrize(
    ("here", "there", "members"),
    [
        (
            "16 bytes\niov_base=1\niov_len=1",
            "16 bytes\niov_base=addr:mapped\niov_len=1",
            ["iov_base"],
        ),
        ("16 bytes\niov_base=1", "16 bytes\niov_len=1", ["iov_base", "iov_len"]),
        ("16 bytes\niov_base=1", "16 bytes", ["iov_base"]),
        ("16 bytes\niov_base=1", "16 bytes at the end of its page\niov_base=2", []),
        ("addr:none", "16 bytes\niov_base=1", []),
        ("1", "2", []),
    ],
)
def test_members_in_which_structures_differ(here: str, there: str, members: list[str]) -> None:
    assert differing_members(here, there) == set(members)

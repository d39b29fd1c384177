"""Sizes of extended attributes, as the process itself gets them."""

from __future__ import annotations

import ctypes
import os
import tempfile

import pytest

from kapi.situation.attributes import attribute_size
from kapi.situation.paths import IMPLEMENTATIONS
from kapi.situation.process import Unknown
from tests.situation.standing import both_ways, standing

NAMES = ("user.kapi", "user.other", "security.capability", "no", "")
_AT_FDCWD, _NOFOLLOW = -100, 0x100


def make() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Make a file with an attribute, one without, and a link; give descriptors and addresses."""
    os.chdir(tempfile.mkdtemp())
    for name in ("with", "without"):
        os.close(os.open(name, os.O_CREAT | os.O_RDWR, 0o600))
    os.symlink("with", "link")
    try:
        os.setxattr("with", "user.kapi", b"12345")
    except OSError as problem:
        pytest.skip(f"no attributes here: {problem}")
    fds = {name: os.open(name, os.O_RDONLY) for name in ("with", "without")}
    texts.clear()
    texts.extend(ctypes.create_string_buffer(one.encode()) for one in (*NAMES, "with", "link"))
    places = [ctypes.addressof(one) for one in texts]
    return fds, dict(zip(NAMES, places, strict=False)), {"with": places[-2], "link": places[-1]}


texts: list[ctypes.Array[ctypes.c_char]] = []
"""Kept, so that the addresses stay good."""


def compare() -> None:
    with standing(make) as (process, (fds, at, paths)):
        sizes = [attribute_size(process, fds["with"], at[name]) for name in NAMES]
        assert sizes == [5, -1, -1, -1, -1]
        assert attribute_size(process, fds["without"], at["user.kapi"]) == -1
        assert attribute_size(process, fds["with"], 1) is None
        assert attribute_size(process, 500, at["user.kapi"]) is None
        of_path = IMPLEMENTATIONS["path_attribute_size"]
        assert [of_path(process, paths[one], at["user.kapi"]) for one in paths] == [5, 5]
        here = (process, _AT_FDCWD, paths["link"])
        of_link = IMPLEMENTATIONS["path_attribute_size_at"]
        assert [of_link(*here, flags, at["user.kapi"]) for flags in (0, _NOFOLLOW)] == [5, -1]
        with pytest.raises(Unknown):
            of_path(process, at["no"], at["user.kapi"])


def test_attributes_are_those_of_the_process() -> None:
    both_ways(compare)

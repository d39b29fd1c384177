from __future__ import annotations

import os
from pathlib import Path

import pytest

from kapi.sources.tree.needles import NEEDLES
from kapi.sources.tree.prefilter import Searcher, confirmed


def found(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return Searcher().may_hold_spec(descriptor)
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("needle", NEEDLES, ids=lambda n: n.decode())
@pytest.mark.parametrize("before", [0, 10, 256 * 1024 - 3, 512 * 1024, 512 * 1024 - 5])
def test_needles_are_found_anywhere(tmp_path: Path, needle: bytes, before: int) -> None:
    path = tmp_path / "a.c"
    path.write_bytes(b"x" * before + needle)
    assert found(path)


def test_nothing_is_found_in_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.c"
    for size in (0, 1, 256 * 1024, 600 * 1024):
        path.write_bytes(b"x" * size)
        assert not found(path)


def test_a_tag_begins_its_line() -> None:
    assert confirmed(b"/**\n *\tcontexts: process\n")
    assert confirmed(b"int a;\n * used in contexts:\n * contexts: process")
    assert not confirmed(b" * called from these contexts: none\nout_contexts:\n")
    assert confirmed(b"\tKAPI_PARAM(0")
    assert not confirmed(b" * @error: Error code\n" * 3)

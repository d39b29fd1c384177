"""Capabilities of files: what the attribute and the sets of the caller come to."""

from __future__ import annotations

import errno
import os
import struct
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from kapi.situation.file_capabilities import lost
from kapi.situation.process import Process, Unknown

KILL, NET_RAW, LATE = 5, 13, 38


def data(permitted: int, inherited: int = 0, effective: int = 1, revision: int = 2) -> bytes:
    mask = 0xFFFFFFFF
    return struct.pack(
        "<5I",
        revision << 24 | effective,
        permitted & mask,
        inherited & mask,
        permitted >> 32,
        inherited >> 32,
    )


@pytest.mark.parametrize(
    ("attribute", "bounding", "own", "expected"),
    [
        (data(1 << KILL), 0, 0, 1),
        (data(1 << KILL), 1 << KILL, 0, 0),
        (data(1 << KILL | 1 << NET_RAW), 1 << KILL, 0, 1),
        (data(1 << LATE), 1 << KILL, 0, 1),
        (data(1 << LATE), 1 << LATE, 0, 0),
        (data(1 << KILL, 1 << KILL), 0, 1 << KILL, 0),
        (data(1 << KILL, 1 << KILL), 0, 0, 1),
        (data(1 << KILL, effective=0), 0, 0, 0),
        (data(1 << KILL, revision=3), 0, 0, None),
        (None, 0, 0, 0),
    ],
)
def test_what_is_lost(
    attribute: bytes | None,
    bounding: int,
    own: int,
    expected: int | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def getxattr(place: str, name: str) -> bytes:
        assert name == "security.capability"
        if attribute is None:
            raise OSError(errno.ENODATA, place)
        return attribute

    monkeypatch.setattr(os, "getxattr", getxattr)
    (tmp_path / "program").write_bytes(b"\x7fELF")
    status = {"CapBnd": f"{bounding:016x}", "CapInh": f"{own:016x}"}
    process = cast(Process, SimpleNamespace(status=status))
    fd = os.open(tmp_path / "program", os.O_PATH)
    try:
        if expected is None:
            with pytest.raises(Unknown):
                lost(process, fd)
        else:
            assert lost(process, fd) == expected
    finally:
        os.close(fd)

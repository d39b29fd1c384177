"""Sizes of extended attributes, as the process itself gets them."""

from __future__ import annotations

import ctypes
import fcntl
import os
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from kapi.situation.attributes import attribute_size, file_attribute
from kapi.situation.paths import IMPLEMENTATIONS
from kapi.situation.process import Unknown
from tests.needs import cannot
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


def test_attributes_of_the_file_system(tmp_path: Path) -> None:
    """Beside what FS_IOC_GETFLAGS tells of the same file."""

    def make() -> tuple[int, int]:
        fd = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
        with suppress(OSError):  # a file system without it
            fcntl.ioctl(fd, 0x40086602, (64).to_bytes(8, "little"))  # FS_IOC_SETFLAGS, FS_NODUMP_FL
        try:
            flags = int.from_bytes(fcntl.ioctl(fd, 0x80086601, bytes(8)), "little")
        except OSError:
            flags = -1
        return fd, flags

    with standing(make) as (process, (fd, flags)):
        if flags < 0:
            cannot("the file system has no attributes")
        nodump = file_attribute(process, fd, "fsx_xflags") & 0x80  # FS_XFLAG_NODUMP
        assert bool(nodump) == bool(flags & 64)
        assert file_attribute(process, fd, "fsx_projid") == 0
        assert file_attribute(process, fd, "fsx_size") is None
        assert file_attribute(process, 99, "fsx_projid") is None

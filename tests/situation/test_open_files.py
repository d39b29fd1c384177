"""What kind of file a descriptor leads to."""

from __future__ import annotations

import os
import select
import tempfile

import pytest

from kapi.expr.predicates import CONSTANTS
from kapi.situation import descriptors, open_files, readiness
from tests.situation.kinds import KINDS
from tests.situation.standing import standing


def test_a_number_that_is_not_open() -> None:
    with standing(lambda: None) as (process, _):
        for number in (-1, 200, 1 << 20, 0x7FFFFFFF):
            assert open_files.is_open(process, number) == 0
            assert open_files.kind(process, number) == 0
            assert open_files.position(process, number) is None
            assert readiness.poll(process, number) == select.POLLNVAL
            assert descriptors.seekable(process, number) == 0


def test_a_file_called_memfd_is_none() -> None:
    def make() -> int:
        os.chroot(tempfile.mkdtemp())
        os.chdir("/")
        fd = os.open("/memfd:x", os.O_RDWR | os.O_CREAT)
        os.unlink("/memfd:x")
        return fd

    if os.geteuid():
        pytest.skip("chroot needs root")
    with standing(make) as (process, fd):
        assert open_files.kind_name(process, fd) == "FILE_REGULAR"
        assert open_files.is_memfd(process, fd) == 0


def test_constants_are_those_of_the_table() -> None:
    names = {*KINDS.values(), *open_files.KINDS_BY_MODE.values()}
    assert names <= set(CONSTANTS)


def test_sizes_of_huge_pages() -> None:
    def make() -> tuple[int, int]:
        return os.memfd_create("huge", os.MFD_HUGETLB), os.memfd_create("plain")

    with standing(make) as (process, (huge, plain)):
        with open("/proc/meminfo") as lines:
            (size,) = [int(line.split()[1]) << 10 for line in lines if "Hugepagesize" in line]
        assert open_files.huge_pages(process, huge) == size
        assert open_files.huge_pages(process, plain) == open_files.huge_pages(process, 99) == 0

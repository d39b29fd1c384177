"""Ranges of memory, beside what the child made there."""

from __future__ import annotations

import ctypes
import fcntl
import mmap
import os
from pathlib import Path

import pytest

from kapi.situation import kernel, mapping_kinds, ranges
from kapi.situation.mapping_kinds import is_kind
from kapi.situation.mappings import mapping_at
from kapi.situation.process import Unknown
from tests.situation.standing import LIBC, PAGE, call, mapping, standing

NONE, READ, WRITE = 0, 1, 2
SHARED, PRIVATE = 1, 2
MLOCK, MLOCK2, MADVISE, DONTFORK, SECRET = 149, 325, 28, 10, 447

pytestmark = pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers of x86-64")


def parts() -> dict[str, int]:
    """Eight pages: two untouched, one locked, one read-only, one not for children, a hole, two."""
    start = mapping(8 * PAGE)
    call(MLOCK, start + 2 * PAGE, PAGE)
    LIBC.mprotect(ctypes.c_void_p(start + 3 * PAGE), ctypes.c_size_t(PAGE), READ)
    call(MADVISE, start + 4 * PAGE, PAGE, DONTFORK)
    LIBC.munmap(ctypes.c_void_p(start + 5 * PAGE), ctypes.c_size_t(PAGE))
    return {"start": start}


def test_touched() -> None:
    with standing(parts) as (process, made):
        start = made["start"]
        assert ranges.mapping_with(process, start, 8 * PAGE, "lo") == 1
        assert ranges.mapping_with(process, start, 2 * PAGE, "lo") == 0
        assert ranges.mapping_with(process, start + 5, 0, "wr") == 0
        assert ranges.mapping_with(process, start, 8 * PAGE, "!wr rd") == 1
        assert ranges.mapping_with(process, start, 3 * PAGE, "!wr") == 0
        assert ranges.mapping_with(process, start + 5 * PAGE, PAGE, "rd") == 0
        assert ranges.mapping_with(process, start, 8 * PAGE, "file") == 0
        assert ranges.mapping_with(process, start, PAGE, "anonymous lockable !special") == 1


def test_bytes() -> None:
    with standing(parts) as (process, made):
        start = made["start"]
        assert ranges.locked_bytes_in(process, start, 8 * PAGE) == PAGE
        assert ranges.locked_bytes_in(process, start + 2 * PAGE + 100, PAGE) == PAGE - 100
        assert ranges.locked_bytes_in(process, start, (1 << 64) - start) >= PAGE
        assert ranges.resident_bytes_in(process, start, 8 * PAGE) == PAGE
        assert ranges.resident_bytes_in(process, start, 2 * PAGE) == 0


def test_edges() -> None:
    with standing(parts) as (process, made):
        start = made["start"]
        assert ranges.mapping_start(process, start + 2 * PAGE + 5) == start + 2 * PAGE
        assert ranges.mapping_end(process, start + 2 * PAGE) == start + 3 * PAGE
        assert ranges.mapping_end(process, start + 5 * PAGE) is None
        assert ranges.page_size_at(process, start) == PAGE
        assert ranges.page_size_at(process, start + 5 * PAGE) == PAGE
        assert ranges.huge_page_missing(process, start, 8 * PAGE) == 0


def apart() -> dict[str, int]:
    """Eight pages between two that cannot be joined with them."""
    start = mapping(10 * PAGE)
    LIBC.mprotect(ctypes.c_void_p(start), ctypes.c_size_t(PAGE), NONE)
    LIBC.mprotect(ctypes.c_void_p(start + 9 * PAGE), ctypes.c_size_t(PAGE), NONE)
    return {"start": start + PAGE}


def test_cuts() -> None:
    with standing(apart) as (process, made):
        start = made["start"]
        assert ranges.cuts(process, start, 8 * PAGE, "!lo") == 0
        assert ranges.cuts(process, start, PAGE, "!lo") == 1
        assert ranges.cuts(process, start + 7 * PAGE, PAGE, "!lo") == 1
        assert ranges.cuts(process, start + PAGE, PAGE, "!lo") == 2
        assert ranges.cuts(process, start + PAGE, PAGE, "lo") == 0
        assert ranges.cuts(process, start + PAGE, 0, "!lo") == 0


def test_bytes_of_a_kind() -> None:
    with standing(parts) as (process, made):
        start = made["start"]
        assert ranges.bytes_with(process, start, 8 * PAGE, "rd !wr") == PAGE
        assert ranges.bytes_with(process, start + PAGE, 2 * PAGE, "wr !lo") == PAGE
        assert ranges.bytes_with(process, start, 8 * PAGE, "sh") == 0


def test_what_comes_first() -> None:
    with standing(parts) as (process, made):
        start = made["start"]
        assert ranges.first_mapping(process, start + 2 * PAGE + 5, PAGE) == start + 2 * PAGE
        assert ranges.first_mapping(process, start + 5 * PAGE, 2 * PAGE) == start + 6 * PAGE
        assert ranges.first_mapping(process, start + 5 * PAGE, PAGE) is None


def halves() -> dict[str, int]:
    """Eight pages, four that may be read and written, four that may be read; none beside them."""
    start = apart()["start"]
    LIBC.mprotect(ctypes.c_void_p(start + 4 * PAGE), ctypes.c_size_t(4 * PAGE), READ)
    return {"start": start}


def test_cuts_by_protection() -> None:
    with standing(halves) as (process, made):
        start = made["start"]
        assert ranges.protection_cuts(process, start, 8 * PAGE, READ) == 0
        assert ranges.protection_cuts(process, start + PAGE, PAGE, READ) == 2
        assert ranges.protection_cuts(process, start, PAGE, READ) == 1
        assert ranges.protection_cuts(process, start, PAGE, READ | WRITE) == 0
        assert ranges.protection_cuts(process, start + 5 * PAGE, PAGE, READ) == 0
        with pytest.raises(Unknown):  # the part is joined with the half that is protected so
            ranges.protection_cuts(process, start + 3 * PAGE, PAGE, READ)
        with pytest.raises(Unknown):
            ranges.protection_cuts(process, start, 6 * PAGE, NONE)


def files() -> dict[str, int]:
    """A sealed file, the zero device, memory of memfd_secret()."""
    plain = os.memfd_create("m", os.MFD_ALLOW_SEALING)
    os.ftruncate(plain, PAGE)
    made = {"file": mapping(PAGE, READ | WRITE, SHARED, plain)}
    fd = os.open("/dev/zero", os.O_RDWR)
    made["zero"] = mapping(PAGE, READ | WRITE, PRIVATE, fd)
    secret = call(SECRET, 0)
    if secret >= 0:
        os.ftruncate(secret, PAGE)
        made["secret"] = mapping(PAGE, READ | WRITE, SHARED, secret)
    made["shared"] = mapping(PAGE, READ | WRITE, SHARED | mmap.MAP_ANONYMOUS)

    fcntl.fcntl(plain, fcntl.F_ADD_SEALS, 0x10)
    return made


def test_kinds() -> None:
    with standing(files) as (process, made):

        def is_it(name: str, words: str) -> bool:
            found = mapping_at(process, made[name])
            assert found is not None
            return is_kind(process, found, words)

        assert is_it("file", "file regular !anonymous")
        assert is_it("file", "!immutable !append-only")
        assert is_it("zero", "file !regular anonymous !immutable")
        assert is_it("shared", "file !anonymous")
        assert ranges.file_seals(process, made["file"]) == 0x10
        assert ranges.file_seals(process, made["zero"]) == 0
        if "secret" in made:
            assert ranges.mapping_with(process, made["secret"], 1, "!lockable") == 1


@pytest.mark.parametrize(("bit", "word"), [(0x10, "immutable"), (0x20, "append-only")])
def test_attributes_of_the_file(
    bit: int, word: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As statx(2) would say them; to set one needs a privilege and a file system that has it."""

    def make() -> int:
        file = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
        os.ftruncate(file, PAGE)
        return mapping(PAGE, READ | WRITE, SHARED, file)

    found = kernel.Attributes()
    found.stx_attributes, found.stx_attributes_mask = bit, 0x30
    with standing(make) as (process, address):
        monkeypatch.setattr(mapping_kinds, "attributes", lambda *_, **__: found)
        assert ranges.mapping_with(process, address, 1, f"sh {word}") == 1
        other = {"immutable": "append-only", "append-only": "immutable"}[word]
        assert ranges.mapping_with(process, address, 1, f"sh {other}") == 0

"""The two suppliers of mappings say the same."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from kapi.situation import mappings
from kapi.situation.mappings import after, between, flagged
from kapi.situation.process import Process, pieces_at
from tests.situation.ranges import places
from tests.situation.standing import both_ways, standing


def test_a_query_and_smaps_agree() -> None:
    both_ways(compare)


def compare() -> None:
    with standing(places) as (process, _):
        one_by_one = list(between(process, 0, 1 << 64))
        everything = [
            msgspec.structs.replace(one, flags=None) for one in flagged(process, 0, 1 << 64)
        ]
        assert len(everything) > 20
        assert one_by_one == everything


def test_smaps_is_read_as_far_as_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process may have a million mappings."""
    count = []

    def counted(directory: int, name: str) -> Iterator[bytes]:
        for piece in pieces_at(directory, name):
            count.append(name)
            yield piece

    monkeypatch.setattr(mappings, "pieces_at", counted)
    with standing(places) as (process, _):
        first = next(flagged(process, 0, 1 << 64))
        assert list(flagged(process, first.start, first.end)) == [first]
        assert count == ["smaps"]
        assert len(list(flagged(process, 0, 1 << 64))) > 20
        assert len(count) > 2


def test_smaps_is_not_read_where_nothing_is_mapped(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> Iterator[bytes]:
        raise AssertionError("smaps is read")

    monkeypatch.setattr(mappings, "pieces_at", never)
    with standing(lambda: None) as (process, _):
        refused = (1 << 64) - 12  # what a call returned that was refused
        assert mappings.flags_in(process, refused, 1) == []
        assert list(flagged(process, 0, 4096)) == []


def test_the_next_mapping() -> None:
    with standing(lambda: None) as (process, _):
        first, second, *_ = between(process, 0, 1 << 64)
        assert after(process, 0) == first
        assert after(process, first.end - 1) == first
        assert after(process, second.end - 1) == second
        assert after(process, 1 << 63) is None


def test_a_kernel_without_the_query(monkeypatch: pytest.MonkeyPatch) -> None:
    with standing(places) as (process, ranges):
        address = ranges["touched"][0]
        expected = after(process, address)
        monkeypatch.setattr("kapi.situation.mappings._QUERY", 0x1234)
        with Process(process.pid) as another:
            got = after(another, address)
        assert got is not None
        assert got.flags is not None
        assert msgspec.structs.replace(got, flags=None) == expected

"""Calls as lines of JSON: there and back, and lines that are none."""

from __future__ import annotations

import pytest

from kapi.call import Outcome
from kapi.observe.jsonlines import JsonReader, encode
from kapi.observe.seen import Seen

SEEN = (
    Seen("close", (3,), Outcome(result=-9), ("3</x>",), "close(3</x>) = -1 EBADF", 7, "1.5", "cat"),
    Seen("close", ((1 << 64) - 1,), Outcome(result=0)),
    Seen("read", (3, None, 5), None, lost=True),
    Seen("read", (3,), Outcome(killed="SIGKILL")),
    Seen("execve", (None,), Outcome(gone=True), ('"\\xff"',), "x\n\0"),
)


@pytest.mark.parametrize("seen", SEEN, ids=lambda one: one.syscall)
def test_there_and_back(seen: Seen) -> None:
    reader = JsonReader({"close", "read", "execve"})
    data = encode(seen)
    assert data.count(b"\n") == 1
    found = [*reader.feed(data[:9]), *reader.feed(data[9:]), *reader.finish()]
    (back,) = found
    if seen.shown:
        assert back == seen
    assert (back.arguments, back.outcome, back.lost) == (seen.arguments, seen.outcome, seen.lost)
    assert reader.losses.exits == int(seen.lost)
    assert reader.losses.unread == 0


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'{"syscall": 3}', b"\xff\xfe", b'{"syscall":"x","result":1e99}', b"null"]
)
def test_lines_that_are_none(line: bytes) -> None:
    reader = JsonReader({"x"})
    assert [*reader.feed(line + b"\n\n" + line), *reader.finish()] == []
    assert reader.losses.unread == 2

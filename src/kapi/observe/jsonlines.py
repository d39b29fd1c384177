"""Calls as JSON, one object a line, as `kapi trace -f jsonl` writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from kapi.call import Outcome
from kapi.observe.backend import Losses
from kapi.observe.seen import Seen
from kapi.observe.shown_values import WORD
from kapi.observe.whole_lines import Lines


class JsonSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A call: ``result`` is that of the register, ``-errno`` for a failure.

    ``arguments`` are unsigned registers, null for one that is not known; ``texts`` say more of
    them. Without ``result``, ``killed`` (a signal) or ``gone`` nobody saw how the call ended.
    """

    syscall: str
    arguments: tuple[int | None, ...] = ()
    result: int | None = None
    killed: str | None = None
    gone: bool = False
    lost: bool = False
    texts: tuple[str, ...] = ()
    shown: str = ""
    tid: int = 0
    time: str = ""
    program: str = ""


class JsonReader:
    """Reads lines of JSON; see `kapi.observe.strace.StraceReader` for the rest."""

    def __init__(self, wanted: Collection[str]) -> None:
        self.losses = Losses()
        self.lines = 0
        self.passed = 0
        self._wanted = frozenset(wanted)
        self._lines = Lines(self.losses.not_understood)

    def feed(self, data: bytes) -> Iterator[Seen]:
        """Give the calls in the lines which ``data`` completes."""
        for line in self._lines.feed(data):
            yield from self._line(line)

    def finish(self) -> Iterator[Seen]:
        """Give the call in the last line."""
        for line in self._lines.finish():
            yield from self._line(line)

    def _line(self, line: str) -> Iterator[Seen]:
        self.lines += 1
        if not line.strip():
            return
        try:
            one = msgspec.json.decode(line, type=JsonSeen)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            self.losses.not_understood(line)
            return
        if one.syscall not in self._wanted:
            self.passed += 1
            return
        if one.lost:
            self.losses.exits += 1
        yield _seen(one)


def encode(seen: Seen) -> bytes:
    """Return ``seen`` as a line of JSON."""
    outcome = seen.outcome or Outcome()
    return (
        msgspec.json.encode(
            JsonSeen(
                syscall=seen.syscall,
                arguments=seen.arguments,
                result=outcome.result,
                killed=outcome.killed,
                gone=outcome.gone,
                lost=seen.lost,
                texts=seen.texts,
                shown=seen.shown,
                tid=seen.tid,
                time=seen.time,
                program=seen.program,
            )
        )
        + b"\n"
    )


def _seen(one: JsonSeen) -> Seen:
    ended = one.result is not None or one.killed is not None or one.gone
    outcome = Outcome(result=one.result, killed=one.killed, gone=one.gone) if ended else None
    arguments = tuple([None if raw is None else raw & WORD for raw in one.arguments])
    return Seen(
        one.syscall,
        arguments,
        outcome,
        one.texts,
        one.shown or f"{one.syscall}{arguments}",
        one.tid,
        one.time,
        one.program,
        one.lost,
    )

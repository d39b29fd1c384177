"""`kapi explain`: which documented condition a call failed under, and what one that worked did."""

from __future__ import annotations

import os
import re
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, Literal, TypeVar

import msgspec

from kapi.errors import UsageError
from kapi.observe.backend import Losses
from kapi.observe.program import traced_otherwise
from kapi.observe.seen import Seen
from kapi.observe.stopping import Stopping
from kapi.observe.strace import StraceReader
from kapi.pipeline.call_specs import architecture_here, calls_of
from kapi.pipeline.explainer import Explained, Explainer
from kapi.pipeline.specs import Options
from kapi.report.report import Part, Report, Table

_ERROR = re.compile(r"\)\s*=\s*-1\s+(\w+)")
_TRANSLATIONS = "/LC_MESSAGES/"
_Call = TypeVar("_Call")

PARTS = (Part.DOCUMENT, Part.TABLE)
_MOST = 10_000  # calls of one log that are explained


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What `kapi explain -f json` writes."""

    schema: Literal["kapi-explain/1"] = "kapi-explain/1"
    explained: tuple[Explained, ...] = ()


def read_call(text: str) -> Seen:
    """Return the one call in ``text``, as strace prints it; raise `UsageError` for another text."""
    architecture = architecture_here()
    names = {row.partition("(")[0].split(" ")[-1] for row in text.strip().split("\n")}
    reader = StraceReader(names, architecture)
    found = [
        *reader.feed(text.strip().encode("utf-8", "surrogateescape") + b"\n"),
        *reader.finish(),
    ]
    if len(found) != 1 or reader.losses:
        raise UsageError(
            f"this is no call as strace prints it: {text.strip()[:100]!r}; "
            "for example: madvise(0x1000, 4096, MADV_DONTNEED) = -1 EINVAL"
        )
    if found[0].outcome is None and (error := _ERROR.search(text)):
        raise UsageError(f"{error[1]} is no errno here: {text.strip()[:100]!r}")
    return found[0]


def explain(
    call: str | None,
    program: Sequence[str],
    sources: Sequence[str],
    options: Options,
    *,
    every: bool = False,
    on_note: Callable[[str], None] = lambda note: None,
) -> Document:
    """Explain a ``call``, the log on standard input (``-``) or the calls of a ``program``.

    Of several calls the last that failed is explained, with ``every`` each. ``on_note`` is told
    what watching a program changes, beforehand, and what was not seen.
    """
    explainer = Explainer(
        calls_of(sources, options, architecture_here()), files_shown=bool(program)
    )
    if call is not None and call != "-":
        return Document(explained=(explainer.explain(read_call(call)),))
    if program:
        run = Stopping(program, explainer.specs, explainer.architecture, with_others=True)
        for note in traced_otherwise(program):
            on_note(note)
        later: list[str] = []
        stops = _specified(map(explainer.explain_stopped, run), later)
        document = Document(explained=_chosen(stops, lambda one: one.call, every, later))
        others = [f"{one} came later; there is no spec of it" for one in later[-1:] if not every]
        for note in (*Losses(foreign=run.foreign).told(), *others):
            on_note(note)
        return document
    reader = StraceReader(explainer.specs, explainer.architecture)
    calls = _of_log(reader, sys.stdin.buffer)
    failed = (one for one in calls if one.outcome and one.outcome.errno)
    seen, losses = _chosen(failed, lambda one: one.shown, every), reader.losses
    for note in losses.told():
        on_note(note)
    return Document(explained=tuple(map(explainer.explain, seen)))


def _chosen(
    failed: Iterable[_Call],
    text: Callable[[_Call], str],
    every: bool,
    later: list[str] | None = None,
) -> tuple[_Call, ...]:
    """The last of the calls, or with ``every`` all; ``later`` keeps what was put there after it.

    The C library looks for the words of a message after the failure of which it tells (gettext):
    what was looked for there counts only where nothing else failed.
    """
    if every:
        return tuple(deque(failed, maxlen=_MOST))
    last: _Call | None = None
    for one in failed:
        if last is None or _TRANSLATIONS not in text(one) or _TRANSLATIONS in text(last):
            last = one
            if later is not None:
                later.clear()
    return () if last is None else (last,)


def _specified(stops: Iterable[Explained], others: list[str]) -> Iterator[Explained]:
    """Give the calls that have a spec, and put those that have none into ``others``."""
    for one in stops:
        if one.api:
            yield one
        else:
            others[:] = [one.call]


def _of_log(reader: StraceReader, file: BinaryIO) -> Iterator[Seen]:
    while data := os.read(file.fileno(), 1 << 18):
        yield from reader.feed(data)
    yield from reader.finish()


def report_of(document: Document) -> Report:
    """Return the calls and the first reason of each in the shapes that formats know."""
    return Report(
        document=document,
        table=Table.of(
            "Calls and their reasons",
            ("call", "api", "errno", "grade", "reason"),
            [_row(one) for one in document.explained],
        ),
    )


def _row(one: Explained) -> tuple[str, ...]:
    first = one.reasons[0] if one.reasons else None
    grade, summary = (first.grade, first.summary) if first else ("", one.problem)
    return (one.call, one.api, one.errno, grade, summary)

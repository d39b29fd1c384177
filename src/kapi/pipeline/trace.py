"""`kapi trace`: the two tracepoints of the specification framework, on a kernel without it.

``kapi_syscall_enter`` and ``kapi_syscall_exit`` (``include/trace/events/kapi.h`` of the series) as
perf script prints them. ``spec_match`` is the judge's: 0 for a call that differs from its spec.
The framework, which looks at parameters only, prints 0 also for a call refused as specified.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from kapi.expr.environment import argument
from kapi.judge.verdict import Verdict
from kapi.model.elements import Param
from kapi.model.spec import Spec
from kapi.observe.backend import Backend
from kapi.observe.jsonlines import encode
from kapi.observe.seen import Seen
from kapi.pipeline.call_specs import architecture_here, calls_of
from kapi.pipeline.specs import Options
from kapi.pipeline.verify import Subject, backend_of
from kapi.pipeline.watch import Watch
from kapi.vocab.architectures import Architecture
from kapi.vocab.words import ParamType

_LONGEST = 255  # characters of params in the event
_DECIMAL = (ParamType.INT, ParamType.FD)


class Trace:
    """The calls of ``subject``, two lines each, or one of JSON; `backend` says what was lost."""

    def __init__(self, subject: Subject, sources: Sequence[str], options: Options) -> None:
        self._architecture = architecture_here()
        self._specs = calls_of(sources, options, self._architecture)
        quiet = msgspec.structs.replace(options, progress=None)  # the lines show it
        self.backend: Backend = backend_of(subject, self._specs, quiet)
        self.calls = 0
        self._watch = Watch(self._specs, self._architecture)

    def lines(self) -> Iterator[str]:
        """Give the events of each call, when it has ended."""
        for seen in self.backend:
            self.calls += 1
            yield self._enter(seen)
            if seen.outcome is not None:
                yield self._exit(seen)

    def json(self) -> Iterator[str]:
        """Give each call as a line of JSON, which `kapi verify --replay` reads."""
        for seen in self.backend:
            self.calls += 1
            yield encode(seen).decode()

    def _enter(self, seen: Seen) -> str:
        spec = self._specs[seen.syscall]
        shown = ", ".join(_values(spec, seen, self._architecture))[:_LONGEST]
        return f"{_head(seen)}kapi:kapi_syscall_enter: {spec.name}({shown})\n"

    def _exit(self, seen: Seen) -> str:
        spec, outcome = self._specs[seen.syscall], seen.outcome
        result = outcome.result if outcome is not None and outcome.result is not None else 0
        match = self._watch.judged(seen).verdict not in (Verdict.VIOLATION, Verdict.UNLISTED)
        event = "kapi:kapi_syscall_exit"
        return f"{_head(seen)}{event}: {spec.name} = {result} spec_match={int(match)}\n"


def _head(seen: Seen) -> str:
    program = "".join(one if one.isprintable() and one != " " else "_" for one in seen.program)
    return f"{program[:15] or '?':>16} {seen.tid:>7} {_seconds(seen.time)}: "


def _seconds(time: str) -> str:
    """A time as events have it; a wall clock and nothing count as 0."""
    return time if time.replace(".", "", 1).isdecimal() and "." in time else "0.000000"


def _values(spec: Spec, seen: Seen, architecture: Architecture) -> Iterator[str]:
    for place, param in enumerate(spec.params):
        raw = seen.arguments[place] if place < len(seen.arguments) else None
        yield f"{param.name or 'arg'}={_value(param, raw, architecture)}"


def _value(param: Param, raw: int | None, architecture: Architecture) -> str:
    if raw is None:
        return "?"
    value = argument(raw, param.type_name or "", architecture)
    number = value.number if value is not None else raw
    if param.type in _DECIMAL:
        return str(number)
    return hex(number & ((1 << value.type.bits) - 1 if value is not None else (1 << 64) - 1))

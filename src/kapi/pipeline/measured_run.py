"""A program that is stopped at the beginning and the end of each call, and measured before it.

What is measured decides only where the thread is alone in its process, and only what nobody else
can change until the call has ended (`kapi.situation.own`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kapi.call import Outcome
from kapi.judge.explanation import arguments_of
from kapi.judge.observed import Known, Observed
from kapi.judge.verdict import Judge
from kapi.model.spec import Spec
from kapi.observe.backend import Backend, Losses
from kapi.observe.seen import Seen
from kapi.observe.shown_values import shown_register, shown_result
from kapi.observe.stopping import Entered, Stopped, Stopping
from kapi.pipeline.stopped import fields_of, seen_of
from kapi.situation.measure import measure
from kapi.situation.own import lasting, may_last
from kapi.situation.process import Process, Unknown
from kapi.vocab.architectures import Architecture

_PAGE = 4096


class MeasuredRun(Backend):
    """Runs ``program``; `known` is what is known of the call that was given last.

    Raises `InputError` where there is no such program, `NothingToCheck` without ptrace(2).
    """

    name = "ptrace"

    def __init__(
        self, program: Sequence[str], specs: Mapping[str, Spec], architecture: Architecture
    ) -> None:
        self.losses = Losses()
        self.known: Known | None = None
        self._specs = specs
        self._architecture = architecture
        self._observed: dict[str, Observed] = {}
        self._run = Stopping(program, tuple(specs), architecture, self._measured)

    def __iter__(self) -> Iterator[Seen]:
        """Run the program and give its calls."""
        for stopped in self._run:
            self.known = stopped.before if isinstance(stopped.before, Known) else None
            yield self._seen(stopped)
        self.status, self.losses.foreign = self._run.status, self._run.foreign

    def _measured(self, call: Entered) -> Known | None:
        if call.syscall not in self._observed:
            spec = self._specs[call.syscall]
            self._observed[call.syscall] = Observed(spec, self._architecture, _PAGE)
        observed = self._observed[call.syscall]
        return observed.measured(call.arguments, lambda judge: self._values(call, judge))

    def _values(self, call: Entered, judge: Judge) -> tuple[int | None, ...]:
        found: dict[object, int | None] = {}
        asked = [one for one in judge.terms if may_last(one)] if call.is_alone else []
        names = arguments_of(judge.spec, call.arguments, self._architecture, _PAGE)
        try:
            with Process(call.tid) as process:
                values = measure(process, asked, names, fields_of(judge.layouts))
            found = {one: lasting(one, n) for one, n in zip(asked, values, strict=True)}
        except (Unknown, OSError):  # it was killed meanwhile
            found = {}
        return tuple(found.get(one) for one in judge.terms)

    def _seen(self, stopped: Stopped) -> Seen:
        spec = self._specs[stopped.syscall]
        if stopped.result < 0:
            try:
                return seen_of(stopped, spec, self._architecture)
            except (Unknown, OSError):
                pass
        pairs = list(zip(spec.params, stopped.arguments, strict=False))
        texts = tuple(shown_register(raw, one.type_name, self._architecture) for one, raw in pairs)
        shown = f"{stopped.syscall}({', '.join(texts)})"
        is_gone = stopped.syscall in ("execve", "execveat") and stopped.result == 0
        return Seen(
            syscall=stopped.syscall,
            arguments=tuple(raw for _, raw in pairs),
            outcome=Outcome(gone=True) if is_gone else Outcome(result=stopped.result),
            texts=texts,
            shown=f"{shown} = {shown_result(stopped.result, self._architecture)}",
            tid=stopped.tid,
        )

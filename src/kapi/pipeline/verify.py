"""`kapi verify`: programs that run, or recorded calls, against specs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from kapi.errors import NothingToCheck, UsageError
from kapi.finding import Finding, Severity
from kapi.observe.backend import Backend, Losses
from kapi.observe.bpf.run import BpfRun
from kapi.observe.bpf.session import Unavailable
from kapi.observe.descendants import processes_of, told, with_descendants
from kapi.observe.program import traced_otherwise
from kapi.observe.replay import Replay
from kapi.observe.strace_run import StraceRun
from kapi.observe.watched import outline
from kapi.pipeline.call_specs import Calls, architecture_here, calls_of
from kapi.pipeline.judges import Judges
from kapi.pipeline.specs import Options
from kapi.pipeline.watch_results import CODES, ApiCounts, Deviation
from kapi.report.checks import Check
from kapi.report.location import Described
from kapi.report.report import Cell, Part, Report, Run, Table
from kapi.span import Span

PARTS = tuple(Part)


_LOST = (
    "lost-calls",
    Severity.WARNING,
    "Calls were made that were not seen, so that nothing is said of all",
)
_NONE = ("no-calls", Severity.WARNING, "No call of a specified API was seen: this says nothing")
_RUN = Run(
    rules=tuple(
        Described(code, title, f"{title}.", severity.value, "verify")
        for code, severity, title in (*CODES, _LOST, _NONE)
    )
)


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What is watched: one of a ``program``, ``pids`` and ``replay`` (files).

    ``backend`` is a name that --backend takes, ``duration`` in seconds for ``pids``.
    """

    program: tuple[str, ...] = ()
    pids: tuple[int, ...] = ()
    replay: tuple[str, ...] = ()
    backend: str = "auto"
    duration: float | None = None


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """Counts over all APIs, and what was not seen. ``passed`` are calls without a spec."""

    calls: int
    conforming: int
    violations: int
    unlisted: int
    cannot_tell: int
    passed: int
    lost_events: int
    lost_exits: int
    unread_lines: int
    first_unread: str
    foreign: int

    @property
    def losses(self) -> Losses:
        """What was not seen."""
        return Losses(
            events=self.lost_events,
            exits=self.lost_exits,
            unread=self.unread_lines,
            first_unread=self.first_unread,
            foreign=self.foreign,
        )

    @property
    def has_losses(self) -> bool:
        """Whether calls were lost, so that nothing is said of all of them."""
        return bool(self.losses)


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What `kapi verify -f json` writes. ``status`` is the program's exit code, -N for signal N."""

    schema: Literal["kapi-verify/1"] = "kapi-verify/1"
    backend: str
    subject: str
    status: int | None = None
    summary: Summary
    apis: tuple[ApiCounts, ...] = ()
    findings: tuple[Deviation, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def violated(self) -> bool:
        """Whether a spec was broken."""
        return any(one.severity is Severity.ERROR for one in self.findings)


def verify(
    subject: Subject,
    sources: Sequence[str],
    options: Options,
    on_note: Callable[[str], None] = lambda note: None,
) -> Verified:
    """Judge what a program does.

    ``on_note`` is told what watching it changes, beforehand where that is known, and of specs that
    say nothing here.
    """
    architecture = architecture_here()
    specs = calls_of(sources, options, architecture)
    absent = specs.absent
    notes = [f"specs of calls that do not exist here: {absent}"] if absent else []
    judges = Judges(specs, architecture, options)
    backend = backend_of(subject, specs, options, judges)
    notes.extend(disturbed_by(backend, subject))
    for note in notes:
        on_note(note)
    for seen in backend:
        judges.add(seen)
    for note in backend.disturbed:
        on_note(note)
        notes.append(note)
    judges.remember()
    return _verified(subject, backend, judges, notes)


def backend_of(
    subject: Subject, specs: Calls, options: Options, judges: Judges | None = None
) -> Backend:
    """Return the back end that the user chose, or the best that there is.

    Without ``judges``, none of the calls of ``specs`` is kept back; else those may be of which
    there is nothing to say.
    """
    architecture = architecture_here()
    silent = None if judges is None else judges.is_silent
    inside = None if judges is None else judges.looks_inside
    if subject.replay:
        return Replay(subject.replay, tuple(specs), architecture, options.progress, silent, inside)
    if subject.backend == "replay":
        raise UsageError(f"the back end {subject.backend} needs --replay FILE")
    if subject.backend != StraceRun.name:
        try:
            return _bpf(subject, specs, options, judges)
        except Unavailable as error:
            if subject.backend == BpfRun.name:
                raise NothingToCheck(f"no BPF here: {error}; use --backend strace") from None
    return StraceRun(
        tuple(specs),
        architecture,
        subject.program,
        subject.pids,
        subject.duration,
        options.progress,
        silent,
        inside,
    )


def disturbed_by(backend: Backend, subject: Subject) -> tuple[str, ...]:
    """Return which processes are watched, and why a program does not run as usual."""
    if subject.pids:
        return (
            f"watching {told(with_descendants(processes_of(subject.pids)))}, and what they start",
        )
    return traced_otherwise(subject.program) if backend.name in ("strace", "ptrace") else ()


def _bpf(subject: Subject, specs: Calls, options: Options, judges: Judges | None) -> BpfRun:
    architecture = architecture_here()

    def parameters(name: str) -> tuple[str | None, ...]:
        return tuple(one.type_name for one in specs[name].params)

    calls = [outline(name, architecture) for name in specs]
    return BpfRun(
        [one for one in calls if one is not None],
        architecture,
        subject.program,
        subject.pids,
        subject.duration,
        None if judges is None else judges.checks,
        parameters,
        None if judges is None else judges.is_silent,
        options.progress,
    )


def _verified(subject: Subject, backend: Backend, judges: Judges, notes: list[str]) -> Verified:
    counts = judges.counts(backend.conforming, backend.cannot_tell)
    found = sorted(judges.deviations(), key=lambda one: (one.severity.rank, -one.count))
    losses = backend.losses
    return Verified(
        backend=backend.name,
        subject=_name(subject),
        status=backend.status,
        summary=_summary(counts, losses, backend.passed),
        apis=tuple(sorted(counts, key=lambda one: one.api)),
        findings=tuple(found),
        notes=tuple(notes),
    )


def _name(subject: Subject) -> str:
    if subject.program:
        return " ".join(subject.program)
    return ", ".join(subject.replay) or ", ".join(f"process {pid}" for pid in subject.pids)


def _summary(counts: Sequence[ApiCounts], losses: Losses, passed: int) -> Summary:
    return Summary(
        calls=sum(one.calls for one in counts),
        conforming=sum(one.conforming for one in counts),
        violations=sum(one.violations for one in counts),
        unlisted=sum(one.unlisted for one in counts),
        cannot_tell=sum(one.cannot_tell for one in counts),
        passed=passed,
        lost_events=losses.events,
        lost_exits=losses.exits,
        unread_lines=losses.unread,
        first_unread=losses.first_unread,
        foreign=losses.foreign,
    )


def report_of(verified: Verified) -> Report:
    """Return the result in the shapes that formats know."""
    return Report(
        document=verified,
        table=_table(verified),
        findings=(*map(_finding, verified.findings), *_lost_calls(verified)),
        checks=(*(_check(one, verified) for one in verified.apis), *_losses(verified)),
        run=_RUN,
    )


def _table(verified: Verified) -> Table:
    head = ("api", "calls", "conforming", "violations", "unlisted", "cannot tell", "lost exits")
    rows: list[list[str | Cell]] = [
        [
            Cell(one.api),
            *(str(n) for n in (one.calls, one.conforming)),
            Cell(str(one.violations), "error" if one.violations else ""),
            *(str(n) for n in (one.unlisted, one.cannot_tell, one.lost)),
        ]
        for one in verified.apis
    ]
    return Table.of(f"{verified.subject}, by {verified.backend}", head, rows)


def _finding(one: Deviation) -> Finding:
    times = f"{one.count} times" if one.count > 1 else "once"
    return Finding(
        code=one.code,
        severity=one.severity,
        message=f"{one.api}: {one.message} ({times}); first: {one.call}",
        span=one.span,
        api=one.api,
    )


def _told_losses(summary: Summary) -> str:
    return ", ".join(msgspec.structs.replace(summary.losses, foreign=0, first_unread="").told())


def _lost_calls(verified: Verified) -> Iterator[Finding]:
    """What was lost, for formats that know findings alone: none would mean that all conforms."""
    lost = _told_losses(verified.summary)
    if lost or not verified.summary.calls:
        code, severity, title = _LOST if lost else _NONE
        span = Span(source=verified.subject, file=verified.subject)
        yield Finding(code=code, severity=severity, message=lost or title, span=span)


def _losses(verified: Verified) -> Iterator[Check]:
    """A run that lost calls, or saw none, has a check that was skipped: not all of them pass."""
    for code, name, message in (
        ("lost", "every call was seen", _told_losses(verified.summary)),
        (_NONE[0], "calls were seen", "" if verified.summary.calls else _NONE[2]),
    ):
        if message:
            yield Check(
                group=verified.subject, name=name, outcome="skip", kind=code, message=message
            )


def _check(one: ApiCounts, verified: Verified) -> Check:
    about = [found for found in verified.findings if found.api == one.api]
    wrong = next((found for found in about if found.severity is Severity.ERROR), None)
    return Check(
        group=verified.subject,
        name=one.api,
        outcome="fail" if wrong else "pass" if one.conforming else "skip",
        kind=wrong.code if wrong else "conforming",
        message=wrong.message if wrong else "" if one.conforming else "nothing could be told",
        detail=wrong.call if wrong else "",
    )

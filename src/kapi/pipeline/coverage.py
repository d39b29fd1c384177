"""`kapi coverage`: which claims the calls of a program, or of a log, exercised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from kapi.errors import InputError, NothingToCheck, UnknownName
from kapi.evidence.ledger import Record
from kapi.files import read_named
from kapi.judge.exercise import Exercise, is_observable
from kapi.judge.observed import Known
from kapi.model.claims import claim_name, claims
from kapi.model.spec import Spec
from kapi.observe.backend import Backend
from kapi.observe.seen import Seen
from kapi.observe.shown_values import with_symbols
from kapi.pipeline.call_specs import Calls, architecture_here, calls_of
from kapi.pipeline.measured_run import MeasuredRun
from kapi.pipeline.shipped_ledger import shipped_records
from kapi.pipeline.specs import Options, find_specs
from kapi.pipeline.traced import claim_record
from kapi.pipeline.verify import Subject, backend_of, disturbed_by
from kapi.pipeline.watch import Watch
from kapi.report.checks import Check
from kapi.report.report import Cell, Part, Report, Table
from kapi.vocab.architectures import Architecture

PARTS = (Part.DOCUMENT, Part.TABLE, Part.CHECKS)
_PAGE = 4096
_LARGEST = 256 * 1024 * 1024  # bytes of a document


class Covered(msgspec.Struct, kw_only=True):
    """A claim: how many calls ``met`` it, how many ``maybe``; ``first`` is the first of them.

    ``would`` is a call that meets it, where none did, ``after`` its set-up: one that confirmed it
    on some kernel.
    """

    claim: str
    api: str
    kind: str
    subject: str
    summary: str = ""
    met: int = 0
    maybe: int = 0
    first: str = ""
    would: str = ""
    after: str = ""

    @property
    def status(self) -> str:
        """``met``, ``maybe`` or ``never``."""
        return "met" if self.met else "maybe" if self.maybe else "never"

    @property
    def name(self) -> str:
        """What people call the claim."""
        return claim_name(self.kind, self.subject, self.summary)


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What `kapi coverage -f json` writes; documents can be merged.

    ``claims`` are those that can be seen from outside, of the APIs that were called or asked for.
    """

    schema: Literal["kapi-coverage/1"] = "kapi-coverage/1"
    subjects: tuple[str, ...]
    calls: Mapping[str, int]
    claims: tuple[Covered, ...]
    lost: int = 0
    status: int | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many claims have each status."""
        counts = {"met": 0, "maybe": 0, "never": 0}
        for one in self.claims:
            counts[one.status] += 1
        return counts


def coverage(
    subject: Subject,
    names: Sequence[str],
    sources: Sequence[str],
    options: Options,
    *,
    measured: bool = False,
    on_note: Callable[[str], None] = lambda note: None,
) -> Coverage:
    """Return what the calls of ``subject`` met of the APIs ``names``, or of all that it called.

    ``measured``: its program is stopped at each call, and its situation measured there.
    ``on_note`` is told what watching it changes, beforehand where that is known, and what was not
    seen.
    """
    architecture = architecture_here()
    specs = calls_of(sources, options, architecture)
    if names:
        specs = specs.only(
            [api for name in names for api in _called(name, specs, sources, options)]
        )
    if not specs:
        raise NothingToCheck("no spec here is of such a system call of this machine")
    counted = _Counted(specs, architecture)
    backend: Backend
    if measured:
        backend = run = MeasuredRun(subject.program, specs, architecture)
    else:
        backend, run = backend_of(subject, specs, options), None
    for note in disturbed_by(backend, subject):
        on_note(note)
    for seen in backend:
        counted.add(seen, run.known if run is not None else None)
    others = msgspec.structs.replace(backend.losses, events=0, exits=0)  # these stand in the report
    for note in (*others.told(), *backend.disturbed):
        on_note(note)
    return counted.covered(subject, backend, whole=bool(names))


def _called(name: str, specs: Calls, sources: Sequence[str], options: Options) -> tuple[str, ...]:
    """Return the APIs that ``name`` means; raise `UnknownName` where there is none.

    A program is not run for hours before a name is found to be misspelled.
    """
    if specs.only([name]):
        return (name,)
    found = find_specs(name, sources, msgspec.structs.replace(options, progress=None))
    if not found.specs:
        raise UnknownName(found.not_found(name))
    return tuple(one.name for one in found.specs)


def met_by(found: Coverage) -> tuple[Record, ...]:
    """Return a record of each claim that calls met: how many, and the first of them."""
    told = ", ".join(found.subjects)
    return tuple(
        claim_record(one.claim, "met", f"met by {one.met} calls of {told}", one.first, one.met)
        for one in found.claims
        if one.met
    )


class _Counted:
    """Counts what each call exercised."""

    def __init__(self, specs: Mapping[str, Spec], architecture: Architecture) -> None:
        self.calls = dict.fromkeys(specs, 0)
        self._specs = specs
        self._architecture = architecture
        self._watch = Watch(specs, architecture)
        self._exercises: dict[str, Exercise] = {}
        self._found: dict[str, Covered] = {}

    def add(self, seen: Seen, known: Known | None = None) -> None:
        self.calls[seen.syscall] += 1
        if seen.outcome is None:
            return
        known = known or self._watch.known(seen)
        if known is None:
            return
        found = self._exercise(seen.syscall).exercised(known, seen.arguments, seen.outcome)
        for claim in found.met:
            one = self._found[claim]
            if not one.met:
                one.first = with_symbols(seen.shown)
            one.met += 1
        for claim in found.maybe:
            one = self._found[claim]
            one.first = one.first or with_symbols(seen.shown)
            one.maybe += 1

    def _exercise(self, name: str) -> Exercise:
        if name not in self._exercises:
            spec = self._specs[name]
            self._exercises[name] = Exercise(spec, self._architecture, _PAGE)
            self._found.update((one.claim, one) for one in _claims(spec, self._architecture))
        return self._exercises[name]

    def covered(self, subject: Subject, backend: Backend, whole: bool) -> Coverage:
        for name in self._specs if whole else ():
            self._exercise(name)
        records = shipped_records()
        shown = {one.claim: one for one in records if one.verdict == "confirmed"}
        rows = list(self._found.values())
        for one in rows:
            record = None if one.met else shown.get(one.claim)
            if record is not None:
                one.would, one.after = record.call, record.after
        told = subject.program or subject.replay or tuple(map(str, subject.pids))
        return Coverage(
            subjects=(" ".join(told),),
            calls={name: count for name, count in sorted(self.calls.items()) if count},
            claims=tuple(sorted(rows, key=lambda one: one.api)),
            lost=backend.losses.events + backend.losses.exits,
            status=backend.status,
        )


def _claims(spec: Spec, architecture: Architecture) -> Iterator[Covered]:
    for one in claims(spec):
        if is_observable(one, architecture):
            yield Covered(
                claim=one.id,
                api=one.api,
                kind=one.kind.value,
                subject=one.subject,
                summary=one.summary,
            )


def read(path: str) -> Coverage:
    """Return the document in the file ``path``; raise `InputError` where there is none."""
    try:
        return msgspec.json.decode(read_named(path, _LARGEST), type=Coverage)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise InputError(f"{path} is no document of kapi coverage -f json: {error}") from error


def merge(documents: Iterable[Coverage]) -> Coverage:
    """Return one document with the calls and the counts of all."""
    subjects: list[str] = []
    calls: dict[str, int] = {}
    found: dict[str, Covered] = {}
    lost = 0
    for document in documents:
        subjects += document.subjects
        lost += document.lost
        for name, count in document.calls.items():
            calls[name] = calls.get(name, 0) + count
        for one in document.claims:
            there = found.setdefault(one.claim, one)
            if there is not one:
                _add(there, one)
    rows = sorted(found.values(), key=lambda one: one.api)
    return Coverage(
        subjects=tuple(subjects), calls=dict(sorted(calls.items())), claims=tuple(rows), lost=lost
    )


def _add(whole: Covered, one: Covered) -> None:
    if (one.met and not whole.met) or not whole.first:
        whole.first = one.first
    whole.met += one.met
    whole.maybe += one.maybe
    if whole.met:
        whole.would = whole.after = ""
    elif not whole.would:
        whole.would, whole.after = one.would, one.after


def report_of(found: Coverage) -> Report:
    """Return the claims in the shapes that formats know; one that was never met is skipped."""
    head = ("claim", "status", "met", "maybe", "first call", "a call that would")
    rows: list[list[str | Cell]] = [
        [
            one.claim,
            Cell(one.status, one.status),
            str(one.met),
            str(one.maybe),
            one.first,
            one.would,
        ]
        for one in found.claims
    ]
    return Report(
        document=found,
        table=Table.of(f"Claims that {', '.join(found.subjects)} exercised", head, rows),
        checks=tuple(
            Check(
                group=one.api,
                name=one.claim,
                outcome="pass" if one.met else "skip",
                kind=one.status,
                message="" if one.met else one.status,
                detail=one.first or one.would,
            )
            for one in found.claims
        ),
    )

"""`kapi test`: specs → calls on the running kernel → results."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec

from kapi.conform.allowed import CLASSES
from kapi.conform.calls import BUDGET
from kapi.conform.results import Pair, Result, Status
from kapi.conform.search import RANDOM
from kapi.conform.trial import Tried, prepare, try_spec, untried
from kapi.conform.witness import Earlier, Witness
from kapi.conform.workers import numbered
from kapi.errors import InputError, NoProcess, NothingToCheck
from kapi.evidence.ledger import RULE, Record
from kapi.files import read_named
from kapi.finding import Finding, Severity
from kapi.judge.prose.part import NOTHING
from kapi.model.claims import claim_name, claims
from kapi.model.spec import Spec
from kapi.pipeline.header_layouts import with_layouts
from kapi.pipeline.specs import Options, choose
from kapi.pipeline.sysfs_attributes import with_attributes
from kapi.report.checks import Check
from kapi.report.report import Cell, Part, Report, Table
from kapi.sources.loaded import MAX_BYTES, Loaded
from kapi.target import Target, this_target
from kapi.vocab.words import ApiKind

__all__ = [
    "NOTHING",
    "PARTS",
    "UNSAFE",
    "Document",
    "Ended",
    "Pair",
    "Replayed",
    "Result",
    "Status",
    "Tested",
    "Tried",
    "Wanted",
    "claim_name",
    "list_claims",
    "replay",
    "report_of",
    "try_specs",
]

PARTS = tuple(Part)
UNSAFE = tuple(one.name for one in CLASSES.values() if one.wall or one.never)
"""The classes of calls that are made behind walls or never, unless a user names them."""

Finished: TypeAlias = Callable[["Ended"], None]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What to try: claims whose id begins with ``only``; the rest is as in `try_spec`.

    ``seconds`` is how long the whole run may take, None for as long as it needs.
    """

    only: str = ""
    unsafe: frozenset[str] = frozenset()
    seed: int = 0
    drawn: int = RANDOM
    budget: int = BUDGET
    seconds: float | None = None


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """A spec that was tried: its number of ``total``, and what was found.

    ``only`` is what the ids of the wanted claims begin with.
    """

    number: int
    total: int
    api: str
    tried: Tried
    only: str = ""

    @property
    def results(self) -> tuple[Result, ...]:
        """The results of the claims that were asked for: those whose id begins with ``only``."""
        return tuple(one for one in self.tried.results if one.claim.startswith(self.only))


class Tested(msgspec.Struct, frozen=True, kw_only=True):
    """What a run found: the results of every spec, in the order of the specs.

    ``incomplete`` names the specs that the time limit, an interruption or a lack of processes left
    out; ``stopped`` says what lacked.
    """

    loaded: Loaded
    ended: tuple[Ended, ...]
    target: Target
    missing: tuple[str, ...] = ()
    incomplete: tuple[str, ...] = ()
    interrupted: bool = False
    stopped: str = ""
    wanted: Wanted = Wanted()

    @property
    def results(self) -> tuple[Result, ...]:
        """All results, of the claims that were asked for."""
        return tuple(one for ended in self.ended for one in ended.results)

    @property
    def summary(self) -> dict[str, int]:
        """How many results have each status, such as ``not_observed``."""
        statuses = [result.status for result in self.results]
        return {status.value: statuses.count(status) for status in Status}


def try_specs(
    names: Sequence[str],
    sources: Sequence[str],
    options: Options,
    wanted: Wanted | None = None,
    finished: Finished | None = None,
    records: Iterable[Record] = (),
) -> Tested:
    """Try the specs called ``names``, or all, of ``sources`` or of the catalogue.

    Names that no spec has are in ``missing``. ``finished`` is told of each spec when it ends.
    What ``records`` confirm of the specs, and ends otherwise now, differs.
    Interrupted by the user, or where no process can be made, it returns what is known by then.
    """
    wanted = wanted or Wanted()
    loaded, specs, missing = choose(names, sources, options)
    if not specs and not missing and not loaded.unreadable:
        raise NothingToCheck("no specification to test")
    ended: list[Ended] = []
    interrupted, stopped = False, ""
    try:
        for number, tried in _tried(specs, options, wanted, _earlier(records)):
            ended.append(
                Ended(
                    number=number + 1,
                    total=len(specs),
                    api=specs[number].name,
                    tried=tried,
                    only=wanted.only,
                )
            )
            if finished:
                finished(ended[-1])
            if options.progress:
                options.progress(len(ended), len(specs), specs[number].name)
    except KeyboardInterrupt:
        interrupted = True
    except NoProcess as error:
        stopped = str(error)
    known = {one.number for one in ended}
    return Tested(
        loaded=loaded,
        ended=tuple(ended),
        target=this_target(),
        missing=missing,
        incomplete=tuple(one.name for n, one in enumerate(specs, start=1) if n not in known),
        interrupted=interrupted,
        stopped=stopped,
        wanted=wanted,
    )


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """The ids of claims, what they were read from, and what to say of missing names."""

    loaded: Loaded
    claims: tuple[str, ...]
    missing: tuple[str, ...] = ()


def list_claims(names: Sequence[str], sources: Sequence[str], options: Options) -> Listed:
    """Return the claims of the specs called ``names``, or of all."""
    loaded, specs, missing = choose(names, sources, options)
    ids = tuple(claim.id for spec in specs for claim in claims(spec))
    return Listed(loaded=loaded, claims=ids, missing=missing)


def report_of(tested: Tested) -> Report:
    """Return the results in the shapes that formats know."""
    return Report(
        table=_table(tested),
        document=_document_of(tested),
        findings=_findings(tested),
        checks=tuple(_checks(tested)),
    )


def _findings(tested: Tested) -> tuple[Finding, ...]:
    """The refuted claims, each at its line of the spec."""
    return tuple(
        Finding(
            code=one.code,
            severity=Severity.ERROR,
            message=f"{one.api}: {one.reason}: {one.call}",
            span=one.span,
            api=one.api,
        )
        for one in tested.results
        if one.status in (Status.REFUTED, Status.DIFFERS)
    )


def _checks(tested: Tested) -> Iterator[Check]:
    """Each result as a check of its API: what no call decided was skipped."""
    outcomes: dict[Status, Literal["pass", "fail", "skip"]] = {
        Status.CONFIRMED: "pass",
        Status.PLAUSIBLE: "skip",
        Status.REFUTED: "fail",
        Status.DIFFERS: "fail",
        Status.NOT_OBSERVED: "skip",
        Status.NOT_TESTABLE: "skip",
    }
    for one in tested.results:
        outcome = outcomes[one.status]
        yield Check(
            group=one.api,
            name=" ".join(filter(None, (one.claim or f"{one.api}:{one.code}", one.summary))),
            outcome=outcome,
            kind=one.status.value,
            message=one.reason or one.call,
            detail=one.call if outcome == "fail" else "",
        )


def _table(tested: Tested) -> Table:
    rows = [
        (
            one.api,
            " ".join(filter(None, (one.kind, one.subject, one.summary))),
            Cell(one.status.value.replace("_", " "), one.status.value, one.call),
            f"{one.shown} of {one.parts}" if one.parts else "",
            one.reason,
            one.call,
        )
        for one in tested.results
    ]
    return Table.of("results", ("API", "claim", "status", "parts", "reason", "call"), rows)


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Of one API: how many results have each status, and what it cost.

    ``problems`` are the cases that could not be made, each with the step that failed.
    """

    statuses: dict[str, int]
    calls: int
    accepted: int
    used_up: bool
    problems: dict[str, str]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What `kapi test -f json` writes; `kapi schema test` is its schema.

    ``rule`` is the version of the rule by which claims were confirmed.
    """

    schema: Literal["kapi-test/2"] = "kapi-test/2"
    rule: int = RULE
    target: Target
    seed: int
    budget: int
    summary: dict[str, int]
    coverage: dict[str, Coverage]
    incomplete: tuple[str, ...] = ()
    results: tuple[Result, ...]


def _document_of(tested: Tested) -> Document:
    return Document(
        target=tested.target,
        seed=tested.wanted.seed,
        budget=tested.wanted.budget,
        summary=tested.summary,
        coverage={one.api: _coverage(one.tried) for one in tested.ended},
        incomplete=tested.incomplete,
        results=tested.results,
    )


def _coverage(tried: Tried) -> Coverage:
    statuses = [one.status for one in tried.results]
    return Coverage(
        statuses={status.value: statuses.count(status) for status in Status},
        calls=tried.calls,
        accepted=tried.accepted,
        used_up=tried.used_up,
        problems={**tried.problems, **tried.lacking},
    )


def _earlier(records: Iterable[Record]) -> dict[str, list[Earlier]]:
    """What ``records`` of the present rule confirm by calls, by API."""
    found: dict[str, list[Earlier]] = {}
    for one in records:
        if one.is_old or one.verdict != "confirmed" or not one.witnesses:
            continue
        witnesses = tuple(
            Witness(case=w.case, truth=w.truth, outcome=w.outcome, shown=w.shown)
            for w in one.witnesses
        )
        earlier = Earlier(
            claim=one.claim, where=one.where, condition=one.condition, witnesses=witnesses
        )
        found.setdefault(one.claim.partition(":")[0], []).append(earlier)
    return found


def _tried(
    specs: Sequence[Spec],
    options: Options,
    wanted: Wanted,
    earlier: Mapping[str, Sequence[Earlier]],
) -> Iterator[tuple[int, Tried]]:
    """The number of each spec and what was found of it, in order."""
    work = functools.partial(_try, wanted=wanted, earlier=earlier)
    prepare(specs)
    for number, tried in numbered(
        work,
        specs,
        options.jobs,
        wanted.unsafe,
        wanted.seconds,
        killed=_killed,
        cost=_cost,
        anew=True,
    ):
        yield number, with_attributes(specs[number], with_layouts(specs[number], tried))


def _killed(spec: Spec) -> Tried:
    """A spec whose calls have killed what made them: the others are tried all the same."""
    return untried(spec, "its calls have killed the process that made them")


def _cost(spec: Spec) -> int:
    """How much there is to try, next to other specs."""
    return len(claims(spec)) if spec.kind is ApiKind.SYSCALL else 0


def _try(spec: Spec, wanted: Wanted, earlier: Mapping[str, Sequence[Earlier]]) -> Tried:
    return try_spec(
        spec,
        unsafe=wanted.unsafe,
        seed=wanted.seed,
        drawn=wanted.drawn,
        budget=wanted.budget,
        earlier=earlier.get(spec.name, ()),
    )


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """A result of an earlier run, and the same claim now; None where no spec has it any more."""

    before: Result
    now: Result | None

    @property
    def same(self) -> bool:
        """Whether the claim has the status that it had."""
        return self.now is not None and self.now.status is self.before.status


def replay(path: str, sources: Sequence[str], options: Options) -> tuple[Replayed, ...]:
    """Try the APIs again whose claims ``path`` (of ``test -f json``) refutes, with its seed.

    Only names are taken out of the file; the calls are kapi's own. Raises `InputError` where
    ``path`` is no such file.
    """
    document = _document(path)
    refuted = [one for one in document.results if one.status is Status.REFUTED]
    names = tuple(dict.fromkeys(one.api for one in refuted))
    if not names:
        return ()
    wanted = Wanted(seed=document.seed, budget=document.budget)
    now = try_specs(names, sources, options, wanted).results
    return tuple(Replayed(before=one, now=_found(one, now)) for one in refuted)


def _found(before: Result, now: Sequence[Result]) -> Result | None:
    def identity(one: Result) -> tuple[str, ...]:
        return (one.claim,) if one.claim else (one.api, one.code, one.subject)

    return next((one for one in now if identity(one) == identity(before)), None)


def _content(path: str) -> bytes:
    try:
        return read_named(path, MAX_BYTES)
    except InputError as error:
        raise InputError(f"{path}: cannot be read: {error}") from error


def _document(path: str) -> Document:
    try:
        content = _content(path)
        version = msgspec.json.decode(content, type=_Version)
        if version.schema == "kapi-test/1":
            raise InputError(f"{path}: results of an older rule; run kapi test -f json again")
        return msgspec.json.decode(content, type=Document)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise InputError(f"{path}: no results of kapi test -f json: {error}") from error


class _Version(msgspec.Struct, frozen=True):
    schema: str = ""

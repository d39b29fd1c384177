"""`kapi test`: specs → calls on the running kernel → results."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, TypeVar

import msgspec

from kapi.conform import denied
from kapi.conform.case import Case
from kapi.conform.results import Result, Status
from kapi.conform.sandbox import confine_worker, run
from kapi.conform.scenarios import SCENARIOS
from kapi.conform.steps import calls
from kapi.conform.tally import shown_call
from kapi.conform.trial import DRAWS, try_spec
from kapi.errors import InputError, KapiError, NothingToCheck, UsageError
from kapi.finding import Finding, Severity
from kapi.model.claims import claims
from kapi.model.spec import Spec
from kapi.pipeline import Options, find_specs, load_specs
from kapi.report.checks import Check
from kapi.sources.inputs import Loaded
from kapi.vocab.architectures import this_machine

__all__ = [
    "Document",
    "Replayed",
    "Tested",
    "Wanted",
    "checks_of",
    "choose",
    "findings_of",
    "list_claims",
    "replay",
    "try_specs",
    "write_json",
]

Results: TypeAlias = tuple[Result, ...]
Item = TypeVar("Item")
Answer = TypeVar("Answer")
Report = Callable[[int, int | None, str], None]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What to try: claims whose id begins with ``only``; the rest is as in `try_spec`."""

    only: str = ""
    unsafe: bool = False
    seed: int = 0
    drawn: int = DRAWS


class Tested(msgspec.Struct, frozen=True, kw_only=True):
    """What a run found: the results of every spec, in the order of the specs."""

    loaded: Loaded
    results: tuple[Result, ...]
    missing: tuple[str, ...] = ()
    seed: int = 0

    @property
    def summary(self) -> dict[str, int]:
        """How many results have each status, such as ``not_observed``."""
        statuses = [result.status for result in self.results]
        return {status.value: statuses.count(status) for status in Status}


def try_specs(
    names: Sequence[str], sources: Sequence[str], options: Options, wanted: Wanted | None = None
) -> Tested:
    """Try the specs called ``names``, or all, of ``sources`` or of the catalogue.

    Names that no spec has are in ``missing``.
    """
    wanted = wanted or Wanted()
    loaded, specs, missing = choose(names, sources, options)
    if not specs and not missing and not loaded.unreadable:
        raise NothingToCheck("no specification to test")
    results = []
    for number, found in enumerate(_tried(specs, options, wanted), start=1):
        results += [one for one in found if one.claim.startswith(wanted.only)]
        if options.progress:
            options.progress(number, len(specs), specs[number - 1].name)
    return Tested(loaded=loaded, results=tuple(results), missing=missing, seed=wanted.seed)


def list_claims(
    names: Sequence[str], sources: Sequence[str], options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of the claims of the chosen specs, and what to say of missing names."""
    _, specs, missing = choose(names, sources, options)
    return tuple(claim.id for spec in specs for claim in claims(spec)), missing


def findings_of(tested: Tested) -> tuple[Finding, ...]:
    """Return the refuted claims as findings, each at its line of the spec."""
    return tuple(
        Finding(
            code=one.code,
            severity=Severity.ERROR,
            message=f"{one.api}: {one.reason}: {one.call}",
            span=one.span,
            api=one.api,
        )
        for one in tested.results
        if one.status is Status.REFUTED
    )


def checks_of(tested: Tested) -> Iterator[Check]:
    """Yield each result as a check of its API: what no call decided was skipped."""
    outcomes: dict[Status, Literal["pass", "fail", "skip"]] = {
        Status.CONFIRMED: "pass",
        Status.REFUTED: "fail",
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


class Kernel(msgspec.Struct, frozen=True):
    """What ran, as uname tells it."""

    release: str
    machine: str


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What `write_json` writes; `kapi schema test` is its schema.

    ``summary`` and, for each API, ``coverage`` count the results of each status.
    """

    schema: Literal["kapi-test/1"] = "kapi-test/1"
    kernel: Kernel
    seed: int
    summary: dict[str, int]
    coverage: dict[str, dict[str, int]]
    results: tuple[Result, ...]


def write_json(tested: Tested) -> str:
    """Return a `Document` as JSON."""
    kernel = os.uname()
    apis: dict[str, dict[str, int]] = {}
    for one in tested.results:
        counts = apis.setdefault(one.api, {status.value: 0 for status in Status})
        counts[one.status.value] += 1
    document = Document(
        kernel=Kernel(kernel.release, kernel.machine),
        seed=tested.seed,
        summary=tested.summary,
        coverage=apis,
        results=tested.results,
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def choose(
    names: Sequence[str], sources: Sequence[str], options: Options
) -> tuple[Loaded, list[Spec], tuple[str, ...]]:
    """Return what was loaded, the specs called ``names`` (or all), what to say of the others."""
    quiet = msgspec.structs.replace(options, progress=None)
    if not names:
        loaded = load_specs(sources, quiet)
        return loaded, list(loaded.specs), ()
    specs: list[Spec] = []
    missing = []
    for name in names:
        found = find_specs(name, sources, quiet)
        specs += found.specs
        if not found.specs:
            hint = f"; did you mean {' or '.join(found.nearest)}?" if found.nearest else ""
            missing.append(f"no specification called {name}{hint}")
    return found.loaded, specs, tuple(missing)


def _tried(specs: Sequence[Spec], options: Options, wanted: Wanted) -> Iterator[Results]:
    """The results of each spec in order."""
    work = functools.partial(try_spec, unsafe=wanted.unsafe, seed=wanted.seed, drawn=wanted.drawn)
    yield from _in_workers(work, specs, options.jobs, wanted.unsafe)


def _in_workers(
    work: Callable[[Item], Answer], items: Sequence[Item], jobs: int | None, unsafe: bool
) -> Iterator[Answer]:
    """Do ``work`` in processes that share nothing with others; ended early, none is left."""
    workers = max(1, min(jobs or len(os.sched_getaffinity(0)), len(items)))
    pool = ProcessPoolExecutor(workers, get_context("fork"), confine_worker, (unsafe,))
    futures = [pool.submit(work, item) for item in items]
    try:
        yield from (future.result() for future in futures)
    except BrokenProcessPool as error:
        raise KapiError("a process that makes the calls was killed") from error
    except BaseException:
        for child in active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _again(case: Case) -> str:
    """Make the call of ``case``; return it as strace would show it, or why it was not made."""
    machine = this_machine()
    ran = run(case, machine, 2.0) if machine else None
    if machine is None or ran is None or ran.call is None:
        return f"{case.shown}: {ran.problem if ran else 'the machine is not known'}"
    return shown_call(case, ran.call, machine)


def replay(path: str, options: Options, unsafe: bool = False) -> tuple[Replayed, ...]:
    """Make the calls of all refuted claims of ``path``, JSON of `write_json`, again.

    Raises `InputError` where ``path`` is no such file, and `UsageError` for steps that reach
    beyond the sandbox and are none of kapi's own.
    """
    found = [one for one in _document(path).results if one.status is Status.REFUTED and one.case]
    ours = {scenario.case.steps for scenario in SCENARIOS}
    cases = [one.case for one in found if one.case]
    for case in cases:
        called = {case.syscall, *(calls(case.text) if case.steps not in ours else ())}
        beyond = [name for name in sorted(called) if denied.reason(name)]
        if beyond and not unsafe:
            raise UsageError(f"{path}: {beyond[0]} {denied.reason(beyond[0])}: only with --unsafe")
    now = _in_workers(_again, cases, options.jobs, unsafe)
    return tuple(map(Replayed, found, now))


class Replayed(NamedTuple):
    """A result of an earlier run, and the call as it is now."""

    before: Result
    now: str

    @property
    def same(self) -> bool:
        """Whether the call ended as before."""
        return self.before.call == self.now


def _document(path: str) -> Document:
    try:
        return msgspec.json.decode(Path(path).read_bytes(), type=Document)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise InputError(f"{path}: no results of kapi test -f json: {error}") from error

"""`kapi test`: specs → calls on the running kernel → results."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import msgspec

from kapi.conform.results import Result, Status
from kapi.conform.trial import try_spec
from kapi.errors import NothingToCheck
from kapi.finding import Finding, Severity
from kapi.model.claims import claims
from kapi.model.spec import Spec
from kapi.pipeline import Options, find_specs, load_specs
from kapi.sources.inputs import Loaded

__all__ = ["Tested", "choose", "findings_of", "list_claims", "try_specs", "write_json"]

Report = Callable[[int, int | None, str], None]


class Tested(msgspec.Struct, frozen=True, kw_only=True):
    """What a run found: the results of every spec, in the order of the specs."""

    loaded: Loaded
    results: tuple[Result, ...]
    missing: tuple[str, ...] = ()

    @property
    def summary(self) -> dict[str, int]:
        """How many results have each status, such as ``not_observed``."""
        statuses = [result.status for result in self.results]
        return {status.value: statuses.count(status) for status in Status}


def try_specs(
    names: Sequence[str],
    sources: Sequence[str],
    options: Options,
    only: str | None = None,
    unsafe: bool = False,
) -> Tested:
    """Try the specs called ``names``, or all, of ``sources`` or of the catalogue.

    ``only`` keeps the claims whose id begins so. Names that no spec has are in ``missing``.
    """
    loaded, specs, missing = choose(names, sources, options)
    if not specs and not missing and not loaded.unreadable:
        raise NothingToCheck("no specification to test")
    results = []
    for number, found in enumerate(_tried(specs, options.jobs, unsafe), start=1):
        results += [one for one in found if only is None or one.claim.startswith(only)]
        if options.progress:
            options.progress(number, len(specs), specs[number - 1].name)
    return Tested(loaded=loaded, results=tuple(results), missing=missing)


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


def write_json(tested: Tested) -> str:
    """Return ``{"schema": "kapi-test/1", "kernel", "summary", "coverage", "results"}``."""
    kernel = os.uname()
    apis: dict[str, dict[str, int]] = {}
    for one in tested.results:
        counts = apis.setdefault(one.api, {status.value: 0 for status in Status})
        counts[one.status.value] += 1
    document = {
        "schema": "kapi-test/1",
        "kernel": {"release": kernel.release, "machine": kernel.machine},
        "summary": tested.summary,
        "coverage": apis,
        "results": tested.results,
    }
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


def _tried(specs: Sequence[Spec], jobs: int | None, unsafe: bool) -> Iterator[tuple[Result, ...]]:
    """The results of each spec in order, from worker processes when there is more than one."""
    workers = min(jobs or len(os.sched_getaffinity(0)), len(specs))
    if workers <= 1:
        yield from (try_spec(spec, unsafe) for spec in specs)
        return
    pool = ProcessPoolExecutor(workers, get_context("fork"))
    try:
        futures = [pool.submit(try_spec, spec, unsafe) for spec in specs]
        yield from (future.result() for future in futures)
    finally:
        pool.shutdown(cancel_futures=True)

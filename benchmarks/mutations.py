"""How many wrong edits of the catalogue `kapi test` notices on the kernel that runs here.

usage: python benchmarks/mutations.py [COUNT [SEED]]

Each mutation changes one claim of one system call: drops or exchanges an errno that a call
returns, narrows or widens a limit, adds a flag, or turns ignore into reject. Only claims that
the right spec has confirmed are changed, since no call reaches the others. Noticed means: a
claim is refuted, or a condition is missing, that was not so in the right spec. The yardstick
is the right catalogue, in which nothing may be refuted.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from msgspec.structs import replace

from kapi.conform.case import Case
from kapi.conform.results import Result, Status
from kapi.conform.sandbox import Ran, confine_worker, run
from kapi.conform.trial import try_spec
from kapi.model.elements import Expression, Violation
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import Architecture
from kapi.vocab.words import ApiKind, ConstraintType

Mutation = tuple[str, Spec]


def drop_errno(spec: Spec, chosen: random.Random, confirmed: set[int]) -> Mutation | None:
    """Leave out a condition that a call showed."""
    if not confirmed:
        return None
    index = chosen.choice(sorted(confirmed))
    errors = spec.errors[:index] + spec.errors[index + 1 :]
    return f"drop {spec.errors[index].errno}", replace(spec, errors=errors)


def other_errno(spec: Spec, chosen: random.Random, confirmed: set[int]) -> Mutation | None:
    """Exchange the errno of a condition that a call showed for another of the same spec."""
    names = sorted({error.errno for error in spec.errors})
    if not confirmed or len(names) < 2:
        return None
    index = chosen.choice(sorted(confirmed))
    error = spec.errors[index]
    name = chosen.choice([one for one in names if one != error.errno])
    errors = (*spec.errors[:index], replace(error, errno=name), *spec.errors[index + 1 :])
    return f"{error.errno} becomes {name}", replace(spec, errors=errors)


def bogus_flag(spec: Spec, chosen: random.Random, confirmed: set[int]) -> Mutation | None:
    """Add a bit to a mask that refuses others."""
    return _limits(
        spec,
        chosen,
        ConstraintType.MASK,
        lambda limits: replace(limits, mask=Expression(f"({limits.mask}) | 0x40000000")),
    )


def lost_flag(spec: Spec, chosen: random.Random, confirmed: set[int]) -> Mutation | None:
    """Empty a mask that refuses others."""
    return _limits(
        spec, chosen, ConstraintType.MASK, lambda limits: replace(limits, mask=Expression("0"))
    )


def lower_bound(spec: Spec, chosen: random.Random, confirmed: set[int]) -> Mutation | None:
    """Narrow a range from below."""
    return _limits(
        spec,
        chosen,
        ConstraintType.RANGE,
        lambda limits: replace(limits, minimum=Expression(f"{limits.minimum} + 1")),
    )


def reject(spec: Spec, chosen: random.Random, confirmed: set[int]) -> Mutation | None:
    """Say that a value is refused which the kernel ignores."""
    softer = [
        index
        for index, param in enumerate(spec.params)
        if param.violation and param.violation.action in ("ignore", "mask-off")
        if param.limits.type is ConstraintType.MASK
    ]
    if not softer:
        return None
    index = chosen.choice(softer)
    param = replace(spec.params[index], violation=Violation(action="reject", errno="EINVAL"))
    params = (*spec.params[:index], param, *spec.params[index + 1 :])
    return f"{param.name} rejects", replace(spec, params=params)


def _limits(
    spec: Spec, chosen: random.Random, kind: ConstraintType, change: Callable[..., object]
) -> Mutation | None:
    found = [
        index
        for index, param in enumerate(spec.params)
        if param.limits.type is kind and param.violation and param.violation.action == "reject"
        if not param.object
    ]
    if not found:
        return None
    index = chosen.choice(found)
    param = replace(spec.params[index], limits=change(spec.params[index].limits))
    params = (*spec.params[:index], param, *spec.params[index + 1 :])
    return f"limits of {param.name}", replace(spec, params=params)


MUTATIONS = (drop_errno, other_errno, bogus_flag, lost_flag, lower_bound, reject)


def wrong(results: tuple[Result, ...]) -> set[tuple[str, str]]:
    """What is refuted or missing, in terms that a mutation does not rename."""
    return {
        (one.kind, one.code) if one.claim else (one.subject, one.code)
        for one in results
        if one.status is Status.REFUTED or one.code in ("missing-condition", "unlisted-errno")
    }


KNOWN: dict[Case, Ran] = {}
"""How the calls that the right catalogue leads to ended; a wrong edit leads to most of them."""


def known(case: Case, architecture: Architecture, seconds: float) -> Ran:
    """Make a call that was not made before."""
    return KNOWN.get(case) or KNOWN.setdefault(case, run(case, architecture, seconds))


def try_right(spec: Spec) -> tuple[tuple[Result, ...], dict[Case, Ran]]:
    """Try one right spec; return the outcomes of its calls too."""
    KNOWN.clear()
    return try_spec(spec, call=known), dict(KNOWN)


def try_wrong(job: tuple[Spec, dict[Case, Ran]]) -> tuple[Result, ...]:
    """Try a wrong edit of a spec whose outcomes are known."""
    spec, outcomes = job
    KNOWN.clear()
    KNOWN.update(outcomes)
    return try_spec(spec, call=known)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    chosen = random.Random(seed)
    specs = [s for s in load_specs((), Options()).specs if s.kind is ApiKind.SYSCALL]
    start = time.perf_counter()
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork"), confine_worker) as pool:
        tried = dict(zip(specs, pool.map(try_right, specs), strict=True))
        right = {spec: results for spec, (results, _) in tried.items()}
        false_alarms = sum(one.status is Status.REFUTED for r in right.values() for one in r)
        mutants = list(itertools.islice(_mutants(specs, right, chosen), count))
        jobs = [(mutant, tried[spec][1]) for _, _, spec, mutant in mutants]
        found = list(pool.map(try_wrong, jobs))
    kinds: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    for (kind, what, spec, _), results in zip(mutants, found, strict=True):
        kinds[kind] += 1
        if wrong(results) - wrong(right[spec]):
            noticed[kind] += 1
        else:
            print(f"not noticed: {spec.name}: {kind}: {what}")
    print(f"seed {seed}: {noticed.total()} of {count} wrong edits noticed, ", end="")
    print(f"{false_alarms} refuted in the right specs, {time.perf_counter() - start:.0f} s")
    for kind in kinds:
        print(f"  {kind:12} {noticed[kind]:3} of {kinds[kind]:3}")


def _mutants(
    specs: list[Spec], right: dict[Spec, tuple[Result, ...]], chosen: random.Random
) -> Iterator[tuple[str, str, Spec, Spec]]:
    """Yield the kind of each edit, what it does, the right spec and the wrong one."""
    while True:
        spec = chosen.choice(specs)
        spans = {r.span.line for r in right[spec] if r.status is Status.CONFIRMED}
        confirmed = {i for i, e in enumerate(spec.errors) if e.span.line in spans}
        mutate = chosen.choice(MUTATIONS)
        made = mutate(spec, chosen, confirmed)
        if made:
            yield mutate.__name__, made[0], spec, made[1]


if __name__ == "__main__":
    main()

"""How many wrong edits of the catalogue `kapi test` notices on the kernel that runs here.

usage: python benchmarks/mutations.py [COUNT [SEED]]

Each mutation changes one claim of one system call: drops or exchanges an errno that a call
returns, narrows or widens a limit, adds a flag, or turns ignore into reject. Only claims that
the right spec has confirmed are changed, since no call reaches the others. Noticed means: a
claim is refuted, or a condition is missing, that was not so in the right spec. The yardstick
is the right catalogue, in which nothing may be refuted.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from msgspec.structs import replace

from kapi.conform.results import Result, Status
from kapi.conform.sandbox import confine_worker
from kapi.conform.trial import try_spec
from kapi.model.elements import Expression, Violation
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from kapi.vocab.words import ApiKind, ConstraintType

SLOW = {"sys_mmap", "sys_epoll_wait", "sys_epoll_pwait", "sys_epoll_pwait2"}
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
        if one.status is Status.REFUTED or one.code == "missing-condition"
    }


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    chosen = random.Random(seed)
    specs = [s for s in load_specs((), Options()).specs if s.kind is ApiKind.SYSCALL]
    specs = [spec for spec in specs if spec.name not in SLOW]
    start = time.perf_counter()
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork"), confine_worker) as pool:
        right = dict(zip(specs, pool.map(try_spec, specs), strict=True))
        false_alarms = sum(one.status is Status.REFUTED for r in right.values() for one in r)
        mutants: list[tuple[str, str, Spec, Spec]] = []
        while len(mutants) < count:
            spec = chosen.choice(specs)
            spans = {r.span.line for r in right[spec] if r.status is Status.CONFIRMED}
            confirmed = {i for i, e in enumerate(spec.errors) if e.span.line in spans}
            mutate = chosen.choice(MUTATIONS)
            made = mutate(spec, chosen, confirmed)
            if made:
                mutants.append((mutate.__name__, made[0], spec, made[1]))
        tried = pool.map(try_spec, [mutant for *_, mutant in mutants])
        kinds: Counter[str] = Counter()
        noticed: Counter[str] = Counter()
        for (kind, what, spec, _), results in zip(mutants, tried, strict=True):
            kinds[kind] += 1
            if wrong(results) - wrong(right[spec]):
                noticed[kind] += 1
            else:
                print(f"not noticed: {spec.name}: {kind}: {what}")
    print(f"seed {seed}: {noticed.total()} of {count} wrong edits noticed, ", end="")
    print(f"{false_alarms} refuted in the right specs, {time.perf_counter() - start:.0f} s")
    for kind in kinds:
        print(f"  {kind:12} {noticed[kind]:3} of {kinds[kind]:3}")


if __name__ == "__main__":
    main()

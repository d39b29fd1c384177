"""How many wrong edits of specs `kapi test` notices, on calls that nobody prepared.

usage: python benchmarks/edits.py [EACH [FILE ...]]

Every claim of the specs in `tests/unprepared` (or in FILE) is edited in every way that
`wrong_edits` knows, some of which no kernel could contradict. One in EACH edits is tried. found:
something is refuted or noted that is not in the right spec. lost: the claim is no longer confirmed.
missed: the right claim is confirmed and the wrong one too. unreached: neither is. The yardstick
is the right spec, in which nothing may be refuted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from wrong_edits.edit import Edit
from wrong_edits.every import edits
from wrong_edits.score import Result, Score, Table, notice

from kapi.conform.trial import try_spec
from kapi.conform.workers import in_workers
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs

SPECS = Path(__file__).resolve().parents[1] / "tests" / "unprepared"
EACH = 50


def tried(spec: Spec) -> Sequence[Result]:
    """Try a spec on the kernel that runs here."""
    return try_spec(spec).results


def main() -> None:
    each = int(sys.argv[1]) if len(sys.argv) > 1 else EACH
    files = sys.argv[2:] or [str(path) for path in sorted(SPECS.glob("*.c"))]
    specs = load_specs(tuple(files), Options()).specs
    start = time.perf_counter()
    right = list(in_workers(tried, specs))
    jobs = _jobs(specs, right, each)
    wrong = in_workers(tried, [edit.spec for edit, _ in jobs])
    scores = [
        Score(edit, notice(edit, before, after))
        for (edit, before), after in zip(jobs, wrong, strict=True)
    ]
    _print(scores, specs, right)
    print(f"{time.perf_counter() - start:.0f} s")


def _jobs(
    specs: Sequence[Spec], right: Sequence[Sequence[Result]], each: int
) -> list[tuple[Edit, Sequence[Result]]]:
    every = [(edit, before) for s, before in zip(specs, right, strict=True) for edit in edits(s)]
    return every[::each]


def _print(
    scores: Sequence[Score], specs: Sequence[Spec], right: Sequence[Sequence[Result]]
) -> None:
    table = Table()
    for one in scores:
        table.add(one)
        if one.outcome == "missed":
            print(f"missed: {one.edit.spec.name}: {one.edit.kind}: {one.edit.description}")
    print("\n".join(table.lines()))
    for spec, results in zip(specs, right, strict=True):
        refuted = sum(one.status.value == "refuted" for one in results)
        confirmed = sum(one.status.value == "confirmed" for one in results if one.claim)
        claims = sum(bool(one.claim) for one in results)
        print(f"{spec.name:28} {confirmed} of {claims} claims confirmed, {refuted} refuted")


if __name__ == "__main__":
    main()

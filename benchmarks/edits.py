"""How many wrong edits of specs `kapi test` notices, counted of all claims.

usage: python benchmarks/edits.py [--each N] [--quiet] [FILE ...]

Every claim of the system calls of the catalogue and of `tests/unprepared` (or of the FILEs) is
edited in every way that `wrong_edits` knows; with `--each N` one edit in N is tried. found:
something is refuted or noted that is not in the right spec. lost: the claim is no longer confirmed.
missed: the right claim is confirmed and the wrong one too. unreached: nothing was noticed, and
the right claim was not confirmed either. Reached are all but the unreached. The yardstick is the
right spec, in which nothing may be refuted.

The calls for one spec are made once: its edits are judged by the same calls, and by those that
only they ask for.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from wrong_edits.every import edits
from wrong_edits.recorded import Recorder
from wrong_edits.score import Table, notice

from kapi.conform.results import Result, Status
from kapi.conform.trial import try_spec
from kapi.conform.workers import in_workers
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from kapi.vocab.words import ApiKind

UNPREPARED = Path(__file__).resolve().parents[1] / "tests" / "unprepared"


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the edits of one spec: kind, description and outcome of each."""

    edits: tuple[tuple[str, str, str], ...]
    errors: int
    confirmed_errors: int
    claims: int
    confirmed: int
    refuted: tuple[str, ...]
    calls: int


class Work:
    """Scores the edits of a spec, or one in ``each``, in a worker behind walls."""

    def __init__(self, each: int) -> None:
        self.each = each

    def __call__(self, spec: Spec) -> Scored:
        """Try ``spec``, then each edit of it with the same calls."""
        recorder = Recorder()
        right = try_spec(spec, observer=recorder)
        found = []
        for edit in list(edits(spec))[:: self.each]:
            wrong = try_spec(edit.spec, observer=recorder).results
            found.append((edit.kind, edit.description, notice(edit, right.results, wrong)))
        claims = [one for one in right.results if one.claim]
        return Scored(
            edits=tuple(found),
            errors=_count(claims, kind="error"),
            confirmed_errors=_count(claims, kind="error", status="confirmed"),
            claims=len(claims),
            confirmed=_count(claims, status="confirmed"),
            refuted=tuple(
                f"{one.subject} {one.code}: {one.reason} {one.call}"
                for one in right.results
                if one.status is Status.REFUTED
            ),
            calls=recorder.made,
        )


def _count(results: Sequence[Result], kind: str = "", status: str = "") -> int:
    return sum(
        (not kind or str(getattr(one, "kind", "")) == kind)
        and (not status or one.status.value == status)
        for one in results
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("files", nargs="*")
    given = parser.parse_args()
    start = time.perf_counter()
    groups = {"files": given.files} if given.files else _groups()
    for title, files in groups.items():
        specs = [one for one in load_specs(tuple(files), Options()).specs if _is_call(one)]
        specs.sort(key=lambda one: -len(list(edits(one))))
        _print(title, specs, in_workers(Work(given.each), specs), given.quiet)
    print(f"{time.perf_counter() - start:.0f} s")


def _groups() -> dict[str, list[str]]:
    return {"catalogue": [], "unprepared": [str(path) for path in sorted(UNPREPARED.glob("*.c"))]}


def _is_call(spec: Spec) -> bool:
    return spec.kind is ApiKind.SYSCALL


def _print(title: str, specs: Sequence[Spec], scored: Iterator[Scored], quiet: bool) -> None:
    every, errors, confirmed = Table(), 0, 0
    for spec, one in zip(specs, scored, strict=True):
        own = Table()
        for kind, description, outcome in one.edits:
            own.add(kind, outcome)
            every.add(kind, outcome)
            if outcome == "missed" and not quiet:
                print(f"missed: {spec.name}: {kind}: {description}")
        for text in one.refuted:
            print(f"refuted in the right spec: {spec.name}: {text}")
        print(
            f"{own.total(spec.name)}; {one.confirmed} of {one.claims} claims confirmed", flush=True
        )
        errors, confirmed = errors + one.errors, confirmed + one.confirmed_errors
    print(f"{title}: {confirmed} of {errors} errors confirmed")
    print("\n".join(every.lines()), flush=True)


if __name__ == "__main__":
    main()

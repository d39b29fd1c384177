"""How many wrong edits of specs `kapi test` notices, counted of all claims.

usage: python benchmarks/edits.py [--share PERCENT] [--seed N] [--quiet] [FILE ...]

Every claim of the system calls of the catalogue and of `tests/unprepared` (or of the FILEs) is
edited in every way that `wrong_edits` knows; with `--share` a random part of the edits is tried,
the same for the same `--seed`. found: something is refuted or noted that is not in the right spec.
lost: the claim is no longer confirmed. missed: the right claim is confirmed and the wrong one too.
unreached: nothing was noticed, and the right claim was not confirmed either. Reached are all but
the unreached.

The calls for one spec are made once: its edits are judged by the same calls, and by those that
only they ask for. Yardstick: nothing is refuted in a right spec; of the catalogue 95 % of the
reached are noticed and 70 % of all, of the unprepared 85 % of all.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from wrong_edits.edit import part_of, written_out
from wrong_edits.every import edits
from wrong_edits.replay import Replay
from wrong_edits.score import Table

from kapi.conform.results import Result, Status
from kapi.conform.workers import in_workers
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import this_machine
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
    seconds: float


class Work:
    """Scores the edits of a spec, or ``share`` percent of them, in a worker behind walls."""

    def __init__(self, share: float, seed: int) -> None:
        self.share = share
        self.seed = seed

    def __call__(self, spec: Spec) -> Scored:
        """Try ``spec``, then each edit of it with the same calls."""
        start = time.process_time()
        spec = written_out(spec)
        machine = this_machine()
        assert machine is not None, "this machine's calls are not known"
        every = part_of(list(edits(spec)), self.share, f"{self.seed}:{spec.name}")
        replay = Replay(spec, every, machine)
        found = [(one.kind, one.description, replay.outcome(one)) for one in every]
        claims = [one for one in replay.results if one.claim and one.kind != "order"]
        return Scored(
            edits=tuple(found),
            errors=_count(claims, kind="error"),
            confirmed_errors=_count(claims, kind="error", status="confirmed"),
            claims=len(claims),
            confirmed=_count(claims, status="confirmed"),
            refuted=tuple(
                f"{one.subject} {one.code}: {one.reason} {one.call}"
                for one in replay.results
                if one.status is Status.REFUTED
            ),
            calls=replay.recorder.made,
            seconds=time.process_time() - start,
        )


def _count(results: Sequence[Result], kind: str = "", status: str = "") -> int:
    return sum(
        (not kind or one.kind == kind) and (not status or one.status.value == status)
        for one in results
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--share", type=float, default=100, metavar="PERCENT")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("files", nargs="*")
    given = parser.parse_args()
    start = time.perf_counter()
    work = Work(given.share, given.seed)
    for title, files in ({"files": given.files} if given.files else _groups()).items():
        specs = [one for one in load_specs(tuple(files), Options()).specs if _is_call(one)]
        specs.sort(key=lambda one: -len(list(edits(written_out(one)))))
        _print(title, specs, in_workers(work, specs), given.quiet)
    print(f"{time.perf_counter() - start:.0f} s")


def _groups() -> dict[str, list[str]]:
    return {"catalogue": [], "unprepared": [str(path) for path in sorted(UNPREPARED.glob("*.c"))]}


def _is_call(spec: Spec) -> bool:
    return spec.kind is ApiKind.SYSCALL


def _print(title: str, specs: Sequence[Spec], scored: Iterator[Scored], quiet: bool) -> None:
    by_kind, by_spec, errors, confirmed = Table(), Table(), 0, 0
    for spec, one in zip(specs, scored, strict=True):
        for kind, description, outcome in one.edits:
            by_kind.add(kind, outcome)
            by_spec.add(spec.name, outcome)
            if outcome in ("missed", "unreached") and not quiet:
                print(f"{outcome}: {spec.name}: {kind}: {description}")
        for text in one.refuted:
            print(f"refuted in the right spec: {spec.name}: {text}")
        print(
            f"{by_spec.line(spec.name)}; {one.confirmed} of {one.claims} claims confirmed, "
            f"{one.calls} calls, {one.seconds:.0f} s",
            flush=True,
        )
        errors, confirmed = errors + one.errors, confirmed + one.confirmed_errors
    print(f"{title}: {confirmed} of {errors} errors confirmed")
    print("\n".join((*by_spec.lines(), *by_kind.lines())), flush=True)


if __name__ == "__main__":
    main()

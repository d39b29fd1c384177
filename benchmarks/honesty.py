"""Whether `kapi test` ever confirms what is false.

usage: python benchmarks/honesty.py [--share PERCENT] [--seed N] [FILE ...]

Of the system calls of the catalogue, of `tests/unprepared` and of the patch mails that stand next
to the repository (or of the FILEs), the words of all errors without an expression become nonsense
that keeps the errno and up to three of the words, and each expression gets a false part; with
`--share` a random part of the expressions, the same for the same `--seed`. The yardstick: nothing
of that is confirmed. The exit status is 1 where something is.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from wrong_edits.edit import part_of, written_out
from wrong_edits.falsehoods import confirmed_falsehoods, false_parts, meaningless
from wrong_edits.replay import Replay

from kapi.conform.trial import try_spec
from kapi.conform.workers import in_workers
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import this_machine
from kapi.vocab.words import ApiKind

ROOT = Path(__file__).resolve().parents[1]


class Work:
    """Counts what was made false in a spec, in words and in expressions, and the confirmed."""

    def __init__(self, share: float, seed: int) -> None:
        self.share = share
        self.seed = seed

    def __call__(self, spec: Spec) -> tuple[int, int, list[str]]:
        """Try ``spec`` with nonsense, then each false part by the calls of the right spec."""
        machine = this_machine()
        assert machine is not None, "this machine's calls are not known"
        spec = written_out(spec)
        changed, ids = meaningless(spec, self.seed)
        wrong = confirmed_falsehoods(try_spec(changed).results, ids) if ids else []
        every = list(false_parts(spec))
        edits = part_of(every, self.share, f"{self.seed}:{spec.name}")
        if edits:
            replay = Replay(spec, edits, machine)
            for edit in edits:
                found = confirmed_falsehoods(replay.edited(edit), edit.edited)
                wrong += (f"{one} {edit.description}" for one in found)
        return len(ids), len(edits), wrong


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--share", type=float, default=100, metavar="PERCENT")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("files", nargs="*")
    given = parser.parse_args()
    start = time.perf_counter()
    specs = list(_specs(given.files))
    words = expressions = 0
    confirmed: list[str] = []
    for in_words, with_parts, wrong in in_workers(Work(given.share, given.seed), specs):
        words, expressions = words + in_words, expressions + with_parts
        confirmed += wrong
        print(*wrong, sep="\n", end="\n" if wrong else "", flush=True)
    print(f"{len(specs)} specs: {words} errors of nonsense, {expressions} with a false part")
    print(f"{len(confirmed)} confirmed (aim 0), {time.perf_counter() - start:.0f} s")
    return 1 if confirmed else 0


def _specs(files: list[str]) -> Iterator[Spec]:
    for group in [tuple(files)] if files else _groups():
        for spec in load_specs(group, Options()).specs:
            if spec.kind is ApiKind.SYSCALL:
                yield spec


def _groups() -> Iterator[tuple[str, ...]]:
    yield ()
    yield from ((str(path),) for path in sorted((ROOT / "tests" / "unprepared").glob("*.c")))
    yield from (
        (str(path),) for path in sorted((ROOT.parent / "shared" / "corpus").glob("*/*.eml"))
    )


if __name__ == "__main__":
    sys.exit(main())

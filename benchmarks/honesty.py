"""Whether `kapi test` ever confirms what is false.

usage: python benchmarks/honesty.py [FILE ...]

Of the system calls of the catalogue, of `tests/unprepared` and of the patch mails that stand next
to the repository (or of the FILEs), the words of all errors without an expression become nonsense
that keeps the errno and up to three of the words, and each expression gets a false part. The
yardstick: nothing of that is confirmed. The exit status is 1 where something is.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from wrong_edits.falsehoods import confirmed_falsehoods, false_parts, meaningless
from wrong_edits.recorded import Recorder

from kapi.conform.trial import try_spec
from kapi.conform.workers import in_workers
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from kapi.vocab.words import ApiKind

ROOT = Path(__file__).resolve().parents[1]


def tried(spec: Spec) -> tuple[int, int, list[str]]:
    """Return how many claims were made false in words and in expressions, and the confirmed."""
    recorder = Recorder()
    changed, ids = meaningless(spec, 1)
    wrong = confirmed_falsehoods(try_spec(changed, observer=recorder).results, ids) if ids else []
    edits = list(false_parts(spec))
    for edit in edits:
        found = try_spec(edit.spec, observer=recorder).results
        wrong += (f"{one} {edit.description}" for one in confirmed_falsehoods(found, edit.edited))
    return len(ids), len(edits), wrong


def main() -> int:
    start = time.perf_counter()
    specs = list(_specs(sys.argv[1:]))
    words = expressions = 0
    confirmed: list[str] = []
    for in_words, with_parts, wrong in in_workers(tried, specs):
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

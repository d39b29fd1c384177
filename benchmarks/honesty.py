"""Whether `kapi test` ever confirms what is false.

usage: python benchmarks/honesty.py [--share PERCENT] [--seed N] [--results FILE] [--calls DIR]
           [--seconds N] [--jobs N] [FILE ...]

Of the system calls of the catalogue, of `tests/unprepared` and of the patch mails that stand next
to the repository (or of the FILEs), the words of all errors without an expression become nonsense
that keeps the errno and up to three of the words, and each expression gets a false part; with
`--share` a random part of the expressions, the same for the same `--seed`. `--results`,
`--calls` and `--seconds` are as those of `edits.py`. The yardstick: nothing of that is confirmed.
The exit status is 1 where something is.
"""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from wrong_edits.edit import Edit, written_out
from wrong_edits.falsehoods import confirmed_falsehoods, false_parts, meaningless
from wrong_edits.pieces import (
    Known,
    Line,
    Piece,
    Trial,
    arguments,
    keys_of,
    pieces,
    prefix_of,
    run,
    unprepared_files,
)
from wrong_edits.recorded import Recorder
from wrong_edits.replay import Replay

from kapi.conform.trial import try_spec
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from kapi.vocab.words import ApiKind

ROOT = Path(__file__).resolve().parents[1]
NONSENSE = "nonsense"


class Honesty(Trial):
    """Says what is confirmed of nonsense and of false parts, in a worker behind walls."""

    def __init__(
        self,
        earlier: Callable[[Piece], bytes],
        every: Callable[[Piece], Sequence[Edit]],
        seed: int,
    ) -> None:
        super().__init__(earlier, every)
        self.seed = seed

    def lines(self, piece: Piece, recorder: Recorder) -> list[Line]:
        """Try the false parts of ``piece``, or nonsense where it has none."""
        return super().lines(piece, recorder) if piece.edits else self._nonsense(piece, recorder)

    def outcome(self, piece: Piece, edit: Edit, replay: Replay) -> str:
        """Return what is said of the claims of ``edit`` that are confirmed."""
        return "; ".join(confirmed_falsehoods(replay.edited(edit), edit.edited))

    def _nonsense(self, piece: Piece, recorder: Recorder) -> list[Line]:
        changed, ids = meaningless(piece.spec, self.seed)
        results = try_spec(changed, observer=recorder).results
        return [
            Line(
                key=f"{piece.prefix}{NONSENSE}:{one}",
                spec=piece.spec.name,
                kind=NONSENSE,
                what=one,
                outcome="; ".join(confirmed_falsehoods(results, [one])),
            )
            for one in sorted(ids)
        ]


def main() -> int:
    given = arguments(seed=1).parse_args()
    start = time.perf_counter()
    known = Known(given.results)
    specs = [written_out(one) for one in _specs(given.files)]
    wanted: list[str] = []
    todo: list[Piece] = []
    for spec in specs:
        parts = keys_of(spec, list(false_parts(spec)), given.share, given.seed)
        prefix = prefix_of(spec)
        words = [f"{prefix}{NONSENSE}:{one}" for one in sorted(meaningless(spec, given.seed)[1])]
        wanted += (*words, *parts)
        if any(known.get(key) is None for key in words):
            todo.append(Piece(spec=spec, prefix=prefix, edits={}))
        todo += pieces(spec, parts, known)
    for piece, lines in run(functools.partial(Honesty, seed=given.seed), todo, known, given):
        print(f"{piece.spec.name}: {len(lines)} tried", flush=True)
    found = [line for key in wanted if (line := known.get(key)) is not None]
    confirmed = [f"{one.kind}: {one.what}: {one.outcome}" for one in found if one.outcome]
    words_tried = sum(one.kind == NONSENSE for one in found)
    print(*confirmed, sep="\n", end="\n" if confirmed else "")
    print(
        f"{len(specs)} specs: {words_tried} errors of nonsense, "
        f"{len(found) - words_tried} with a false part, {len(wanted) - len(found)} not tried yet"
    )
    print(f"{len(confirmed)} confirmed (aim 0), {time.perf_counter() - start:.0f} s")
    return 1 if confirmed else 0


def _specs(files: list[str]) -> Iterator[Spec]:
    for group in [tuple(files)] if files else _groups():
        for spec in load_specs(group, Options()).specs:
            if spec.kind is ApiKind.SYSCALL:
                yield spec


def _groups() -> Iterator[tuple[str, ...]]:
    yield ()
    yield from ((path,) for path in unprepared_files())
    yield from (
        (str(path),) for path in sorted((ROOT.parent / "shared" / "corpus").glob("*/*.eml"))
    )


if __name__ == "__main__":
    sys.exit(main())

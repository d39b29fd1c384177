"""How many wrong edits of specs `kapi test` notices, counted of all claims.

usage: python benchmarks/edits.py [--share PERCENT | --each N] [--seed N] [--results FILE]
           [--calls DIR] [--seconds N] [--jobs N] [--only WORD] [--quiet] [FILE ...]

Every claim of the system calls of the catalogue and of `tests/unprepared` (or of the FILEs) is
edited in every way that `wrong_edits` knows; with `--share` a random part of the edits is tried,
the same for the same `--seed`, with `--only` those whose kind or description has the word. With
`--each` so many edits of each kind are drawn from all specs together, which are tried in an order
of the same seed, so that what stands after an interruption is a sample, too; the last line then
weighs each kind by how many edits it has.

found: something is refuted or noted that is not in the right spec. lost: the claim is no longer
confirmed. missed: the right claim is confirmed and the wrong one too. unreached: nothing was
noticed, and the right claim was not confirmed either. Reached are all but the unreached. same:
nothing was noticed, and the edit says what the right spec says, by an argument of
`wrong_edits.same`; such are no edits.

The calls for one spec are made once: its edits are judged by the same calls, and by those that
only they ask for. With `--results` what is found is added to a file as it comes, and what stands
there is not tried again: a run of which `--seconds` are over, or that is interrupted, goes on where
it was. With `--calls` the calls are kept, too. Yardstick: nothing is refuted in a right spec; of
the catalogue 95 % of the reached are noticed and 70 % of all, of the unprepared 85 % of all.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter

from wrong_edits.edit import Edit, each_kind, written_out
from wrong_edits.every import edits
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
from wrong_edits.replay import Replay
from wrong_edits.same import is_the_same
from wrong_edits.score import Table

from kapi.conform.results import Status
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from kapi.vocab.words import ApiKind

RIGHT = "right"
"""The kind of a line about a claim of a right spec."""


class Edits(Trial):
    """Scores the edits of specs, in a worker behind walls."""

    def of_right(self, piece: Piece, replay: Replay) -> list[Line]:
        """Return the status of each claim of the right spec."""
        return [
            Line(
                key=f"{piece.prefix}{RIGHT}:{one.claim or one.code}",
                spec=piece.spec.name,
                kind=RIGHT,
                what=f"{one.kind}: {one.claim} {one.code} {one.reason} {one.call}",
                outcome=one.status.value,
            )
            for one in replay.results
            if one.claim or one.status is Status.REFUTED
        ]

    def outcome(self, piece: Piece, edit: Edit, replay: Replay) -> str:
        """Return whether ``edit`` was noticed."""
        outcome = replay.outcome(edit)
        unseen = outcome in ("missed", "unreached")
        return "same" if unseen and is_the_same(edit, piece.spec) else outcome


class Group:
    """The edits of some specs that are wanted, and what is known of them."""

    def __init__(self, title: str, specs: list[Spec], given: argparse.Namespace) -> None:
        self.title = title
        self.edits: dict[str, tuple[Spec, dict[str, Edit]]] = {}
        for spec in map(written_out, specs):
            every = [one for one in edits(spec) if given.only in f"{one.kind}: {one.description}"]
            self.edits[spec.name] = spec, keys_of(spec, every, given.share, given.seed)
        self.whole = Counter(one.kind for _, here in self.edits.values() for one in here.values())
        if given.each is not None:
            self._draw(given.each, given.seed)

    def _draw(self, each: int, seed: int) -> None:
        """Keep ``each`` edits of every kind, and shuffle the specs."""
        found = [(key, one) for _, here in self.edits.values() for key, one in here.items()]
        drawn = {key for key, _ in each_kind(found, each, seed)}
        names = sorted(self.edits)
        random.Random(seed).shuffle(names)
        self.edits = {
            name: (spec, {key: one for key, one in here.items() if key in drawn})
            for name, (spec, here) in ((name, self.edits[name]) for name in names)
        }

    def todo(self, known: Known) -> list[Piece]:
        """Return what is not known yet."""
        return [one for here in self.edits.values() for one in pieces(*here, known)]

    def show(self, known: Known, quiet: bool) -> None:
        """Print what is known."""
        by_kind, by_spec = Table(), Table()
        missing, same, errors, tried = 0, 0, Counter[str](), Counter[str]()
        for name, (spec, wanted) in self.edits.items():
            for line in map(known.get, wanted):
                if line is None:
                    missing += 1
                    continue
                tried[line.kind] += 1
                if line.outcome == "same":
                    same += 1
                    continue
                by_kind.add(line.kind, line.outcome)
                by_spec.add(name, line.outcome)
                if line.outcome in ("missed", "unreached") and not quiet:
                    print(f"{line.outcome}: {name}: {line.kind}: {line.what}")
            for line in known.begins(f"{prefix_of(spec)}{RIGHT}:"):
                if line.outcome == "refuted":
                    print(f"refuted in the right spec: {name}: {line.what}")
                errors[line.outcome] += line.what.startswith("error:")
        print(f"{self.title}: {errors['confirmed']} of {errors.total()} errors confirmed")
        print("\n".join((*by_spec.lines(), *by_kind.lines())))
        if self.whole.total() > tried.total() + missing:
            weights = {kind: self.whole[kind] / count for kind, count in tried.items()}
            print(by_kind.weighed(f"weighed, of {self.whole.total()} edits", weights))
        print(f"{same} edits say the same as the right spec")
        if missing:
            print(f"{missing} edits not tried yet")


def main() -> None:
    given = _given()
    start = time.perf_counter()
    known = Known(given.results)
    named = {"files": given.files} if given.files else _groups()
    groups = []
    for title, files in named.items():
        specs = load_specs(tuple(files), Options()).specs
        groups.append(Group(title, [one for one in specs if one.kind is ApiKind.SYSCALL], given))
    todo = [one for group in groups for one in group.todo(known)]
    for piece, lines in run(Edits, todo, known, given):
        outcomes = Counter(line.outcome for line in lines if line.kind != RIGHT)
        print(f"{piece.spec.name}: {dict(outcomes)}", flush=True)
    for group in groups:
        group.show(known, given.quiet)
    print(f"{time.perf_counter() - start:.0f} s")


def _given() -> argparse.Namespace:
    parser = arguments(seed=0)
    parser.add_argument("--each", type=int, metavar="N")
    parser.add_argument("--only", default="", metavar="WORD")
    parser.add_argument("--quiet", action="store_true")
    return parser.parse_args()


def _groups() -> dict[str, list[str]]:
    return {"catalogue": [], "unprepared": unprepared_files()}


if __name__ == "__main__":
    main()

"""Makes docs/evidence.md: the numbers of the shipped ledger, what is open and why, the table.

usage: python tools/evidence_page.py TABLE
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kapi.evidence.ledger import Record, read
from kapi.model.claims import ClaimKind, claims
from kapi.model.elements import ErrorCondition
from kapi.pipeline import Options, load_specs
from kapi.pipeline.shipped_ledger import shipped

_NOTES = Path(__file__).parents[1] / "docs" / "catalogue-notes.md"
_SET_UP = re.compile(r"(?m)^\| (E[A-Z0-9]+, [^|]+) \| ([a-z0-9_, ]+) \| [^|]+ \|$")
"""An error that no call here can bring about, and of which calls: of all that have it, or some."""
_VERDICTS = ("confirmed", "plausible", "refuted", "not_observed", "not_testable")


def main(table: str) -> None:
    """Print the page."""
    records = [one for one in read(shipped())[0] if one.method == "kernel"]
    print("# Evidence for the catalogue\n")
    print(f"Made by `make evidence` on {records[0].target}, by rule {records[0].rule}:")
    print("[conformance.md](conformance.md) says what each word means.\n")
    print("\n".join(_numbers(records)))
    print("\n".join(_provoked(records)))
    print("\n## What is not confirmed\n")
    print("\n".join(_reasons(records)))
    print("\n## Claim by claim\n")
    print(Path(table).read_text(), end="")


def _numbers(records: list[Record]) -> Iterator[str]:
    calls = [one for one in records if one.claim.startswith("sys_")]
    kinds = {"system calls: all claims": calls}
    for kind in ("error", "param", "return", "capability", "effect", "transition", "order"):
        some = [one for one in calls if one.claim.split(":")[1] == kind]
        kinds[f"system calls: {kind}"] = some
    others = [one for one in records if not one.claim.startswith("sys_")]
    attributes = [one for one in others if one.claim.startswith("queue_")]
    kinds["ioctls: all claims"] = [one for one in others if one not in attributes]
    kinds["attributes of block queues: all claims"] = attributes
    yield f"| claims | {' | '.join(one.replace('_', ' ') for one in _VERDICTS)} |"
    yield "|---" * (1 + len(_VERDICTS)) + "|"
    for name, some in kinds.items():
        counts = Counter(one.verdict for one in some)
        yield f"| {name} | {' | '.join(str(counts[one]) for one in _VERDICTS)} |"
    yield "\nThe devices of binder and fwctl are not here: of these, layouts are compared."


def _provoked(records: list[Record]) -> Iterator[str]:
    """Count the errors of system calls that a process can bring about here, and the others."""
    elsewhere = _SET_UP.findall(_NOTES.read_text())
    verdicts = {one.claim: one.verdict for one in records}
    here, apart = Counter[str](), 0
    for spec in load_specs((), Options()).specs:
        for claim in claims(spec) if spec.name.startswith("sys_") else ():
            if claim.kind is ClaimKind.ERROR and claim.id in verdicts:
                if _is_elsewhere(spec.name[4:], claim.element, elsewhere):
                    apart += 1
                else:
                    here[verdicts[claim.id]] += 1
    share = 100 * here["confirmed"] / max(1, here.total())
    yield (
        f"\nOf the errors of system calls a process can bring about {here.total()} here, of which "
        f"{here['confirmed']} are confirmed ({share:.1f} %). {apart} it cannot "
        f"({100 * apart / max(1, apart + here.total()):.1f} %): each stands with the set-up that "
        "would in [catalogue-notes.md](catalogue-notes.md)."
    )


def _is_elsewhere(call: str, error: object, elsewhere: Iterable[tuple[str, str]]) -> bool:
    assert isinstance(error, ErrorCondition)
    head = f"{error.errno}, {error.summary}"
    return any(one == head and (of == "all" or call in of.split(", ")) for one, of in elsewhere)


def _reasons(records: Iterable[Record]) -> Iterator[str]:
    open_ones: dict[tuple[str, str], list[str]] = {}
    for one in records:
        if one.verdict != "confirmed":
            key = (one.verdict.replace("_", " "), one.reason)
            open_ones.setdefault(key, []).append(one.claim.rpartition(":")[0])
    yield "| status | reason | claims |\n|---|---|---|"
    for (status, reason), those in sorted(open_ones.items(), key=lambda pair: -len(pair[1])):
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(those))
        yield f"| {status} | {reason.replace('|', '&#124;')} | {names} |"


if __name__ == "__main__":
    main(sys.argv[1])

"""Makes docs/evidence.md: the numbers of the shipped ledger, what is open and why, the table.

usage: python tools/evidence_page.py TABLE
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kapi.evidence.ledger import Record, read
from kapi.pipeline.evidence import shipped

_VERDICTS = ("confirmed", "refuted", "not_observed", "not_testable")


def main(table: str) -> None:
    """Print the page."""
    records = [one for one in read(shipped())[0] if one.method == "kernel"]
    kernel, machine = records[0].kernel, records[0].architecture
    print("# Evidence for the catalogue\n")
    print(f"Made by `make evidence` on Linux {kernel}, {machine}.\n")
    print("\n".join(_numbers(records)))
    print("\n## What no call here shows\n")
    print("\n".join(_reasons(one for one in records if one.claim.startswith("sys_"))))
    print("\n## Claim by claim\n")
    print(Path(table).read_text(), end="")


def _numbers(records: list[Record]) -> Iterator[str]:
    calls = [one for one in records if one.claim.startswith("sys_")]
    errors = [one for one in calls if ":error:" in one.claim]
    kinds = {"system calls: all claims": calls, "system calls: errors": errors}
    kinds["ioctls: all claims"] = [one for one in records if not one.claim.startswith("sys_")]
    yield "| claims | confirmed | refuted | not observed | not testable |\n|---|---|---|---|---|"
    for name, some in kinds.items():
        counts = Counter(one.verdict for one in some)
        yield f"| {name} | {' | '.join(str(counts[one]) for one in _VERDICTS)} |"
    counts = Counter(one.verdict for one in errors)
    reached = len(errors) - counts["not_testable"]
    yield (
        f"\nOf {len(errors)} error claims of system calls, {counts['confirmed']} "
        f"({100 * counts['confirmed'] // len(errors)} %) were confirmed by a call that returned "
        f"that errno;\nof the {reached} that a process can provoke on this kernel without harm to "
        f"others, {100 * counts['confirmed'] // reached} %.\n"
        "An ioctl needs a device of its driver, and kapi opens none."
    )


def _reasons(records: Iterable[Record]) -> Iterator[str]:
    open_ones: dict[str, list[str]] = {}
    for one in records:
        if one.verdict != "confirmed":
            open_ones.setdefault(one.reason, []).append(one.claim.rpartition(":")[0])
    yield "| reason | claims |\n|---|---|"
    for reason, claims in sorted(open_ones.items(), key=lambda pair: -len(pair[1])):
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(claims))
        yield f"| {reason.replace('|', '&#124;')} | {names} |"


if __name__ == "__main__":
    main(sys.argv[1])

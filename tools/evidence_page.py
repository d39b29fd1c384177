"""Makes docs/evidence.md: the numbers of the shipped ledger, and its table.

usage: python tools/evidence_page.py TABLE
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from kapi.evidence.ledger import read
from kapi.pipeline.evidence import shipped


def main(table: str) -> None:
    """Print the page."""
    records = [one for one in read(shipped())[0] if one.method == "kernel"]
    errors = [one for one in records if ":error:" in one.claim]
    counts, of_errors = (Counter(r.verdict for r in some) for some in (records, errors))
    visible = sum(of_errors.values()) - of_errors["not_testable"]
    kernel, machine = records[0].kernel, records[0].architecture
    print("# Evidence for the catalogue\n")
    print(f"Made by `make evidence` on Linux {kernel}, {machine}.\n")
    print("| claims | confirmed | refuted | not observed | not testable |\n|---|---|---|---|---|")
    for name, some in (("all", counts), ("errors", of_errors)):
        verdicts = ("confirmed", "refuted", "not_observed", "not_testable")
        print(f"| {name} | {' | '.join(str(some[one]) for one in verdicts)} |")
    print(
        f"\nOf {visible} error claims that are tried here, {of_errors['confirmed']} "
        f"({100 * of_errors['confirmed'] // visible} %) were confirmed by a call that returned "
        "that errno.\nThe others need more than one call, or a state that no call here makes.\n"
    )
    print(Path(table).read_text(), end="")


if __name__ == "__main__":
    main(sys.argv[1])

"""Hostile calls beside canaries, as root and as nobody; then many runs on a busy machine.

    python tools/soak.py [RUNS]

The exit status is 1 when a canary changed, a run hung or two runs found different things.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOAD = 8
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}


def canaries() -> int:
    """Make the hostile calls as each user; return for how many users that went wrong."""
    command = [sys.executable, "-m", "tests.conform.canaries"]
    users = [command, [*NOBODY, *command]] if os.geteuid() == 0 else [command]
    return sum(made(one, Path("/"), 900) is None for one in users)


def made(command: list[str], cwd: Path, seconds: int) -> str | None:
    """Run a command; return what it prints, None where it fails or does not end in time."""
    try:
        done: subprocess.CompletedProcess[str] = subprocess.run(
            command, env=ENVIRONMENT, cwd=cwd, stdout=subprocess.PIPE, text=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        print(f"no end after {seconds} s: {' '.join(command)}", flush=True)
        return None
    if done.returncode:
        print(f"ends with {done.returncode}: {' '.join(command)}\n{done.stdout}", flush=True)
        return None
    return done.stdout


def results(_: int) -> dict[str, Any] | None:
    """What one run of `kapi test read` finds, by claim; None where it does not end as it should."""
    command = [sys.executable, "-m", "kapi.cli.main", "test", "read", "-f", "json"]
    text = made(command, ROOT, 60 * LOAD)
    return None if text is None else {one["claim"]: one for one in json.loads(text)["results"]}


def runs(count: int) -> int:
    """Run it again and again, LOAD at a time; return how many runs differ from the first.

    They are each other's load: they take the processors, and also make processes, name spaces and
    objects as the others do.
    """
    with ThreadPoolExecutor(LOAD) as pool:
        found = list(pool.map(results, range(count)))
    first = found[0] or {}
    for number, one in enumerate(found):
        for claim in differing(first, one or {}):
            print(f"run {number}: {claim}: {first.get(claim)}, then {(one or {}).get(claim)}")
    return sum(one is None or one != first for one in found)


def differing(first: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return the claims of which two runs do not say the same."""
    return sorted(one for one in {*first, *other} if first.get(one) != other.get(one))


def main() -> int:
    """Do both; say what was found."""
    wrong = canaries()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    differ = runs(count)
    print(f"canaries: wrong for {wrong} users; {differ} of {count} runs differ or do not end")
    return 1 if wrong or differ else 0


if __name__ == "__main__":
    sys.exit(main())

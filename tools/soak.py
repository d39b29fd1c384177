"""Hostile calls beside canaries, as root and as nobody; then many runs on a busy machine.

    python tools/soak.py [RUNS]

The exit status is 1 when a canary changed, a run hung or two runs found different things.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOAD = 8
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}


def canaries() -> int:
    """Make the hostile calls as each user; return how many users met a changed canary."""
    command = [sys.executable, "-m", "tests.conform.canaries"]
    users = [command, [*NOBODY, *command]] if os.geteuid() == 0 else [command]
    return sum(
        subprocess.run(one, env=ENVIRONMENT, check=False, cwd="/", timeout=300).returncode != 0
        for one in users
    )


def statuses() -> dict[str, Any]:
    """What one run of `kapi test read` finds; it has a minute."""
    command = [sys.executable, "-m", "kapi.cli.main", "test", "read", "-f", "json"]
    done = subprocess.run(
        command, env=ENVIRONMENT, check=False, capture_output=True, text=True, timeout=60 * LOAD
    )
    return {one["claim"]: one["status"] for one in json.loads(done.stdout)["results"]}


def runs(count: int) -> int:
    """Run it again and again while the machine is busy; return how many runs differ."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(LOAD)]
    try:
        found = [statuses() for _ in range(count)]
    finally:
        for one in busy:
            one.kill()
            one.wait()
    for number, one in enumerate(found):
        for claim in sorted({claim for claim, _ in one.items() ^ found[0].items()}):
            print(f"run {number}: {claim}: {found[0].get(claim)}, then {one.get(claim)}")
    return sum(one != found[0] for one in found)


def main() -> int:
    """Do both; say what was found."""
    wrong = canaries()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    differ = runs(count)
    print(f"{wrong} users met a changed canary; {differ} of {count} runs differ")
    return 1 if wrong or differ else 0


if __name__ == "__main__":
    sys.exit(main())

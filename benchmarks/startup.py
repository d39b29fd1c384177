"""What starting costs: CPU time of kapi over that of Python itself, in the same run.

usage: python benchmarks/startup.py [ROUNDS]

CPU time (user and system, of the child) rather than time of the clock, in runs that take turns
with ``python -c pass``, so that other load on the machine meets all of them; medians of 15 rounds.
Asked for: ``--version`` within 15 ms over Python, ``show mlock`` within 90 ms.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile

ROUNDS = 15
LIMITS = {"--version": 15, "show mlock": 90}  # ms over Python
START = "import sys; from kapi.cli.main import main; sys.exit(main())"


def cpu(*arguments: str, room: str) -> float:
    """Run Python with ``arguments``; return the milliseconds of CPU time that it took."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": room}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=environment,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    commands = {"python": ("pass",)} | {name: (START, *name.split()) for name in LIMITS}
    times: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as room:
        for number in range(rounds + 1):
            for name, command in commands.items():
                taken = cpu(*command, room=room)
                times[name] += [taken] if number else []  # the first round compiles
    python = statistics.median(times["python"])
    print(f"python -c pass   {python:6.1f} ms of CPU time, load {os.getloadavg()[0]:.1f}")
    for name, limit in LIMITS.items():
        over = statistics.median(times[name]) - python
        print(f"kapi {name:11} {over:+6.1f} ms over it (asked {limit}), {over / python:4.1f} x it")


if __name__ == "__main__":
    main()

"""Whether `kapi test` says the same each time, on a machine that is busy.

usage: python benchmarks/steadiness.py [--runs N] [--load N] [what kapi test takes ...]

The same test runs N times (10), beside as many processes as --load says (8) that do nothing but
compute. The yardstick is the first run: each other one has to be the same JSON, byte for byte.
The lines that differ are printed; the exit status is 1 where any does.
"""

from __future__ import annotations

import argparse
import difflib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

KAPI = str(Path(sys.executable).with_name("kapi"))
SHOWN = 12


@contextmanager
def busy(count: int) -> Iterator[None]:
    """Keep as many processes computing."""
    children = []
    try:
        for _ in range(count):
            child = os.fork()
            if child == 0:
                while True:
                    pass
            children.append(child)
        yield
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def tested(wanted: Sequence[str]) -> list[str]:
    """Return the lines of the JSON of one run."""
    command = [KAPI, "test", "-f", "json", *wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.stdout:
        sys.exit(done.stderr)
    return done.stdout.splitlines()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--load", type=int, default=8)
    given, wanted = parser.parse_known_args()
    start = time.perf_counter()
    different = 0
    with busy(given.load):
        first = tested(wanted)
        for run in range(2, given.runs + 1):
            changes = [
                line
                for line in difflib.unified_diff(first, tested(wanted), lineterm="", n=0)
                if not line.startswith(("---", "+++", "@@"))
            ]
            different += bool(changes)
            for line in changes[:SHOWN]:
                print(f"run {run}: {line}", flush=True)
    taken = time.perf_counter() - start
    print(f"{different} of {given.runs - 1} runs differ from the first (aim 0), {taken:.0f} s")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

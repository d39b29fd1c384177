"""What watching costs: logs read in a second, and programs with and without, in one run.

usage: python benchmarks/verify.py

Logs are made by strace from the programs below. Each round takes all variants in turn; shown are
medians and ratios. Nothing here fails on a slow machine.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from kapi.observe.replay import Replay
from kapi.pipeline.call_specs import Calls, architecture_here, calls_of
from kapi.pipeline.specs import Options
from kapi.pipeline.watch import Watch

ROUNDS = 5
LOOP = (
    "import ctypes, sys\nlibc = ctypes.CDLL(None)\nfor _ in range({count}): libc.syscall({call})\n"
)
LOOPS = {
    "getppid, without a spec": LOOP.format(count=200_000, call="110"),
    "read of one byte, with one": (
        "import os\nfile = os.open('/dev/zero', 0)\nfor _ in range(5000): os.read(file, 1)\n"
    ),
}
PROGRAMS: dict[str, Sequence[str]] = {
    "true": ("true",),
    "python -c 'import asyncio'": (sys.executable, "-c", "import asyncio"),
    "find /usr/share": ("find", "/usr/share", "-type", "f"),
    "tar of /usr/share/doc": ("sh", "-c", "tar cf - /usr/share/doc | cat"),
    "gcc -c": ("gcc", "-w", "-c", "-o", "/dev/null", "tests/cli/small_programs.c"),
}
KAPI = ("-c", "import sys; from kapi.cli.main import main; sys.exit(main())")


def main() -> None:
    """Print all of it."""
    calls = calls_of((), Options(), architecture_here())
    with tempfile.TemporaryDirectory() as directory:
        logs(calls, Path(directory))
    loops()
    programs()


def logs(calls: Calls, directory: Path) -> None:
    """Lines a second of processor time: found not to be of interest, read, and judged."""
    print("lines of a log a second; share of calls with a spec")
    everything = {
        "tar of /usr/share/doc": ["tar", "cf", str(directory / "tar"), "/usr/share/doc"],
        "git log --stat": ["git", "log", "--stat", "-n", "300"],
    }
    for name, command in everything.items():
        path = directory / "log"
        subprocess.run(
            ["strace", "-f", "-tt", "-o", str(path), *command], stdout=subprocess.DEVNULL
        )
        lines = sum(1 for _ in path.open("rb"))
        rates: dict[str, list[float]] = {}
        share = 0.0
        for _ in range(ROUNDS):
            for kind, wanted, judged in (
                ("passed over", ["mlockall"], False),
                ("read", list(calls), False),
                ("judged", list(calls), True),
            ):
                backend = Replay([str(path)], wanted, architecture_here())
                watch = Watch(calls, architecture_here())
                start = time.process_time()
                seen = sum(1 for one in backend if not judged or watch.add(one))
                rates.setdefault(kind, []).append(lines / (time.process_time() - start))
                share = seen / lines
        shown = ", ".join(f"{kind} {statistics.median(all_):,.0f}" for kind, all_ in rates.items())
        print(f"  {name:22} {shown}; {lines:,} lines, {share:.0%}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  highest memory of this process: {peak} MiB")


def loops() -> None:
    """A loop of one call, bare and watched, without the start."""
    print("a call in a loop: times bare, under strace (the start taken off)")
    for name, code in LOOPS.items():
        empty = measured((sys.executable, "-c", "pass"))
        times = measured((sys.executable, "-c", code))
        bare, watched = (max(one - none, 1e-6) for one, none in zip(times, empty, strict=True))
        print(f"  {name:30} {watched / bare:7.1f}")


def programs() -> None:
    """Whole programs, with the start of kapi."""
    print("programs: seconds bare, with kapi verify")
    for name, command in PROGRAMS.items():
        if shutil.which(command[0]):
            bare, watched = measured(command)
            print(f"  {name:30} {bare:7.2f} {watched:7.2f}  {watched / bare:5.1f} x")


def measured(command: Sequence[str]) -> tuple[float, float]:
    """Return the median times of ``command``, alone and watched."""
    runs: list[Callable[[], float]] = [
        lambda: seconds(command),
        lambda: seconds([sys.executable, *KAPI, "verify", "-o", "/dev/null", "--", *command]),
    ]
    times = [[run() for run in runs] for _ in range(ROUNDS)]
    bare, watched = (statistics.median(column) for column in zip(*times, strict=True))
    return bare, watched


def seconds(command: Sequence[str]) -> float:
    """Return how long ``command`` takes, its output thrown away."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

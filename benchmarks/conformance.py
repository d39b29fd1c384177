"""How long `kapi test` takes for the whole catalogue, and how much memory.

usage: python benchmarks/conformance.py

The yardstick is a process that forks as many children, which do nothing, and waits for each: what
a child for every call costs whatever is done in it. The aims are 30 s on two cores and 300 MB.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

from kapi.conform import trial
from kapi.conform.case import Case
from kapi.conform.sandbox import Ran, run
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import Architecture
from kapi.vocab.words import ApiKind

KAPI = str(Path(sys.executable).with_name("kapi"))
CALLS = [0]


def counted(case: Case, architecture: Architecture, seconds: float) -> Ran:
    """Count a call that is made."""
    CALLS[0] += 1
    return run(case, architecture, seconds)


def forks(count: int) -> float:
    """Seconds for ``count`` children, one after another."""
    start = time.perf_counter()
    for _ in range(count):
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
    return time.perf_counter() - start


def main() -> None:
    start = time.perf_counter()
    status = os.spawnl(os.P_WAIT, KAPI, KAPI, "test", "-q", "-o", os.devnull)
    taken = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    specs = [one for one in load_specs((), Options()).specs if one.kind is ApiKind.SYSCALL]
    for spec in specs:
        trial.try_spec(spec, call=counted)
    bare = forks(CALLS[0])
    cores = len(os.sched_getaffinity(0))
    print(f"kapi test on {cores} cores: {taken:.1f} s (aim 30), exit {status}")
    print(f"  {CALLS[0]} calls, {1000 * taken * cores / CALLS[0]:.1f} ms of a core for each")
    print(f"  {taken * cores / bare:.1f} times as many bare forks, {bare:.1f} s")
    print(f"  peak of a process {peak:.0f} MB (aim 300)")


if __name__ == "__main__":
    main()

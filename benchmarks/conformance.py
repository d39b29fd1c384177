"""What `kapi test` costs: calls, processor time for each, wall time, memory, and the walls' share.

usage: python benchmarks/conformance.py [SPEC ...]

The catalogue, or the specs of these names, is tried as a user does it, and then a call that does
nothing is made many times: by a child with its walls, by one without any, and by a bare fork. The
aims: the catalogue within 60 s on two processors and 300 MB in all; the walls within 1.5 ms a call.
Times are those of processors, also of all children, but for what is called wall time: a machine
that does other things makes them longer, too, so that the ratios say more than the numbers.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kapi.conform.case import Case
from kapi.conform.sandbox import child, confine, server, server_process
from kapi.conform.sandbox.worker import run
from kapi.conform.workers import in_workers
from kapi.vocab.architectures import this_machine

COMMAND = [sys.executable, "-c", "import sys; from kapi.cli.main import main; sys.exit(main())"]
CALLS = 300


def seconds() -> float:
    """Processor time of this process and of all children that it has waited for."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def tree(root: int) -> Iterator[int]:
    """Yield ``root`` and all that descend from it."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(path.parent.name))
    pending = [root]
    while pending:
        here = pending.pop()
        yield here
        pending += children.get(here, [])


def memory(root: int) -> int:
    """The bytes of a process and all its descendants; what several have counts once."""
    found = 0
    for one in tree(root):
        with contextlib.suppress(OSError):
            rows = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            found += sum(int(row.split()[1]) << 10 for row in rows if row.startswith("Pss:"))
    return found


def tried(names: list[str]) -> tuple[int, float, float, int, int]:
    """Try specs; return calls, processor seconds, wall seconds, peak of memory, exit status."""
    peak = [0]
    with tempfile.NamedTemporaryFile() as output:
        before, start = seconds(), time.perf_counter()
        made = subprocess.Popen([*COMMAND, "test", *names, "-f", "json", "-o", output.name])
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(0.5):
                peak[0] = max(peak[0], memory(made.pid))

        watching = threading.Thread(target=watch)
        watching.start()
        status = made.wait()
        taken, used = time.perf_counter() - start, seconds() - before
        ended.set()
        watching.join()
        document = json.loads(Path(output.name).read_bytes())
    calls = sum(one["calls"] for one in document["coverage"].values())
    return calls, used, taken, peak[0], status


def no_wall(*_: object) -> None:
    """Stand in for what raises a wall."""


def without_walls() -> None:
    """Let the children of this worker be as they were forked."""
    for module, name in (
        (child, "confine"),
        (child, "shut"),
        (child, "lock"),
        (server_process, "settle"),
        (confine, "shut"),
    ):
        setattr(module, name, no_wall)


def calls_of(kind: str) -> float:
    """Processor seconds of `CALLS` calls that do nothing, by children of this ``kind``."""
    machine = this_machine()
    assert machine is not None, "this machine's calls are not known"
    case = Case(syscall="getppid", shown="getppid()")
    if kind == "without":
        without_walls()

    def bare() -> None:
        made = os.fork()
        if made == 0:
            os._exit(0)
        os.waitpid(made, 0)

    def call() -> None:
        assert run(case, machine, keep=frozenset()).call is not None

    one: Callable[[], None] = bare if kind == "fork" else call
    one()
    start = seconds()
    for _ in range(CALLS):
        one()
    server.end_servers()
    return seconds() - start


def main() -> None:
    calls, used, taken, peak, status = tried(sys.argv[1:])
    cores = len(os.sched_getaffinity(0))
    print(f"kapi test: {calls} calls, exit {status}")
    print(f"  {1000 * used / calls:.1f} ms of a processor for each call, {used:.0f} s in all")
    print(f"  {taken:.0f} s on {cores} processors (aim: the catalogue in 60 s on two)")
    print(f"  {100 * used / taken / cores:.0f} % of them were used by it")
    print(f"  {peak >> 20} MB at most, all processes together (aim 300)")
    found = {one: next(in_workers(calls_of, [one], 1)) for one in ("with", "without", "fork")}
    cost = {one: 1000 * used / CALLS for one, used in found.items()}
    print(f"a call that does nothing: {cost['with']:.2f} ms with the walls of a child")
    print(f"  {cost['without']:.2f} ms without: the walls cost", end=" ")
    print(f"{cost['with'] - cost['without']:.2f} ms (aim 1.5)")
    print(f"  {cost['with'] / cost['fork']:.1f} times a bare fork, {cost['fork']:.2f} ms")


if __name__ == "__main__":
    main()

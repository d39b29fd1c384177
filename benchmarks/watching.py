"""What watching a program costs: loops of cheap calls and real programs, bare and watched.

The yardstick of each row is the same program bare, in the same round. Processor time of loops,
wall time of programs (with the start of kapi) and behind it their processor time, which hangs less
on what else runs; medians of five rounds.
"""

from __future__ import annotations

import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

ROUNDS = 5
LOOP = r"""
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}
int main(int argc, char **argv)
{
	int n = atoi(argv[1]), zero = open("/dev/zero", O_RDONLY);
	char byte, *p = mmap(0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	double start = now();
	for (int i = 0; i < n; i++)
		syscall(SYS_getppid);
	double one = now();
	for (int i = 0; i < n; i++)
		syscall(SYS_madvise, p, 4096, MADV_NORMAL);
	double two = now();
	for (int i = 0; i < n; i++)
		if (syscall(SYS_read, zero, &byte, 1) != 1)
			return 1;
	printf("ns %f %f %f\n", (one - start) / n, (two - one) / n, (now() - two) / n);
	return argc != 2;
}
"""
CALLS = ("getppid, no spec", "madvise, a spec", "read of a byte, a spec")
PROGRAMS = (
    ("true", ["true"]),
    ("python", [sys.executable, "-c", "import asyncio, json, email"]),
    ("gcc", ["gcc", "-c", "-x", "c", "-o", "/dev/null", "-"]),
    ("find", ["find", "/usr/lib", "-type", "f"]),
)


def kapi(backend: str) -> list[str]:
    main = "from kapi.cli.main import main; main()"
    return [sys.executable, "-c", main, "verify", "--backend", backend, "-o", "/dev/null", "--"]


def loops(program: Path, before: Sequence[str], count: int) -> list[float]:
    done = subprocess.run([*before, str(program), str(count)], capture_output=True, text=True)
    found = re.search(r"ns (\S+) (\S+) (\S+)", done.stdout)
    if found is None:
        sys.exit(f"the loop did not run: {done.stderr}")
    return [float(one) for one in found.groups()]


def seconds(command: Sequence[str]) -> tuple[float, float]:
    """Return the wall time and the processor time of a command."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    with tempfile.TemporaryDirectory() as room:
        source, program = Path(room) / "loop.c", Path(room) / "loop"
        source.write_text(LOOP)
        subprocess.run(["gcc", "-O2", "-o", program, source], check=True)
        backends = {"bpf": 300_000, "strace": 5_000} if shutil.which("strace") else {"bpf": 300_000}
        for backend, count in backends.items():
            ratios = []
            for _ in range(ROUNDS):
                bare = loops(program, [], 300_000)
                watched = loops(program, kapi(backend), count)
                ratios.append([w / b for w, b in zip(watched, bare, strict=True)])
            for name, row in zip(CALLS, zip(*ratios, strict=True), strict=True):
                print(f"{backend:7}{name:26}{statistics.median(row):8.2f} x bare")
        for name, command in PROGRAMS:
            if shutil.which(command[0]):
                programs(name, command, backends)


def programs(name: str, command: Sequence[str], backends: Iterable[str]) -> None:
    bare = medians(command)
    for backend in backends:
        taken = medians([*kapi(backend), *command])
        wall, processor = (
            f"{t / b:8.2f} x bare  (+{t - b:.2f} s)" for t, b in zip(taken, bare, strict=True)
        )
        print(f"{backend:7}{name:26}{wall}, processor{processor}")


def medians(command: Sequence[str]) -> list[float]:
    each = zip(*(seconds(command) for _ in range(ROUNDS)), strict=True)
    return [statistics.median(one) for one in each]


if __name__ == "__main__":
    main()

"""How fast kapi scans a kernel tree, against ripgrep in the same run.

usage: python benchmarks/tree.py [TREE]

TREE, or KAPI_LINUX_TREE, is an unpacked kernel source; without one Debian's linux-source package is
unpacked for the run.

Every figure is the best of several runs that take turns, so that other load on the machine meets
all of them; ratios are what counts. Nothing here fails on a slow machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kapi.sources.tree.needles import NEEDLES

ROUNDS = 7
SCAN = """
import resource, sys
from pathlib import Path
from kapi.sources.load import load
load(sys.argv[1:2], cache=Path(sys.argv[2]) if sys.argv[2:] else None)
"""
PEAK = SCAN + "print(*(resource.getrusage(w).ru_maxrss // 1024 for w in (0, -1)))"


def seconds(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def best(commands: dict[str, tuple[str, ...]], rounds: int = ROUNDS) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(seconds(*command))
    return {name: min(values) for name, values in times.items()}


def scan(tree: str, ripgrep: str, cache: str) -> None:
    patterns = [word for needle in NEEDLES for word in ("-e", needle.decode())]
    python = sys.executable
    seconds(python, "-c", SCAN, tree, cache)  # fills the page cache and kapi's own
    times = best(
        {
            "rg -l -uuu -tc": (ripgrep, "-l", "-uuu", "-tc", "-F", *patterns, tree),
            "first scan": (python, "-c", SCAN, tree),
            "second scan": (python, "-c", SCAN, tree, cache),
        }
    )
    for name, value in times.items():
        print(f"{name:28} {value:6.3f} s  ({value / times['rg -l -uuu -tc']:.2f} x rg)")
    run = subprocess.run([python, "-c", PEAK, tree], capture_output=True, text=True, check=True)
    own, workers = run.stdout.split()
    print(f"peak memory                  {own} MiB, largest worker {workers} MiB")


def main() -> None:
    tree = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("KAPI_LINUX_TREE", "")
    ripgrep = shutil.which("rg")
    with tempfile.TemporaryDirectory() as room:
        tree = tree or unpacked(room)
        if not os.path.isdir(tree) or not ripgrep:
            print("tree scan: not run; it needs ripgrep and linux-source-6.12 (or KAPI_LINUX_TREE)")
            return
        print(f"{tree}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        scan(tree, ripgrep, os.path.join(room, "cache"))


def unpacked(room: str) -> str:
    """Unpack the kernel source of the distribution into ``room``; return where, or nothing."""
    archives = sorted(Path("/usr/src").glob("linux-source-*.tar.xz"))
    if not archives:
        return ""
    print(f"unpacking {archives[-1]} ...", flush=True)
    subprocess.run(["tar", "-xf", str(archives[-1]), "-C", room], check=True)
    return next(str(path) for path in Path(room).iterdir())


if __name__ == "__main__":
    main()

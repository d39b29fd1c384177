"""How fast a megabyte of specs is linted, against reading it without any rule in the same run.

usage: python benchmarks/lint.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "getrandom.patch"
KAPI = str(Path(sys.executable).with_name("kapi"))
FILES = 16
BYTES = 1_000_000


def specs(room: Path) -> int:
    """Write about a megabyte of C files with specs under different names; return the bytes."""
    added = [line[1:] for line in EXAMPLE.read_text().split("\n") if line.startswith("+")]
    text = "\n".join(added[added.index("/**") :]) + "\nSYSCALL_DEFINE3(getrandom, char __user *, "
    text += "ubuf, size_t, len, unsigned int, flags)\n\n"
    written = 0
    for number in range(FILES):
        path = room / f"specs{number}.c"
        one = ""
        while len(one) < BYTES // FILES:
            one += text.replace("getrandom", f"random_{number}_{len(one)}")
        path.write_text(one)
        written += len(one)
    return written


def seconds(*arguments: str) -> float:
    best = 1e9
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([KAPI, *arguments], capture_output=True, check=False)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        size = specs(Path(name))
        read = seconds("list", "--no-cache", "-q", name)
        lint = seconds("lint", "--no-cache", "--set", "strict", "-q", name)
    print(f"{size / 1e6:.2f} MB of specs: kapi list {read:.2f} s, ", end="")
    print(f"kapi lint --set strict {lint:.2f} s ({lint / read:.2f} x list)")


if __name__ == "__main__":
    main()

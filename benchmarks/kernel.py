"""What an image with 400 specs costs, in processor time, and a spec of a mounted tree.

usage: python benchmarks/kernel.py

The image is the catalogue under other names, made by the system's compiler. Listing the same specs
as JSON of kapi's own is the measure beside it; beside reading through FUSE, reading a plain file.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from kapi.kernel.embed import embed
from kapi.pipeline import Options, load_specs
from kapi.render.specs_json import write
from kapi.vocab.architectures import ARCHITECTURES

SPECS = 400
KAPI = [sys.executable, "-m", "kapi.cli.main"]


def seconds(*arguments: str) -> float:
    """The least processor time of five runs."""
    best = 1e9
    for _ in range(5):
        before = os.times()
        subprocess.run([*KAPI, *arguments], stdout=subprocess.DEVNULL, check=True)
        after = os.times()
        used = after.children_user - before.children_user
        best = min(best, used + after.children_system - before.children_system)
    return best


def reading(place: Path) -> float:
    """The median seconds of 21 readings of a file."""
    spans = []
    for _ in range(21):
        start = time.perf_counter()
        place.read_bytes()
        spans.append(time.perf_counter() - start)
    return statistics.median(spans)


def mounted() -> tuple[float, float]:
    """The seconds of reading sys_mmap below a mount, and from a copy of it."""
    with tempfile.TemporaryDirectory() as name:
        place, copy = Path(name) / "mount", Path(name) / "copy"
        place.mkdir()
        with subprocess.Popen([*KAPI, "mount", str(place)], stderr=subprocess.PIPE) as server:
            assert server.stderr is not None
            server.stderr.readline()
            while not (spec := place / "specs" / "sys_mmap").exists():
                time.sleep(0.01)
            copy.write_bytes(spec.read_bytes())
            found = reading(spec), reading(copy)
            server.terminate()
        return found


def main() -> None:
    every = load_specs([], Options()).specs
    specs = [msgspec.structs.replace(every[n % len(every)], name=f"sys_n{n}") for n in range(SPECS)]
    with tempfile.TemporaryDirectory() as name:
        image, text = Path(name) / "specs.o", Path(name) / "specs.json"
        embed(specs, image, ARCHITECTURES["x86_64"])
        text.write_text(write(specs).text)
        listed, own = seconds("list", str(image)), seconds("list", str(text))
        told = seconds("extract", str(image))
    print(
        f"{SPECS} specs in an image: kapi list {listed:.2f} s (in JSON of kapi's own {own:.2f} s,"
    )
    print(f"{listed / own:.1f} x), kapi extract {told:.2f} s ({told / own:.1f} x)")
    there, plain = mounted()
    print(f"a spec of a mounted tree: {there * 1000:.2f} ms, {there / plain:.0f} x a plain file")


if __name__ == "__main__":
    main()

"""What an image with 400 specs costs: listing it, and all details as JSON, in processor time.

usage: python benchmarks/kernel.py

The image is the catalogue under other names, made by the system's compiler. Listing the same specs
as JSON of kapi's own is the measure beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from kapi.kernel.embed import embed
from kapi.pipeline import Options, load_specs
from kapi.render.json import write
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


if __name__ == "__main__":
    main()

"""Runs the console examples of the documentation.

usage: python tools/console.py --check|--write PAGE...

A line ``$ COMMAND`` in a ```console block is run in the project's directory by sh, with kapi
from this interpreter's environment; what it prints must be what follows in the page. A last
line ``...`` stands for the rest. --write puts the true output into the page.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```$")


def run(command: str) -> str:
    """Return what ``command`` prints, standard error included; a defect of kapi ends this."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "80", "NO_COLOR": "1"}
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    if "kapi: internal error" in done.stdout:
        sys.exit(f"$ {command}\n{done.stdout}")
    return done.stdout


def renew(block: str) -> str:
    """Return the text of a block with the true output of its commands."""
    parts = re.split(r"(?m)^\$ (.*)\n", block)
    renewed = parts[0]
    for command, old in zip(parts[1::2], parts[2::2], strict=True):
        output = run(command)
        if output and not output.endswith("\n"):
            output += "\n"
        lines = old.splitlines()
        if lines and lines[-1] == "...":
            output = "\n".join([*output.splitlines()[: len(lines) - 1], "...", ""])
        renewed += f"$ {command}\n{output}"
        if old.endswith("\n\n"):
            renewed += "\n"
    return renewed


def main(mode: str, *pages: str) -> int:
    """Check or write ``pages``; return 1 when one was not current under --check."""
    stale = False
    for page in pages:
        text = (ROOT / page).read_text()
        new = BLOCK.sub(lambda match: f"```console\n{renew(match[1])}```", text)
        if mode == "--write":
            (ROOT / page).write_text(new)
        elif new != text:
            stale = True
            rows = difflib.unified_diff(text.splitlines(), new.splitlines(), page, "now", "", "", 2)
            print("\n".join(rows))
    return int(stale)


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("--check", "--write"):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))

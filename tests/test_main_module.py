"""``python -m kapi`` is the program."""

from __future__ import annotations

import subprocess
import sys

import kapi


def test_the_package_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kapi", "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, f"kapi {kapi.__version__}\n")
    done = subprocess.run(
        [sys.executable, "-m", "kapi", "show", "no_such_call"], capture_output=True, check=False
    )
    assert done.returncode == 1

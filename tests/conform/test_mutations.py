"""A hundred wrong edits of the catalogue, each of which the kernel should contradict."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "mutations.py"


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user reaches fewer claims")
def test_wrong_edits_are_noticed_and_the_right_specs_are_not() -> None:
    command = [sys.executable, str(SCRIPT), "100", "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    match = re.search(r"(\d+) of 100 wrong edits noticed, (\d+) refuted", done.stdout)
    assert match, done.stderr
    assert int(match[1]) >= 90, done.stdout
    assert int(match[2]) == 0, done.stdout

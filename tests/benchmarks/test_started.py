"""The benchmarks of wrong edits start as their texts say: as files, from any directory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import kapi

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.mark.parametrize("name", ["edits", "honesty"])
def test_a_benchmark_is_a_program(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / f"{name}.py"), "--help"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(kapi.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "--results" in done.stdout

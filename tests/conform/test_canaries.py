"""No call of any name that this machine has changes what belongs to others."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kapi.vocab.architectures import this_machine
from tests.conform.canaries import Canaries, changed, differences
from tests.conform.test_sandbox import as_nobody

pytestmark = pytest.mark.skipif(this_machine() is None, reason="this machine is not known")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def canaries(tmp_path: Path) -> Iterator[Canaries]:
    made = Canaries(tmp_path)
    yield made
    made.end()


def test_a_change_is_noticed(canaries: Canaries) -> None:
    before = canaries.state()
    assert differences(before, canaries.state()) == {}
    canaries.file.write_text("")
    canaries.process.kill()
    canaries.process.wait()
    assert set(differences(before, canaries.state())) == {"file", "process", "priority"}


def test_every_call_leaves_the_canaries_alone(tmp_path: Path) -> None:
    assert changed(tmp_path, 2) == {}


@pytest.mark.skipif(os.geteuid() != 0, reason="this is an ordinary user")
def test_every_call_of_an_ordinary_user_leaves_the_canaries_alone() -> None:
    command = [*as_nobody(), sys.executable, "-m", "tests.conform.canaries", "1"]
    path = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(
        command, env=environment, cwd="/", capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr

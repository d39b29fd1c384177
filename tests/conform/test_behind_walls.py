"""Behind the walls nothing is loaded: what makes calls may not read its own library there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kapi
from kapi.vocab.architectures import this_machine
from tests.needs import needs

pytestmark = pytest.mark.skipif(this_machine() is None, reason="this machine is not known")

TEST = ["test", "close", "--budget", "60", "--jobs", "1", "-f", "json"]
STRICT = """
import os, sys
first, free = os.getpid(), ("/proc", "/sys", "/dev")

def look(event, arguments):
    if os.getpid() != first and event == "import":
        raise RuntimeError(f"a worker imports {arguments[0]}")
    path = arguments[0] if event == "open" and os.getpid() != first else ""
    if isinstance(path, str) and path.startswith("/") and not path.startswith(free):
        raise RuntimeError(f"a worker reads {path}")

sys.addaudithook(look)
from kapi.cli.main import main
main()
"""


def tried(command: list[str], **environment: str) -> None:
    """Run `kapi test`; no set-up failed but for a missing right."""
    done = subprocess.run(
        [*command, *TEST],
        env={**os.environ, **environment},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    coverage = json.loads(done.stdout)["coverage"]["sys_close"]
    assert coverage["calls"] > 30
    assert coverage["accepted"] > 0
    assert all("needs a privilege" in one for one in coverage["problems"].values())


def test_workers_and_children_import_nothing_and_read_no_file() -> None:
    tried([sys.executable, "-c", STRICT])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give one capability to others")
def test_a_user_whose_library_only_a_capability_can_read(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    package = tmp_path / "kapi"
    shutil.copytree(Path(kapi.__file__).parent, package, ignore=shutil.ignore_patterns("*.pyc"))
    capability = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    user = [needs("setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups", *capability]
    tried([*user, sys.executable, "-m", "kapi"], PYTHONPATH=str(tmp_path))

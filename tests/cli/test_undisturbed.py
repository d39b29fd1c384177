"""Thirty small programs, watched and not: the same output and exit code, and no alarm."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kapi.finding import Severity
from kapi.observe.strace_run import StraceRun
from kapi.pipeline.call_specs import Calls, architecture_here, calls_of
from kapi.pipeline.specs import Options
from kapi.pipeline.watch import Watch
from tests.needs import needs

SOURCE = Path(__file__).with_name("small_programs.c")
CASES = 21
PYTHON = shlex.quote(sys.executable)
COMMANDS = (
    "ls /",
    "cat /etc/passwd /nonexistent",
    "find /etc -maxdepth 1 -name 'pass*'",
    "seq 1 1000 | sort -r | head -3",
    "echo x | (read a; echo $a; exit 5)",
    "(sleep 0.1; echo late) & echo early; wait",
    "tar cf - /etc/passwd 2>/dev/null | tar tf -",
    "exec 9</etc/passwd; head -1 <&9; exec 9<&-; cat <&9",
    f"{PYTHON} -c 'import asyncio; asyncio.run(asyncio.sleep(0.01)); print(1)'",
    f"{PYTHON} -m threading; echo $?",
)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("small") / "small"
    subprocess.run([needs("gcc"), "-w", "-o", str(path), str(SOURCE), "-lpthread"], check=True)
    return str(path)


@pytest.fixture(scope="module")
def specs() -> Calls:
    return calls_of((), Options(), architecture_here())


def watched(script: str, specs: Calls) -> tuple[int, Watch]:
    needs("strace")
    backend = StraceRun(specs, architecture_here(), ["sh", "-c", script])
    watch = Watch(specs, architecture_here())
    for seen in backend:
        watch.add(seen)
    assert not backend.losses
    assert backend.status is not None
    return backend.status, watch


@pytest.mark.parametrize("number", range(CASES + len(COMMANDS)))
def test_undisturbed(number: int, program: str, specs: Calls, tmp_path: Path) -> None:
    out = tmp_path / "out"
    if number < CASES:
        command = shlex.join(["exec", program, str(number), f"{tmp_path}/file"])
        (tmp_path / "file").touch()
    else:
        command = COMMANDS[number - CASES]
    script = f"exec >{shlex.quote(str(out))} 2>&1; {command}"
    bare = subprocess.run(["sh", "-c", script], check=False).returncode
    output = out.read_text()
    status, watch = watched(script, specs)
    assert (status, out.read_text()) == (bare, output)
    wrong = [one for one in watch.deviations.values() if one.severity is not Severity.NOTE]
    assert wrong == []
    assert sum(one.calls for one in watch.counts.values()) > 5

"""A measured run: what was true before each call, against what the program knows of itself."""

from __future__ import annotations

import subprocess
import sys

# The program is stopped with ptrace(2), so the run is another process's, not that of the tests.
RUN = """
import sys
from kapi.pipeline.call_specs import architecture_here
from kapi.pipeline.measured_run import MeasuredRun
from kapi.pipeline.specs import Options, find_specs
specs = {"dup3": find_specs("dup3", (), Options()).specs[0]}
run = MeasuredRun(sys.argv[1:], specs, architecture_here())
for seen in run:
    known = run.known
    truths = zip(known.judge.conditions, known.truths)
    held = sorted({str(condition.errno) for condition, truth in truths if truth})
    print(seen.shown, *seen.arguments, *held)
print("status", run.status)
"""
PROGRAM = """
import ctypes, os, sys
libc = ctypes.CDLL(None)
number = os.open("/", os.O_RDONLY)
os.dup2(number, 50)
for old, new, flags in ((50, 50, 0), (777, 51, 0), (50, 51, 1), (50, 51, os.O_CLOEXEC)):
    libc.dup3(old, new, flags)
os._exit(3)
"""


def test_conditions_are_true_or_false_as_the_call_ends() -> None:
    command = [sys.executable, "-c", RUN, sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == [
        "dup3(50</>, 50, 0) = -1 EINVAL 50 50 0 EINVAL",
        "dup3(777, 51, 0) = -1 EBADF 777 51 0 EBADF",
        "dup3(50</>, 51, 1) = -1 EINVAL 50 51 1 EINVAL",
        "dup3(50, 51, 0x80000) = 51 50 51 524288",
        "status 3",
    ], done.stderr

"""Run calls within the walls, in a program of its own, as this user or as nobody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from tests.conform.test_sandbox import as_nobody

__all__ = ["USERS", "confined"]

USERS = ("root", "user") if os.geteuid() == 0 else ("user",)

_PRELUDE = """
import json, os, sys
from kapi.conform import wall_reasons, walls
from kapi.conform.case import Caller, Case
from kapi.conform.sandbox import confine, landlock, linux_calls, mounts, spaces, surround
from kapi.conform.sandbox.worker import run
from kapi.conform.workers import in_workers
from kapi.vocab.architectures import this_machine

def case(call, *arguments, steps=(), foreign=False):
    made = {"syscall": call, "steps": tuple(steps), "arguments": arguments, "shown": call}
    return Case(**made, foreign=foreign)

def one(case, **how):
    ran = run(case, this_machine(), 2.0, **how)
    if ran.call is None:
        return [None, ran.problem]
    outcome = ran.call.outcome
    shown = outcome.killed or ("gone" if outcome.gone else "hung" if outcome.hung else
                               -outcome.errno if outcome.errno else outcome.result)
    return [shown, wall_reasons.could_explain(case, ran)]

def tell(*cases, **how):
    tell_all(lambda case: one(case, **how), cases)

def tell_all(work, items):
    print(json.dumps(list(in_workers(work, items, 1))))
"""


def confined(source: str, user: str = USERS[0], *prefix: str) -> Any:
    """Return what ``source`` prints as JSON, run as root or as an ordinary user."""
    before = [*prefix, *(as_nobody() if user == "user" and os.geteuid() == 0 else ())]
    command = [*before, sys.executable, "-c", _PRELUDE + source]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd="/")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])

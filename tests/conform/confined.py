"""Run calls within the walls, in a process that is not of the tests, as this user or as nobody."""

from __future__ import annotations

import functools
import json
import os
import select
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


_SERVE = """
import gc
gc.freeze()
def answered(request):
    ends = [os.pipe() for _ in range(2)]
    pid = os.fork()
    if pid == 0:
        for number, (_, write) in enumerate(ends, 1):
            os.dup2(write, number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.closerange(3, 100)
        return request
    for _, write in ends:
        os.close(write)
    told = [open(read, "rb") for read, _ in ends]
    out, err = (one.read().decode() for one in told)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    print(json.dumps([code, out, err]), flush=True)
for request in sys.stdin:
    source = answered(json.loads(request))
    if source:
        exec(source)
        break
"""
"""Runs each text that it is given in a fork of itself, which has imported all by then."""


def confined(source: str, user: str = USERS[0], *prefix: str) -> Any:
    """Return what ``source`` prints as JSON, run as root or as an ordinary user."""
    before = as_nobody() if user == "user" and os.geteuid() == 0 else ()
    if prefix:
        command = [*prefix, *before, sys.executable, "-c", _PRELUDE + source]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd="/")
        code, out, err = done.returncode, done.stdout, done.stderr
    else:
        code, out, err = _ask(_server(before), source)
    assert code == 0, err
    return json.loads(out.splitlines()[-1])


@functools.cache
def _server(before: tuple[str, ...]) -> subprocess.Popen[str]:
    """A program that runs texts as the user that ``before`` makes it; it ends with this one."""
    command = [*before, sys.executable, "-c", _PRELUDE + _SERVE]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/"
    )


def _ask(server: subprocess.Popen[str], source: str) -> tuple[int, str, str]:
    assert server.stdin
    assert server.stdout
    server.stdin.write(json.dumps(source) + "\n")
    server.stdin.flush()
    if not select.select([server.stdout], [], [], 60)[0]:
        server.kill()
        _server.cache_clear()
        raise TimeoutError(source)
    code, out, err = json.loads(server.stdout.readline())
    return code, out, err

"""How the call of a case ends, for a process that has nothing but what makes calls."""

from __future__ import annotations

from kapi.conform.case import Case
from kapi.conform.sandbox.worker import run
from kapi.conform.workers import in_workers
from kapi.vocab.architectures import this_machine
from kapi.vocab.errno import errno_name

__all__ = ["ended"]

MACHINE = this_machine()

_IN_WORKERS = frozenset({"execve", "execveat", "kill", "tkill", "tgkill"})


def ended(case: Case) -> str:
    """Return how the call ended, as a case file writes it; empty where it was not made."""
    # Signals to itself and to others, and groups of processes, which end with it, need a name
    # space of processes, as workers have one.
    if case.syscall in _IN_WORKERS or any("setpgid(" in step for step in case.steps):
        return next(in_workers(_ended, [case], 1))
    return _ended(case)


def _ended(case: Case) -> str:
    assert MACHINE
    ran = run(case, MACHINE, 10.0)
    if ran.call is None:
        return ""
    outcome = ran.call.outcome
    if outcome.errno is not None:
        return f"-1 {errno_name(outcome.errno, MACHINE)}"
    if outcome.killed:
        return f"killed {outcome.killed}"
    return f"gone {ran.status}" if outcome.gone else str(outcome.result)

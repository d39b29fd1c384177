"""The exit codes of every command, in one table."""

from __future__ import annotations

import enum


class Exit(enum.IntEnum):
    """What the exit code says; the members' order is the order of the help text."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    NOTHING = 4
    INCOMPLETE = 5
    INTERNAL = 70
    INTERRUPTED = 130


MEANINGS = {
    Exit.CLEAN: "done",
    Exit.FINDINGS: "a name was not found, a claim refuted, findings at or above --fail-on",
    Exit.USAGE: "wrong usage",
    Exit.UNREADABLE: "an input not read, a program not run, or an output not written",
    Exit.NOTHING: "nothing to work on: no input held a specification",
    Exit.INCOMPLETE: "incomplete evidence: --timeout, too few processes, or --strict",
    Exit.INTERNAL: "a defect of kapi; a report was saved",
    Exit.INTERRUPTED: "interrupted",
}


def epilog(*examples: str) -> str:
    """Return the end of a help text: ``examples`` of calls, and the exit codes."""
    shown = "\n".join(f"  {example}" for example in examples)
    codes = "\n".join(f"  {code.value:<4} {meaning}" for code, meaning in MEANINGS.items())
    return f"\b\nExamples:\n{shown}\n\n\b\nExit codes:\n{codes}"


def of_program(status: int | None) -> int:
    """Return the exit code of a program as a shell has it; -N is signal N, None no program."""
    return 128 - status if status is not None and status < 0 else status or 0

"""What a back end that judges calls itself must know of a spec, without the spec."""

from __future__ import annotations

from typing import Protocol

import msgspec

from kapi.expr.nodes import Node
from kapi.vocab.architectures import Architecture
from kapi.vocab.syscalls import syscall_number

SAVED = frozenset({"execve", "execveat"})
"""Calls that return, as the kernel sees it, into another program, with other registers."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A condition under which a call fails with one of ``errnos`` (numbers).

    ``placed``: it stands in a promised order. ``decides``: where it holds, the call must fail;
    a condition that was read from words only explains. ``twin`` is the condition of an error that
    says the same: where that does not surely hold, this one decides nothing. ``title`` is for
    people.
    """

    node: Node
    errnos: tuple[int, ...]
    placed: bool
    decides: bool
    twin: Node | None = None
    title: str = ""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What a call that is accepted returns: from ``low`` to ``high``; None is no bound.

    ``never``: it does not return at all.
    """

    low: Node | None = None
    high: Node | None = None
    never: bool = False


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """A call with that ``number``; ``parameters`` are names and C types, in order.

    ``rule`` None: nothing is said of what it returns. ``signal_errnos`` are those of calls that
    a signal has ended, ``listed`` all errnos that the spec has, and ``closed`` that none of them
    comes unless a condition of it holds. ``saved``: its registers must be kept at its entry
    (execve). ``variants`` are tried in order: the first whose condition holds says what the call
    does, and this one only where none does.
    """

    syscall: str
    number: int
    parameters: tuple[tuple[str, str | None], ...] = ()
    checks: tuple[Check, ...] = ()
    rule: Rule | None = None
    signal_errnos: tuple[int, ...] = ()
    listed: tuple[int, ...] = ()
    closed: bool = False
    saved: bool = False
    variants: tuple[tuple[Node, Watched], ...] = ()


class Checks(Protocol):
    """Where a back end finds the checks of a call, by its name, as code for the kernel.

    None is given for a call without such code.
    """

    def kept(self, name: str) -> bytes | None:
        """Return the code where it is at hand."""

    def made(self, name: str) -> bytes | None:
        """Return the code, which is made from the spec where it is not at hand."""


def outline(name: str, architecture: Architecture) -> Watched | None:
    """Return the system call ``name`` alone, without its conditions.

    None where ``architecture`` has no such call.
    """
    number = syscall_number(name, architecture)
    if number is None:
        return None
    return Watched(syscall=name, number=number, saved=name in SAVED)

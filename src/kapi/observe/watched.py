"""What a back end that judges calls itself must know of a spec, without the spec."""

from __future__ import annotations

import msgspec

from kapi.expr.nodes import Node

__all__ = ["Check", "Rule", "Watched"]


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A condition under which a call fails with one of ``errnos`` (numbers).

    ``placed``: it stands in a promised order. ``decides``: where it holds, the call must fail;
    a condition that was read from words only explains. ``twin`` is the condition of an error that
    says the same: where that does not hold, this one decides nothing. ``title`` is for people.
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
    (execve). With ``every``, each call is handed on. ``variants`` are tried in order: the first
    whose condition holds says what the call does, and this one only where none does.
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
    every: bool = False
    variants: tuple[tuple[Node, Watched], ...] = ()

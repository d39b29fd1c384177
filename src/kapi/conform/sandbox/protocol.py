"""What a child and its worker say to each other, and what is known at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from kapi.call import Call

Message = TypeVar("Message", "Ready", "Returned")

SECONDS = 0.2
"""How long a call may sleep before it counts as hanging."""

_MOST = 1 << 64

GO = b"."
"""What the worker sends to let the child make its call."""

LIMIT_MET = "limit_met"
"""An event: the control group of the worker refused memory or a process during the call."""


class Ran(msgspec.Struct, frozen=True):
    """A call that was made and what was known of its caller.

    ``problem`` says why it was not made; ``facts`` are the capabilities and soft limits of the
    caller; ``status`` is the exit status of what took its place; ``events`` what only the child
    could see, such as ``signal_handled``, the number of handlers that ran during the call.
    """

    call: Call | None
    facts: Mapping[str, int]
    problem: str = ""
    status: int | None = None
    events: Mapping[str, int] = {}


class Ready(msgspec.Struct):
    """What a child says when its set-up is done, or why it could not be."""

    registers: list[int] = []
    held: int = 0  # its effective capabilities
    limits: tuple[int, ...] = ()
    problem: str = ""
    note: int = 0  # where it writes the result when it cannot say it


class Returned(msgspec.Struct):
    """What a child says after the call: the register's value, as a signed number."""

    result: int
    events: dict[str, int] = {}


def heard(said: bytes, kind: type[Message]) -> Message:
    """Return the message that a child has sent, which may say anything.

    Raises `msgspec.DecodeError` where it is none of this ``kind``.
    """
    try:
        found = msgspec.json.decode(said, type=kind)
    except RecursionError as error:
        raise msgspec.DecodeError("nested too deeply") from error
    if not all(-_MOST <= one < _MOST for one in _numbers(found)):
        raise msgspec.DecodeError("a number that no register holds")
    return found


def _numbers(found: Ready | Returned) -> tuple[int, ...]:
    if isinstance(found, Ready):
        return (*found.registers, found.held, *found.limits, found.note)
    return (found.result, *found.events.values())

"""Two commands with one number.

A driver tells commands apart by their numbers only: of two with one number, one is never reached.
Drivers of different devices may use the same numbers, so only commands of one device are compared:
those whose ``device-type`` and ``ioctl-file-ops`` are equal.

Wrong (-) and right (+)::

     /**
      * RING_TURN - turn a ring
      * contexts: process
      * ioctl-number: _IO('r', 1)
      * x-errors: closed
      */
     #define RING_TURN _IO('r', 1)

     /**
      * RING_STOP - stop a ring
      * contexts: process
    - * ioctl-number: _IO('r', 1)
    + * ioctl-number: _IO('r', 2)
      * x-errors: closed
      */
    -#define RING_STOP _IO('r', 1)
    +#define RING_STOP _IO('r', 2)
"""

from __future__ import annotations

from collections.abc import Sequence

from kapi.lint.facts import number
from kapi.lint.rule import Problem, Problems
from kapi.model.command_numbers import command_number
from kapi.model.spec import Ioctl, Spec


def check_set(specs: Sequence[Spec]) -> Problems:
    """Each command against the first of its device with that number."""
    first: dict[tuple[int, str, str], Spec] = {}
    for spec in specs:
        made = _number(spec.ioctl) if spec.ioctl is not None else None
        if made is None or spec.ioctl is None:
            continue
        device = (made, spec.device_type or "", spec.ioctl.file_ops or "")
        other = first.setdefault(device, spec)
        if other.name != spec.name:
            message = f"{spec.name} has the number {made:#x} of {other.name}"
            yield Problem(message, spec.span, about=("ioctl-number",), other=other.span)


def _number(ioctl: Ioctl) -> int | None:
    made = command_number(ioctl)
    return made if made is not None or ioctl.cmd is None else number(ioctl.cmd)

"""The number of a command is not what its parts make.

A command number holds direction, type, number and size of the argument. The spec states them, and
sometimes the number itself, by its value or by a name that the headers of the system know; programs
use the latter. A size has 14 bits.

Wrong (-) and right (+)::

     /**
      * RING_TURN - turn a ring
      * contexts: process
    - * ioctl-cmd: 0x40047201
    + * ioctl-cmd: 0x40087201
      * ioctl-direction: write
      * ioctl-number: _IOW('r', 1, struct ring)
      * ioctl-input-size: 8
      * x-errors: closed
      */
     #define RING_TURN _IOW('r', 1, struct ring)
"""

from __future__ import annotations

from kapi.lint.facts import number
from kapi.lint.rule import Problem, Problems
from kapi.model.command_numbers import LARGEST, command_number, command_text, direction_of, sizes_of
from kapi.model.spec import Ioctl, Spec
from kapi.vocab.words import IoctlDirection


def check(spec: Spec) -> Problems:
    """Its number, direction and size, each as far as it is stated twice."""
    ioctl = spec.ioctl
    if ioctl is None:
        return
    too_large = next((size for size in sizes_of(ioctl) if size > LARGEST), None)
    if too_large is not None:
        yield Problem(
            f"{too_large} bytes are more than a command number can say",
            spec.span,
            about=(str(too_large),),
        )
    yield from _direction(ioctl, spec)
    made = command_number(ioctl)
    stated = number(ioctl.cmd) if ioctl.cmd is not None else None
    if made is not None and stated is not None and made != stated:
        yield Problem(
            f"{ioctl.cmd} is {stated:#x}, but {ioctl.number} with {made >> 16 & LARGEST} bytes"
            f" is {made:#x}",
            spec.span,
            f"{stated:#x} is {command_text(stated)}",
            ("ioctl-cmd", str(ioctl.cmd)),
        )


def _direction(ioctl: Ioctl, spec: Spec) -> Problems:
    """A driver may use one of two ways; after _IO, which says none, any."""
    made = direction_of(ioctl)
    stated = ioctl.direction
    if made in (None, IoctlDirection.NONE, IoctlDirection.READ_WRITE, stated):
        return
    if made is not None and isinstance(stated, IoctlDirection):
        message = f"the direction is {stated.value}, but {ioctl.number} says {made.value}"
        yield Problem(message, spec.span, about=("ioctl-direction",))

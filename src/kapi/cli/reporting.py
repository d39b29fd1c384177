"""Reports of commands that run a program: they must not mix with what it writes."""

from __future__ import annotations

import sys
from typing import TypeVar

import msgspec

from kapi.cli.format_options import Outputs, emit_in
from kapi.cli.options import Settings
from kapi.cli.output import emit_beside, report_losses
from kapi.cli.terminal import painter
from kapi.written import Look

Value = TypeVar("Value")


def report_beside(
    outputs: Outputs[Value], value: Value, settings: Settings, *, is_beside: bool
) -> None:
    """Write ``value`` to ``outputs``; what has no file goes, beside a program's, to error."""
    look = Look(long=settings.verbose)
    for one in outputs:
        if not (is_beside and one.target is None):
            emit_in((one,), value, settings, look)
            sys.stdout.flush()
            continue
        painted = msgspec.structs.replace(look, paint=painter(sys.stderr, settings.color))
        written = one.form.write(value, painted)
        emit_beside(written.text, one.form.medium)
        report_losses(one.form.name, written.losses, settings)

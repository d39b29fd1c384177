"""Reports of commands that run a program: they must not mix with what it writes."""

from __future__ import annotations

import sys
from typing import TypeVar

from kapi.cli.options import Settings
from kapi.cli.output import emit, emit_beside, report_losses
from kapi.cli.terminal import painter
from kapi.written import Format, Look

__all__ = ["report_beside"]

Value = TypeVar("Value")


def report_beside(
    form: Format[Value], value: Value, target: str | None, settings: Settings, *, is_beside: bool
) -> None:
    """Write ``value`` to ``target``, else to standard output, or beside a program's to error."""
    stream = sys.stderr if is_beside and target is None else sys.stdout
    color = settings.color if target in (None, "-") else "never"
    written = form.write(value, Look(paint=painter(stream, color), long=settings.verbose))
    if stream is sys.stdout:
        emit(written.text, target, form.medium)
        sys.stdout.flush()
    else:
        emit_beside(written.text, form.medium)
    report_losses(form.name, written.losses, settings)

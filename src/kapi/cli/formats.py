"""The option ``-f``: a command gives its formats and gets the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

import click

from kapi.cli.options import Settings, output_options
from kapi.cli.output import emit, report_losses
from kapi.written import Format, Look

__all__ = ["emit_in", "format_option", "report_options"]

Value = TypeVar("Value")
P = ParamSpec("P")
R = TypeVar("R")


def format_option(
    formats: Sequence[Format[Value]], text: str = ""
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Add ``-f``; the command gets ``form``, one of ``formats``, of which the first is usual."""
    by_name = {one.name: one for one in formats}

    def chosen(context: click.Context, param: click.Parameter, value: str) -> Format[Value]:
        return by_name[value]

    return click.option(
        "-f",
        "--format",
        "form",
        metavar="FORMAT",
        type=click.Choice(list(by_name)),
        callback=chosen,
        default=formats[0].name,
        show_default=True,
        help=text or f"One of: {', '.join(by_name)}.",
    )


def report_options(
    formats: Sequence[Format[Value]], what: str = ""
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Add ``-f``, ``-o`` and those of every command; the command gets ``form`` and ``target``.

    ``what`` is written, as the help of ``-o`` calls it.
    """
    text = f"Write {what} to FILE." if what else "Write to FILE."
    added = (
        format_option(formats),
        click.option("-o", "--output", "target", metavar="FILE", help=text),
        output_options,
    )

    def add(command: Callable[P, R]) -> Callable[P, R]:
        for option in reversed(added):
            command = option(command)
        return command

    return add


def emit_in(
    form: Format[Value], value: Value, target: str | None, look: Look, settings: Settings
) -> None:
    """Write ``value`` in ``form`` to ``target``, and what that cannot say to standard error."""
    written = form.write(value, look)
    emit(written.text, target, form.medium)
    report_losses(form.name, written.losses, settings)

"""``kapi show``: all that one specification says, in the format asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from kapi import pipeline
from kapi.cli.exits import Exit, epilog
from kapi.cli.format_options import Outputs, emit_in, report_options
from kapi.cli.options import settings_of, source_options
from kapi.cli.output import input_problems, loading, report_findings, say
from kapi.cli.pager import paged
from kapi.cli.shell_completion import api_names
from kapi.cli.terminal import width
from kapi.pipeline.specs import Spec
from kapi.render.show_formats import FORMATS
from kapi.written import Look

Specs = Sequence[Spec]


@click.command(
    epilog=epilog(
        "kapi show madvise linux/",
        "kapi show madvise 0001-mm-add-api-specification.patch -f kerneldoc",
        "kapi show sys_read git:v6.12:fs -f rst",
        "kapi show ioctl:0xc0306201",
    )
)
@click.argument("name", shell_complete=api_names)
@source_options
@click.option(
    "--no-pager",
    is_flag=True,
    help="Never show it in KAPI_PAGER, PAGER or less, as on a terminal.",
)
@report_options(FORMATS, "the specification")
@click.pass_context
def command(
    context: click.Context,
    name: str,
    sources: tuple[str, ...],
    no_pager: bool,
    outputs: Outputs[Specs],
) -> int:
    """Show the specification called NAME: sys_madvise, or just madvise.

    When several have that name, all are shown. What a dialect cannot say is listed on
    standard error. The text has errors by errno; -v adds the conditions that a program can
    check, and keeps the errors in the order of their checks.
    """
    settings = settings_of(context)
    with loading(context) as options:
        found = pipeline.find_specs(name, sources, options)
    report_findings(found.findings, settings, found.loaded)
    if found.note and not settings.quiet:
        say(f"kapi: {found.note}")
    if found.specs:
        with paged(not no_pager):
            emit_in(outputs, found.specs, settings, Look(width=width(), long=settings.verbose))
            sys.stdout.flush()
        if found.loaded.is_broken:
            return Exit.INTERNAL
        return Exit.UNREADABLE if found.loaded.unreadable else Exit.CLEAN
    code = input_problems(found.loaded, settings)
    if code is Exit.CLEAN:
        say(f"kapi: {found.not_found(name)}")
        return Exit.FINDINGS
    return code

"""``kapi show``: all that one specification says, in the format asked for."""

from __future__ import annotations

import sys
from typing import Any

import click

from kapi import pipeline
from kapi.cli.exits import Exit, epilog
from kapi.cli.options import Settings, output_options, settings_of, source_options
from kapi.cli.output import emit, input_problems, loading, report_findings, report_losses, say
from kapi.cli.terminal import painter, width

__all__ = ["DIALECTS", "FORMATS", "command"]

DIALECTS = {
    "kerneldoc": "kerneldoc",
    "kerneldoc-enum": "kerneldoc-enum",
    "kerneldoc-flat": "kerneldoc-flat",
    "macro": "macro-rfc2",
    "macro-rfc1": "macro-rfc1",
    "macro-rfc2": "macro-rfc2",
}
"""Formats that are dialects of the framework; ``macro`` is short for the last one of macros."""

FORMATS = ("text", "json", "rst", "md", *DIALECTS)


@click.command(
    epilog=epilog(
        "kapi show madvise linux/",
        "kapi show madvise 0001-mm-add-api-specification.patch -f kerneldoc",
        "kapi show sys_read git:v6.12:fs -f rst",
    )
)
@click.argument("name")
@source_options
@click.option(
    "-f",
    "--format",
    "form",
    metavar="FORMAT",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help=f"One of: {', '.join(FORMATS)}.",
)
@output_options
@click.pass_context
def command(context: click.Context, name: str, sources: tuple[str, ...], form: str) -> int:
    """Show the specification called NAME: sys_madvise, or just madvise.

    When several have that name, all are shown. What a dialect cannot say is listed on
    standard error.
    """
    settings = settings_of(context)
    with loading(context) as options:
        found = pipeline.find_specs(name, sources, options)
    report_findings(found.findings, settings, found.loaded)
    if found.specs:
        _emit_specs(found.specs, form, settings)
        sys.stdout.flush()
        if found.loaded.is_broken:
            return Exit.INTERNAL
        return Exit.UNREADABLE if found.loaded.unreadable else Exit.CLEAN
    code = input_problems(found.loaded, settings)
    if code is Exit.CLEAN:
        say(f"kapi: {_not_found(name, found)}")
        return Exit.FINDINGS
    return code


def _not_found(name: str, found: Any) -> str:
    if found.nearest:
        return f"no specification called {name}; did you mean {' or '.join(found.nearest)}?"
    number = len(found.loaded.specs)
    return f"no specification called {name} among {number}; kapi list shows their names"


def _emit_specs(specs: tuple[Any, ...], form: str, settings: Settings) -> None:
    """Write the specs one after the other, as one document where the format has documents."""
    if form == "json":
        from kapi.render import json

        emit(json.write(specs), None, "json")
        return
    for number, spec in enumerate(specs, start=1):
        if number > 1:
            emit("\n", None)
        emit(_text_of(spec, number, form, settings), None, form)


def _text_of(spec: Any, number: int, form: str, settings: Settings) -> str:
    if form == "text":
        from kapi.render import text

        return text.write(spec, width(), painter(sys.stdout, settings.color))
    if form == "rst":
        from kapi.render import rst

        return rst.write(spec, suffix=f"-{number}" if number > 1 else "")
    if form == "md":
        from kapi.render import markdown

        return markdown.write(spec)
    written, losses = pipeline.write_dialect(spec, DIALECTS[form])
    report_losses(spec.name, DIALECTS[form], losses, settings)
    return written

"""``kapi extract``: everything that sources hold, as one JSON document."""

from __future__ import annotations

import sys

import click

from kapi import pipeline
from kapi.cli.exits import epilog
from kapi.cli.options import output_options, settings_of, source_options
from kapi.cli.output import emit, input_problems, loading, report_findings

__all__ = ["command"]


@click.command(
    epilog=epilog(
        "kapi extract linux/ -o specs.json",
        "kapi extract series.mbox | jq '.specs[].name'",
    )
)
@source_options
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["json"]),
    default="json",
    show_default=True,
    help="The format; `kapi schema specs` prints its schema.",
)
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    help="Write to FILE, which is replaced when all is done, instead of standard output.",
)
@output_options
@click.pass_context
def command(context: click.Context, sources: tuple[str, ...], form: str, target: str | None) -> int:
    """Write every specification in each SOURCE, with what was found wrong, as JSON.

    The order is that of the sources and of the places in them; the same input gives the same
    bytes.
    """
    from kapi.render import json

    settings = settings_of(context)
    with loading(context) as options:
        document, loaded = pipeline.extract_document(sources, options)
    emit(json.encode(document), target, "json")
    sys.stdout.flush()
    unreadable = [one for one in loaded.findings if one.span.source in loaded.unreadable]
    report_findings(unreadable, settings, loaded)
    return input_problems(loaded, settings)

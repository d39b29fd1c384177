"""``kapi extract``: everything that sources hold, as one JSON document."""

from __future__ import annotations

import sys

import click

from kapi.cli.exits import epilog
from kapi.cli.format_options import Outputs, emit_in, report_options
from kapi.cli.options import settings_of, source_options
from kapi.cli.output import input_problems, loading, report_unreadable
from kapi.pipeline.extract import EXTRACT_PARTS, extract
from kapi.report.formats import formats_for
from kapi.report.report import Report

FORMATS = formats_for(EXTRACT_PARTS, lambda report: report)


@click.command(
    epilog=epilog(
        "kapi extract linux/ -o specs.json",
        "kapi extract series.mbox | jq '.specs[].name'",
    )
)
@source_options
@report_options(FORMATS)
@click.pass_context
def command(context: click.Context, sources: tuple[str, ...], outputs: Outputs[Report]) -> int:
    """Write every specification in each SOURCE, with what was found wrong, as JSON.

    The order is that of the sources and of the places in them; the same input gives the same
    bytes. `kapi schema specs` prints the schema.
    """
    settings = settings_of(context)
    with loading(context) as options:
        report, loaded = extract(sources, options)
    emit_in(outputs, report, settings)
    sys.stdout.flush()
    report_unreadable(settings, loaded)
    return input_problems(loaded, settings)

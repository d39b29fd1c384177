"""``kapi list``: which specs there are."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click
import msgspec

from kapi import pipeline
from kapi.cli.exits import epilog
from kapi.cli.formats import emit_in, format_option
from kapi.cli.options import output_options, settings_of, source_options
from kapi.cli.output import input_problems, loading, report_findings
from kapi.cli.terminal import painter, width
from kapi.pipeline.extract import LIST_PARTS, report_of_list
from kapi.pipeline.specs import Spec
from kapi.render.document import printable_text
from kapi.render.outline import spot
from kapi.report.formats import formats_for
from kapi.written import Format, Look, Medium, Written

__all__ = ["command"]

Specs = Sequence[Spec]

_GAP = "  "
_NARROWEST = 20  # columns of a summary, however narrow the terminal is
_WIDEST = 240


def _table(specs: Specs, look: Look) -> Written:
    """Aligned columns; the summary is cut to ``look.width``."""
    if not specs:
        return Written(text="")
    rows = [
        [
            " ".join(printable_text(text).split())
            for text in (spec.name, spec.kind.value, spot(spec.origin), spec.summary or "")
        ]
        for spec in specs
    ]
    columns = [max(len(row[index]) for row in rows) for index in range(3)]
    used = sum(columns) + 3 * len(_GAP)
    room = None if look.width is None else max(look.width - used, _NARROWEST)
    lines = []
    for name, kind, where, summary in rows:
        cells = (
            look.paint("term", name) + " " * (columns[0] - len(name)),
            f"{kind:{columns[1]}}",
            look.paint("detail", where) + " " * (columns[2] - len(where)),
            _cut(summary, room),
        )
        lines.append(_GAP.join(cells).rstrip() + "\n")
    return Written(text="".join(lines))


def _cut(text: str, room: int | None) -> str:
    if room is None or len(text) <= room:
        return text
    return text[: room - 3].rstrip() + "..."


FORMATS: tuple[Format[Specs], ...] = (
    Format(name="text", write=_table, medium=Medium.PEOPLE),
    *formats_for(LIST_PARTS, report_of_list),
)


@click.command(
    epilog=epilog(
        "kapi list linux/",
        "kapi list 0001-mm-add-api-specification.patch",
        "b4 am -o - MESSAGE-ID | kapi list -",
    )
)
@source_options
@format_option(FORMATS)
@output_options
@click.pass_context
def command(context: click.Context, sources: tuple[str, ...], form: Format[Specs]) -> int:
    """List the specifications in each SOURCE: name, kind, place and summary."""
    settings = settings_of(context)
    with loading(context) as options:
        heads = msgspec.structs.replace(options, heads=True)
        loaded = pipeline.load_specs(sources, heads)
    report_findings(loaded.findings, settings, loaded)
    # For a person the summary is cut to the terminal; a pipe gets all of it.
    columns = width(_WIDEST) if sys.stdout.isatty() else None
    look = Look(width=columns, paint=painter(sys.stdout, settings.color))
    emit_in(form, loaded.specs, None, look, settings)
    sys.stdout.flush()
    return input_problems(loaded, settings)

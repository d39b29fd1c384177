"""``kapi list``: which specs there are."""

from __future__ import annotations

import sys
from typing import Any

import click

from kapi import pipeline
from kapi.cli.exits import epilog
from kapi.cli.options import Settings, output_options, settings_of, source_options
from kapi.cli.output import emit, input_problems, loading, report_findings
from kapi.cli.terminal import painter, width
from kapi.render.document import printable_text
from kapi.render.outline import spot

__all__ = ["command"]

_GAP = "  "
_NARROWEST = 20  # columns of a summary, however narrow the terminal is
_WIDEST = 240


@click.command(
    epilog=epilog(
        "kapi list linux/",
        "kapi list 0001-mm-add-api-specification.patch",
        "b4 am -o - MESSAGE-ID | kapi list -",
    )
)
@source_options
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the list.",
)
@output_options
@click.pass_context
def command(context: click.Context, sources: tuple[str, ...], form: str) -> int:
    """List the specifications in each SOURCE: name, kind, place and summary."""
    settings = settings_of(context)
    with loading(context) as options:
        loaded = pipeline.load_specs(sources, options)
    report_findings(loaded.findings, settings, loaded)
    emit(_json(loaded) if form == "json" else _table(loaded.specs, settings), None, form)
    sys.stdout.flush()
    return input_problems(loaded, settings)


def _json(loaded: Any) -> str:
    from kapi.render import json

    return json.write_list(loaded.specs)


def _table(specs: tuple[Any, ...], settings: Settings) -> str:
    """Aligned columns. For a person the summary is cut to the terminal; a pipe gets all of it."""
    if not specs:
        return ""
    paint = painter(sys.stdout, settings.color)
    rows = [
        [
            " ".join(printable_text(text).split())
            for text in (spec.name, spec.kind.value, spot(spec.origin), spec.summary or "")
        ]
        for spec in specs
    ]
    columns = [max(len(row[index]) for row in rows) for index in range(3)]
    used = sum(columns) + 3 * len(_GAP)
    room = max(width(_WIDEST) - used, _NARROWEST) if sys.stdout.isatty() else None
    lines = []
    for name, kind, where, summary in rows:
        cells = (
            paint("term", name) + " " * (columns[0] - len(name)),
            f"{kind:{columns[1]}}",
            paint("detail", where) + " " * (columns[2] - len(where)),
            _cut(summary, room),
        )
        lines.append(_GAP.join(cells).rstrip() + "\n")
    return "".join(lines)


def _cut(text: str, room: int | None) -> str:
    if room is None or len(text) <= room:
        return text
    return text[: room - 3].rstrip() + "..."

"""``kapi list``: which specs there are."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click
import msgspec

from kapi import pipeline
from kapi.cli.exits import epilog
from kapi.cli.format_options import Outputs, emit_in, report_options, room
from kapi.cli.options import settings_of, source_options
from kapi.cli.output import input_problems, loading, report_findings
from kapi.pipeline.extract import LIST_PARTS, report_of_list
from kapi.pipeline.specs import Spec
from kapi.render.document import printable_text
from kapi.render.outline import spot
from kapi.report.formats import formats_for
from kapi.written import Format, Look, Medium, Written, shortened

Specs = Sequence[Spec]

_GAP = "  "
_NARROWEST = 40  # columns that a row takes, however narrow the terminal is
_SUMMARY = 24  # columns that places leave to it
_PLACE = 16


def _table(specs: Specs, look: Look) -> Written:
    """Aligned columns, each row cut to ``look.width``: its summary, then its place.

    A long name moves the rest of its row, and is cut only where it is wider than that alone.
    """
    rows = [
        [
            " ".join(printable_text(text).split())
            for text in (spec.name, spec.kind.value, spot(spec.origin), spec.summary or "")
        ]
        for spec in specs
    ]
    columns = [max((len(row[index]) for row in rows), default=0) for index in range(3)]
    used = max((sum(map(len, row)) for row in rows), default=0)
    if look.width is not None and max(used, sum(columns)) + 3 * len(_GAP) > look.width:
        few = min(columns[0], look.width * 3 // 10)
        columns[0] = max(_of_most([len(row[0]) for row in rows]), few)
        columns = _narrowed(columns, max(look.width, _NARROWEST))
    return Written(text="".join(_row(row, columns, look) for row in rows))


def _of_most(lengths: Sequence[int]) -> int:
    """The columns in which nine of ten have room."""
    return sorted(lengths)[len(lengths) * 9 // 10]


def _narrowed(columns: Sequence[int], width: int) -> list[int]:
    """The columns of name, kind and place that leave room for a summary in ``width``."""
    name = min(columns[0], width * 2 // 5)
    left = width - name - columns[1] - 3 * len(_GAP)
    return [name, columns[1], min(columns[2], max(left - _SUMMARY, _PLACE))]


def _row(row: Sequence[str], columns: Sequence[int], look: Look) -> str:
    name, kind, where, summary = row
    left = None if look.width is None else max(look.width, _NARROWEST)
    name = shortened(name, left)
    left, named = _after(left, name, columns[0])
    kind = shortened(kind, left)
    left, told = _after(left, kind, columns[1])
    where = _cut_start(where, columns[2] if left is None else min(columns[2], left))
    left, placed = _after(left, where, columns[2])
    cells = (
        look.paint("term", name) + named,
        kind + told,
        look.paint("detail", where) + placed,
        shortened(summary, left),
    )
    return "".join(cells).rstrip() + "\n"


def _after(left: int | None, text: str, column: int) -> tuple[int | None, str]:
    """What is left of a row after ``text`` and the blanks to the next column, and these."""
    blanks = " " * max(column - len(text), 0) + _GAP
    return None if left is None else max(left - len(text) - len(blanks), 0), blanks


def _cut_start(text: str, room: int) -> str:
    """``text`` without its beginning: the end of a path says more."""
    if len(text) <= room:
        return text
    return "…" + text[len(text) - room + 1 :] if room > 1 else ""


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
@report_options(FORMATS, "the list")
@click.pass_context
def command(context: click.Context, sources: tuple[str, ...], outputs: Outputs[Specs]) -> int:
    """List the specifications in each SOURCE: name, kind, place and summary."""
    settings = settings_of(context)
    with loading(context) as options:
        heads = msgspec.structs.replace(options, heads=True)
        loaded = pipeline.load_specs(sources, heads)
    report_findings(loaded.findings, settings, loaded)
    emit_in(outputs, loaded.specs, settings, Look(width=room(outputs)))
    sys.stdout.flush()
    return input_problems(loaded, settings)

"""``kapi rules``: the rules of the linter, listed or explained."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kapi.cli.exits import Exit, epilog
from kapi.cli.format_options import Outputs, emit_in, report_options, room
from kapi.cli.options import settings_of
from kapi.cli.rule_names import rule_names
from kapi.pipeline import lint
from kapi.report import rule_pages
from kapi.report.formats import formats_for
from kapi.report.location import Described
from kapi.report.report import Part
from kapi.written import Format, Look, Medium, Written

Rules = Sequence[Described]


def _text(chosen: Rules, look: Look) -> Written:
    return (
        rule_pages.write_page(chosen, look)
        if len(chosen) == 1
        else rule_pages.write_list(chosen, look)
    )


FORMATS: tuple[Format[Rules], ...] = (
    Format(name="text", write=_text, medium=Medium.PEOPLE),
    Format(name="md", write=rule_pages.write_pages, medium=Medium.PEOPLE),
    *(
        one
        for one in formats_for((Part.DOCUMENT, Part.TABLE), rule_pages.report_of)
        if one.name != "md"
    ),
)
"""The pages say more than the table of Markdown does."""


@click.command(epilog=epilog("kapi rules", "kapi rules signed-range", "kapi rules -f md"))
@click.argument("rule", metavar="[ID]", required=False, shell_complete=rule_names)
@report_options(FORMATS, "the rules")
@click.pass_context
def command(context: click.Context, rule: str | None, outputs: Outputs[Rules]) -> int:
    """List the rules of `kapi lint`, or explain the one called ID."""
    settings = settings_of(context)
    chosen = (lint.explain_rule(rule),) if rule else lint.describe_rules()
    emit_in(outputs, chosen, settings, Look(width=room(outputs)))
    return Exit.CLEAN

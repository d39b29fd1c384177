"""``kapi rules``: the rules of the linter, listed or explained."""

from __future__ import annotations

import sys

import click

from kapi.cli.exits import epilog
from kapi.cli.options import output_options, settings_of
from kapi.cli.output import emit
from kapi.cli.terminal import painter

__all__ = ["command"]


@click.command(epilog=epilog("kapi rules", "kapi rules signed-range", "kapi rules -f md"))
@click.argument("rule", metavar="[ID]", required=False)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json", "md"]),
    default="text",
    show_default=True,
)
@output_options
@click.pass_context
def command(context: click.Context, rule: str | None, form: str) -> int:
    """List the rules of `kapi lint`, or explain the one called ID."""
    from kapi.pipeline import lint
    from kapi.report import rules

    chosen = [lint.explain_rule(rule)] if rule else lint.describe_rules()
    if form == "json":
        emit(rules.write_json(chosen), None, "json")
    elif form == "md":
        emit(rules.write_markdown(chosen), None)
    elif rule:
        emit(rules.write_page(chosen[0]), None)
    else:
        paint = painter(sys.stdout, settings_of(context).color)
        emit(rules.write_list(chosen, lambda text: paint("term", text)), None)
    return 0

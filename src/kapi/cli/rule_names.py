"""What a shell completes of the rules of lint; apart, as other commands do not load the rules."""

from __future__ import annotations

import click

from kapi.cli.shell_completion import beginning
from kapi.pipeline import lint


def rule_names(context: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of the rules that begin so."""
    return beginning((one.id for one in lint.describe_rules()), incomplete)


def rules_and_families(
    context: click.Context, param: click.Parameter, incomplete: str
) -> list[str]:
    """Return the rules and families that the last name of a list with commas may become."""
    rules = lint.describe_rules()
    names = [*dict.fromkeys(one.family for one in rules), *(one.id for one in rules)]
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{one}" for one in beginning(names, last)]

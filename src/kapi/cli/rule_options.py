"""The options that choose rules, which `kapi lint` takes and `kapi config` explains."""

from __future__ import annotations

from typing import TypedDict

import click

from kapi.cli.options import adding
from kapi.cli.rule_names import rules_and_families


class Wanted(TypedDict):
    """The values, as they go to the pipeline."""

    rule_set: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: str | None
    config: str | None
    baseline: str | None


rule_options = adding(
    click.option(
        "--set",
        "rule_set",
        type=click.Choice(["minimal", "recommended", "strict"]),
        envvar="KAPI_SET",
        show_envvar=True,
        help="Which rules run.  [default: recommended]",
    ),
    click.option(
        "--select",
        metavar="RULE,...",
        multiple=True,
        shell_complete=rules_and_families,
        help="Run only these rules or families; also PREFIX*.",
    ),
    click.option(
        "--ignore",
        metavar="RULE,...",
        multiple=True,
        shell_complete=rules_and_families,
        help="Leave out these rules or families; also PREFIX*.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "note"]),
        envvar="KAPI_FAIL_ON",
        show_envvar=True,
        help="Exit with 1 for findings of this severity or worse.  [default: warning]",
    ),
    click.option("--config", metavar="FILE", help="Read this configuration instead of .kapi.toml."),
    click.option("--baseline", metavar="FILE", help="Report only what is not in this baseline."),
)
"""The options; the command gets them as `Wanted` says."""

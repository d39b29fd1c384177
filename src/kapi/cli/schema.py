"""``kapi schema``: the shapes of kapi's documents."""

from __future__ import annotations

import click

from kapi import pipeline
from kapi.cli.exits import Exit, epilog
from kapi.cli.options import output_options
from kapi.cli.output import emit

__all__ = ["command"]


@click.command(
    epilog=epilog(
        "kapi schema specs > kapi-specs-1.schema.json",
        "kapi schema test",
    )
)
@click.argument("name", default="specs")
@output_options
def command(name: str) -> int:
    """Print the JSON Schema of a document: specs (kapi extract) or test (kapi test -f json)."""
    emit(pipeline.schema_text(name), None, "json")
    return Exit.CLEAN

"""``kapi schema``: the shapes of kapi's documents."""

from __future__ import annotations

import click

from kapi.cli.exits import Exit, epilog
from kapi.cli.options import output_options
from kapi.cli.output import emit
from kapi.pipeline.schemas import SCHEMAS, schema_text
from kapi.written import Medium


def _names(context: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    return [one for one in SCHEMAS if one.startswith(incomplete)]


@click.command(
    epilog=epilog(
        "kapi schema specs > kapi-specs-1.schema.json",
        "kapi schema test",
        "kapi schema --list",
    )
)
@click.argument("name", default="specs", shell_complete=_names)
@click.option("--list", "list_only", is_flag=True, help="List the documents that have one.")
@output_options
def command(name: str, list_only: bool) -> int:
    """Print the JSON Schema of a document that a command writes: NAME, or specs.

    NAME is one that --list shows, or that of the command.
    """
    if list_only:
        emit("".join(f"{one:9} {title}\n" for one, (_, title) in SCHEMAS.items()), None)
    else:
        emit(schema_text(name), None, Medium.JSON)
    return Exit.CLEAN

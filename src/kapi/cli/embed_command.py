"""``kapi embed``: specs in an object file."""

from __future__ import annotations

import click

from kapi.cli.exits import epilog
from kapi.cli.options import output_options, settings_of
from kapi.cli.output import input_problems, loading, report_losses, report_unreadable
from kapi.pipeline.export import embed_specs


@click.command(
    epilog=epilog(
        "kapi embed specs.c -o specs.o; ld -r module.o specs.o -o with-specs.o",
        "kapi embed linux/ -o specs.o; kapi list specs.o",
    )
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("-o", "--output", "target", metavar="FILE", required=True, help="The object file.")
@output_options
@click.pass_context
def command(context: click.Context, sources: tuple[str, ...], target: str) -> int:
    """Write an object with the section .kapi_specs, made with the system's C compiler (cc).

    A kernel, a module or any ELF file can link it. What the framework's structures cannot hold is
    listed on standard error.
    """
    settings = settings_of(context)
    with loading(context) as options:
        made = embed_specs(sources, target, options)
    report_unreadable(settings, made.loaded)
    report_losses("an object file", made.losses, settings)
    return input_problems(made.loaded, settings)

"""``kapi export``: specs as the C of a kernel build, a tree of debugfs, or a bpftrace script."""

from __future__ import annotations

import sys

import click

from kapi.cli.exits import Exit, epilog
from kapi.cli.options import from_option, output_options, settings_of
from kapi.cli.output import emit, input_problems, loading, report_losses, report_unreadable, say
from kapi.cli.shell_completion import api_names
from kapi.pipeline.export import Form, export
from kapi.written import Medium


@click.command(
    epilog=epilog(
        "kapi export mlock -t c-header -o mlock.apispec.h",
        "kapi export --from linux/ -t debugfs-tree -o kapi/",
        "kapi export madvise -t bpftrace -o madvise.bt",
    )
)
@click.argument("names", metavar="[NAME]...", nargs=-1, shell_complete=api_names)
@from_option
@click.option(
    "-t",
    "--type",
    "form",
    type=click.Choice([one.value for one in Form]),
    required=True,
    help="The header that a kernel build includes, files as in debugfs, or a bpftrace script.",
)
@click.option("-o", "--output", "target", metavar="PATH", help="The file, or the directory.")
@output_options
@click.pass_context
def command(
    context: click.Context,
    names: tuple[str, ...],
    sources: tuple[str, ...],
    form: str,
    target: str | None,
) -> int:
    """Write the specifications called NAME, or all, as the kernel's framework has them.

    What the framework's structures cannot hold is listed on standard error, and in a header as a
    comment. A script of bpftrace makes the checks that 'kapi verify' makes, for people to read,
    change and run.
    """
    wanted = Form(form)
    if wanted is Form.DEBUGFS_TREE and target is None:
        raise click.UsageError("a tree needs a directory: -o DIR", context)
    settings = settings_of(context)
    with loading(context) as options:
        made = export(names, sources, wanted, target, options)
    report_unreadable(settings, made.loaded)
    if wanted is not Form.DEBUGFS_TREE and made.specs:
        emit(made.text, target, Medium.EXACT)
        sys.stdout.flush()
    report_losses(form, made.losses, settings)
    for line in made.missing:
        say(f"kapi: {line}")
    code = input_problems(made.loaded, settings)
    return Exit.FINDINGS if code is Exit.CLEAN and made.missing else code

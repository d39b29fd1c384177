"""``kapi evidence``: claim by claim, what is proven."""

from __future__ import annotations

import sys

import click

from kapi.cli.exits import Exit, epilog
from kapi.cli.options import output_options, settings_of
from kapi.cli.output import emit, loading, report_findings, say

__all__ = ["command"]


@click.command(
    epilog=epilog(
        "kapi evidence mlock",
        "kapi evidence --no-run -f md",
        "kapi evidence --merge here.jsonl --merge there.jsonl -o both.jsonl",
    )
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--from", "sources", metavar="SOURCE", multiple=True, help="Specs of this source.")
@click.option("--ledger", "ledgers", metavar="FILE", multiple=True, help="Read these records.")
@click.option("--no-run", is_flag=True, help="Try nothing; show what the ledger holds.")
@click.option("--record", metavar="FILE", help="Append what is found now to this ledger.")
@click.option("--merge", metavar="FILE", multiple=True, help="Merge ledgers; show no table.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    show_default=True,
)
@click.option("-o", "--output", "target", metavar="FILE", help="Write to FILE.")
@output_options
@click.pass_context
def command(
    context: click.Context,
    /,
    names: tuple[str, ...],
    sources: tuple[str, ...],
    ledgers: tuple[str, ...],
    no_run: bool,
    record: str | None,
    merge: tuple[str, ...],
    form: str,
    target: str | None,
) -> int:
    """Show for each claim what confirms it: the kernel that runs here, the manual page.

    The columns code and trace are for methods that are not there yet.
    """
    from kapi.pipeline import evidence

    if merge:
        text, findings = evidence.merge_ledgers(merge)
        report_findings(findings, settings_of(context))
        emit(text, target, "jsonl")
        return Exit.CLEAN
    with loading(context, "trying", "specs") as options:
        found = evidence.gather(names, sources, options, ledgers, not no_run, record)
    report_findings(found.findings, settings_of(context))
    for line in found.missing:
        say(f"kapi: {line}")
    emit(evidence.write(found, form), target, form)
    sys.stdout.flush()
    if found.refuted or found.missing:
        return Exit.FINDINGS
    return Exit.CLEAN if found.table else Exit.NOTHING

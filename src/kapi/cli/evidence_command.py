"""``kapi evidence``: claim by claim, what is proven."""

from __future__ import annotations

import sys

import click

from kapi.cli.exits import Exit, epilog
from kapi.cli.format_options import Outputs, emit_in, report_options, room
from kapi.cli.options import from_option, settings_of
from kapi.cli.output import (
    emit,
    input_problems,
    loading,
    report_findings,
    report_unreadable,
    say,
)
from kapi.cli.shell_completion import api_names
from kapi.pipeline import evidence
from kapi.pipeline.evidence import Evidence
from kapi.report.formats import formats_for
from kapi.written import Format, Look, Medium

FORMATS: tuple[Format[Evidence], ...] = (
    Format(name="text", write=evidence.write_text, medium=Medium.PEOPLE),
    *formats_for(evidence.PARTS, evidence.report_of),
)


@click.command(
    epilog=epilog(
        "kapi evidence mlock",
        "kapi evidence --no-run -f md",
        "kapi evidence --merge here.jsonl --merge there.jsonl -o both.jsonl",
    )
)
@click.argument("names", metavar="[NAME]...", nargs=-1, shell_complete=api_names)
@from_option
@click.option("--ledger", "ledgers", metavar="FILE", multiple=True, help="Read these records.")
@click.option("--no-run", is_flag=True, help="Try nothing; show what the ledger holds.")
@click.option("--record", metavar="FILE", help="Append what is found now to this ledger.")
@click.option("--merge", metavar="FILE", multiple=True, help="Merge ledgers; show no table.")
@click.option("--strict", is_flag=True, help="Exit 5 where no call has decided a claim.")
@report_options(FORMATS)
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
    strict: bool,
    outputs: Outputs[Evidence],
) -> int:
    """Show for each claim what confirms it: the kernel that runs here, the manual page.

    The column trace is what programs were seen to do (kapi coverage --record), and code is for a
    method that is not there yet.
    """
    settings = settings_of(context)
    if merge:
        text, findings = evidence.merge_ledgers(merge)
        report_findings(findings, settings)
        emit(text, outputs[0].target, Medium.JSON)
        return Exit.CLEAN
    with loading(context, "trying", "specs") as options:
        found = evidence.gather(names, sources, options, ledgers, not no_run, record)
    report_findings(found.findings, settings)
    report_unreadable(settings, found.loaded)
    for line in found.missing:
        say(f"kapi: {line}")
    emit_in(outputs, found, settings, Look(width=room(outputs)))
    sys.stdout.flush()
    read = input_problems(found.loaded, settings)
    if read is not Exit.CLEAN:
        return read
    if found.refuted or found.missing:
        return Exit.FINDINGS
    if strict and found.undecided and not settings.quiet:
        say(f"kapi: {found.undecided} of {len(found.table)} claims are not decided")
    if strict and found.undecided:
        return Exit.INCOMPLETE
    return Exit.CLEAN

"""``kapi coverage``: which claims a test suite exercised."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from kapi.cli.exits import Exit, epilog, of_program
from kapi.cli.format_options import Outputs, report_options
from kapi.cli.options import from_option, settings_of
from kapi.cli.output import loading, say
from kapi.cli.program_arguments import ProgramCommand, program_of
from kapi.cli.reporting import report_beside
from kapi.cli.shell_completion import api_names
from kapi.pipeline import coverage, traced, verify
from kapi.pipeline.coverage import Coverage, Covered
from kapi.report.formats import formats_for
from kapi.written import PLAIN, Format, Look, Medium, Role, Written, shortened

_ROLES: dict[str, Role] = {"met": "term", "maybe": "warning", "never": "error"}
_COLUMNS = 100


def write(found: Coverage, look: Look = PLAIN) -> Written:
    """Return a line for each API and what it lacks; ``look.long`` shows every claim."""
    rows = [*_rows(found, look)]
    return Written(text="".join(row.replace("\n", " ") + "\n" for row in rows))


FORMATS: tuple[Format[Coverage], ...] = (
    Format(name="text", write=write, medium=Medium.PEOPLE),
    *formats_for(coverage.PARTS, coverage.report_of),
)


@click.command(
    cls=ProgramCommand,
    epilog=epilog(
        "kapi coverage -- make check",
        "kapi coverage --api mlock --api madvise --replay strace.log",
        "kapi coverage --merge monday.json --merge tuesday.json",
    ),
)
@from_option
@click.option(
    "--api",
    "names",
    metavar="NAME",
    multiple=True,
    shell_complete=api_names,
    help="Only this API, called or not.",
)
@click.option("--replay", metavar="FILE", multiple=True, help="Recorded calls; - is stdin.")
@click.option(
    "--measure", is_flag=True, help="Stop the command at each call and measure its situation; slow."
)
@click.option("--merge", metavar="FILE", multiple=True, help="Add up what -f json has written.")
@click.option("--record", "ledger", metavar="FILE", help="Append what calls met to this ledger.")
@report_options(FORMATS, "the report")
@click.pass_context
def command(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    names: tuple[str, ...],
    replay: tuple[str, ...],
    measure: bool,
    merge: tuple[str, ...],
    ledger: str | None,
    outputs: Outputs[Coverage],
) -> int:
    """Say claim by claim what a test suite exercised, and what it never did.

    After -- comes the command that runs the suite; its exit code becomes that of kapi. A claim
    is met when its condition was true and its outcome came, maybe when the errno came and nothing
    tells whether the condition held. Only met counts.
    """
    program = program_of(context)
    if sum(map(bool, (program, replay, merge))) != 1:
        raise click.UsageError("give one of: -- COMMAND, --replay FILE, --merge FILE", context)
    if measure and not program:
        raise click.UsageError("--measure needs -- COMMAND", context)
    if merge:
        found = coverage.merge(map(coverage.read, merge))
    else:
        subject = verify.Subject(program=program, replay=replay)
        with loading(context, "watching", "calls") as options:
            found = coverage.coverage(
                subject, names, sources, options,
                measured=measure, on_note=lambda note: say(f"kapi: {note}"),
            )  # fmt: skip
    if ledger is not None:
        traced.record(ledger, coverage.met_by(found))
    report_beside(outputs, found, settings_of(context), is_beside=bool(program))
    sys.stdout.flush()
    return of_program(found.status) or (Exit.CLEAN if found.calls else Exit.NOTHING)


def _rows(found: Coverage, look: Look) -> Iterator[str]:
    apis = dict.fromkeys(one.api for one in found.claims)
    for api in apis:
        claims = [one for one in found.claims if one.api == api]
        counts = {status: sum(one.status == status for one in claims) for status in _ROLES}
        told = ", ".join(f"{count} {status}" for status, count in counts.items())
        yield f"{look.paint('title', api)}  {told}, of {len(claims)} claims"
        for one in claims:
            if one.status != "met" or look.long:
                yield from _claim(one, look)
    counts = found.counts
    calls = sum(found.calls.values())
    yield (
        f"kapi: {counts['met']} of {len(found.claims)} claims met, {counts['maybe']} maybe, "
        f"{counts['never']} never, by {calls} calls"
    )
    if found.lost:
        yield f"kapi: {found.lost} calls were lost"


def _claim(one: Covered, look: Look) -> Iterator[str]:
    count = f"  {one.met} calls" if one.met else ""
    head = f"  {one.status:5} "
    name = shortened(one.name, _COLUMNS - len(head) - len(count))
    yield f"  {look.paint(_ROLES[one.status], f'{one.status:5}')} {name}{count}"
    if one.first and look.long:
        yield shortened(f"          {one.first}", _COLUMNS)
    if one.would:
        yield shortened(f"          would: {one.would}", _COLUMNS)
    if one.after:
        yield shortened(f"            after {one.after}", _COLUMNS)

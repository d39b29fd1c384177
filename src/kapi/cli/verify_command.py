"""``kapi verify``: what a program does, against the specs."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kapi.cli.exits import Exit, epilog, of_program
from kapi.cli.format_options import Outputs, report_options
from kapi.cli.options import from_option, settings_of
from kapi.cli.output import loading, say
from kapi.cli.program_arguments import ProgramCommand, program_of
from kapi.cli.reporting import report_beside
from kapi.pipeline import traced, verify
from kapi.pipeline.verify import Verified
from kapi.pipeline.watch_results import Deviation
from kapi.report.formats import formats_for
from kapi.report.location import path
from kapi.written import PLAIN, Format, Look, Medium, Role, Written, shortened

_ROLES: dict[str, Role] = {"error": "error", "warning": "warning", "note": "note"}
_LONGEST = 160


def write(verified: Verified, look: Look = PLAIN) -> Written:
    """Return the findings, a row for each API and the sums; notes of one API only when long."""
    rows = [*_findings(verified, look), *_table(verified, look), *_sums(verified, look)]
    return Written(text="".join(row.replace("\n", " ") + "\n" for row in rows))


FORMATS: tuple[Format[Verified], ...] = (
    Format(name="text", write=write, medium=Medium.PEOPLE),
    *formats_for(verify.PARTS, verify.report_of),
)


@click.command(
    cls=ProgramCommand,
    epilog=epilog(
        "kapi verify -- make test",
        "kapi verify --pid 4711 --duration 10",
        "kapi verify --replay strace.log -f json",
    ),
)
@from_option
@click.option("--pid", "pids", type=click.IntRange(1), multiple=True, help="It and its children.")
@click.option(
    "--duration", type=click.FloatRange(min=0.1), metavar="SECONDS", help="Watch for that time."
)
@click.option("--replay", metavar="FILE", multiple=True, help="Judge recorded calls; - is stdin.")
@click.option(
    "--backend",
    type=click.Choice(["auto", "bpf", "strace", "replay"]),
    default="auto",
    show_default=True,
    help="What watches the program.",
)
@click.option(
    "--strict", is_flag=True, help="Exit 1 for a violation, 5 for lost calls, 4 for none."
)
@click.option("--record", "ledger", metavar="FILE", help="Append what was refuted to this ledger.")
@report_options(FORMATS, "the report")
@click.pass_context
def command(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    pids: tuple[int, ...],
    duration: float | None,
    replay: tuple[str, ...],
    backend: str,
    strict: bool,
    ledger: str | None,
    outputs: Outputs[Verified],
) -> int:
    """Watch what a program does, and compare each call with its specification.

    After -- comes the PROGRAM with its arguments; it is followed into threads, children and
    other programs, and runs as it would alone. Its exit code becomes that of kapi, 128 + N for
    signal N. The report goes to standard error, so that it does not mix with what the program
    writes; that of --replay, which exits with 1 for a violation, to standard output.
    """
    program = program_of(context)
    if sum(map(bool, (program, pids, replay))) != 1:
        raise click.UsageError("give one of: -- PROGRAM, --pid, --replay FILE", context)
    settings = settings_of(context)
    subject = verify.Subject(
        program=program, pids=pids, replay=replay, backend=backend, duration=duration
    )
    with loading(context, "watching", "calls") as options:
        found = verify.verify(subject, sources, options, lambda note: say(f"kapi: {note}"))
    if ledger is not None:
        traced.record(ledger, traced.refuted_by(found))
    report_beside(outputs, found, settings, is_beside=not replay)
    return _exit_code(found, strict, is_replay=bool(replay), is_program=bool(program))


def _exit_code(found: Verified, strict: bool, *, is_replay: bool, is_program: bool) -> int:
    if found.violated and (strict or is_replay):
        return Exit.FINDINGS
    if strict and found.summary.has_losses:
        return Exit.INCOMPLETE
    if not found.summary.calls and (strict or not is_program):
        return Exit.NOTHING
    return of_program(found.status)


def _findings(verified: Verified, look: Look) -> Iterator[str]:
    for one in verified.findings:
        if one.severity.value == "note" and not look.long:
            continue
        times = f" ({one.count} times)" if one.count > 1 else ""
        word = look.paint(_ROLES[one.severity.value], f"{one.severity.value}:")
        place = look.paint("place", f"{path(one.span)}:{one.span.line}:") + " "
        yield f"{place if one.span.line else ''}{word} {one.api}: {one.message}{times} [{one.code}]"
        yield from _first(one)


def _first(one: Deviation) -> Iterator[str]:
    call = one.call if len(one.call) <= _LONGEST else one.call[: _LONGEST - 1] + "…"
    yield f"      {call}"
    facts = [f"thread {one.tid}" if one.tid else "", one.program, one.time and f"at {one.time}"]
    told = ", ".join(filter(None, facts))
    if told:
        yield f"      {told}"


def _table(verified: Verified, look: Look) -> Iterator[str]:
    head = ("API", "calls", "conform", "violate", "unlisted", "cannot tell")
    rows = [
        (one.api, one.calls, one.conforming, one.violations, one.unlisted, one.cannot_tell)
        for one in verified.apis
    ]
    widths = [max(len(str(cell)) for cell in column) for column in zip(head, *rows, strict=True)]
    for number, row in enumerate([head, *rows] if rows else []):
        cells = [str(cell).rjust(width) for cell, width in zip(row, widths, strict=True)]
        line = "  ".join([str(row[0]).ljust(widths[0]), *cells[1:]])
        yield look.paint("heading", line) if not number else line


def _sums(verified: Verified, look: Look) -> Iterator[str]:
    """One line of sums, and one for each kind of loss. All conforms only where none was lost."""
    summary = verified.summary
    seen = " seen" if summary.has_losses else ""
    told = f"{summary.calls} calls{seen}, {summary.conforming} conforming"
    if not summary.calls:
        told = "no call of a specified API was seen: this says nothing"
    for count, word in (
        (summary.violations, "violations"),
        (summary.unlisted, "unlisted errnos"),
        (summary.cannot_tell, "that nothing can tell of"),
    ):
        told += f", {count} {word}" if count else ""
    notes = sum(one.count for one in verified.findings if one.severity.value == "note")
    if notes and not look.long:
        told += f"; {notes} noted (-v)"
    others = "; others may be lost" if seen else ""
    yield f"kapi: {told}, by {verified.backend}{others}"
    for lost in summary.losses.told():
        yield shortened(f"kapi: {lost}", _LONGEST)

"""``kapi trace``: the tracepoints of the specification framework, on a kernel without it."""

from __future__ import annotations

import sys

import click

from kapi.cli.exits import Exit, epilog, of_program
from kapi.cli.options import from_option, output_options
from kapi.cli.output import loading, say
from kapi.cli.program_arguments import ProgramCommand, program_of
from kapi.errors import InputError
from kapi.pipeline import verify
from kapi.pipeline.trace import Trace
from kapi.printable import in_json, line


@click.command(
    cls=ProgramCommand,
    epilog=epilog(
        "kapi trace -- ls",
        "kapi trace -f jsonl -o log -- make test; kapi verify --replay log",
    ),
)
@from_option
@click.option("--replay", metavar="FILE", multiple=True, help="Recorded calls; - is stdin.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
)
@click.option("-o", "--output", "target", metavar="FILE", help="Write the events to FILE.")
@output_options
@click.pass_context
def command(
    context: click.Context,
    sources: tuple[str, ...],
    replay: tuple[str, ...],
    form: str,
    target: str | None,
) -> int:
    """Print each call of a specified API as kapi_syscall_enter and kapi_syscall_exit.

    The lines are those of perf script. They go to standard error, as the program may write to
    standard output, and with --replay to that. spec_match=0 marks a call that differs from its
    spec. The exit code is that of the program.
    """
    program = program_of(context)
    if bool(program) == bool(replay):
        raise click.UsageError("give -- PROGRAM or --replay FILE", context)
    with loading(context, "watching", "calls") as options:
        subject = verify.Subject(program=program, replay=replay)
        trace = Trace(subject, sources, options)
    for note in verify.disturbed_by(trace.backend, subject):
        say(f"kapi: {note}")
    _write(trace, form, target, beside=bool(program))
    for note in (*trace.backend.losses.told(), *trace.backend.disturbed):
        say(f"kapi: {note}")
    return of_program(trace.backend.status) or (Exit.CLEAN if trace.calls else Exit.NOTHING)


def _write(trace: Trace, form: str, target: str | None, *, beside: bool) -> None:
    """Write each event when it comes: a trace may be long, and a person may look on."""
    events = trace.json() if form == "jsonl" else trace.lines()
    shown = in_json if form == "jsonl" else _one_line
    if target is None:
        stream = sys.stderr if beside else sys.stdout
        stream.writelines(map(shown, events))
        return
    try:
        with open(target, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(map(shown, events))
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror}") from error


def _one_line(text: str) -> str:
    return line(text.removesuffix("\n")) + "\n"

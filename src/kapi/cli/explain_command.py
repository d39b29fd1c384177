"""``kapi explain``: which documented condition a call failed under."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from kapi.cli.exits import Exit, epilog
from kapi.cli.format_options import Outputs, emit_in, report_options
from kapi.cli.options import from_option, settings_of
from kapi.cli.output import loading, say
from kapi.cli.program_arguments import ProgramCommand, program_of
from kapi.cli.terminal import width
from kapi.pipeline import explain
from kapi.pipeline.explain import Document
from kapi.pipeline.explainer import Explained, Why
from kapi.report.formats import formats_for
from kapi.report.location import path
from kapi.written import PLAIN, Format, Look, Medium, Role, Written

_FEW = 3
_ROLES: dict[str, Role] = {"certain": "error", "likely": "warning", "possible": "detail"}
_WORDS = {True: "holds", False: "does not hold", None: "cannot be told"}


def write(document: Document, look: Look = PLAIN) -> Written:
    """Return each call with its reasons; ``look.long`` shows all of them in full."""
    sections = ("".join(f"{row}\n" for row in _rows(one, look)) for one in document.explained)
    return Written(text="\n".join(sections))


FORMATS: tuple[Format[Document], ...] = (
    Format(name="text", write=write, medium=Medium.PEOPLE),
    *formats_for(explain.PARTS, explain.report_of),
)


@click.command(
    cls=ProgramCommand,
    epilog=epilog(
        "kapi explain 'madvise(0x1001, 4096, MADV_DONTNEED) = -1 EINVAL'",
        "strace -f -y -o log make; kapi explain --all - < log",
        "kapi explain -- cat /etc/shadow",
    ),
)
@click.argument("call", metavar="CALL|-", required=False)
@from_option
@click.option("--all", "every", is_flag=True, help="Every failing call, not only the last.")
@report_options(FORMATS, "the reasons")
@click.pass_context
def command(
    context: click.Context,
    call: str | None,
    sources: tuple[str, ...],
    every: bool,
    outputs: Outputs[Document],
) -> int:
    """Say which documented condition a CALL failed under, and what to do instead.

    CALL is a call as strace prints it; of one that worked, kapi says what it did. With - it is
    a log of strace on standard input; with -- PROGRAM [ARG...] the program is run and watched.
    Then the last failing call of a specified API is explained, or with --all each.
    """
    program = program_of(context)
    if (call is None) == (not program):
        raise click.UsageError("give a CALL, or - for a log, or -- PROGRAM", context)
    with loading(context) as options:
        document = explain.explain(
            call, program, sources, options,
            every=every, on_note=lambda note: say(f"kapi: {note}"),
        )  # fmt: skip
    settings = settings_of(context)
    emit_in(outputs, document, settings, Look(width=width(), long=settings.verbose))
    if not document.explained:
        if not settings.quiet:
            say("kapi: no failing call of an API that has a spec")
        return Exit.NOTHING
    without = any(one.problem and not one.api for one in document.explained)
    return Exit.FINDINGS if without else Exit.CLEAN


def _rows(one: Explained, look: Look) -> Iterator[str]:
    yield look.paint("title", one.call if look.long else _cut(one.call))
    if one.problem:
        yield f"  {look.paint('warning', one.problem)}"
    for effect in one.did:
        yield from _wrapped(effect, 2, look)
    for number, why in enumerate(one.reasons):
        if number == _FEW and not look.long:
            yield f"  {len(one.reasons) - _FEW} more (-v)"
            return
        grade = look.paint(_ROLES[why.grade], f"{why.grade:9}")
        yield f"  {grade} {look.paint('term', one.errno)} {why.summary}"
        if number == 0 or look.long:
            yield from _reason(why, one, look)


def _reason(why: Why, one: Explained, look: Look) -> Iterator[str]:
    is_one_part = [one.text for one in why.parts] == [why.condition]
    if not is_one_part:
        yield from _wrapped(why.condition or why.words, 12, look)
    for part in why.parts:
        values = f" ({part.values})" if part.values else ""
        text = f"{_WORDS[part.holds]}: {part.text}{values}"
        yield from _wrapped(text, 12 if is_one_part else 14, look)
    for meaning in why.where:
        yield from _wrapped(f"where {meaning}", 12, look)
    for text in why.instead:
        yield from _wrapped(f"instead: {text}" if text.startswith("make ") else text, 12, look)
    if why.span.line:
        yield f"            {look.paint('place', f'{path(why.span)}:{why.span.line}')} {one.api}"


def _cut(text: str) -> str:
    return text if len(text) <= 200 else text[:120] + "…" + text[-78:]


def _wrapped(text: str, indent: int, look: Look) -> list[str]:
    space = " " * indent
    widest = look.width or 100
    return textwrap.wrap(text, widest, initial_indent=space, subsequent_indent=space + "  ")

"""``kapi explain``: which documented condition a call failed under."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from kapi.cli.exits import Exit, epilog
from kapi.cli.options import output_options, settings_of
from kapi.cli.output import emit, loading, say
from kapi.cli.program import ProgramCommand, program_of
from kapi.cli.terminal import Painter, painter, width
from kapi.report.place import path

if TYPE_CHECKING:
    from kapi.pipeline.explain import Document, Explained, Why

__all__ = ["command"]

_FEW = 3


@click.command(
    cls=ProgramCommand,
    epilog=epilog(
        "kapi explain 'madvise(0x1001, 4096, MADV_DONTNEED) = -1 EINVAL'",
        "strace -f -y -o log make; kapi explain --all - < log",
        "kapi explain -- cat /etc/shadow",
    ),
)
@click.argument("call", metavar="CALL|-", required=False)
@click.option("--from", "sources", metavar="SOURCE", multiple=True, help="Specs of this source.")
@click.option("--all", "every", is_flag=True, help="Every failing call, not only the last.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text")
@output_options
@click.pass_context
def command(
    context: click.Context, call: str | None, sources: tuple[str, ...], every: bool, form: str
) -> int:
    """Say which documented condition a CALL failed under, and what to do instead.

    CALL is a call as strace prints it; of one that worked, kapi says what it did. With - it is
    a log of strace on standard input; with -- PROGRAM [ARG...] the program is run and watched.
    Then the last failing call of a specified API is explained, or with --all each.
    """
    program = program_of(context)
    if (call is None) == (not program):
        raise click.UsageError("give a CALL, or - for a log, or -- PROGRAM", context)
    from kapi.pipeline import explain

    with loading(context) as options:
        document, notes = explain.explain(call, program, sources, options, every=every)
    for note in notes:
        say(f"kapi: {note}")
    if form == "json":
        emit(explain.to_json(document), None, "json")
    else:
        settings = settings_of(context)
        paint = painter(sys.stdout, settings.color)
        emit(_text(document, paint, settings.verbose), None)
    if not document.explained:
        return Exit.NOTHING
    return Exit.FINDINGS if any(one.problem and not one.api for one in document.explained) else 0


def _text(document: Document, paint: Painter, long: bool) -> str:
    sections = [
        "".join(f"{row}\n" for row in _rows(one, paint, long)) for one in document.explained
    ]
    return "\n".join(sections)


def _rows(one: Explained, paint: Painter, long: bool) -> Iterator[str]:
    yield paint("title", one.call if long else _cut(one.call))
    if one.problem:
        yield f"  {paint('warning', one.problem)}"
    for effect in one.did:
        yield from _wrapped(effect, 2)
    for number, why in enumerate(one.reasons):
        if number == _FEW and not long:
            yield f"  {len(one.reasons) - _FEW} more (-v)"
            return
        yield from _reason(why, one, paint, full=number == 0 or long)


def _reason(why: Why, one: Explained, paint: Painter, *, full: bool) -> Iterator[str]:
    role = {"certain": "error", "likely": "warning"}.get(why.grade, "detail")
    yield f"  {paint(role, f'{why.grade:9}')} {paint('term', one.errno)} {why.summary}"
    if not full:
        return
    yield from _wrapped(why.condition or why.words, 12)
    for part in why.parts:
        word = {True: "holds", False: "does not hold", None: "cannot be told"}[part.holds]
        yield from _wrapped(f"{word}: {part.text}", 14)
    for text in why.instead:
        yield from _wrapped(f"instead: {text}" if text.startswith("make ") else text, 12)
    if why.span.line:
        yield f"            {paint('place', f'{path(why.span)}:{why.span.line}')} {one.api}"


def _cut(text: str) -> str:
    return text if len(text) <= 200 else text[:120] + "…" + text[-78:]


def _wrapped(text: str, indent: int) -> list[str]:
    space = " " * indent
    return textwrap.wrap(text, width(), initial_indent=space, subsequent_indent=space + "  ")

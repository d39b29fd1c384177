"""What every command does around its work: options in, diagnostics out, files whole or not.

All that kapi prints goes through `emit` (standard output) and `say` (standard error).

* Text for people, and what lands in a log (text, ktap, github), never holds a character that
  could drive a terminal or hide (`kapi.printable`), wherever it goes: a pager gets it too.
* JSON has those characters in JSON's own escapes, so nothing is lost.
* All else (a dialect, a diff, XML) is exact in files and pipes, since programs read it there, and
  filtered on a terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from kapi import files, pipeline
from kapi.cli.exits import Exit
from kapi.cli.options import Settings, settings_of
from kapi.cli.progress import Progress
from kapi.cli.terminal import painter, shown
from kapi.errors import InputError
from kapi.printable import in_json, line, printable

__all__ = ["emit", "input_problems", "loading", "report_findings", "report_losses", "say"]

_MOST_NAMED = 5
_FOR_PEOPLE = ("text", "ktap", "github")
_JSON = ("json", "jsonl", "sarif", "b4")


@contextmanager
def loading(
    context: click.Context, doing: str = "reading", things: str = "files"
) -> Iterator[pipeline.Options]:
    """Give the options for the pipeline; a progress bar says meanwhile what is done."""
    settings = settings_of(context)
    with Progress(settings.quiet, settings.color, doing, things) as progress:
        yield pipeline.Options(jobs=settings.jobs, cache=settings.cache, progress=progress)


def input_problems(loaded: Any, settings: Settings) -> Exit:
    """Say on standard error which inputs held nothing; return the exit code that follows."""
    if settings.verbose:
        for one in loaded.inputs:
            skipped = f", {len(one.skipped)} skipped" if one.skipped else ""
            specs = f"{one.specs} spec{'' if one.specs == 1 else 's'}"
            say(f"{one.source}: read as {_kind(one)}, {specs}{skipped}")
    empty = [one for one in loaded.inputs if not one.specs and one.source not in loaded.unreadable]
    if not settings.quiet or not loaded.specs:
        for one in empty[:_MOST_NAMED]:
            say(f"kapi: no specification found in {one.source} (read as: {_kind(one)})")
        if len(empty) > _MOST_NAMED:
            say(f"kapi: nor in {len(empty) - _MOST_NAMED} more inputs")
    if loaded.is_broken:
        return Exit.INTERNAL
    if loaded.unreadable:
        return Exit.UNREADABLE
    return Exit.CLEAN if loaded.specs else Exit.NOTHING


def _kind(one: Any) -> str:
    return str(one.kind.value).replace("-", " ")


def report_findings(findings: Sequence[Any], settings: Settings, loaded: Any = None) -> None:
    """Print ``findings`` to standard error, worst last words: a count of them.

    With -v the lines of ``loaded``, from which they come, stand below.
    """
    from kapi.report import text

    if settings.quiet:
        findings = [finding for finding in findings if finding.severity.value != "note"]
    if not findings:
        return
    paint = painter(sys.stderr, settings.color)
    quote = pipeline.quoter(loaded) if settings.verbose and loaded else None
    sys.stdout.flush()
    sys.stderr.write(shown(text.write(findings, paint=paint, quote=quote)))
    if not settings.quiet and len(findings) > 1:
        say(f"kapi: {text.summary(findings)}")


def report_losses(name: str, dialect: str, losses: Sequence[str], settings: Settings) -> None:
    """Say on standard error what a format cannot hold."""
    if not settings.quiet:
        sys.stdout.flush()
        for loss in losses:
            say(f"kapi: note: {name}: {dialect} cannot say {loss}")


def emit(text: str, target: str | None, form: str = "text") -> None:
    """Write ``text``, which is in the format ``form``, to standard output or to a file.

    The file ``target`` is written whole or not at all.
    """
    if target in (None, "-"):
        sys.stdout.write(_filtered(text, form, sys.stdout.isatty()))
        return
    data = _filtered(text, form, False).encode("utf-8", "backslashreplace")
    try:
        files.replace(str(target), data)
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror}") from error


def say(text: str) -> None:
    """Write one line of diagnostics to standard error, after what standard output holds."""
    sys.stdout.flush()
    sys.stderr.write(line(text) + "\n")


def _filtered(text: str, form: str, is_terminal: bool) -> str:
    if form in _FOR_PEOPLE:
        return shown(text)
    if form in _JSON:
        return in_json(text)
    return printable(text) if is_terminal else text

"""What every command does around its work: options in, diagnostics out, files whole or not.

All that kapi prints goes through `emit` (standard output) and `say` (standard error).

What becomes of characters that could drive a terminal or hide (`kapi.printable`) is decided by who
reads a format: `kapi.written.Medium`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

import click

from kapi import files
from kapi.cli.exits import Exit
from kapi.cli.options import Settings, settings_of
from kapi.cli.progress import Progress
from kapi.cli.terminal import columns, folded, painter, shown
from kapi.errors import InputError
from kapi.finding import Finding, Severity
from kapi.pipeline.quote import quoter
from kapi.pipeline.shipped import CATALOGUE
from kapi.pipeline.specs import Input, Loaded, Options
from kapi.printable import in_json, line, printable
from kapi.report import findings_text
from kapi.written import Look, Loss, Medium

_MOST_NAMED = 5
_INDEX = re.compile(r"\[\d+\]")


@contextmanager
def loading(
    context: click.Context, doing: str = "reading", things: str = "files"
) -> Iterator[Options]:
    """Give the options for the pipeline; a progress bar says meanwhile what is done."""
    settings = settings_of(context)
    with Progress(settings.quiet, settings.color, doing, things) as progress:
        yield Options(
            jobs=settings.jobs,
            cache=settings.cache,
            include=settings.include,
            exclude=settings.exclude,
            progress=progress,
        )


def input_problems(loaded: Loaded, settings: Settings) -> Exit:
    """Say on standard error which inputs held nothing; return the exit code that follows."""
    if settings.verbose:
        _tell_kinds(loaded.inputs)
    empty = [one for one in loaded.inputs if not one.specs and one.source not in loaded.unreadable]
    if not settings.quiet or not loaded.specs:
        for one in empty[:_MOST_NAMED]:
            say(f"kapi: no specification found in {one.source} (read as: {_kind(one)})")
        if len(empty) > _MOST_NAMED:
            say(f"kapi: nor in {len(empty) - _MOST_NAMED} more inputs")
    if not loaded.specs and any(one.specs for one in loaded.inputs):
        say("kapi: no specification is left after --include and --exclude")
    if loaded.is_broken:
        return Exit.INTERNAL
    if loaded.unreadable:
        return Exit.UNREADABLE
    return Exit.CLEAN if loaded.specs else Exit.NOTHING


def _tell_kinds(inputs: Sequence[Input]) -> None:
    """What each input was read as; the files of the catalogue, all alike, in one line."""
    shipped = sum(one.source.startswith(CATALOGUE) for one in inputs)
    if shipped > 1:
        say(f"{CATALOGUE} {shipped} files of the catalogue")
    for one in inputs:
        if shipped == 1 or not one.source.startswith(CATALOGUE):
            skipped = f", {len(one.skipped)} skipped" if one.skipped else ""
            specs = f"{one.specs} spec{'' if one.specs == 1 else 's'}"
            say(f"{one.source}: read as {_kind(one)}, {specs}{skipped}")


def _kind(one: Input) -> str:
    return str(one.kind.value).replace("-", " ")


def report_findings(
    findings: Sequence[Finding], settings: Settings, loaded: Loaded | None = None
) -> None:
    """Print ``findings`` to standard error, with a count of them at the end.

    With -v the lines of ``loaded``, from which they come, stand below.
    """
    if settings.quiet:
        findings = [finding for finding in findings if finding.severity is not Severity.NOTE]
    if not findings:
        return
    quote = quoter(loaded) if settings.verbose and loaded else None
    room = columns(sys.stderr) if sys.stderr.isatty() else None
    look = Look(width=room, paint=painter(sys.stderr, settings.color), quote=quote)
    sys.stdout.flush()
    emit_beside(findings_text.write(findings, look).text, Medium.PEOPLE)
    if not settings.quiet and len(findings) > 1:
        say(f"kapi: {findings_text.summary(findings)}")


def report_unreadable(settings: Settings, loaded: Loaded) -> None:
    """Print to standard error what is wrong with inputs that could not be read."""
    found = [one for one in loaded.findings if one.span.source in loaded.unreadable]
    report_findings(found, settings, loaded)


def report_losses(form: str, losses: Sequence[Loss], settings: Settings) -> None:
    """Say on standard error what a format cannot hold, once for each spec and reason.

    What is lost in several elements of a list is counted, and of many specs together; -v names
    each place.
    """
    if settings.quiet:
        return
    apis = {loss.api for loss in losses}
    together = f"{len(apis)} specs: " if len(apis) > _MOST_NAMED and not settings.verbose else ""
    places: dict[tuple[str, str], dict[str, list[str]]] = {}
    for loss in losses:
        about = together or (f"{loss.api}: " if loss.api else "")
        kind = loss.place if settings.verbose else _INDEX.sub("[]", loss.place)
        places.setdefault((about, loss.reason), {}).setdefault(kind, []).append(loss.place)
    for (about, reason), lost in places.items():
        listed = [f"{one} ({len(at)})" if len(at) > 1 else at[0] for one, at in lost.items()]
        say(f"kapi: note: {about}{form} cannot say {', '.join(listed)}: {reason}")


def emit(text: str, target: str | None, medium: Medium = Medium.PEOPLE, fold: bool = True) -> None:
    """Write ``text``, which ``medium`` reads, to standard output or to a file.

    For people on a terminal it is folded, unless ``fold`` says that rows mean something.
    The file ``target`` is written whole or not at all.
    """
    if target in (None, "-"):
        sys.stdout.write(_filtered(text, medium, sys.stdout, fold))
        return
    data = _filtered(text, medium).encode("utf-8", "backslashreplace")
    try:
        files.replace(str(target), data)
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror}") from error


def emit_beside(text: str, medium: Medium) -> None:
    """Write ``text`` to standard error, where the standard output is another program's."""
    sys.stderr.write(_filtered(text, medium, sys.stderr))
    sys.stderr.flush()


def say(text: str) -> None:
    """Write one line of diagnostics to standard error, after what standard output holds."""
    sys.stdout.flush()
    sys.stderr.write(_for_people(line(text) + "\n", sys.stderr))


def _filtered(text: str, medium: Medium, stream: TextIO | None = None, fold: bool = True) -> str:
    """Return ``text`` as ``stream`` may get it; None is a file."""
    if medium is Medium.PEOPLE:
        return _for_people(shown(text), stream if fold else None)
    if medium is Medium.JSON:
        return in_json(text)
    return printable(text) if stream and stream.isatty() else text


def _for_people(text: str, stream: TextIO | None) -> str:
    """Fold what is longer than the terminal; a pipe and a file get rows as they are."""
    return folded(text, columns(stream)) if stream and stream.isatty() else text

"""What every command does around its work: options in, diagnostics out, files whole or not."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import click

from kapi import pipeline
from kapi.cli.exits import Exit
from kapi.cli.options import Settings, settings_of
from kapi.cli.progress import Progress
from kapi.cli.terminal import painter
from kapi.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["emit", "input_problems", "loading", "report_findings", "report_losses"]

_MOST_NAMED = 5


@contextmanager
def loading(context: click.Context) -> Iterator[pipeline.Options]:
    """Give the options for the pipeline; a progress bar stands while the block runs."""
    settings = settings_of(context)
    with Progress(settings.quiet, settings.color) as progress:
        yield pipeline.Options(jobs=settings.jobs, cache=settings.cache, progress=progress)


def input_problems(loaded: Any, settings: Settings) -> Exit:
    """Say on standard error which inputs held nothing; return the exit code that follows."""
    if settings.verbose:
        for one in loaded.inputs:
            skipped = f", {len(one.skipped)} skipped" if one.skipped else ""
            specs = f"{one.specs} spec{'' if one.specs == 1 else 's'}"
            _say(f"{one.source}: read as {_kind(one)}, {specs}{skipped}")
    empty = [one for one in loaded.inputs if not one.specs and one.source not in loaded.unreadable]
    if not settings.quiet or not loaded.specs:
        for one in empty[:_MOST_NAMED]:
            _say(f"kapi: no specification found in {one.source} (read as: {_kind(one)})")
        if len(empty) > _MOST_NAMED:
            _say(f"kapi: nor in {len(empty) - _MOST_NAMED} more inputs")
    if loaded.unreadable:
        return Exit.UNREADABLE
    return Exit.CLEAN if loaded.specs else Exit.NOTHING


def _kind(one: Any) -> str:
    return str(one.kind.value).replace("-", " ")


def report_findings(findings: Sequence[Any], settings: Settings) -> None:
    """Print ``findings`` to standard error, worst last words: a count of them."""
    from kapi.report import text

    if settings.quiet:
        findings = [finding for finding in findings if finding.severity.value != "note"]
    if not findings:
        return
    paint = painter(sys.stderr, settings.color)
    quote = pipeline.quoted_line if settings.verbose else None
    sys.stdout.flush()
    sys.stderr.write(text.write(findings, paint=paint, quote=quote))
    if not settings.quiet and len(findings) > 1:
        _say(f"kapi: {text.summary(findings)}")


def report_losses(name: str, dialect: str, losses: Sequence[str], settings: Settings) -> None:
    """Say on standard error what a format cannot hold."""
    if not settings.quiet:
        sys.stdout.flush()
        for loss in losses:
            _say(f"kapi: note: {name}: {dialect} cannot say {loss}")


def emit(text: str, target: str | None) -> None:
    """Write ``text`` to the file ``target``, whole or not at all; to standard output without."""
    if target in (None, "-"):
        sys.stdout.write(text)
        return
    from pathlib import Path  # brings in urllib

    try:
        _replace(Path(os.path.realpath(target)), text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror}") from error


def _replace(path: Path, data: bytes) -> None:
    """Put a finished file in the place of ``path``; what is no regular file is written to."""
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(path.stat().st_mode):
            path.write_bytes(data)
            return
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(data)
        if path.exists():
            draft.chmod(stat.S_IMODE(path.stat().st_mode))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _say(line: str) -> None:
    """One line of diagnostics; a name in it cannot drive the terminal."""
    print("".join(c if c.isprintable() else ascii(c)[1:-1] for c in line), file=sys.stderr)

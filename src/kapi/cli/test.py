"""``kapi test``: try the claims of specs on the running kernel."""

from __future__ import annotations

import sys
import textwrap
from typing import Any

import click

from kapi.cli.exits import Exit, epilog
from kapi.cli.options import Settings, output_options, settings_of
from kapi.cli.output import emit, loading
from kapi.cli.terminal import painter
from kapi.report.place import path

__all__ = ["command"]

_FINDINGS = ("sarif", "github", "jsonl")  # what is refuted
_CHECKS = ("ktap", "junit")  # every claim


@click.command(
    epilog=epilog(
        "kapi test mlock madvise",
        "kapi test --from 0001-mm-add-api-specification.patch",
        "kapi test --only sys_mlock:error:EPERM -v",
    )
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--from",
    "sources",
    metavar="SOURCE",
    multiple=True,
    help="Test the specs of this source instead of the catalogue.",
)
@click.option("--only", metavar="CLAIM", help="Report only claims whose id begins so.")
@click.option("--list", "list_only", is_flag=True, help="List the claims; try nothing.")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    default=0,
    show_default=True,
    help="Which arguments are drawn by lot.",
)
@click.option(
    "--replay",
    metavar="FILE",
    help="Make the calls that refuted something in FILE (-f json) again.",
)
@click.option("--unsafe", is_flag=True, help="Try calls that reach beyond the sandbox, too.")
@click.option("-j", "--jobs", type=click.IntRange(1, 1024), help="Specs tried at once.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json", *_FINDINGS, *_CHECKS]),
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
    only: str | None,
    list_only: bool,
    seed: int,
    replay: str | None,
    unsafe: bool,
    jobs: int | None,
    form: str,
    target: str | None,
) -> int:
    """Try what specs claim on the kernel that runs here.

    Every call is made in a child of its own: at each limit of each parameter, with handles of
    the wrong kind, by callers without privileges, in prepared scenes, and with arguments drawn
    by lot. A refuted claim comes with the call, its line in the spec, and, with -v, a C program
    that shows it.
    """
    settings = settings_of(context)
    settings.jobs = jobs or settings.jobs
    if list_only:
        return _list(context, names, sources, only)
    if replay is not None:
        return _replay(context, replay, unsafe)
    from kapi.pipeline import test

    wanted = test.Wanted(only=only or "", unsafe=unsafe, seed=seed)
    with loading(context) as options:
        tested = test.try_specs(names, sources, options, wanted)
    if form == "json":
        emit(test.write_json(tested), target)
    elif form == "text":
        emit(_text(tested.results, settings, target), target)
    else:
        import importlib

        writer = importlib.import_module(f"kapi.report.{form}")
        if form in _CHECKS:
            emit(writer.write_checks(test.checks_of(tested)), target)
        else:
            emit(writer.write(test.findings_of(tested)), target)
    sys.stdout.flush()
    return _exit_code(tested, settings)


def _exit_code(tested: Any, settings: Settings) -> int:
    for line in tested.missing:
        click.echo(f"kapi: {line}", err=True)
    for name in tested.loaded.unreadable:
        click.echo(f"kapi: cannot read {name}", err=True)
    counts = tested.summary
    if not settings.quiet:
        words = [f"{n} {status.replace('_', ' ')}" for status, n in counts.items()]
        click.echo(f"kapi: {', '.join(words)}", err=True)
    if tested.loaded.unreadable:
        return Exit.UNREADABLE
    if tested.missing or counts["refuted"]:
        return Exit.FINDINGS
    return Exit.CLEAN if counts["confirmed"] else Exit.NOTHING


def _text(results: tuple[Any, ...], settings: Settings, target: str | None) -> str:
    paint = painter(sys.stdout, settings.color if target in (None, "-") else "never")
    rows: list[str] = []
    api = ""
    for one in results:
        if one.api != api:
            rows += ["", one.api] if rows else [one.api]
            api = one.api
        role = {"confirmed": "term", "refuted": "error"}.get(one.status.value, "detail")
        mark = one.status.value.replace("_", " ")
        if mark == "not observed" and one.code:
            mark = _MARKS[one.code]
        what = " ".join(filter(None, (one.kind, one.subject, one.summary and f"({one.summary})")))
        rows.append(f"  {paint(role, f'{mark:12}')}  {what}")
        rows += _details(one, settings.verbose)
    return "\n".join(rows) + "\n" if rows else ""


_MARKS = {"missing-condition": "missing", "unlisted-errno": "unlisted"}
"""What the spec does not say, where that refutes none of its claims."""


def _details(one: Any, verbose: bool) -> list[str]:
    """What was called: of anything wrong always, of the rest when asked for."""
    if not one.code:
        return [f"      {one.call or one.reason}"] if verbose else []
    place = f"{path(one.span)}:{one.span.line}: " if one.span.line else ""
    rows = [f"      {place}{one.reason} [{one.code}]", f"      {one.call}"]
    if one.case and one.case.arguments and not one.case.arguments[0].startswith("a0"):
        steps = " ".join(one.case.steps)
        rows += textwrap.wrap(
            steps, 94, initial_indent="      after ", subsequent_indent="        "
        )
    if verbose:
        rows += [f"      | {line}".rstrip() for line in one.program.split("\n")]
    return rows


def _replay(context: click.Context, path: str, unsafe: bool) -> int:
    from kapi.pipeline.test import replay

    with loading(context) as options:
        found = replay(path, options, unsafe)
    rows = [f"{'the same' if one.same else 'not so now'}: {one.now}\n" for one in found]
    emit("".join(rows), None)
    if not found:
        return Exit.NOTHING
    return Exit.FINDINGS if any(one.same for one in found) else Exit.CLEAN


def _list(
    context: click.Context, names: tuple[str, ...], sources: tuple[str, ...], only: str | None
) -> int:
    from kapi.pipeline.test import list_claims

    with loading(context) as options:
        listed, missing = list_claims(names, sources, options)
    shown = [one for one in listed if only is None or one.startswith(only)]
    emit("".join(f"{one}\n" for one in shown), None)
    for line in missing:
        click.echo(f"kapi: {line}", err=True)
    return Exit.FINDINGS if missing else Exit.CLEAN if shown else Exit.NOTHING

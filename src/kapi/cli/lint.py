"""``kapi lint``: what is wrong in specs."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

import kapi
from kapi.cli.exits import Exit, epilog
from kapi.cli.options import Settings, output_options, settings_of, source_options
from kapi.cli.output import emit, input_problems, loading, say
from kapi.cli.terminal import painter
from kapi.report import FORMATS

__all__ = ["command"]

_OUTPUT = ("text", "github")  # read by people and logs: a summary may follow


@click.command(
    epilog=epilog(
        "kapi lint 0001-mm-add-api-specification.patch",
        "kapi lint --set strict --ignore text mm/mlock.c",
        "kapi lint --since HEAD~5 mm/",
        "kapi lint -f sarif -o kapi.sarif linux/",
    )
)
@source_options
@click.option(
    "--set",
    "rule_set",
    type=click.Choice(["minimal", "recommended", "strict"]),
    envvar="KAPI_SET",
    show_envvar=True,
    help="Which rules run.  [default: recommended]",
)
@click.option(
    "--select",
    metavar="RULE,...",
    multiple=True,
    help="Run only these rules or families; also PREFIX*.",
)
@click.option(
    "--ignore",
    metavar="RULE,...",
    multiple=True,
    help="Leave out these rules or families; also PREFIX*.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note"]),
    envvar="KAPI_FAIL_ON",
    show_envvar=True,
    help="Exit with 1 for findings of this severity or worse.  [default: warning]",
)
@click.option("--config", metavar="FILE", help="Read this configuration instead of .kapi.toml.")
@click.option("--baseline", metavar="FILE", help="Report only what is not in this baseline.")
@click.option("--write-baseline", metavar="FILE", help="Write what is found as a baseline.")
@click.option("--since", metavar="REV", help="Report only what was not there in this revision.")
@click.option("--fix", is_flag=True, help="Write specs in C files anew, in canonical spelling.")
@click.option("--diff", "show_diff", is_flag=True, help="With --fix: show the change only.")
@click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True
)
@click.option("-o", "--output", "target", metavar="FILE", help="Write the findings to FILE.")
@output_options
@click.pass_context
def command(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    form: str,
    target: str | None,
    write_baseline: str | None,
    fix: bool,
    show_diff: bool,
    **wanted: Any,
) -> int:
    """Say what is wrong in the specs of each SOURCE, before a reviewer does.

    `kapi rules` lists the rules, `kapi rules ID` explains one. A line `x-ignore: RULE, REASON`
    in a spec, or in one of its blocks, suppresses a rule there.
    """
    from kapi.pipeline import lint

    if show_diff and not fix:
        raise click.UsageError("--diff shows what --fix would change: give both", context)
    if fix and not sources:
        raise click.UsageError(
            "--fix needs a SOURCE: it leaves what ships with kapi alone", context
        )
    settings = settings_of(context)
    with loading(context) as options:
        linted = lint.lint(sources, options, lint.LintOptions(**wanted), os.environ)
    if fix:
        return _fix(linted.loaded, show_diff, settings)
    if write_baseline:
        emit(lint.write_baseline(linted), write_baseline, "json")
        number = len(linted.everything)
        word = f"finding{'' if number == 1 else 's'}"
        say(f"kapi: {number} {word} in {write_baseline}")
        return int(input_problems(linted.loaded, settings))
    code = _exit_code(linted, settings)
    emit(_report(linted, form, int(code), settings, target), target, form)
    sys.stdout.flush()
    if form in _OUTPUT and not settings.quiet and linted.loaded.specs:
        _summary(linted)
    return int(code)


def _exit_code(linted: Any, settings: Settings) -> Exit:
    read = input_problems(linted.loaded, settings)
    for one in linted.broken:
        more = f" and {one.times - 1} more" if one.times > 1 else ""
        where = f" at {one.api}{more}" if one.api else ""
        say(f"kapi: the rule {one.id} broke{where}: {one.error}")
    if linted.broken:
        return Exit.INTERNAL
    if read is not Exit.CLEAN:
        return read
    return Exit.FINDINGS if linted.failed else Exit.CLEAN


def _report(linted: Any, form: str, code: int, settings: Settings, target: str | None) -> str:
    import importlib

    writer = importlib.import_module(f"kapi.report.{form}")
    if form == "text":
        paint = painter(sys.stdout, settings.color if target in (None, "-") else "never")
        return str(writer.write(linted.findings, paint=paint, quote=linted.quote))
    if form == "sarif":
        more = {"suppressed": linted.suppressed, "version": kapi.__version__, "exit_code": code}
        return str(writer.write(linted.findings, linted.rules, **more))
    return str(writer.write(linted.findings))


def _summary(linted: Any) -> None:
    from kapi.report.text import summary

    specs = len(linted.loaded.specs)
    words = [f"{summary(linted.findings) or 'nothing'} in {specs} spec{'' if specs == 1 else 's'}"]
    if linted.before is not None:
        after, new = len(linted.everything), len(linted.findings)
        words.append(f"before {linted.before}, after {after}, new {new}")
    if linted.suppressed:
        words.append(f"{len(linted.suppressed)} suppressed")
    say(f"kapi: {'; '.join(words)}")


def _fix(loaded: Any, show_diff: bool, settings: Settings) -> int:
    from kapi.pipeline.fix import fix_files

    changed = 0
    for one in fix_files(loaded):
        for reason in one.refused:
            say(f"kapi: {reason}")
        if not one.diff:
            continue
        changed += 1
        if show_diff:
            emit(one.diff, None, "diff")
        else:
            emit(one.text, one.path, "c")
    if not settings.quiet:
        word = "would change" if show_diff else "changed"
        say(f"kapi: {changed} file{'' if changed == 1 else 's'} {word}")
    return int(input_problems(loaded, settings))

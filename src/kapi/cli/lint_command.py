"""``kapi lint``: what is wrong in specs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Unpack

import click
import msgspec

from kapi.cli.exits import Exit, epilog
from kapi.cli.format_options import Outputs, emit_in, is_for_people, report_options, room
from kapi.cli.options import Settings, settings_of, source_options
from kapi.cli.output import emit, input_problems, loading, say
from kapi.cli.rule_options import Wanted, rule_options
from kapi.pipeline import lint
from kapi.pipeline.fix import Fixed, fix_files
from kapi.pipeline.lint import Linted
from kapi.report import findings_text
from kapi.report.formats import formats_for
from kapi.written import Format, Look, Medium, Written


def _text(linted: Linted, look: Look) -> Written:
    return findings_text.write(linted.findings, msgspec.structs.replace(look, quote=linted.quote))


_ROUNDS = 5
"""How often --fix starts again; each round brings fewer changes."""

FORMATS: tuple[Format[Linted], ...] = (
    Format(name="text", write=_text, medium=Medium.PEOPLE),
    *formats_for(lint.PARTS, lint.report_of),
)


@click.command(
    epilog=epilog(
        "kapi lint 0001-mm-add-api-specification.patch",
        "kapi lint --set strict --ignore text mm/mlock.c",
        "kapi lint --since HEAD~5 mm/",
        "kapi lint -f sarif -o kapi.sarif linux/",
    )
)
@source_options
@rule_options
@click.option("--write-baseline", metavar="FILE", help="Write what is found as a baseline.")
@click.option("--since", metavar="REV", help="Report only what was not there in this revision.")
@click.option("--fix", is_flag=True, help="Correct C files: words, counts, order; then lint.")
@click.option("--unsafe-fixes", "guesses", is_flag=True, help="Correct likely guesses, too.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would change, only.")
@report_options(FORMATS, "the findings")
@click.pass_context
def command(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    outputs: Outputs[Linted],
    write_baseline: str | None,
    since: str | None,
    fix: bool,
    guesses: bool,
    show_diff: bool,
    **wanted: Unpack[Wanted],
) -> int:
    """Say what is wrong in the specs of each SOURCE, before a reviewer does.

    `kapi rules` lists the rules, `kapi rules ID` explains one. A line `x-ignore: RULE, REASON`
    in a spec, or in one of its blocks, suppresses a rule there.
    """
    if (fix or show_diff) and not sources:
        raise click.UsageError(
            "--fix needs a SOURCE: it leaves what ships with kapi alone", context
        )
    settings = settings_of(context)

    def linted_now() -> Linted:
        with loading(context) as options:
            return lint.lint(sources, options, lint.LintOptions(**wanted, since=since), os.environ)

    linted = linted_now()
    if show_diff:
        return _show_diff(linted, guesses, settings)
    if fix:
        linted = _fix(linted, linted_now, guesses, settings)
    if write_baseline:
        emit(lint.write_baseline(linted), write_baseline, Medium.JSON)
        number = len(linted.everything)
        word = f"finding{'' if number == 1 else 's'}"
        say(f"kapi: {number} {word} in {write_baseline}")
        return int(input_problems(linted.loaded, settings))
    code = _exit_code(linted, settings)
    linted = msgspec.structs.replace(linted, exit_code=int(code))
    emit_in(outputs, linted, settings, Look(width=room(outputs), long=settings.verbose))
    sys.stdout.flush()
    if is_for_people(outputs) and not settings.quiet and linted.loaded.specs:
        _summary(linted)
    return int(code)


def _exit_code(linted: Linted, settings: Settings) -> Exit:
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


def _summary(linted: Linted) -> None:
    specs = len(linted.loaded.specs)
    found = findings_text.summary(linted.findings) or "no findings"
    words = [f"{found} in {specs} spec{'' if specs == 1 else 's'}"]
    if linted.before is not None:
        after, new = len(linted.everything), len(linted.findings)
        words.append(f"before {linted.before}, after {after}, new {new}")
    if linted.suppressed:
        words.append(f"{len(linted.suppressed)} suppressed")
    say(f"kapi: {'; '.join(words)}")


def _show_diff(linted: Linted, guesses: bool, settings: Settings) -> int:
    fixed = fix_files(linted.loaded, linted.findings, guesses=guesses)
    _refusals(fixed)
    changes = [one.diff for one in fixed if one.diff]
    for diff in changes:
        emit(diff, None, Medium.EXACT)
    if not settings.quiet:
        say(f"kapi: {len(changes)} file{'' if len(changes) == 1 else 's'} would change")
    read = input_problems(linted.loaded, settings)
    return int(read or (Exit.FINDINGS if changes else Exit.CLEAN))


def _fix(linted: Linted, again: Callable[[], Linted], guesses: bool, settings: Settings) -> Linted:
    """Correct files until nothing changes; return what is left.

    A word that is corrected may bring a block to light in which others can be.
    """
    words, files = 0, set()
    for _ in range(_ROUNDS):
        fixed = fix_files(linted.loaded, linted.findings, guesses=guesses)
        changed = [one for one in fixed if one.diff]
        for one in changed:
            emit(one.text, one.path, Medium.EXACT)
        words += sum(one.words for one in changed)
        files |= {one.path for one in changed}
        if not changed:
            break
        linted = again()
    _refusals(fixed)
    if not settings.quiet:
        many = f"{words} word{'' if words == 1 else 's'} corrected, " if words else ""
        say(f"kapi: {many}{len(files)} file{'' if len(files) == 1 else 's'} changed")
        left = sum(1 for one in linted.findings if one.fix and not one.fix.safe)
        if left and not guesses:
            say(f"kapi: {left} more with --unsafe-fixes")
    return linted


def _refusals(fixed: Sequence[Fixed]) -> None:
    for one in fixed:
        for reason in one.refused:
            say(f"kapi: {reason}")

"""``kapi diff``: what changed between two versions of the same specs."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Sequence

import click
import msgspec

from kapi.cli.exits import Exit, epilog
from kapi.cli.format_options import Outputs, emit_in, is_for_people, report_options
from kapi.cli.options import Settings, settings_of
from kapi.cli.output import input_problems, loading, report_findings, say
from kapi.cli.shell_completion import api_names
from kapi.cli.terminal import width
from kapi.pipeline import diff
from kapi.pipeline.diff import Difference, Edit, Impact
from kapi.report.formats import formats_for
from kapi.written import PLAIN, Format, Look, Medium, Role, Written

_ROLES: dict[Impact, Role] = {
    Impact.BREAKING: "error",
    Impact.WIDENING: "warning",
    Impact.NEUTRAL: "detail",
    Impact.PROSE: "label",
}
_NARROWEST = 40


def write(found: Difference, look: Look = PLAIN) -> Written:
    """Return the edits API by API, the worst first; prose in one line without ``look.long``."""
    rows = [row for api in _apis(found) for row in _section(api, found.edits, look)]
    return Written(text="".join(row.rstrip() + "\n" for row in rows))


FORMATS: tuple[Format[Difference], ...] = (
    Format(name="text", write=write, medium=Medium.PEOPLE),
    *formats_for(diff.PARTS, diff.report_of),
)


@click.command(
    epilog=epilog(
        "kapi diff v3.mbox v4.mbox",
        "kapi diff --fail-on breaking git:HEAD~1 git:HEAD",
        "kapi diff catalogue 0001-mm-add-api-specification.patch",
    )
)
@click.argument("old")
@click.argument("new")
@click.option(
    "--api", "apis", metavar="NAME", multiple=True, shell_complete=api_names, help="Only this API."
)
@click.option(
    "--fail-on",
    type=click.Choice([one.value for one in Impact]),
    help="Exit with 1 for an edit of this impact or a worse one.",
)
@report_options(FORMATS, "the edits")
@click.pass_context
def command(
    context: click.Context,
    /,
    old: str,
    new: str,
    apis: tuple[str, ...],
    fail_on: str | None,
    outputs: Outputs[Difference],
) -> int:
    """Say what changed from the specs of OLD to those of NEW, claim by claim.

    Both are sources as everywhere; the word catalogue is what ships with kapi, of which only the
    APIs of the other source are compared. An edit is breaking (a call that worked fails, or means
    something else), widening (a call that failed works), neutral, or prose. Order, places and new
    names of parameters are no edits.
    """
    if old == new == "-":
        raise click.UsageError("standard input can be one of the two only", context)
    settings = settings_of(context)
    with loading(context) as options:
        found = diff.diff(old, new, apis, options)
    code = _exit_code(found, fail_on, settings)
    if code not in (Exit.CLEAN, Exit.FINDINGS):
        say("kapi: nothing was compared")
        return code
    found = msgspec.structs.replace(found, exit_code=int(code))
    emit_in(outputs, found, settings, Look(width=width(), long=settings.verbose))
    sys.stdout.flush()
    if is_for_people(outputs) and not settings.quiet and found.apis + found.edits:
        say(f"kapi: {_summary(found)}")
    return code


def _exit_code(found: Difference, fail_on: str | None, settings: Settings) -> Exit:
    """Say what could not be read; a source that holds no spec cannot be compared."""
    for loaded in (found.old, found.new):
        report_findings(loaded.findings, settings, loaded)
    codes = [input_problems(loaded, settings) for loaded in (found.old, found.new)]
    bad = [one for one in codes if one is not Exit.CLEAN]
    if bad:
        return max(bad, key=(Exit.NOTHING, Exit.UNREADABLE, Exit.INTERNAL).index)
    worst = min((one.impact.rank for one in found.edits), default=len(Impact))
    failed = fail_on is not None and worst <= Impact(fail_on).rank
    return Exit.FINDINGS if failed else Exit.CLEAN


def _apis(found: Difference) -> dict[str, None]:
    return dict.fromkeys(one.api for one in found.edits)


def _section(api: str, edits: Sequence[Edit], look: Look) -> Iterator[str]:
    here = [one for one in edits if one.api == api]
    yield look.paint("title", api)
    for one in here:
        if look.long or one.impact is not Impact.PROSE:
            yield from _edit(one, look)
    texts = [one for one in here if one.impact is Impact.PROSE]
    if texts and not look.long:
        names = ", ".join(dict.fromkeys(one.subject or one.field for one in texts))
        mark = look.paint(_ROLES[Impact.PROSE], f"{'prose':9}")
        first, *rest = _wrapped(f"{len(texts)}: {names}", look.width, 12)
        yield f"  {mark} {first.lstrip()}"
        yield from rest


def _edit(one: Edit, look: Look) -> Iterator[str]:
    mark = look.paint(_ROLES[one.impact], f"{one.impact.value:9}")
    what = " ".join(filter(None, (one.subject, one.field)))
    yield f"  {mark} {what}{' ' if what else ''}{look.paint('code', f'[{one.kind}]')}"
    for sign, text in (("-", one.old), ("+", one.new)):
        if text:
            yield from _value(sign, text, look)


def _value(sign: str, text: str, look: Look) -> Iterator[str]:
    """One line of a value, or all of it with -v."""
    rows = _wrapped(text, look.width, 6)
    rows[0] = f"    {sign} {rows[0].lstrip()}"
    if len(rows) > 1 and not look.long:
        rows = [rows[0][: (look.width or 0) - 1].rstrip() + "…"]
    yield from rows


def _wrapped(text: str, columns: int | None, indent: int) -> list[str]:
    """``text`` in lines that stand ``indent`` blanks in; one where there is room for all."""
    space = " " * indent
    if columns is None:
        return [space + text]
    return textwrap.wrap(
        text, max(columns, _NARROWEST), initial_indent=space, subsequent_indent=space
    )


def _summary(found: Difference) -> str:
    told = ", ".join(f"{number} {word}" for word, number in diff.counts(found.edits).items())
    number = len({*found.apis, *_apis(found)})
    return f"{told} in {number} API{'' if number == 1 else 's'}"

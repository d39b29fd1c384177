"""``kapi test``: try the claims of specs on the running kernel."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kapi.cli import results_text
from kapi.cli.exits import Exit, epilog
from kapi.cli.format_options import Outputs, emit_in, report_options
from kapi.cli.options import Settings, settings_of
from kapi.cli.output import emit, input_problems, loading, report_unreadable, say
from kapi.cli.shell_completion import api_names
from kapi.cli.terminal import painter, width
from kapi.errors import InputError
from kapi.pipeline import test
from kapi.pipeline.shipped_ledger import shipped_records
from kapi.pipeline.test import Ended, Tested
from kapi.printable import file_name
from kapi.report.formats import formats_for
from kapi.written import Format, Look, Medium, Written


def _text(tested: Tested, look: Look) -> Written:
    """The sections of the specs that were tried."""
    shown = (one for one in tested.ended if one.tried.is_tried)
    return Written(text="".join(results_text.write(one, look).text for one in shown))


FORMATS: tuple[Format[Tested], ...] = (
    Format(name="text", write=_text, medium=Medium.PEOPLE),
    *formats_for(test.PARTS, test.report_of),
)


@click.command(
    epilog=epilog(
        "kapi test mlock madvise",
        "kapi test --from 0001-mm-add-api-specification.patch",
        "kapi test --only sys_mlock:error:EPERM -v",
    )
)
@click.argument("names", metavar="[NAME]...", nargs=-1, shell_complete=api_names)
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
    help="Decides the random arguments.",
)
@click.option(
    "--replay",
    metavar="FILE",
    help="Try again what FILE (-f json) has refuted, by kapi's own calls.",
)
@click.option(
    "--budget",
    type=click.IntRange(1, 1_000_000),
    default=1000,
    show_default=True,
    help="The most calls for one spec.",
)
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), metavar="SECONDS", help="Stop after that time."
)
@click.option(
    "--strict", is_flag=True, help="Exit 5 where a claim is neither confirmed nor refuted."
)
@click.option("--c-dir", metavar="DIR", help="Write a C program for each refuted claim.")
@click.option(
    "--unsafe",
    metavar="CLASS",
    multiple=True,
    type=click.Choice(test.UNSAFE),
    help="Try calls of this class even where nothing keeps them in.",
)
@click.option("-j", "--jobs", type=click.IntRange(1, 1024), help="Specs tried at once.")
@report_options(FORMATS)
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
    budget: int,
    timeout: float | None,
    strict: bool,
    c_dir: str | None,
    unsafe: tuple[str, ...],
    jobs: int | None,
    outputs: Outputs[Tested],
) -> int:
    """Try what specs claim on the kernel that runs here.

    Every call is made in a child of its own, and what is true just before it is measured. A claim
    is confirmed by pairs of calls that differ in one input: the condition holds and the errno
    comes, it no longer holds and the errno goes. A refuted claim comes with the call and its
    line in the spec; -v shows every call, and a C program for each refutation.
    """
    settings = settings_of(context)
    settings.jobs = jobs or settings.jobs
    if list_only:
        return _list(context, names, sources, only)
    if replay is not None:
        return _replay(context, replay, sources)
    wanted = test.Wanted(
        only=only or "", unsafe=frozenset(unsafe), seed=seed, budget=budget, seconds=timeout
    )
    shown = tuple(one for one in outputs if one.form.name == "text" and one.is_standard)
    show = _Shown(settings) if shown else None
    with loading(context, "trying", "specs") as options:
        records = () if sources else shipped_records()
        tested = test.try_specs(names, sources, options, wanted, show, records)
    others = tuple(one for one in outputs if one not in shown)
    emit_in(others, tested, settings, Look(width=width(), long=settings.verbose))
    if c_dir is not None:
        _write_programs(tested, Path(c_dir))
    sys.stdout.flush()
    return _exit_code(tested, settings, strict)


class _Shown:
    """Prints the results of each spec when it ends; those that nothing can try at the end."""

    def __init__(self, settings: Settings) -> None:
        self.look = Look(
            width=width(), paint=painter(sys.stdout, settings.color), long=settings.verbose
        )

    def __call__(self, ended: Ended) -> None:
        if ended.tried.is_tried:
            emit(results_text.write(ended, self.look).text, None)
            sys.stdout.flush()


def _write_programs(tested: Tested, directory: Path) -> None:
    """Write a C program for each refuted claim into ``directory``, which is made."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for number, one in enumerate(tested.results, start=1):
            if one.program:
                name = file_name(f"{number}-{one.api}-{one.subject}-{one.code}")
                emit(one.program, str(directory / f"{name}.c"), Medium.EXACT)
    except OSError as error:
        raise InputError(f"cannot write into {directory}: {error.strerror}") from error


def _exit_code(tested: Tested, settings: Settings, strict: bool) -> int:
    for line in tested.missing:
        say(f"kapi: {line}")
    if tested.ended and not any(one.results for one in tested.ended):
        wanted = tested.ended[0].only
        say(f"kapi: no claim has an id that begins with {wanted!r}; kapi test --list shows them")
    report_unreadable(settings, tested.loaded)
    if tested.stopped:
        say(f"kapi: {tested.stopped}")
    if not settings.quiet:
        _say_counts(tested)
    if tested.interrupted:
        return Exit.INTERRUPTED
    if tested.loaded.unreadable:
        return Exit.UNREADABLE
    counts = tested.summary
    if tested.missing or counts["refuted"] or counts["differs"]:
        return Exit.FINDINGS
    if tested.incomplete:
        return Exit.INCOMPLETE
    if not counts["confirmed"] and not counts["plausible"]:
        return Exit.NOTHING
    undecided = counts["plausible"] + counts["not_observed"] + counts["not_testable"]
    return Exit.INCOMPLETE if strict and undecided else Exit.CLEAN


def _say_counts(tested: Tested) -> None:
    untried: dict[str, list[str]] = {}
    for one in tested.ended:
        reasons = dict.fromkeys(result.reason for result in one.tried.results)
        for reason in () if one.tried.is_tried else reasons:
            untried.setdefault(reason, []).append(one.api)
    for reason, names in untried.items():
        listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        say(f"kapi: not tried: {listed}: {reason}")
    if tested.incomplete:
        first, count = ", ".join(tested.incomplete[:5]), len(tested.incomplete)
        say(f"kapi: incomplete: {count} spec{'s' if count > 1 else ''} not tried: {first}")
    words = [
        f"{n} {status.replace('_', ' ')}"
        for status, n in tested.summary.items()
        if n or status in ("confirmed", "refuted")
    ]
    if any(tested.summary.values()):
        say(f"kapi: {', '.join(words)} on {tested.target}")


def _replay(context: click.Context, path: str, sources: tuple[str, ...]) -> int:
    with loading(context) as options:
        found = test.replay(path, sources, options)
    rows = []
    for one in found:
        now = one.now.call or one.now.reason if one.now else "no such claim any more"
        rows.append(f"{'the same' if one.same else 'not so now'}: {now}\n")
    emit("".join(rows), None)
    if not found:
        return Exit.NOTHING
    return Exit.FINDINGS if any(one.same for one in found) else Exit.CLEAN


def _list(
    context: click.Context, names: tuple[str, ...], sources: tuple[str, ...], only: str | None
) -> int:
    with loading(context) as options:
        listed = test.list_claims(names, sources, options)
    shown = [one for one in listed.claims if only is None or one.startswith(only)]
    emit("".join(one.replace("\n", " ") + "\n" for one in shown), None)
    for line in listed.missing:
        say(f"kapi: {line}")
    report_unreadable(settings_of(context), listed.loaded)
    read = input_problems(listed.loaded, settings_of(context))
    if read is not Exit.CLEAN:
        return read
    return Exit.FINDINGS if listed.missing else Exit.CLEAN if shown else Exit.NOTHING

"""`kapi lint` and `kapi rules`: sources and rules → findings."""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

import kapi
from kapi.errors import InputError, UsageError
from kapi.files import bounded
from kapi.finding import Finding, Severity
from kapi.lint import baseline, config_file, selection, suppression
from kapi.lint.engine import Broken, Checked, run
from kapi.lint.pointing import pointed
from kapi.lint.rule import Rule, RuleSet
from kapi.pipeline.quote import quoter
from kapi.pipeline.specs import Options, load_as_named, openable_findings, opener
from kapi.report.checks import checks_of
from kapi.report.location import Described, fingerprint, path, place
from kapi.report.report import Part, Report, Run, Table
from kapi.sources.load import load
from kapi.sources.loaded import MAX_BYTES, Input, Loaded
from kapi.sources.one_text import read_text
from kapi.sources.tree import git
from kapi.span import Span

__all__ = [
    "PARTS",
    "Checked",
    "FindingsDocument",
    "LintOptions",
    "Linted",
    "describe_rules",
    "explain_rule",
    "findings_document",
    "lint",
    "lint_text",
    "report_of",
    "write_baseline",
]

PARTS = tuple(Part)


class LintOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says; None and empty are "not said", so the configuration counts."""

    rule_set: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    config: str | None = None
    baseline: str | None = None
    since: str | None = None


class Linted(msgspec.Struct, frozen=True, kw_only=True):
    """What a run found.

    ``findings`` are the new ones where there is a baseline or an old revision, which had
    ``before``; ``everything`` has the old ones too. ``quote`` gives the line of a place.
    ``exit_code`` is what the command ends with.
    """

    loaded: Loaded
    findings: tuple[Finding, ...]
    everything: tuple[Finding, ...]
    suppressed: tuple[suppression.Suppressed, ...]
    broken: tuple[Broken, ...]
    rules: tuple[Described, ...]
    failed: bool
    quote: Callable[[Span], str]
    before: int | None = None
    exit_code: int = 0


class FindingsDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What `kapi lint -f json` writes: how many findings of each severity, and all of them.

    ``version`` is kapi's; ``inputs`` say what each source was read as.
    """

    schema: Literal["kapi-findings/1"] = "kapi-findings/1"
    version: str = kapi.__version__
    inputs: tuple[Input, ...] = ()
    summary: dict[str, int]
    findings: tuple[Finding, ...]


def lint(
    sources: Sequence[str], options: Options, wanted: LintOptions, environment: Mapping[str, str]
) -> Linted:
    """Return what the chosen rules find in ``sources`` in order of place."""
    typed = _typed() if "-" in sources else b""
    chosen = _chosen(wanted, Path.cwd(), environment)
    loaded = load_as_named(sources, options, io.BytesIO(typed))
    return _linted(loaded, chosen, _known_before(sources, options, wanted, chosen), {"-": typed})


def lint_text(
    name: str, text: bytes, environment: Mapping[str, str], checked: Checked | None = None
) -> Linted:
    """Return what is wrong in ``text``, which is about to be the file ``name``.

    The rules are those of the configuration that holds where the file is. ``checked`` remembers
    what was found in specs that are the same the next time.
    """
    chosen = _chosen(LintOptions(), Path(name).absolute().parent, environment)
    loaded = load([name], others=lambda _: read_text(name, text, name))
    known = _baseline(LintOptions(), chosen.settings)
    return _linted(loaded, chosen, known, {name: text}, checked)


class _Chosen(NamedTuple):
    """What runs: all rules there are, those that were selected, the configuration.

    ``levels`` are severities other than the usual ones, by rule; None is off.
    """

    rules: Sequence[Rule]
    selected: Sequence[Rule]
    settings: config_file.Config
    limit: Severity
    levels: Mapping[str, Severity | None]


def _chosen(wanted: LintOptions, start: Path, environment: Mapping[str, str]) -> _Chosen:
    rules = selection.all_rules()
    given = Path(wanted.config) if wanted.config else config_file.find(start, environment)
    settings = config_file.read(given, rules)
    limit = Severity(wanted.fail_on) if wanted.fail_on else settings.fail_on or Severity.WARNING
    levels = {
        rule.id: level
        for name, level in settings.severity.items()
        for rule in selection.named(name, rules)
    }
    selected = _selected(rules, settings, wanted, levels)
    return _Chosen(rules, selected, settings, limit, levels)


def _linted(
    loaded: Loaded,
    chosen: _Chosen,
    known: Counter[str] | None,
    given: Mapping[str, bytes],
    checked: Checked | None = None,
) -> Linted:
    """The findings in ``loaded``; ``given`` are texts that no file holds."""
    lines = quoter(loaded, given)
    kept, suppressed, broken = _findings(loaded, chosen, lines, checked)
    marks = [fingerprint(finding) for finding in kept]
    new = tuple(kept) if known is None else tuple(baseline.new_ones(kept, marks, known))
    return Linted(
        loaded=loaded,
        findings=new,
        everything=tuple(kept),
        suppressed=suppressed,
        broken=broken,
        rules=describe_rules(chosen.rules),
        failed=any(finding.severity.rank <= chosen.limit.rank for finding in new),
        quote=lines,
        before=None if known is None else known.total(),
    )


def report_of(linted: Linted) -> Report:
    """Return the new findings of a run in the shapes that formats know."""
    rows = [
        (place(one.span), one.severity.value, one.code, one.api, one.message, one.hint)
        for one in linted.findings
    ]
    return Report(
        table=Table.of("findings", ("place", "severity", "rule", "API", "message", "hint"), rows),
        document=findings_document(linted.findings, linted.loaded.inputs),
        findings=linted.findings,
        checks=checks_of(linted.findings),
        run=Run(
            version=kapi.__version__,
            exit_code=linted.exit_code,
            rules=linted.rules,
            suppressed=linted.suppressed,
        ),
    )


def findings_document(
    findings: Sequence[Finding], inputs: tuple[Input, ...] = ()
) -> FindingsDocument:
    """Return ``findings`` in ``inputs`` as a document, in the order given."""
    severities = [finding.severity for finding in findings]
    counts = {severity.value: severities.count(severity) for severity in Severity}
    return FindingsDocument(inputs=inputs, summary=counts, findings=tuple(findings))


def write_baseline(linted: Linted) -> str:
    """Return the baseline that hides all that ``linted`` found."""
    return baseline.encode(fingerprint(finding) for finding in linted.everything).decode()


def describe_rules(rules: Sequence[Rule] | None = None) -> tuple[Described, ...]:
    """Return id, title, page and severity of every rule."""
    return tuple(
        Described(
            id=rule.id,
            family=rule.family,
            title=rule.title,
            page=rule.page,
            level=rule.severity.value,
            rule_set=rule.rule_set.value,
        )
        for rule in rules or selection.all_rules()
    )


def explain_rule(name: str) -> Described:
    """Return the rule called ``name``; raise `UsageError` with the nearest name without one."""
    return describe_rules([selection.find_rule(name, selection.all_rules())])[0]


def _typed() -> bytes:
    """What comes on standard input, which is read once and quoted from."""
    try:
        return bounded(sys.stdin.buffer, MAX_BYTES)
    except (InputError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"-: cannot read it: {reason}") from error


def _selected(
    rules: Sequence[Rule],
    settings: config_file.Config,
    wanted: LintOptions,
    levels: Mapping[str, Severity | None],
) -> tuple[Rule, ...]:
    rule_set = RuleSet(wanted.rule_set) if wanted.rule_set else None
    chosen = _names(wanted.select) or settings.select
    off = (rule for rule, level in levels.items() if level is None)
    ignored = (*settings.ignore, *off, *_names(wanted.ignore))
    if rule_set and not wanted.select:
        chosen = ()
    return selection.select(
        rules, rule_set or settings.rule_set or RuleSet.RECOMMENDED, chosen, ignored
    )


def _names(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for one in given for name in one.split(","))


def _findings(
    loaded: Loaded,
    chosen: _Chosen,
    lines: Callable[[Span], str],
    checked: Checked | None = None,
) -> tuple[list[Finding], tuple[suppression.Suppressed, ...], tuple[Broken, ...]]:
    rules, selected = chosen.rules, chosen.selected
    read = selection.reported(loaded.findings, rules, selected)
    found, broken = run(selected, loaded.specs, read, checked)
    ids = [rule.id for rule in rules]
    ran = [rule.id for rule in selected]
    kept, suppressed = suppression.apply(loaded.specs, found, ids, ran)
    here = opener(loaded)
    placed = pointed(kept, loaded.specs, lambda span: lines(here(span)))
    elsewhere: dict[tuple[str, str], frozenset[str]] = {}
    result = []
    for finding in openable_findings(loaded, placed):
        where = (path(finding.span), finding.span.file)
        if where not in elsewhere:
            names = config_file.ignored_at(chosen.settings, *where)
            ignored = [rule.id for name in names for rule in selection.named(name, rules)]
            elsewhere[where] = frozenset(ignored)
        if finding.code not in elsewhere[where]:
            level = chosen.levels.get(finding.code) or finding.severity
            result.append(msgspec.structs.replace(finding, severity=level))
    moved = openable_findings(loaded, [one.finding for one in suppressed])
    reasons = [one.reason for one in suppressed]
    return result, tuple(map(suppression.Suppressed, moved, reasons)), broken


def _baseline(wanted: LintOptions, settings: config_file.Config) -> Counter[str] | None:
    name = wanted.baseline or settings.baseline
    return baseline.read(name) if name else None


def _known_before(
    sources: Sequence[str], options: Options, wanted: LintOptions, chosen: _Chosen
) -> Counter[str] | None:
    """The marks of what is not new, with how often; None when everything counts."""
    known = _baseline(wanted, chosen.settings)
    if wanted.since is None:
        return known
    if not sources:
        raise UsageError("--since needs a SOURCE: the specs that ship with kapi have no revisions")
    old = load_as_named([_at(wanted.since, source) for source in sources], options)
    there = [source for source in old.inputs if source.source not in old.unreadable]
    if not there and not git.is_revision(wanted.since):
        raise UsageError(f"--since {wanted.since}: git knows no such revision here")
    readable = [f for f in old.findings if f.span.source not in old.unreadable]
    before = msgspec.structs.replace(old, findings=tuple(readable))
    kept, _, _ = _findings(before, chosen, quoter(old))
    return (known or Counter()) + Counter(fingerprint(finding) for finding in kept)


def _at(revision: str, source: str) -> str:
    """The name of ``source`` in ``revision`` of the repository here."""
    if source == "-" or source.startswith(("git:", "kapi:")):
        raise UsageError(f"--since needs files of a repository, not {source}")
    relative = os.path.relpath(source)
    return f"git:{revision}:./" if relative == "." else f"git:{revision}:./{relative}"

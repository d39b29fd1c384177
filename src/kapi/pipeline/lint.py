"""`kapi lint` and `kapi rules`: sources and rules → findings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from kapi.errors import UsageError
from kapi.finding import Finding, Severity
from kapi.lint import baseline, config, selection, suppression
from kapi.lint.engine import Broken, run
from kapi.lint.rule import Rule, RuleSet
from kapi.pipeline import Options, load_as_named, openable_findings
from kapi.report.place import Described, fingerprint, path
from kapi.sources.inputs import Loaded

__all__ = ["LintOptions", "Linted", "describe_rules", "explain_rule", "lint", "write_baseline"]


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
    """What a run found. ``before`` counts the findings that the baseline or revision had."""

    loaded: Loaded
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    broken: tuple[Broken, ...]
    rules: tuple[Described, ...]
    failed: bool
    before: int | None = None
    hidden: int = 0


def lint(
    sources: Sequence[str], options: Options, wanted: LintOptions, environment: Mapping[str, str]
) -> Linted:
    """Return what the chosen rules find in ``sources`` in order of place."""
    given = wanted.config or environment.get("KAPI_CONFIG")
    settings = config.read(Path(given) if given else config.find(Path.cwd(), environment))
    rules = selection.all_rules()
    selected = _selected(rules, settings, wanted)
    loaded = load_as_named(sources, options)
    kept, suppressed, broken = _findings(loaded, rules, selected, settings)
    known = _known_before(sources, options, wanted, settings, rules, selected)
    marks = [fingerprint(finding) for finding in kept]
    new = tuple(kept) if known is None else tuple(baseline.new_ones(kept, marks, known))
    limit = Severity(wanted.fail_on) if wanted.fail_on else settings.fail_on or Severity.WARNING
    return Linted(
        loaded=loaded,
        findings=new,
        suppressed=suppressed,
        broken=broken,
        rules=describe_rules(rules),
        failed=any(finding.severity.rank <= limit.rank for finding in new),
        before=None if known is None else len(known),
        hidden=len(kept) - len(new),
    )


def write_baseline(linted: Linted) -> str:
    """Return the baseline that hides all that ``linted`` found."""
    return baseline.encode(fingerprint(finding) for finding in linted.findings).decode()


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


def _selected(
    rules: Sequence[Rule], settings: config.Config, wanted: LintOptions
) -> tuple[Rule, ...]:
    rule_set = RuleSet(wanted.rule_set) if wanted.rule_set else None
    chosen = wanted.select or settings.select
    ignored = (*settings.ignore, *wanted.ignore)
    if rule_set and not wanted.select:
        chosen = ()
    for names in settings.ignore_in.values():
        selection.select(rules, RuleSet.STRICT, names)  # an unknown name is an error
    return selection.select(
        rules, rule_set or settings.rule_set or RuleSet.RECOMMENDED, chosen, ignored
    )


def _findings(
    loaded: Loaded, rules: Sequence[Rule], selected: Sequence[Rule], settings: config.Config
) -> tuple[list[Finding], tuple[Finding, ...], tuple[Broken, ...]]:
    read = selection.reported(loaded.findings, rules, selected)
    found, broken = run(selected, loaded.specs, read)
    ids = [rule.id for rule in rules]
    ran = [rule.id for rule in selected]
    kept, suppressed = suppression.apply(loaded.specs, found, ids, ran)
    elsewhere: dict[str, frozenset[str]] = {}
    result = []
    for finding in kept:
        (there,) = openable_findings(loaded, [finding])
        name = path(there.span)
        if name not in elsewhere:
            names = config.ignored_at(settings, name)
            chosen = selection.select(rules, RuleSet.STRICT, names) if names else ()
            elsewhere[name] = frozenset(rule.id for rule in chosen)
        if finding.code not in elsewhere[name]:
            result.append(there)
    return result, openable_findings(loaded, suppressed), broken


def _known_before(
    sources: Sequence[str],
    options: Options,
    wanted: LintOptions,
    settings: config.Config,
    rules: Sequence[Rule],
    selected: Sequence[Rule],
) -> list[str] | None:
    """The marks of what is not new, or None when everything counts."""
    name = wanted.baseline or settings.baseline
    known = baseline.read(name) if name else None
    if wanted.since is None:
        return known
    old = load_as_named([_at(wanted.since, source) for source in sources], options)
    there = [source for source in old.inputs if source.source not in old.unreadable]
    if not there and not _is_revision(wanted.since):
        raise UsageError(f"--since {wanted.since}: git knows no such revision here")
    readable = [f for f in old.findings if f.span.source not in old.unreadable]
    before = msgspec.structs.replace(old, findings=tuple(readable))
    kept, _, _ = _findings(before, rules, selected, settings)
    return [*(known or ()), *(fingerprint(finding) for finding in kept)]


def _at(revision: str, source: str) -> str:
    """The name of ``source`` in ``revision`` of the repository here."""
    if source == "-" or source.startswith("git:"):
        raise UsageError(f"--since needs files of a repository, not {source}")
    relative = os.path.relpath(source)
    return f"git:{revision}:./" if relative == "." else f"git:{revision}:./{relative}"


def _is_revision(name: str) -> bool:
    command = ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False

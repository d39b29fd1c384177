"""Which rules run: by set, chosen and left out by id, prefix or family."""

from __future__ import annotations

import difflib
import importlib
import inspect
from collections.abc import Iterable, Sequence

from kapi.errors import UsageError
from kapi.finding import Finding
from kapi.lint.rule import Rule, RuleSet
from kapi.lint.rules import RULES


def all_rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of the list."""
    return tuple(rule_of(name) for name in RULES)


def rule_of(name: str) -> Rule:
    """Return the rule in the module ``FAMILY.RULE_ID`` of `kapi.lint.rules`."""
    module = importlib.import_module(f"kapi.lint.rules.{name}")
    family, _, stem = name.partition(".")
    severity, rule_set = RULES[name]
    return Rule(
        id=stem.replace("_", "-"),
        family=family,
        severity=severity,
        rule_set=rule_set,
        page=inspect.cleandoc(module.__doc__ or ""),
        check=getattr(module, "check", None),
        check_set=getattr(module, "check_set", None),
    )


def find_rule(name: str, rules: Sequence[Rule]) -> Rule:
    """Return the rule called ``name``; raise `UsageError` with the nearest name without one."""
    for rule in rules:
        if rule.id == name:
            return rule
    raise UsageError(f"no rule {name!r}{_nearest(name, rules)} (kapi rules lists them)")


def select(
    rules: Sequence[Rule],
    rule_set: RuleSet,
    chosen: Iterable[str] = (),
    ignored: Iterable[str] = (),
) -> tuple[Rule, ...]:
    """Return the rules of ``rule_set``, with ``chosen`` and without ``ignored``.

    Names are ids, families, or prefixes that end in ``*``; an unknown one is a `UsageError`.
    When anything is chosen, nothing else runs.
    """
    wanted, unwanted = (
        {rule.id for name in names for rule in named(name, rules)} for names in (chosen, ignored)
    )
    if wanted:
        return tuple(rule for rule in rules if rule.id in wanted - unwanted)
    return tuple(
        rule for rule in rules if rule.rule_set.rank <= rule_set.rank and rule.id not in unwanted
    )


def reported(
    findings: Iterable[Finding], rules: Sequence[Rule], selected: Sequence[Rule]
) -> tuple[Finding, ...]:
    """Return the reader's ``findings`` that no rule stands for, or whose rule is selected."""
    known, running = {rule.id for rule in rules}, {rule.id for rule in selected}
    return tuple(f for f in findings if f.code not in known or f.code in running)


def named(name: str, rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules that an id, a family or a prefix names; raise `UsageError` for none."""
    if name.endswith("*"):
        found = [rule for rule in rules if rule.id.startswith(name[:-1])]
    else:
        found = [rule for rule in rules if name in (rule.id, rule.family)]
    if not found:
        raise UsageError(f"no rule or family {name!r}{_nearest(name, rules)}")
    return found


def _nearest(name: str, rules: Sequence[Rule]) -> str:
    names = [rule.id for rule in rules] + sorted({rule.family for rule in rules})
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else ""

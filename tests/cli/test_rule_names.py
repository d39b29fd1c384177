"""What a shell completes where a rule, or a list of rules and families, is taken."""

from __future__ import annotations

import click

from kapi.cli.rule_names import rule_names, rules_and_families
from kapi.lint.rules import RULES

CONTEXT = click.Context(click.Command("lint"))
PARAM = click.Option(["--rule"])


def test_every_rule_and_no_family_is_a_rule() -> None:
    assert sorted(rule_names(CONTEXT, PARAM, "")) == sorted(name for _, name in rules())
    assert rule_names(CONTEXT, PARAM, "unknown-errn") == ["unknown-errno"]
    assert rule_names(CONTEXT, PARAM, "variants") == []


def test_the_last_name_of_a_list_is_completed_and_the_others_stay() -> None:
    assert rules_and_families(CONTEXT, PARAM, "variant") == ["variants"]
    given = rules_and_families(CONTEXT, PARAM, "errors,text,unknown-errn")
    assert given == ["errors,text,unknown-errno"]


def test_a_family_is_offered_once_among_the_rules() -> None:
    offered = rules_and_families(CONTEXT, PARAM, "")
    assert offered == sorted({family for family, _ in rules()} | {name for _, name in rules()})


def rules() -> list[tuple[str, str]]:
    """The family and the name of each rule, from where its module stands."""
    parts = [str(one).split(".")[-2:] for one in RULES]
    return [(family, module.replace("_", "-")) for family, module in parts]

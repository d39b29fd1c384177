"""Which rules run."""

from __future__ import annotations

from pathlib import Path

import pytest

import kapi.lint.rules
from kapi.errors import UsageError
from kapi.finding import Finding, Severity
from kapi.lint.rule import RuleSet
from kapi.lint.selection import all_rules, find_rule, named, reported, select

RULES = all_rules()
FOLDER = Path(kapi.lint.rules.__file__).parent


def test_every_file_below_rules_is_a_rule_of_its_name_and_folder() -> None:
    files = {(one.parent.name, one.stem) for one in FOLDER.glob("*/[a-z]*.py")}
    assert {(one.family, one.id.replace("-", "_")) for one in RULES} == files


def test_each_set_has_all_of_the_one_before_and_more() -> None:
    minimal, recommended, strict = (set(select(RULES, one)) for one in RuleSet)
    assert minimal < recommended < strict == set(RULES)


def test_chosen_rules_run_alone_whatever_the_set() -> None:
    (strict,) = (one for one in RULES if one.id == "missing-contexts")
    assert select(RULES, RuleSet.MINIMAL, ["missing-contexts"]) == (strict,)
    assert select(RULES, RuleSet.STRICT, ["shape"], ["missing-*"]) == tuple(
        one for one in RULES if one.family == "shape" and not one.id.startswith("missing-")
    )
    assert strict not in select(RULES, RuleSet.STRICT, ignored=["missing-contexts"])


def test_a_name_is_an_id_a_family_or_a_prefix_with_a_star() -> None:
    assert [one.id for one in named("signed-range", RULES)] == ["signed-range"]
    assert {one.family for one in named("effects", RULES)} == {"effects"}
    assert {one.id[:8] for one in named("unknown-*", RULES)} == {"unknown-"}
    with pytest.raises(UsageError, match="no rule or family 'unknown-'"):
        named("unknown-", RULES)
    with pytest.raises(UsageError, match="did you mean signed-range"):
        find_rule("signed-rnge", RULES)


def test_findings_of_readers_stay_unless_their_rule_is_left_out() -> None:
    found = [
        Finding(code=code, severity=Severity.NOTE, message="")
        for code in ("broken-reader", "unknown-tag")
    ]
    without = select(RULES, RuleSet.STRICT, ignored=["unknown-tag"])
    assert reported(found, RULES, RULES) == tuple(found)
    assert reported(found, RULES, without) == (found[0],)

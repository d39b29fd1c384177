"""What a rule and what it found hold."""

from __future__ import annotations

from kapi.finding import Fix, Severity
from kapi.lint.rule import Rule, RuleSet, guessed


def test_each_set_contains_the_ones_before_it() -> None:
    assert sorted(RuleSet, key=lambda one: one.rank) == [
        *(RuleSet.MINIMAL, RuleSet.RECOMMENDED, RuleSet.STRICT)
    ]
    assert [one.rank for one in RuleSet] == [0, 1, 2]


def test_the_nearest_name_is_the_hint_and_the_fix() -> None:
    assert guessed("EFALT", ("EFAULT", "EFBIG")) == (
        *("did you mean EFAULT?", ("EFALT",), Fix("EFAULT")),
    )
    assert guessed("EFALT", ("EFAULT",), "error")[1] == ("error", "EFALT")


def test_what_is_like_no_name_has_no_hint_and_no_fix() -> None:
    assert guessed("EXOTIC", (), "error") == ("", ("error", "EXOTIC"), None)


def test_the_title_is_the_first_line_of_the_page() -> None:
    page = "Words that are wrong.\n\nWhy it matters.\n"
    rule = Rule(id="x", family="text", severity=Severity.NOTE, rule_set=RuleSet.STRICT, page=page)
    assert rule.title == "Words that are wrong"
    assert (rule.check, rule.check_set) == (None, None)

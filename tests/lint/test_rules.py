"""Every rule against its own page: it fires on the wrong example, and not on the right one."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from kapi.finding import Finding
from kapi.lint.engine import run
from kapi.lint.rule import Rule
from kapi.lint.selection import all_rules
from kapi.lint.suppression import apply
from kapi.sources.load import load

RULES = all_rules()


def example(rule: Rule, kind: str) -> str:
    """The ``Wrong`` or the ``Right`` side of the diff on the page of ``rule``."""
    _, heading, lines = rule.page.partition("\nWrong (-) and right (+)::\n\n")
    assert heading, f"{rule.id} has no example"
    other = {"Wrong": "+", "Right": "-"}[kind]
    sides = [line.removeprefix("    ") for line in lines.rstrip().split("\n")]
    return "".join(line[1:] + "\n" for line in sides if not line.startswith(other))


def findings(room: Path, text: str, *rules: Rule) -> list[Finding]:
    path = room / "page.c"
    path.write_text(text)
    loaded = load([str(path)])
    found, broken = run(rules, loaded.specs, loaded.findings)
    assert not broken
    every = [rule.id for rule in RULES]
    ran = [*every] if any(r.family == "suppressions" for r in rules) else []
    return list(apply(loaded.specs, found, every, ran)[0])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_keeps_its_page(rule: Rule, tmp_path: Path) -> None:
    wrong, right = example(rule, "Wrong"), example(rule, "Right")
    fired = [f for f in findings(tmp_path, wrong, rule) if f.code == rule.id]
    assert fired, [f.code for f in findings(tmp_path, wrong, rule)]
    assert [f for f in findings(tmp_path, right, rule) if f.code == rule.id] == []
    assert {f.severity for f in fired} == {rule.severity}
    lines = wrong.split("\n")
    changed = set()
    for tag, start, end, *_ in difflib.SequenceMatcher(
        None, lines, right.split("\n"), autojunk=False
    ).get_opcodes():
        if tag != "equal":
            changed |= set(range(start - 3, end + 2))
    whole = {1, 2, len(lines)}  # about the spec, or about its end
    assert {f.span.line for f in fired} <= changed | whole


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_right_example_is_right(rule: Rule, tmp_path: Path) -> None:
    """No other rule for certain mistakes fires on what a page calls right."""
    minimal = [r for r in RULES if r.rule_set.rank == 0 and r.family != "suppressions"]
    assert [(f.code, f.message) for f in findings(tmp_path, example(rule, "Right"), *minimal)] == []


def test_ids_are_unique_and_there_are_many() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES) >= 45


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_says_what_and_why(rule: Rule) -> None:
    head, _, rest = rule.page.partition("\n\n")
    assert "\n" not in head
    assert head.endswith(".")
    assert len(rest.partition("Wrong")[0]) > 20

"""The options that choose rules: two commands take the same, as the pipeline does."""

from __future__ import annotations

import click
import pytest

from kapi.cli import config_command, lint_command
from kapi.cli.rule_options import Wanted, rule_options
from kapi.finding import Severity
from kapi.lint.rule import RuleSet


@rule_options
def _nothing() -> None: ...


OPTIONS = {one.name: one for one in click.command()(_nothing).params}


def test_the_values_are_those_that_the_pipeline_takes() -> None:
    assert set(OPTIONS) == set(Wanted.__annotations__)


@pytest.mark.parametrize("command", [config_command.command, lint_command.command])
def test_a_command_takes_them_all(command: click.Command) -> None:
    there = {one.name: one.opts for one in command.params}
    assert {name: there.get(name) for name in OPTIONS} == {
        name: one.opts for name, one in OPTIONS.items()
    }


def test_the_words_are_those_of_lint() -> None:
    words = {"rule_set": RuleSet, "fail_on": Severity}
    for name, known in words.items():
        choice = OPTIONS[name].type
        assert isinstance(choice, click.Choice)
        assert list(choice.choices) == [one.value for one in known]

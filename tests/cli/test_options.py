"""Options that several commands share: each command gets the same settings and sources."""

from __future__ import annotations

import ast

import click
import pytest
from click.testing import CliRunner

from kapi.cli.options import from_option, output_options, settings_of, source_options


@click.group()
@output_options
def group() -> None:
    pass


@group.command()
@source_options
@output_options
@click.pass_context
def read(context: click.Context, sources: tuple[str, ...]) -> None:
    one = settings_of(context)
    click.echo(repr((sources, one.color, one.jobs, one.quiet, one.verbose, one.cache)))


@group.command()
@from_option
def of(sources: tuple[str, ...]) -> None:
    click.echo(repr(sources))


def ran(*arguments: str) -> object:
    result = CliRunner().invoke(group, arguments)
    assert result.exit_code == 0, result.output
    return ast.literal_eval(result.output)


def test_names_that_are_wanted_and_not() -> None:
    made = group.make_context("x", ["read", "--include", "a*", "--include", "b", "--exclude", "c"])
    with made:
        group.invoke(made)
        found = settings_of(made)
    assert (found.include, found.exclude) == (("a*", "b"), ("c",))


def test_nothing_given() -> None:
    assert ran("read") == ((), "auto", None, False, False, True)


@pytest.mark.parametrize(
    ("arguments", "sources"),
    [
        (["a.c", "b.c"], ("a.c", "b.c")),
        (["a.c", "--source", "list", "--source", "-x"], ("a.c", "list", "-x")),
        (["--vmlinux", "vmlinux.o"], ("vmlinux:vmlinux.o",)),
        (["--debugfs"], ("debugfs:/sys/kernel/debug",)),
        (["--debugfs", "/mnt", "a.c"], ("a.c", "debugfs:/mnt")),
    ],
)
def test_sources(arguments: list[str], sources: tuple[str, ...]) -> None:
    found = ran("read", *arguments)
    assert isinstance(found, tuple)
    assert found[0] == sources


@pytest.mark.parametrize(
    ("before", "after", "settings"),
    [
        (["-q"], [], ("auto", None, True, False, True)),
        ([], ["-q"], ("auto", None, True, False, True)),
        (["--quiet", "-v"], ["--verbose"], ("auto", None, True, True, True)),
        (["--color", "always"], [], ("always", None, False, False, True)),
        (["--color", "always"], ["--color", "never"], ("never", None, False, False, True)),
        ([], ["-j", "3"], ("auto", 3, False, False, True)),
        ([], ["--jobs", "1024"], ("auto", 1024, False, False, True)),
        ([], ["-j", "auto"], ("auto", None, False, False, True)),
        ([], ["--no-cache"], ("auto", None, False, False, False)),
    ],
)
def test_settings_stand_before_or_after_the_command(
    before: list[str], after: list[str], settings: tuple[object, ...]
) -> None:
    found = ran(*before, "read", *after)
    assert isinstance(found, tuple)
    assert found[1:] == settings


@pytest.mark.parametrize("number", ["0", "1025", "-1", "two", "1.5", ""])
def test_numbers_of_jobs_that_make_no_sense(number: str) -> None:
    result = CliRunner().invoke(group, ["read", "--jobs", number])
    assert result.exit_code == 2
    assert "expected a number from 1 to 1024, or auto" in result.output


def test_specs_beside_other_arguments() -> None:
    assert ran("of", "--from", "a.c", "--from", "b.c") == ("a.c", "b.c")
    assert ran("of") == ()

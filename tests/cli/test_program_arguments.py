"""What stands after ``--`` belongs to the program, whatever it looks like."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from kapi.cli.program_arguments import ProgramCommand, program_of


@click.command(cls=ProgramCommand)
@click.option("-n", "number", default=0)
@click.pass_context
def command(context: click.Context, number: int) -> None:
    click.echo(f"{number} {program_of(context)}")


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ([], "0 ()"),
        (["-n", "2"], "2 ()"),
        (["-n", "2", "--", "ls", "-n", "3"], "2 ('ls', '-n', '3')"),
        (["--", "sh", "--", "--help"], "0 ('sh', '--', '--help')"),
        (["--", ""], "0 ('',)"),
    ],
)
def test_the_first_two_dashes_divide(arguments: list[str], shown: str) -> None:
    result = CliRunner().invoke(command, arguments)
    assert (result.exit_code, result.output) == (0, shown + "\n")


def test_dashes_without_a_program_are_wrong_usage() -> None:
    result = CliRunner().invoke(command, ["-n", "1", "--"])
    assert result.exit_code == 2
    assert "no PROGRAM after --" in result.output


def test_what_follows_is_not_an_argument_of_kapi() -> None:
    assert CliRunner().invoke(command, ["ls"]).exit_code == 2

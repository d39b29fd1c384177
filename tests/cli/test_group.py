"""The group of commands: what is offered, and what becomes of errors."""

from __future__ import annotations

import importlib

import click
import pytest

import kapi
from kapi.cli.group import COMMANDS
from tests.cli.conftest import Call
from tests.cli.offered import FILE, offered


def test_what_every_command_offers() -> None:
    """A change of it is one for the users: `python -m tests.cli.offered` accepts it."""
    assert offered() == FILE.read_text()


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_stands_in_the_module_of_its_name(name: str) -> None:
    command = importlib.import_module(f"kapi.cli.{name}_command").command
    assert isinstance(command, click.Command)


def test_help_fits_a_terminal_of_80_columns(call: Call) -> None:
    for arguments in ([], *([name] for name in COMMANDS)):
        text = call(*arguments, "--help").out
        assert not [line for line in text.splitlines() if len(line) > 79], arguments


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lnit"], "Error: No such command 'lnit'. Did you mean list or lint?\n"),
        (["xyzzy"], "Error: No such command 'xyzzy'.\n"),
        (["\x1b[2J"], "Error: No such command '\\x1b[2J'.\n"),
        (["show", "--nonsense\x1b[2J"], "--nonsense\\x1b[2J"),
    ],
)
def test_a_mistake_names_what_was_meant(arguments: list[str], said: str, call: Call) -> None:
    result = call(*arguments)
    assert result.code == 2
    assert said in result.err
    assert "\x1b" not in result.err
    assert result.out == ""


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_also_after_another_option(option: str, call: Call) -> None:
    for arguments in ([option], ["-q", option]):
        result = call(*arguments)
        assert (result.code, result.out) == (0, f"kapi {kapi.__version__}\n")


def test_no_argument_shows_the_help(call: Call) -> None:
    result = call()
    assert result.code == 2
    assert result.err.startswith("Usage: kapi [OPTIONS] COMMAND [ARGS]...\n")

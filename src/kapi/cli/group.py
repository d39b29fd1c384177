"""The command group: commands are imported when called, errors become messages and exit codes."""

from __future__ import annotations

import importlib
import os
import sys
from io import StringIO

import click

import kapi
from kapi.cli.exits import Exit, epilog
from kapi.cli.options import output_options
from kapi.errors import KapiError
from kapi.printable import printable

COMMANDS = {
    "config": "Show which settings are in force, and from where.",
    "coverage": "Say which claims a test suite exercised.",
    "diff": "Say what changed between two versions of specifications.",
    "explain": "Say which documented condition a call failed under.",
    "evidence": "Show claim by claim what is proven.",
    "trace": "Print each call as the framework's tracepoints do.",
    "verify": "Watch what a program does, against the specs.",
    "extract": "Write every specification as JSON.",
    "export": "Write specifications as C, as a debugfs tree, or as a script of bpftrace.",
    "embed": "Put specifications into an object file.",
    "mount": "Serve specifications as the framework's debugfs tree.",
    "lint": "Say what is wrong in specifications.",
    "lsp": "Answer an editor: diagnostics, hover, completion, fixes.",
    "list": "List the specifications that sources hold.",
    "rules": "List or explain the rules of lint.",
    "schema": "Print the JSON Schema of kapi's documents.",
    "test": "Try the claims of specifications on the running kernel.",
    "show": "Show one specification in a format of your choice.",
}
"""Name and one line of help; each command stands in the module of its name, with `_command`."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"kapi.cli.{cmd_name}_command").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise click.UsageError(f"No such command {name!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=epilog(
        "kapi list linux/",
        "kapi show madvise 0001-mm-add-api-specification.patch",
        "kapi extract linux/ -o specs.json",
    ),
)
@click.version_option(kapi.__version__, "-V", "--version", message="kapi %(version)s")
@output_options
def cli() -> None:
    """Read, write and check specifications of the Linux kernel's user-space API.

    A SOURCE is a C file, a kernel tree, a directory, a patch or git diff, a mail, an mbox, a
    saved page of a mail archive, git:REV:PATH, kapi's own JSON, a kernel image, a directory of
    debugfs, kapi:PATH in the catalogue, or - for standard input. What it is, kapi finds out itself.

    Completion in bash: eval "$(_KAPI_COMPLETE=bash_source kapi)"; zsh_source and fish_source
    are for the other shells.
    """


def run(arguments: list[str]) -> int:
    """Run the command in ``arguments``; return the exit code."""
    if "_KAPI_COMPLETE" in os.environ:
        cli.main(arguments, prog_name="kapi")
    try:
        with cli.make_context("kapi", arguments) as context:
            return int(cli.invoke(context) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        usage = StringIO()
        error.show(usage)
        sys.stderr.write(printable(usage.getvalue()))
        return Exit.USAGE
    except KapiError as error:
        sys.stdout.flush()
        sys.stderr.write(f"kapi: {printable(str(error))}\n")
        return error.exit_code

"""What every command offers, in one text, ``tests/cli/offered.txt``: arguments and options.

``python -m tests.cli.offered`` writes it anew; the diff then shows what changed for users.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click

from kapi.cli.group import COMMANDS, cli

FILE = Path(__file__).with_suffix(".txt")


def offered() -> str:
    """Return the commands with what they take; in words of our own, as click's help changes."""
    modules = {name: import_module(f"kapi.cli.{name}_command") for name in COMMANDS}
    found = {"": cli} | {name: module.command for name, module in modules.items()}
    return "\n".join(f"{row}" for name in sorted(found) for row in _command(name, found[name]))


def _command(name: str, command: click.Command) -> Iterator[str]:
    yield f"kapi {name}: {COMMANDS.get(name, '')}"
    yield from (f"  {row.strip()}" for row in (command.help or "").split("\n") if row.strip())
    yield from (f"    {one}" for one in map(_parameter, command.params))
    yield ""


def _parameter(one: click.Parameter) -> str:
    if one.multiple and "--format" in one.opts:  # each format is offered by itself
        return "-f/--format"
    kind = one.type
    values = "|".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else ""
    said = {
        "metavar": one.metavar or "",
        "values": values,
        "environment": str(one.envvar or ""),
        "flag": isinstance(one, click.Option) and one.is_flag,
        "several": one.multiple or one.nargs == -1,
        "required": one.required,
    }
    words = [what if value is True else f"{what} {value}" for what, value in said.items() if value]
    text = getattr(one, "help", None) or ""
    return f"{'/'.join([*one.opts, *one.secondary_opts])} ({', '.join(words)}) {text}".rstrip()


if __name__ == "__main__":
    FILE.write_text(offered())

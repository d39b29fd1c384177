"""Commands that take a program to run after ``--``: everything there is the program's."""

from __future__ import annotations

import click

_KEY = "kapi.program"


class ProgramCommand(click.Command):
    """A command whose arguments end at ``--``; what follows is for `program_of`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep what stands after the first ``--`` apart."""
        if "--" in args:
            place = args.index("--")
            ctx.meta[_KEY] = tuple(args[place + 1 :])
            args = args[:place]
            if not ctx.meta[_KEY]:
                raise click.UsageError("no PROGRAM after --", ctx)
        return super().parse_args(ctx, args)


def program_of(context: click.Context) -> tuple[str, ...]:
    """Return the program and its arguments, empty where there is no ``--``."""
    found: tuple[str, ...] = context.meta.get(_KEY, ())
    return found

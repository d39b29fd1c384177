"""``kapi mount``: the framework's tree in debugfs, on a kernel without it."""

from __future__ import annotations

import click

from kapi.cli.exits import Exit, epilog
from kapi.cli.options import output_options, settings_of
from kapi.cli.output import loading, report_unreadable, say
from kapi.pipeline.export import mount
from kapi.pipeline.specs import Loaded


@click.command(
    epilog=epilog(
        "mkdir /tmp/kapi && kapi mount /tmp/kapi",
        "kapi mount /tmp/kapi linux/ & cat /tmp/kapi/list; fusermount3 -u /tmp/kapi",
    )
)
@click.argument("place", metavar="DIR")
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@output_options
@click.pass_context
def command(context: click.Context, place: str, sources: tuple[str, ...]) -> int:
    """Serve the specs of each SOURCE, or the catalogue, as files below the empty directory DIR.

    The files are list, specs/NAME and specs-json/NAME, as the framework has them below
    /sys/kernel/debug/kapi. They can be read only. Ctrl-C, SIGTERM or fusermount3 -u DIR ends it.
    """
    settings = settings_of(context)

    def ready(loaded: Loaded) -> None:
        report_unreadable(settings, loaded)
        if not settings.quiet:
            say(f"kapi: {len(loaded.specs)} specifications below {place}; fusermount3 -u {place}")

    with loading(context) as options:
        mount(place, sources, options, ready)
    return Exit.CLEAN

"""Options that several commands share, and the settings they make."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click
import msgspec

__all__ = ["Settings", "from_option", "output_options", "settings_of", "source_options"]

P = ParamSpec("P")
R = TypeVar("R")

DEBUGFS = "/sys/kernel/debug"

from_option = click.option(
    "--from", "sources", metavar="SOURCE", multiple=True, help="Specs of this source."
)
"""The specs of a command whose arguments are something else; it gets ``sources``, a tuple."""


class Settings(msgspec.Struct):
    """What the shared options say. ``jobs`` None is one worker a processor."""

    color: str = "auto"
    jobs: int | None = None
    quiet: bool = False
    verbose: bool = False
    cache: bool = True
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def settings_of(context: click.Context) -> Settings:
    """Return the settings of the run, the same object in every command."""
    settings = context.find_root().ensure_object(Settings)
    assert isinstance(settings, Settings)
    return settings


def _keep(context: click.Context, param: click.Parameter, value: object) -> None:
    """Note a given option; so it may stand before or after the command's name."""
    if value not in (None, False, ()) and param.name:
        setattr(settings_of(context), param.name, value)


def _no_cache(context: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        settings_of(context).cache = False


def _jobs(context: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is None or value == "auto":
        return
    if not value.isdecimal() or not 1 <= int(value) <= 1024:
        raise click.BadParameter("expected a number from 1 to 1024, or auto", context, param)
    settings_of(context).jobs = int(value)


def output_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add the options that every command takes."""
    options = [
        click.option(
            "--color",
            type=click.Choice(["auto", "always", "never"]),
            callback=_keep,
            expose_value=False,
            help="Colour the output; auto: for a terminal, heeding NO_COLOR and FORCE_COLOR.",
        ),
        click.option(
            "-q",
            "--quiet",
            is_flag=True,
            callback=_keep,
            expose_value=False,
            help="No progress and no notes.",
        ),
        click.option(
            "-v",
            "--verbose",
            is_flag=True,
            callback=_keep,
            expose_value=False,
            help="Say what each input was read as; quote the lines findings are about.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _merge_source(context: click.Context, param: click.Parameter, value: tuple[str, ...]) -> None:
    context.meta["kapi.sources"] = (*context.meta.get("kapi.sources", ()), *value)


def _of_kernel(context: click.Context, param: click.Parameter, value: str | None) -> None:
    """``--vmlinux FILE`` is the SOURCE ``vmlinux:FILE``, and so with ``--debugfs``."""
    if value is not None:
        _merge_source(context, param, (f"{param.name}:{value}",))


def source_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add SOURCE... and the options about reading; the command gets ``sources``, a tuple."""
    options = [
        click.argument("sources", metavar="[SOURCE]...", nargs=-1, callback=_all_sources),
        click.option(
            "--source",
            metavar="PATH",
            multiple=True,
            is_eager=True,
            callback=_merge_source,
            expose_value=False,
            help="One more SOURCE.",
        ),
        click.option(
            "--vmlinux",
            metavar="PATH",
            is_eager=True,
            callback=_of_kernel,
            expose_value=False,
            help="Read the specs in a kernel image, a module or another ELF file.",
        ),
        click.option(
            "--debugfs",
            metavar="[PATH]",
            is_flag=False,
            flag_value=DEBUGFS,
            is_eager=True,
            callback=_of_kernel,
            expose_value=False,
            help=f"Read the specs of a running kernel, usually below {DEBUGFS}.",
        ),
        click.option(
            "--include",
            metavar="NAME",
            multiple=True,
            callback=_keep,
            expose_value=False,
            help="Only the specs called so, or as a pattern: 'mlock*'.",
        ),
        click.option(
            "--exclude",
            metavar="NAME",
            multiple=True,
            callback=_keep,
            expose_value=False,
            help="Not the specs called so, or as a pattern.",
        ),
        click.option(
            "-j",
            "--jobs",
            metavar="N",
            callback=_jobs,
            expose_value=False,
            help="Processes that read a tree; auto, the default: one a processor.",
        ),
        click.option(
            "--no-cache",
            is_flag=True,
            callback=_no_cache,
            expose_value=False,
            help="Read every file of a tree anew, and remember nothing.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _all_sources(
    context: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    more: tuple[str, ...] = context.meta.get("kapi.sources", ())
    return (*value, *more)

"""Options that several commands share, and the settings they make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, Protocol, TypeVar

import click
import msgspec

P = ParamSpec("P")
R = TypeVar("R")

DEBUGFS = "/sys/kernel/debug"

from_option = click.option(
    "--from", "sources", metavar="SOURCE", multiple=True, help="Specs of this source."
)
"""The specs of a command whose arguments are something else; it gets ``sources``, a tuple."""


class Adding(Protocol):
    """Adds options to a command."""

    def __call__(self, command: Callable[P, R], /) -> Callable[P, R]:
        """Return ``command`` with them."""


def adding(*options: Callable[[Any], Any]) -> Adding:
    """Return what adds all ``options``, which the help lists in this order."""

    def add(command: Callable[P, R], /) -> Callable[P, R]:
        made: Callable[P, R] = command
        for option in reversed(options):
            made = option(made)
        return made

    return add


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


def _kept(*names: str, **more: Any) -> Callable[[Any], Any]:
    """An option of `Settings`, which the command does not get."""
    return click.option(*names, callback=_keep, expose_value=False, **more)


output_options = adding(
    _kept(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        help="Colour the output; auto: for a terminal, heeding NO_COLOR and FORCE_COLOR.",
    ),
    _kept("-q", "--quiet", is_flag=True, help="No progress and no notes."),
    _kept(
        "-v",
        "--verbose",
        is_flag=True,
        help="Say what each input was read as; quote the lines findings are about.",
    ),
)
"""The options that every command takes."""


def _merge_source(context: click.Context, param: click.Parameter, value: tuple[str, ...]) -> None:
    context.meta["kapi.sources"] = (*context.meta.get("kapi.sources", ()), *value)


def _of_kernel(context: click.Context, param: click.Parameter, value: str | None) -> None:
    """``--vmlinux FILE`` is the SOURCE ``vmlinux:FILE``, and so with ``--debugfs``."""
    if value is not None:
        _merge_source(context, param, (f"{param.name}:{value}",))


def _all_sources(
    context: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    more: tuple[str, ...] = context.meta.get("kapi.sources", ())
    return (*value, *more)


def _early(*names: str, **more: Any) -> Callable[[Any], Any]:
    """An option that names a source: it is there before the argument is put together."""
    return click.option(*names, is_eager=True, expose_value=False, **more)


source_options = adding(
    click.argument("sources", metavar="[SOURCE]...", nargs=-1, callback=_all_sources),
    _early(
        "--source", metavar="PATH", multiple=True, callback=_merge_source, help="One more SOURCE."
    ),
    _early(
        "--vmlinux",
        metavar="PATH",
        callback=_of_kernel,
        help="Read the specs in a kernel image, a module or another ELF file.",
    ),
    _early(
        "--debugfs",
        metavar="[PATH]",
        is_flag=False,
        flag_value=DEBUGFS,
        callback=_of_kernel,
        help=f"Read the specs of a running kernel, usually below {DEBUGFS}.",
    ),
    _kept(
        "--include",
        metavar="NAME",
        multiple=True,
        help="Only the specs called so, or as a pattern: 'mlock*'.",
    ),
    _kept(
        "--exclude",
        metavar="NAME",
        multiple=True,
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
)
"""SOURCE... and the options about reading; the command gets ``sources``, a tuple."""

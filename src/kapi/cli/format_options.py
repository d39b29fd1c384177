"""The options ``-f`` and ``-o``: a command gives its formats and gets the chosen outputs."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar

import click
import msgspec

from kapi.cli.options import Settings, adding, output_options
from kapi.cli.output import emit, report_losses
from kapi.cli.terminal import painter, width
from kapi.written import PLAIN, Format, Look, Medium

Value = TypeVar("Value")
P = ParamSpec("P")
R = TypeVar("R")

_WIDEST = 240
_ORDER = "kapi.order"
_FORM, _TARGET = "form", "target"


class Output(msgspec.Struct, Generic[Value], frozen=True):
    """One format, and the file that it is written to: None and ``-`` are standard output."""

    form: Format[Value]
    target: str | None = None

    @property
    def is_standard(self) -> bool:
        """Whether it goes to standard output."""
        return self.target in (None, "-")


Outputs: TypeAlias = tuple[Output[Value], ...]


def report_options(
    formats: Sequence[Format[Value]], what: str = ""
) -> Callable[[Callable[P, R]], Callable[..., R]]:
    """Add ``-f``, ``-o`` and those of every command; the command gets ``outputs``.

    Both may be given several times: an ``-o`` belongs to the ``-f`` before it, or names its
    format itself. Of ``formats`` the first is usual. ``what`` is written, as the help calls it.
    """
    by_name = {one.name: one for one in formats}
    usual = formats[0].name
    text = f"Write {what} to FILE" if what else "Write to FILE"
    added = adding(
        click.option(
            "-f",
            "--format",
            _FORM,
            metavar="FORMAT",
            type=click.Choice(list(by_name)),
            multiple=True,
            help=f"One of: {', '.join(by_name)}.  [default: {usual}]",
        ),
        click.option(
            "-o",
            "--output",
            _TARGET,
            metavar="FILE",
            multiple=True,
            cls=_NotingOption,
            help=f"{text}; several: -f text -f json -o FILE, or -o json=FILE.",
        ),
        output_options,
    )

    def add(command: Callable[P, R]) -> Callable[..., R]:
        @functools.wraps(command)
        def paired(*args: Any, form: Sequence[str], target: Sequence[str], **kwargs: Any) -> R:
            context = click.get_current_context()
            given = _in_order(context.meta.get(_ORDER, ()), form, target)
            named = _paired(given, by_name, usual)
            outputs = tuple(Output(by_name[name], file) for name, file in named)
            return command(*args, outputs=outputs, **kwargs)  # type: ignore[arg-type]

        return added(paired)

    return add


class _NotingOption(click.Option):
    """An option that notes the order of all that are given: click keeps that of each name only."""

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        super().add_to_parser(parser, ctx)
        parse = parser.parse_args

        def noting(args: list[str]) -> Any:
            found = parse(args)
            ctx.meta[_ORDER] = tuple(one.name for one in found[2])
            return found

        parser.parse_args = noting


def _in_order(
    order: Sequence[str], forms: Sequence[str], targets: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """The values of both options as they stand on the command line."""
    values = {_FORM: iter(forms), _TARGET: iter(targets)}
    return ((name, next(values[name])) for name in order if name in values)


def _paired(
    given: Iterator[tuple[str, str]], known: Mapping[str, object], usual: str
) -> list[tuple[str, str | None]]:
    """The formats, each with its file."""
    found: list[tuple[str, str | None]] = []
    waiting: str | None = None
    for what, value in given:
        name, _, file = value.partition("=")
        if what == _FORM:
            found.append((value, waiting))
            waiting = None
        elif file and name in known:
            found.append((name, file))
        elif found and found[-1][1] is None:
            found[-1] = (found[-1][0], value)
        elif waiting is None:
            waiting = value
        else:
            raise click.UsageError(f"-o {value} has no -f")
    if waiting is not None and found:
        raise click.UsageError(f"-o {waiting} has no -f")
    found = found or [(usual, waiting)]
    _all_different(found)
    return found


def _all_different(found: Sequence[tuple[str, str | None]]) -> None:
    targets = [file or "-" for _, file in found]
    for target in targets:
        if targets.count(target) > 1:
            where = "standard output" if target == "-" else target
            raise click.UsageError(f"two formats for {where}; give each -f its own -o FILE")


def is_for_people(outputs: Outputs[Value]) -> bool:
    """Whether one of ``outputs`` is for people."""
    return any(one.form.medium is Medium.PEOPLE for one in outputs)


def room(outputs: Outputs[Value]) -> int | None:
    """Return the columns of the terminal that rows are cut to; a pipe and a file get all."""
    to_file = any(one.form.medium is Medium.PEOPLE and not one.is_standard for one in outputs)
    return None if to_file or not sys.stdout.isatty() else width(_WIDEST)


def emit_in(outputs: Outputs[Value], value: Value, settings: Settings, look: Look = PLAIN) -> None:
    """Write ``value`` to each of ``outputs``, and what they cannot say to standard error.

    Only what goes to standard output is painted.
    """
    for one in outputs:
        color = settings.color if one.is_standard else "never"
        painted = msgspec.structs.replace(look, paint=painter(sys.stdout, color))
        written = one.form.write(value, painted)
        emit(written.text, one.target, one.form.medium, fold=one.form.name == "text")
        report_losses(one.form.name, written.losses, settings)

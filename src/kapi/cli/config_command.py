"""``kapi config``: which settings are in force, and from where."""

from __future__ import annotations

import os
import sys
from typing import Unpack

import click
from click.core import ParameterSource

from kapi import files
from kapi.cli.exits import Exit, epilog
from kapi.cli.format_options import Outputs, emit_in, report_options
from kapi.cli.options import Settings, settings_of
from kapi.cli.pager import pager
from kapi.cli.rule_options import Wanted, rule_options
from kapi.cli.terminal import COLOUR_VARIABLES, STYLES_VARIABLE
from kapi.pipeline import config
from kapi.pipeline.config import ConfigDocument, Setting
from kapi.pipeline.lint import LintOptions
from kapi.report.formats import formats_for
from kapi.written import PLAIN, Format, Look, Medium, Written


def _text(document: ConfigDocument, look: Look = PLAIN) -> Written:
    """One line for each setting; a comment says where it comes from."""
    keys = max(len(one.key) for one in document.settings)
    values = max(len(one.value or "-") for one in document.settings)
    rows = [
        f"{look.paint('term', one.key)}{' ' * (keys - len(one.key))}  "
        f"{one.value or '-':{min(values, 30)}}  {look.paint('detail', one.origin)}\n"
        for one in document.settings
    ]
    return Written(text="".join(rows))


FORMATS: tuple[Format[ConfigDocument], ...] = (
    Format(name="text", write=_text, medium=Medium.PEOPLE),
    *formats_for(config.PARTS, config.report_of),
)


@click.command(
    epilog=epilog(
        "kapi config",
        "kapi config --set strict --ignore text",
        "KAPI_CONFIG=ci.toml kapi config -f json",
    )
)
@rule_options
@report_options(FORMATS, "the settings")
@click.pass_context
def command(
    context: click.Context,
    /,
    outputs: Outputs[ConfigDocument],
    **wanted: Unpack[Wanted],
) -> int:
    """Show which settings are in force here, each with where it was said.

    An option beats a variable, which beats the file, which beats the default. The file is
    --config, KAPI_CONFIG, or the nearest .kapi.toml, or pyproject.toml with [tool.kapi], from
    here up to the top of the repository. A key or a word in it that is not known is an error
    (exit code 2).
    """
    settings = settings_of(context)
    others = (_cache(), _colour(settings), _styles(), _pager())
    found = config.in_force(LintOptions(**wanted), _origins(context), os.environ, others)
    emit_in(outputs, found, settings)
    sys.stdout.flush()
    return Exit.CLEAN


def _origins(context: click.Context) -> dict[str, str]:
    """By which option or variable each parameter was given."""
    found = {}
    for param in context.command.params:
        source = context.get_parameter_source(param.name or "")
        if source is ParameterSource.COMMANDLINE:
            found[param.name or ""] = param.opts[-1]
        elif source is ParameterSource.ENVIRONMENT:
            found[param.name or ""] = str(param.envvar)
    return found


def _cache() -> Setting:
    cache = "XDG_CACHE_HOME" if os.path.isabs(os.environ.get("XDG_CACHE_HOME", "")) else "default"
    return Setting(key="cache", value=str(files.cache_directory()), origin=cache)


def _colour(settings: Settings) -> Setting:
    if settings.color != "auto":
        return Setting(key="color", value=settings.color, origin="--color")
    for name, value in COLOUR_VARIABLES:
        if os.environ.get(name, "") not in ("", "0" if value == "always" else ""):
            return Setting(key="color", value=value, origin=name)
    return Setting(key="color", value="auto")


def _styles() -> Setting:
    given = os.environ.get(STYLES_VARIABLE, "")
    return Setting(key="colors", value=given, origin=STYLES_VARIABLE if given else "default")


def _pager() -> Setting:
    command = " ".join(pager(os.environ, is_terminal=True))
    origin = next((one for one in ("KAPI_PAGER", "PAGER") if one in os.environ), "default")
    return Setting(key="pager", value=command, origin=origin)

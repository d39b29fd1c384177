"""What a shell completes: the names of APIs. Nothing here reports an error."""

from __future__ import annotations

from collections.abc import Iterable

import click

from kapi import pipeline
from kapi.errors import KapiError
from kapi.pipeline.shipped import catalogue_calls


def api_names(context: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the names that begin so: of the sources given before, or of the catalogue.

    As names may be written in any case and without ``sys_``, they are completed so, too.
    """
    names = _read(context.params.get("sources") or ()) or catalogue_calls()
    return beginning([*names, *(one.removeprefix("sys_") for one in names)], incomplete)


def _read(sources: Iterable[str]) -> list[str]:
    """The names in ``sources``; standard input is left to the command."""
    named = [one for one in sources if one != "-"]
    try:
        loaded = pipeline.load_specs(named, pipeline.Options(heads=True)) if named else None
    except KapiError:
        return []
    return [one.name for one in loaded.specs] if loaded else []


def beginning(names: Iterable[str], start: str) -> list[str]:
    """Return ``names`` that begin with ``start`` as they are; where none does, in any case."""
    different = sorted(dict.fromkeys(names))
    exact = [one for one in different if one.startswith(start)]
    return exact or [one for one in different if one.lower().startswith(start.lower())]

"""The catalogue that ships with kapi, with files like ``kapi:mm/mlock.c``."""

from __future__ import annotations

import functools
import os
import re

from kapi import catalog
from kapi.errors import InputError
from kapi.files import read_named
from kapi.sources.loaded import MAX_BYTES, Content, InputKind
from kapi.sources.source_text import Line, SourceText

CATALOGUE = "kapi:"
"""What the name of the catalogue, of its folders and of its files begins with."""

_ENDING = ".c"
_HEAD = re.compile(rb"/\*\*\n \* (\w+)")


def catalogue_names(name: str = CATALOGUE) -> tuple[str, ...]:
    """Return the names of the catalogue's files that ``name`` means, in order; or itself.

    ``kapi:`` is all of them, ``kapi:mm`` a folder, ``kapi:mm/mlock`` and ``kapi:mm/mlock.c`` one.
    """
    inside = name.removeprefix(CATALOGUE).strip("/")
    if inside.removesuffix(_ENDING) + _ENDING in _files():
        return (f"{CATALOGUE}{inside.removesuffix(_ENDING)}{_ENDING}",)
    folder = f"{inside}/" if inside else ""
    found = tuple(f"{CATALOGUE}{file}" for file in _files() if file.startswith(folder))
    return found or (name,)


def catalogue_source(name: str) -> str | None:
    """Return the SOURCE of the catalogue that has the API ``name``, where a file is called so."""
    ending = f"/{name.lower().removeprefix('sys_')}{_ENDING}"
    return next((f"{CATALOGUE}{file}" for file in _files() if file.endswith(ending)), None)


def catalogue_calls() -> tuple[str, ...]:
    """Return the names of the APIs, which stand in the second line of their files."""
    heads = (_HEAD.match(read_named(path, MAX_BYTES)) for path in _files().values())
    return tuple(head[1].decode() for head in heads if head)


def catalogue_path(name: str) -> str:
    """Return the path of the catalogue's file ``name``; raise `InputError` where there is none."""
    path = _files().get(name.removeprefix(CATALOGUE))
    if path is None:
        raise InputError("the catalogue has no such file; kapi list shows what it has")
    return path


def catalogue_content(name: str) -> Content:
    """Return what the catalogue's file ``name`` holds, with its places in that name.

    It is known to be C in UTF-8, with comments of the canonical dialect.
    """
    from kapi.sources.c.block_specs import read_blocks  # 14 ms; what reads any text takes 19

    text = read_named(catalogue_path(name), MAX_BYTES).decode()
    lines = tuple(Line(line, number) for number, line in enumerate(text.splitlines(), 1))
    return Content(
        kind=InputKind.C_FILE,
        reading=read_blocks(SourceText(source=name, file=name, lines=lines)),
    )


@functools.cache
def _files() -> dict[str, str]:
    """The paths of the files by their names in the catalogue, in order."""
    root = os.path.join(os.path.dirname(catalog.__file__), "")
    paths = [
        os.path.join(folder, file)
        for folder, _, files in os.walk(root)
        for file in files
        if file.endswith(_ENDING)
    ]
    return {path.removeprefix(root): path for path in sorted(paths)}

"""The framework's tree in debugfs, made of specs: what `kapi.kernel.debugfs` reads."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path

from kapi.kernel.debugfs_json import to_json
from kapi.kernel.debugfs_text import list_text, spec_text
from kapi.kernel.decode import Tree
from kapi.kernel.encode import tree_of
from kapi.model.spec import Spec
from kapi.printable import file_name
from kapi.vocab.architectures import Architecture


def files_of(
    specs: Iterable[Spec], architecture: Architecture
) -> Mapping[str, Callable[[], bytes]]:
    """Return the files of the tree by path; each is made when it is asked for."""
    found: dict[str, Callable[[], bytes]] = {}
    rows = []
    for spec in sorted(specs, key=lambda one: one.name):
        name = _free(file_name(spec.name), found)
        rows.append((name, " ".join((spec.summary or "").split())))
        found[f"specs/{name}"] = _maker(spec, architecture, spec_text)
        found[f"specs-json/{name}"] = _maker(spec, architecture, to_json)
    found["list"] = lambda: _bytes(list_text(rows))
    return found


def _free(name: str, taken: Container[str]) -> str:
    """``name``, with a number where another spec has it."""
    names = (f"{name}-{number}" if number else name for number in itertools.count())
    return next(one for one in names if f"specs/{one}" not in taken)


def _maker(
    spec: Spec, architecture: Architecture, write: Callable[[Tree], str]
) -> Callable[[], bytes]:
    return lambda: _bytes(write(tree_of(spec, architecture)))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def write_tree(files: Mapping[str, Callable[[], bytes]], target: Path) -> None:
    """Write the files below ``target``, which is made. Raises `OSError`."""
    for path, content in files.items():
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content())

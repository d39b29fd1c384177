"""`kapi lint --fix`: specs in C files, written anew in canonical spelling.

Only the lines of a spec's comment change, and only when the text that was written reads back
as the same spec, at the same place among its neighbours.
"""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from kapi.model.spec import Spec
from kapi.pipeline import write_dialect
from kapi.sources.inputs import Input, InputKind, Loaded
from kapi.sources.load import load
from kapi.vocab.words import Dialect

__all__ = ["Fixed", "fix_files"]


class Fixed(msgspec.Struct, frozen=True, kw_only=True):
    """A file that changes: ``diff`` is unified. ``refused`` says why specs stay as they are."""

    path: str
    text: str = ""
    diff: str = ""
    refused: tuple[str, ...] = ()


def fix_files(loaded: Loaded) -> tuple[Fixed, ...]:
    """Return what would change in each file of ``loaded``; nothing is written."""
    fixed = []
    for one in loaded.inputs:
        if one.source in loaded.unreadable:
            continue
        if one.kind not in (InputKind.C_FILE, InputKind.TREE, InputKind.DIRECTORY):
            reason = f"{one.source} is a {one.kind.value}: only C files can be mended in place"
            fixed.append(Fixed(path=one.source, refused=(reason,)))
            continue
        there = [spec.origin for spec in loaded.specs if spec.origin.source == one.source]
        names = dict.fromkeys(origin.file for origin in there)
        fixed += [_fix(_from_here(one, name)) for name in names]
    return tuple(fixed)


def _from_here(one: Input, name: str) -> str:
    return name if one.kind is InputKind.C_FILE else os.path.join(one.source, name)


def _fix(path: str) -> Fixed:
    before = load([path])
    if before.inputs[0].kind is not InputKind.C_FILE:
        return Fixed(path=path, refused=(f"{path} is no C file",))
    old = Path(path).read_bytes().decode("utf-8", "surrogateescape")
    lines = old.split("\n")
    refused = []
    for index in range(len(before.specs) - 1, -1, -1):
        spec = before.specs[index]
        if spec.dialect is not Dialect.KERNELDOC:
            continue
        changed, reason = _rewritten(lines, spec)
        if changed is not None and _reads_back("\n".join(changed), path, before.specs):
            lines = changed
        else:
            reason = reason or "the canonical text does not read back as the same spec"
            refused.append(f"{path}:{spec.origin.line}: {spec.name} stays as it is: {reason}")
    text = "\n".join(lines)
    diff = difflib.unified_diff(
        old.split("\n"), text.split("\n"), f"a/{path}", f"b/{path}", lineterm=""
    )
    return Fixed(path=path, text=text, diff="\n".join(diff), refused=tuple(reversed(refused)))


def _rewritten(lines: list[str], spec: Spec) -> tuple[list[str] | None, str]:
    """The lines of the file with the comment of ``spec`` replaced, or why that cannot be."""
    written, losses = write_dialect(spec, Dialect.KERNELDOC.value)
    if losses:
        return None, losses[0]
    comment = written[: written.index("*/") + 2].split("\n")
    first = spec.origin.line - 1
    while first > 0 and "/**" not in lines[first]:
        first -= 1
    last = spec.origin.line - 1
    while last < len(lines) - 1 and "*/" not in lines[last]:
        last += 1
    if lines[first].strip() != "/**" or lines[last].strip() != "*/":
        return None, "its comment shares a line with other text"
    ending = "\r" if lines[first].endswith("\r") else ""
    return [*lines[:first], *(row + ending for row in comment), *lines[last + 1 :]], ""


def _reads_back(text: str, path: str, specs: Sequence[Spec]) -> bool:
    with tempfile.TemporaryDirectory(prefix="kapi-fix-") as room:
        draft = Path(room) / Path(path).name
        draft.write_bytes(text.encode("utf-8", "surrogateescape"))
        again = load([str(draft)])
    return again.specs == tuple(specs)

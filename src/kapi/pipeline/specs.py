"""Sources and names → specs, with places that can be opened."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

import msgspec

from kapi import files
from kapi.errors import UsageError
from kapi.finding import Finding
from kapi.kernel.magic import held_by_kernel
from kapi.model.command_numbers import command_number, command_text
from kapi.model.spec import Spec
from kapi.pipeline.shipped import (
    CATALOGUE,
    catalogue_content,
    catalogue_names,
    catalogue_source,
)
from kapi.pipeline.spec_names import called, concerns, is_pattern, narrowed, nearest
from kapi.report.location import path
from kapi.sources.load import load
from kapi.sources.loaded import Content, Input, InputKind, Loaded
from kapi.span import Span

__all__ = [
    "Found",
    "Input",
    "Loaded",
    "Options",
    "Spec",
    "choose",
    "find_specs",
    "load_as_named",
    "load_specs",
    "openable_findings",
    "opener",
    "paths_of_texts",
]


_COMMAND = "ioctl:"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How to load. ``jobs`` None is one worker a processor; ``cache`` remembers scanned trees.

    ``include`` and ``exclude`` are names, or patterns of names, of the specs wanted and not.

    ``heads`` says that names, kinds, summaries and places are enough: images are read no further.

    ``progress`` is called with the files done, the number of all or None, and a path.
    """

    jobs: int | None = None
    cache: bool = True
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    heads: bool = False
    progress: Callable[[int, int | None, str], None] | None = None


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What `find_specs` found. ``nearest`` are names to suggest when ``specs`` is empty.

    ``note`` says what the name of a command by its number means.
    """

    loaded: Loaded
    specs: tuple[Spec, ...] = ()
    findings: tuple[Finding, ...] = ()
    nearest: tuple[str, ...] = ()
    note: str = ""

    def not_found(self, name: str) -> str:
        """Return that ``name`` was not found, and what to write or do instead."""
        name = name or "''"
        if self.nearest:
            return f"no specification called {name}; did you mean {' or '.join(self.nearest)}?"
        number = len(self.loaded.specs)
        return f"no specification called {name} among {number}; kapi list shows their names"


def load_specs(sources: Sequence[str], options: Options) -> Loaded:
    """Return what ``sources`` hold, in the order named; places can be opened as they stand."""
    return _openable(load_as_named(sources, options))


def find_specs(name: str, sources: Sequence[str], options: Options) -> Found:
    """Return the specs called ``name``: exactly so, or as a system call (``mlock``), in any case.

    ``mlock*`` means all that it matches. ``ioctl:NUMBER`` is the command with that number. Raises
    `UsageError` where it can be none.
    """
    if name.startswith(_COMMAND):
        return _find_command(name.removeprefix(_COMMAND), sources, options)
    near = not sources and not is_pattern(name)
    loaded = _near(name, options) if near else load_specs(sources, options)
    specs = called(name, loaded.specs)
    if not specs:
        near_names = nearest(name, [spec.name for spec in loaded.specs])
        return Found(loaded=loaded, findings=loaded.findings, nearest=near_names)
    findings = tuple(
        finding
        for finding in loaded.findings
        if finding.span.source in loaded.unreadable or any(concerns(finding, s) for s in specs)
    )
    return Found(loaded=loaded, specs=specs, findings=findings)


def _find_command(text: str, sources: Sequence[str], options: Options) -> Found:
    try:
        number = int(text, 0)
    except ValueError:
        number = -1
    if not 0 <= number < 1 << 32:
        raise UsageError(f"'{text}' is no command number: ioctl:0xc0306201 is one")
    loaded = load_specs(sources, options)
    specs = tuple(one for one in loaded.specs if one.ioctl and command_number(one.ioctl) == number)
    return Found(loaded=loaded, specs=specs, note=f"{number:#x} is {command_text(number)}")


def choose(
    names: Sequence[str], sources: Sequence[str], options: Options
) -> tuple[Loaded, list[Spec], tuple[str, ...]]:
    """Return what was loaded, the specs called ``names`` (or all), what to say of the others."""
    quiet = msgspec.structs.replace(options, progress=None)
    if not names:
        loaded = load_specs(sources, quiet)
        return loaded, list(loaded.specs), ()
    specs: list[Spec] = []
    missing = []
    for name in names:
        found = find_specs(name, sources, quiet)
        known = {(spec.name, spec.origin) for spec in specs}  # two patterns may mean one
        specs += (spec for spec in found.specs if (spec.name, spec.origin) not in known)
        read = [one for one in sources if one not in found.loaded.unreadable]
        if found.loaded.specs and not found.specs:
            missing.append(found.not_found(name))
        elif read and not found.specs:
            missing.append(f"no specification called {name}: {', '.join(read)} holds none at all")
    return found.loaded, specs, tuple(missing)


def load_as_named(
    sources: Sequence[str], options: Options, stdin: BinaryIO | None = None
) -> Loaded:
    """Return what ``sources`` hold, with the paths in a tree counted from its top.

    ``stdin`` is read for ``-`` instead of the standard input.
    """
    sources = [one for source in sources or (CATALOGUE,) for one in _expanded(source)]
    is_tree = any(map(os.path.isdir, sources))
    cache = files.cache_directory() if options.cache and is_tree else None
    loaded = load(
        sources, stdin=stdin, jobs=options.jobs, cache=cache, progress=options.progress,
        others=functools.partial(_of_ours, heads=options.heads),
    )  # fmt: skip
    if loaded.unreadable:
        findings = tuple(map(_hinted, loaded.findings))
        loaded = msgspec.structs.replace(loaded, findings=findings)
    return narrowed(loaded, options.include, options.exclude)


def _hinted(finding: Finding) -> Finding:
    """With a hint where the name of an API of the catalogue stands in place of a SOURCE."""
    name = finding.span.source
    meant = catalogue_source(name) if finding.code == "unreadable-input" else None
    if meant is None or os.path.exists(name):
        return finding
    return msgspec.structs.replace(
        finding, hint=f"that is no file; {meant} is the SOURCE with the spec of {name}"
    )


def _expanded(source: str) -> Sequence[str]:
    return catalogue_names(source) if source.startswith(CATALOGUE) else (source,)


def _of_ours(name: str, heads: bool) -> Content | None:
    """Return what the catalogue, an image or a tree of debugfs holds, None for anything else."""
    if name.startswith(CATALOGUE):
        return catalogue_content(name)
    found = held_by_kernel(name)
    if found is None:
        return None
    from kapi.pipeline import kernel_sources  # 60 ms, and libraries that texts do not need

    return kernel_sources.read(*found, heads)


def _near(name: str, options: Options) -> Loaded:
    """The catalogue's file of ``name``, so that showing one spec reads one; else all of it."""
    bare = name.partition("(")[0].lower().removeprefix("sys_")
    files = [one for one in catalogue_names() if one.endswith(f"/{bare}.c")]
    if not files:
        return load_specs((), options)
    loaded = load_as_named(files, options)
    return loaded if called(name, loaded.specs) else load_specs((), options)


def _openable(loaded: Loaded) -> Loaded:
    """Return ``loaded`` with paths in a tree made paths from here, so that editors open them."""
    roots = _roots(loaded)
    if not roots:
        return loaded

    def spec_here(spec: Spec) -> Spec:
        origin = spec.origin
        moved = msgspec.structs.replace(origin, file=_path(roots, origin.source, origin.file))
        return msgspec.structs.replace(spec, origin=moved)

    return msgspec.structs.replace(
        loaded,
        specs=tuple(map(spec_here, loaded.specs)),
        findings=openable_findings(loaded, loaded.findings),
    )


def openable_findings(loaded: Loaded, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return ``findings`` about ``loaded`` with paths in a tree made paths from here."""
    here = opener(loaded)
    return tuple(_opened(one, here) for one in findings)


def _opened(finding: Finding, here: Callable[[Span], Span]) -> Finding:
    """Return ``finding`` with its place, and with the other one at the end of its message."""
    span = here(finding.span)
    if finding.other is None:
        return msgspec.structs.replace(finding, span=span)
    other = here(finding.other)
    where = f"{path(other)}:{other.line}"
    message = f"{finding.message} at {where}"
    return msgspec.structs.replace(finding, span=span, message=message, other=other)


def opener(loaded: Loaded) -> Callable[[Span], Span]:
    """Return what makes the path of a place in a tree of ``loaded`` a path from here."""
    roots = _roots(loaded)
    if not roots:
        return lambda span: span
    return lambda span: msgspec.structs.replace(span, file=_path(roots, span.source, span.file))


def paths_of_texts(loaded: Loaded) -> frozenset[str]:
    """Return the names by which the texts read into ``loaded`` can be opened."""
    roots = _roots(loaded)
    return frozenset(_path(roots, source, file) for source, file in loaded.texts)


def _roots(loaded: Loaded) -> frozenset[str]:
    kinds = (InputKind.TREE, InputKind.DIRECTORY, InputKind.GIT)
    return frozenset(one.source for one in loaded.inputs if one.kind in kinds)


def _path(roots: frozenset[str], source: str, file: str) -> str:
    return _join(source, file) if source in roots and file != source else file


def _join(root: str, file: str) -> str:
    """Return the name of ``file`` below ``root``: a directory, ``git:REV`` or ``git:REV:PATH``."""
    if root.startswith("git:") and root.count(":") == 1:
        return f"{root}:{file}"
    return root + file if root.endswith(":") else os.path.join(root, file)

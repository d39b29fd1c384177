"""Everything between what the user names and the specs in it."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from kapi import files
from kapi.errors import InputError
from kapi.finding import Finding, Severity
from kapi.model.spec import Spec
from kapi.sources.late import text_readers
from kapi.sources.loaded import (
    MAX_BYTES,
    Content,
    Input,
    InputKind,
    Loaded,
    Progress,
    Skipped,
    unreadable,
)
from kapi.sources.reader import Reading
from kapi.sources.tree import git
from kapi.sources.tree.scan import printable
from kapi.sources.tree.tree import read_tree

if TYPE_CHECKING:
    from pathlib import Path


def load(
    names: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    jobs: int | None = None,
    cache: Path | None = None,
    progress: Progress | None = None,
    others: Callable[[str], Content | None] | None = None,
) -> Loaded:
    """Read all inputs that ``names`` name: paths, ``-`` (``stdin``), ``git:REV:PATH``.

    ``jobs`` is the number of processes for a tree (None: one for each processor), ``cache``
    the directory in which scans of trees are remembered (None: nowhere; see
    `kapi.files.cache_directory`). ``progress`` is called while a tree is scanned.
    ``others`` is asked first, and returns None for what is text.
    What cannot be read is a finding, and the other inputs are read all the same.
    """
    inputs: list[Input] = []
    specs: list[Spec] = []
    findings: list[Finding] = []
    missing: list[str] = []
    texts: set[tuple[str, str]] = set()
    for name in dict.fromkeys(names):
        try:
            content = others(name) if others is not None else None
            content = content or _read(name, stdin, jobs, cache, progress)
        except (InputError, OSError) as error:
            missing.append(name)
            reason = error.strerror if isinstance(error, OSError) else None
            findings.append(unreadable(name, "", reason or str(error).removeprefix(f"{name}: ")))
            continue
        reading = content.reading
        texts |= {(name, file) for file in content.texts or (name,)}
        inputs.append(
            Input(source=name, kind=content.kind, specs=len(reading.specs), skipped=content.skipped)
        )
        specs += reading.specs
        findings += reading.findings
    findings += _duplicates(specs)
    return Loaded(
        inputs=tuple(inputs),
        specs=tuple(specs),
        findings=tuple(findings),
        unreadable=tuple(missing),
        texts=frozenset(texts),
    )


def _read(
    name: str,
    stdin: BinaryIO | None,
    jobs: int | None,
    cache: Path | None,
    progress: Progress | None,
) -> Content:
    if name == "-":
        data = files.bounded(stdin or sys.stdin.buffer, MAX_BYTES)
        return text_readers().text("-", data, "")
    if name.startswith("git:"):
        return _read_git(name)
    if "\0" in name:
        raise InputError("a name cannot contain a NUL byte")
    found = os.stat(name)
    if stat.S_ISDIR(found.st_mode):
        if files.is_kernels_own(found):
            raise InputError("this is a directory of the kernel's own")
        os.scandir(name).close()  # an unreadable directory is an unreadable input
        return read_tree(name, jobs=jobs, cache=cache, progress=progress)
    data = files.read_source(name, MAX_BYTES)
    return text_readers().text(name, data, os.path.basename(name))


def _read_git(name: str) -> Content:
    found = git.find_object(name)
    if found.type == "blob":
        blob = git.read_blob(name, found)
        content = text_readers().text(name, blob, os.path.basename(name))
        return msgspec.structs.replace(content, kind=InputKind.GIT)
    texts = []
    readings = []
    skipped = []
    objects, problem = git.files_with_needles(name, found.id)
    if problem:
        readings.append(Reading(findings=(unreadable(name, "", problem),)))
    for one in objects:
        path = printable(one.path)
        try:
            data = git.read_blob(name, one)
        except InputError as error:
            skipped.append(Skipped(path, str(error)))
            readings.append(Reading(findings=(unreadable(name, path, str(error)),)))
            continue
        texts.append(path)
        readings.append(text_readers().file(name, path, data).reading)
    return Content(
        kind=InputKind.GIT,
        texts=tuple(texts),
        skipped=tuple(skipped),
        reading=Reading(
            specs=tuple(spec for reading in readings for spec in reading.specs),
            findings=tuple(finding for reading in readings for finding in reading.findings),
        ),
    )


def _duplicates(specs: Sequence[Spec]) -> list[Finding]:
    """Return a finding for each spec of a kind and name that an earlier one has."""
    first: dict[tuple[str, str], Spec] = {}
    findings = []
    for spec in specs:
        earlier = first.setdefault((spec.kind.value, spec.name), spec)
        if earlier is spec:
            continue
        findings.append(
            Finding(
                code="duplicate-spec",
                severity=Severity.WARNING,
                message=f"{spec.name} has another spec",
                span=spec.span,
                hint="both are kept",
                api=spec.name,
                other=earlier.span,
            )
        )
    return findings

"""A kernel tree, or any directory: walk it, search its files in worker processes, remember."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import msgspec

from kapi.finding import Finding, Severity
from kapi.sources.loaded import Content, InputKind, Progress, unreadable
from kapi.sources.reader import Reading
from kapi.sources.tree.cache import CachedDirectory, CachedTree, TreeCache
from kapi.sources.tree.directories import Walk, is_kernel_tree
from kapi.sources.tree.needles import C_SUFFIXES
from kapi.sources.tree.scan import (
    OTHER_SUFFIXES,
    DirectoryJob,
    DirectoryResult,
    FileHit,
    is_unchanged,
    printable,
    scan_directory,
)
from kapi.sources.tree.worker_processes import in_workers
from kapi.span import Span

if TYPE_CHECKING:
    from pathlib import Path

_BATCH_FILES = 600


def read_tree(
    root: str,
    *,
    jobs: int | None = None,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> Content:
    """Return what stands below the directory ``root``.

    ``jobs`` is the number of worker processes (None: one for each processor); ``cache`` the
    directory of caches (None: none is used). Specs and findings are ordered by path and line.
    """
    is_tree = is_kernel_tree(root)
    suffixes = C_SUFFIXES if is_tree else C_SUFFIXES + OTHER_SUFFIXES
    remembered = TreeCache(cache, root)
    known = remembered.load()
    walk = Walk(root, suffixes, known.listings if known.suffixes == suffixes else {})
    results: list[DirectoryResult] = []
    files = 0
    with contextlib.closing(_scan(root, walk, known.directories, jobs)) as done:
        for result in done:
            results.append(result)
            files += result.files
            if progress:
                progress(files, None, result.path)
    directories = {
        result.path: CachedDirectory(result.digest, result.hits)
        for result in results
        if result.digest
    }
    fresh = CachedTree(directories, walk.listings, suffixes)
    if fresh != known:
        remembered.save(fresh)
    hits = sorted((hit for result in results for hit in result.hits), key=_by_path)
    readings = [msgspec.msgpack.decode(hit.reading, type=Reading) for hit in hits]
    problems = [unreadable(root, problem.file, problem.reason) for problem in walk.problems]
    problems += [_unread_link(root, link.file) for link in walk.links]
    if not files and not problems:
        problems.append(_no_sources(root, walk.suffixes))
    return Content(
        kind=InputKind.TREE if is_tree else InputKind.DIRECTORY,
        texts=tuple(hit.path for hit in hits),
        reading=Reading(
            specs=tuple(spec for reading in readings for spec in reading.specs),
            findings=(
                *problems,
                *sorted(
                    (finding for result in results for finding in result.findings),
                    key=lambda finding: finding.span.position,
                ),
                *(finding for reading in readings for finding in reading.findings),
            ),
        ),
        skipped=tuple(
            sorted(
                (
                    *walk.problems,
                    *walk.links,
                    *walk.skipped,
                    *(skipped for result in results for skipped in result.skipped),
                    *(skipped for hit in hits for skipped in hit.skipped),
                ),
                key=lambda skipped: skipped.file,
            )
        ),
    )


def _scan(
    root: str, walk: Walk, known: dict[str, CachedDirectory], jobs: int | None
) -> Generator[DirectoryResult, None, None]:
    """Scan all directories of ``walk``, in worker processes when many of them have changed.

    Whether one has changed is asked here: handing the question to a worker costs as much.
    """
    unchanged: list[DirectoryResult] = []
    batches = _batches(_changed(root, walk, known, unchanged))
    workers = jobs or len(os.sched_getaffinity(0))
    first = list(itertools.islice(batches, 2))
    everything = itertools.chain(first, batches)
    if workers == 1 or len(first) < 2:
        yield from map(scan_directory, itertools.chain.from_iterable(everything))
    else:
        yield from _in_workers(everything, workers)
    yield from unchanged


def _changed(
    root: str,
    walk: Walk,
    known: dict[str, CachedDirectory],
    unchanged: list[DirectoryResult],
) -> Iterator[DirectoryJob]:
    """Yield the directories to scan; to ``unchanged`` goes what is remembered of the others."""
    for folder in walk:
        job = DirectoryJob(root, folder.path, folder.names)
        path = printable(folder.path)
        before = known.get(path)
        if before and is_unchanged(job, before.digest):
            files = len(folder.names)
            unchanged.append(DirectoryResult(path, files, before.digest, before.hits))
        else:
            yield job


def _batches(directories: Iterator[DirectoryJob]) -> Iterator[list[DirectoryJob]]:
    batch: list[DirectoryJob] = []
    size = 0
    for directory in directories:
        batch.append(directory)
        size += len(directory.names)
        if size >= _BATCH_FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _in_workers(
    batches: Iterator[list[DirectoryJob]], number: int
) -> Generator[DirectoryResult, None, None]:
    with contextlib.closing(in_workers(_scan_batch, batches, number, _killed)) as answers:
        for results in answers:
            yield from results


def _scan_batch(batch: list[DirectoryJob]) -> list[DirectoryResult]:
    return [scan_directory(job) for job in batch]


def _killed(batch: list[DirectoryJob]) -> list[DirectoryResult]:
    """What is said of directories whose process was killed: none is passed over in silence."""
    reason = "the process that read it was killed; --jobs 1 shows where"
    return [
        DirectoryResult(
            printable(job.path),
            len(job.names),
            b"",
            findings=(unreadable(job.root, printable(job.path) or job.root, reason),),
        )
        for job in batch
    ]


def _by_path(hit: FileHit) -> str:
    return hit.path


def _unread_link(root: str, file: str) -> Finding:
    return Finding(
        code="unread-link",
        severity=Severity.NOTE,
        message=f"{file} is a link that leads out of {root}; it is not followed",
        span=Span(source=root, file=file),
        hint="name the file itself to read it",
    )


def _no_sources(root: str, suffixes: tuple[str, ...]) -> Finding:
    return Finding(
        code="no-sources",
        severity=Severity.WARNING,
        message=f"the directory {root} holds no file to read",
        span=Span(source=root, file=root),
        hint=f"files that are read end in {' '.join(suffixes)}",
    )

"""A kernel tree, or any directory: walk it, search its files in worker processes, remember."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import msgspec

from kapi.finding import Finding, Severity
from kapi.sources.cache import CachedDirectory, TreeCache
from kapi.sources.inputs import Content, InputKind, unreadable
from kapi.sources.patch import C_SUFFIXES
from kapi.sources.progress import Progress
from kapi.sources.reading import Reading
from kapi.sources.scan import (
    OTHER_SUFFIXES,
    DirectoryJob,
    DirectoryResult,
    FileHit,
    printable,
    scan_directory,
)
from kapi.sources.walk import Walk, is_kernel_tree
from kapi.span import Span

__all__ = ["read_tree"]

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
    walk = Walk(root, C_SUFFIXES if is_tree else C_SUFFIXES + OTHER_SUFFIXES)
    remembered = TreeCache(cache, root)
    known = remembered.load()
    results: list[DirectoryResult] = []
    files = 0
    with contextlib.closing(_run(_batches(root, walk, known), jobs)) as done:
        for result in done:
            results.append(result)
            files += result.files
            if progress:
                progress(files, None, result.path)
    fresh = {
        result.path: CachedDirectory(result.digest, _hits(result, known))
        for result in results
        if result.digest
    }
    if fresh != known:
        remembered.save(fresh)
    hits = sorted((hit for result in results for hit in _hits(result, known)), key=_by_path)
    readings = [msgspec.msgpack.decode(hit.reading, type=Reading) for hit in hits]
    problems = [unreadable(root, problem.file, problem.reason) for problem in walk.problems]
    if not files and not problems:
        problems.append(_no_sources(root, walk.suffixes))
    return Content(
        kind=InputKind.TREE if is_tree else InputKind.DIRECTORY,
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
                    *walk.skipped,
                    *(skipped for result in results for skipped in result.skipped),
                    *(skipped for hit in hits for skipped in hit.skipped),
                ),
                key=lambda skipped: skipped.file,
            )
        ),
    )


def _batches(
    root: str, walk: Walk, known: dict[str, CachedDirectory]
) -> Iterator[list[DirectoryJob]]:
    batch: list[DirectoryJob] = []
    size = 0
    nothing = CachedDirectory(b"")
    for folder in walk:
        digest = known.get(printable(folder.path), nothing).digest
        batch.append(DirectoryJob(root, folder.path, folder.names, digest))
        size += len(folder.names)
        if size >= _BATCH_FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _run(
    batches: Iterator[list[DirectoryJob]], jobs: int | None
) -> Generator[DirectoryResult, None, None]:
    """Scan all ``batches``, in worker processes when there is more than one."""
    workers = jobs or len(os.sched_getaffinity(0))
    first = list(itertools.islice(batches, 2))
    everything = itertools.chain(first, batches)
    if workers == 1 or len(first) < 2:
        for batch in everything:
            yield from map(scan_directory, batch)
        return
    # a process with threads must not fork: a lock may be held in the child for ever
    method = "fork" if threading.active_count() == 1 else "spawn"
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context(method), initializer=_leave_interrupts_to_parent
    )
    try:
        for future in as_completed([pool.submit(_scan_batch, batch) for batch in everything]):
            yield from future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _scan_batch(batch: list[DirectoryJob]) -> list[DirectoryResult]:
    return [scan_directory(job) for job in batch]


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _hits(result: DirectoryResult, known: dict[str, CachedDirectory]) -> tuple[FileHit, ...]:
    return known[result.path].hits if result.hits is None else result.hits


def _by_path(hit: FileHit) -> str:
    return hit.path


def _no_sources(root: str, suffixes: tuple[str, ...]) -> Finding:
    return Finding(
        code="no-sources",
        severity=Severity.WARNING,
        message=f"the directory {root} holds no file to read",
        span=Span(source=root, file=root),
        hint=f"files that are read end in {' '.join(suffixes)}",
    )

"""``git:REV:PATH``: a file or directory of a revision, read without touching the work tree."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import msgspec

from kapi.errors import InputError
from kapi.sources.tree.needles import C_SUFFIXES, NEEDLES

__all__ = ["PREFIX", "GitObject", "files_with_needles", "find_object", "read_blob"]

PREFIX = "git:"
_ENVIRONMENT = {  # no locks, no network, no questions, English messages
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class GitObject(msgspec.Struct, frozen=True):
    """What a name leads to: an object id and its type, ``blob`` or ``tree``."""

    id: str
    type: str


def find_object(name: str) -> GitObject:
    """Return the object that ``git:REV:PATH`` names; raise `InputError` with what git said.

    As in git, PATH counts from the top of the repository (``./PATH`` from here); without one
    the whole revision is meant.
    """
    revision, _, path = name.removeprefix(PREFIX).partition(":")
    if not revision or revision.startswith("-") or "\0" in name:
        raise InputError(f"{name}: expected git:REVISION:PATH")
    spelled = f"{revision}:{path}"
    found = _git(name, "rev-parse", "--verify", "--end-of-options", spelled).decode().strip()
    kind = _git(name, "cat-file", "-t", found).decode().strip()
    if kind not in ("blob", "tree"):
        raise InputError(f"{name}: git says this is a {kind}, not a file or directory")
    return GitObject(found, kind)


def read_blob(name: str, object_id: str) -> bytes:
    """Return the content of the blob ``object_id``."""
    return _git(name, "cat-file", "blob", object_id)


def files_with_needles(name: str, tree: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of each C file below ``tree`` that may hold a spec, by path."""
    patterns = [word for needle in NEEDLES for word in ("-e", needle.decode())]
    globs = [f":(glob)**/*{suffix}" for suffix in C_SUFFIXES]
    output = _git(
        name, "grep", "-l", "-z", "-F", "-a", *patterns, tree, "--", *globs, nothing_found=1
    )
    prefix = f"{tree}:"
    paths = sorted(os.fsdecode(path).removeprefix(prefix) for path in output.split(b"\0") if path)
    yield from zip(paths, _contents(name, tree, paths), strict=True)


def _contents(name: str, tree: str, paths: Sequence[str]) -> Iterator[bytes]:
    """Yield the content of each path through one `git cat-file --batch`."""
    asked = b"".join(os.fsencode(f"{tree}:{path}\n") for path in paths)
    output = _git(name, "cat-file", "--batch", data=asked) if paths else b""
    position = 0
    for path in paths:
        end = output.find(b"\n", position)
        header = output[position:end].split()
        if end < 0 or len(header) != 3 or not header[2].isdigit():
            raise InputError(f"{name}: git cannot show {path}")
        position = end + 1 + int(header[2])
        yield output[end + 1 : position]
        position += 1


def _git(name: str, *arguments: str, data: bytes = b"", nothing_found: int = 0) -> bytes:
    """Return what git prints; ``nothing_found`` is the exit code that is no failure."""
    import subprocess  # a tenth of the start, and few sources are revisions

    try:
        run = subprocess.run(
            ["git", "--no-pager", *arguments],
            input=data,
            capture_output=True,
            check=False,
            env={**os.environ, **_ENVIRONMENT},
        )
    except OSError as error:
        raise InputError(f"{name}: cannot run git: {error.strerror}") from error
    if run.returncode not in (0, nothing_found):
        said = run.stderr.decode("utf-8", "replace").strip().splitlines()
        raise InputError(f"{name}: {said[0] if said else 'git failed'}")
    return run.stdout

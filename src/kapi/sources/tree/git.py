"""``git:REV:PATH``: a file or directory of a revision, read without touching the work tree."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from kapi.errors import InputError
from kapi.files import too_large
from kapi.sources.loaded import MAX_BYTES
from kapi.sources.tree.needles import C_SUFFIXES, NEEDLES

if TYPE_CHECKING:
    from subprocess import CompletedProcess

PREFIX = "git:"
_AT_ONCE = 200
"""Paths that git is asked about in one command, which has to bear their length."""
_PATIENCE = 300.0
"""Seconds that git has for one command: a FIFO in a stranger's .git is opened and waited for."""
_ENVIRONMENT = {  # no locks, no network or program of the repository's, no questions, English
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # of a git that does not know the one above
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class GitObject(msgspec.Struct, frozen=True):
    """What a name leads to: an object id, its type (``blob`` or ``tree``), its size in bytes.

    ``path`` is that of a file below the tree that was searched.
    """

    id: str
    type: str
    size: int
    path: str = ""


def find_object(name: str) -> GitObject:
    """Return the object that ``git:REV:PATH`` names; raise `InputError` with what git said.

    As in git, PATH counts from the top of the repository (``./PATH`` from here); without one
    the whole revision is meant.
    """
    revision, _, path = name.removeprefix(PREFIX).partition(":")
    if not revision or revision.startswith("-") or "\0" in name:
        raise InputError(f"{name}: expected git:REVISION:PATH")
    spelled = f"{revision}:{path}"
    found = _git(name, "rev-parse", "--verify", "--end-of-options", spelled)
    said = _git(name, "cat-file", "--batch-check", data=found).decode().split()
    if len(said) != 3 or said[1] not in ("blob", "tree"):
        what = said[1] if len(said) > 1 else "nothing"
        raise InputError(f"{name}: git says this is {what}, not a file or directory")
    return GitObject(said[0], said[1], int(said[2]))


def is_revision(name: str) -> bool:
    """Say whether git knows the revision here; raise `InputError` where it cannot be run."""
    wanted = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return _run(name, *wanted).returncode == 0


def read_blob(name: str, found: GitObject) -> bytes:
    """Return the content of a blob; raise `InputError` where that is too large."""
    if found.size > MAX_BYTES:
        raise InputError(too_large(MAX_BYTES))
    return _git(name, "cat-file", "blob", found.id)


def files_with_needles(name: str, tree: str) -> tuple[Sequence[GitObject], str]:
    """Return the C files below ``tree`` that may hold a spec, by path.

    With them comes what git said of objects that it cannot read.
    """
    patterns = [word for needle in NEEDLES for word in ("-e", needle.decode())]
    globs = [f":(glob)**/*{suffix}" for suffix in C_SUFFIXES]
    run = _run(name, "grep", "-l", "-z", "-F", "-a", *patterns, tree, "--", *globs)
    if run.returncode not in (0, 1):  # 1: nothing found
        raise _failed(name, run)
    prefix = f"{tree}:"
    found = [os.fsdecode(path).removeprefix(prefix) for path in run.stdout.split(b"\0") if path]
    paths = sorted(found)
    pieces = (paths[first : first + _AT_ONCE] for first in range(0, len(paths), _AT_ONCE))
    objects = [one for piece in pieces for one in _objects(name, tree, piece)]
    return objects, next(_errors(run), "")


def _objects(name: str, tree: str, paths: Sequence[str]) -> Iterator[GitObject]:
    output = _git(name, "ls-tree", "-l", "-z", "--full-tree", tree, "--", *paths)
    for row in filter(None, output.split(b"\0")):
        facts, _, path = row.partition(b"\t")
        _, kind, found, size = facts.decode().split()
        yield GitObject(found, kind, int(size), os.fsdecode(path))


def _git(name: str, *arguments: str, data: bytes = b"") -> bytes:
    """Return what git prints."""
    run = _run(name, *arguments, data=data)
    if run.returncode:
        raise _failed(name, run)
    return run.stdout


def _failed(name: str, run: CompletedProcess[bytes]) -> InputError:
    said = run.stderr.decode("utf-8", "replace").strip().splitlines()
    return InputError(f"{name}: {next(_errors(run), said[0] if said else 'git failed')}")


def _errors(run: CompletedProcess[bytes]) -> Iterator[str]:
    """What git says that is more than a warning."""
    rows = run.stderr.decode("utf-8", "replace").splitlines()
    return (row for row in rows if row.startswith(("error: ", "fatal: ")))


def _run(name: str, *arguments: str, data: bytes = b"") -> CompletedProcess[bytes]:
    import subprocess  # a tenth of the start, and few sources are revisions

    try:
        return subprocess.run(
            ["git", "--no-pager", *arguments],
            input=data,
            capture_output=True,
            check=False,
            env={**os.environ, **_ENVIRONMENT},
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{name}: git {arguments[0]} comes to no end") from error
    except OSError as error:
        raise InputError(f"{name}: cannot run git: {error.strerror}") from error

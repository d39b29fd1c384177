"""What `kapi.sources.load` returns: the inputs of one run, their specs and findings."""

from __future__ import annotations

import enum
from collections.abc import Callable

import msgspec

from kapi.finding import Finding, Severity
from kapi.model.spec import Spec
from kapi.sources.reader import Reading
from kapi.span import Span

Progress = Callable[[int, int | None, str], None]
"""How a long read tells how far it is: the number of files done, that of all (None: not known),
and a path."""

MAX_BYTES = 64 * 1024 * 1024
"""The largest text that is read whole; a longer one is a finding."""


class InputKind(enum.Enum):
    """What an input turned out to be."""

    C_FILE = "c-file"
    TREE = "tree"
    DIRECTORY = "directory"
    PATCH = "patch"
    MAIL = "mail"
    MBOX = "mbox"
    PAGE = "page"
    QUOTED = "quoted"
    GIT = "git"
    JSON = "json"
    IMAGE = "image"
    DEBUGFS = "debugfs"
    TEXT = "text"


class Skipped(msgspec.Struct, frozen=True):
    """A file of an input that was not read, and why."""

    file: str
    reason: str


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One input: what the user named, what it is, how many specs it holds, what was left out."""

    source: str
    kind: InputKind
    specs: int = 0
    skipped: tuple[Skipped, ...] = ()


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """All inputs of a run. ``unreadable`` are the names that could not be opened at all.

    ``texts`` are the texts that were read, as (source, file in it or the source again). Only
    their lines may be shown: a spec in JSON can name any place.
    """

    inputs: tuple[Input, ...] = ()
    specs: tuple[Spec, ...] = ()
    findings: tuple[Finding, ...] = ()
    unreadable: tuple[str, ...] = ()
    texts: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_broken(self) -> bool:
        """Whether a defect of kapi cost a part of the inputs."""
        return any(finding.code == "broken-reader" for finding in self.findings)


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What one input was found to hold. ``texts`` are the files of a tree that were read."""

    kind: InputKind
    reading: Reading = Reading()
    skipped: tuple[Skipped, ...] = ()
    texts: tuple[str, ...] = ()


def unreadable(source: str, file: str, reason: str) -> Finding:
    """Return the finding for a file, or a whole input, that cannot be read."""
    return Finding(
        code="unreadable-input",
        severity=Severity.ERROR,
        message=f"""cannot read {file or source or "''"}: {reason}""",
        span=Span(source=source, file=file or source),
    )

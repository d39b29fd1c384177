"""Specs from the framework's tree in debugfs: ``list``, ``specs/NAME``, ``specs-json/NAME``."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import msgspec

from kapi.errors import InputError
from kapi.finding import Finding, Severity
from kapi.kernel.debugfs_json import from_json
from kapi.kernel.debugfs_text import names_in, read_text
from kapi.kernel.decode import Tree
from kapi.kernel.structure_fields import Reader
from kapi.model.spec import Origin, Spec
from kapi.sources.reader import Reading
from kapi.span import Span
from kapi.vocab.architectures import Architecture

_LIMIT = 16 << 20
"""Bytes of the longest file; the framework's longest specification has some 60,000."""


def read_tree(name: str, architecture: Architecture) -> Reading:
    """Return the specs of a tree: of debugfs, of its directory ``kapi``, or of a copy.

    A file that vanishes, is cut or damaged is a finding. Raises `InputError` where there is no
    tree, or none that may be read.
    """
    root = Path(name)
    try:
        place = root / "kapi" if (root / "kapi").is_dir() else root
        names = names_in(_read(place / "list").decode("utf-8", "surrogateescape"))
    except OSError as error:
        raise InputError(_missing(error)) from error
    specs: list[Spec] = []
    findings: list[Finding] = []
    for name in names:
        if name in (".", "..") or "/" in name:
            continue
        spec = _spec(place, name, str(root), architecture, findings)
        if spec is not None:
            specs.append(spec)
    return Reading(specs=tuple(specs), findings=tuple(findings))


def _missing(error: OSError) -> str:
    if error.errno == errno.EACCES:
        return f"{error.strerror}; debugfs may be read by root alone"
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return (
            "there is no kapi/list below it: debugfs is not mounted here, or the kernel"
            " has no CONFIG_KAPI_SPEC_DEBUGFS; kapi mount DIR serves such a tree"
        )
    return str(error.strerror)


def _spec(
    place: Path, name: str, source: str, architecture: Architecture, findings: list[Finding]
) -> Spec | None:
    for folder, read in (("specs-json", from_json), ("specs", _from_text)):
        path = place / folder / name
        try:
            origin = Origin(source=source, file=str(path), line=1)
            return Reader(architecture).spec(read(_read(path)), name, origin)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, msgspec.DecodeError, AssertionError) as error:
            findings.append(_damaged(path, source, error))
    path = place / "specs-json" / name
    if not any(str(path) == one.span.file for one in findings):
        findings.append(_damaged(path, source, FileNotFoundError("it has vanished")))
    return None


def _from_text(content: bytes) -> Tree:
    return read_text(content.decode("utf-8", "surrogateescape"))


def _damaged(path: Path, source: str, error: Exception) -> Finding:
    why = getattr(error, "strerror", None) or str(error)
    return Finding(
        code="damaged-file",
        severity=Severity.WARNING,
        message=f"it cannot be read: {why}",
        span=Span(source=source, file=str(path), line=1),
    )


def _read(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb", buffering=0) as file:
        content = b""
        while piece := file.read(1 << 20):
            content += piece
            if len(content) > _LIMIT:
                raise ValueError(f"larger than {_LIMIT >> 20} MiB")
        return content

"""What is remembered of a scanned tree: what each directory lists, a digest, the specs in it.

The file may be deleted at any time. A damaged one, or one of another version, counts as none.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import msgspec

from kapi import __version__
from kapi.errors import InputError
from kapi.files import read_found, replace
from kapi.sources.tree.directories import Listing
from kapi.sources.tree.needles import NEEDLES
from kapi.sources.tree.scan import FileHit, digest

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT = 3
_LARGEST = 256 * 1024 * 1024


class CachedDirectory(msgspec.Struct, frozen=True, array_like=True):
    """What one directory held when its digest was ``digest``."""

    digest: bytes
    hits: tuple[FileHit, ...] = ()


class CachedTree(msgspec.Struct, frozen=True, array_like=True):
    """What one tree held; both by the directory's path below the root.

    ``suffixes`` are those that the listings were made with.
    """

    directories: dict[str, CachedDirectory] = {}
    listings: dict[str, Listing] = {}
    suffixes: tuple[str, ...] = ()


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    stamp: str
    tree: CachedTree


class TreeCache:
    """The cache of one tree under one name; ``directory`` None makes one that forgets."""

    def __init__(self, directory: Path | None, source: str) -> None:
        self.path: Path | None = None
        if directory is not None:
            key = f"{os.path.realpath(source)}\0{source}".encode("utf-8", "surrogateescape")
            self.path = directory / f"tree-{digest(key, 16).hex()}.msgpack"

    def load(self) -> CachedTree:
        """Return what is remembered."""
        if self.path is None:
            return CachedTree()
        try:
            stored = msgspec.msgpack.decode(read_found(str(self.path), _LARGEST), type=_Stored)
        except (OSError, InputError, msgspec.MsgspecError, UnicodeDecodeError):
            return CachedTree()
        return stored.tree if stored.stamp == _stamp() else CachedTree()

    def save(self, tree: CachedTree) -> None:
        """Remember ``tree``; a cache that cannot be written is no error."""
        if self.path is None:
            return
        data = msgspec.msgpack.encode(_Stored(_stamp(), tree))
        with contextlib.suppress(OSError, InputError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace(str(self.path), data, 0o600)


def _stamp() -> str:
    """What must be equal for a cache to count: the version of kapi, its readers, its needles."""
    needles = digest(b"\0".join(NEEDLES), 8).hex()
    return f"{_FORMAT} {__version__} {needles} {_readers()}"


def _readers() -> int:
    """Return when the readers were last changed, which counts while kapi itself is edited."""
    package = os.path.dirname(os.path.dirname(__file__))
    return max(
        (
            os.lstat(os.path.join(directory, name)).st_mtime_ns
            for directory, _, names in os.walk(package)
            for name in names
            if name.endswith(".py")
        ),
        default=0,
    )

"""What is remembered of a scanned tree: a digest for each directory and the specs found in it.

The file may be deleted at any time. A damaged one, or one of another version, counts as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

import msgspec

from kapi import __version__
from kapi.sources.needles import NEEDLES
from kapi.sources.scan import FileHit

__all__ = ["CachedDirectory", "TreeCache", "default_directory"]

_FORMAT = 1


class CachedDirectory(msgspec.Struct, frozen=True, array_like=True):
    """What one directory held when its digest was ``digest``."""

    digest: bytes
    hits: tuple[FileHit, ...] = ()


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    stamp: str
    directories: dict[str, CachedDirectory]


def default_directory() -> Path:
    """Return where caches stand: ``$XDG_CACHE_HOME/kapi``, else ``~/.cache/kapi``."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "kapi"


class TreeCache:
    """The cache of one tree under one name; ``directory`` None makes one that forgets."""

    def __init__(self, directory: Path | None, source: str) -> None:
        self.path: Path | None = None
        if directory is not None:
            key = f"{os.path.realpath(source)}\0{source}".encode("utf-8", "surrogateescape")
            digest = hashlib.blake2b(key, digest_size=16).hexdigest()
            self.path = directory / f"tree-{digest}.msgpack"

    def load(self) -> dict[str, CachedDirectory]:
        """Return what is remembered, by the directory's path below the root."""
        if self.path is None:
            return {}
        try:
            stored = msgspec.msgpack.decode(self.path.read_bytes(), type=_Stored)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return {}
        return stored.directories if stored.stamp == _stamp() else {}

    def save(self, directories: dict[str, CachedDirectory]) -> None:
        """Remember ``directories``; a cache that cannot be written is no error."""
        if self.path is None:
            return
        data = msgspec.msgpack.encode(_Stored(_stamp(), directories))
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            _replace(self.path, data)


def _replace(path: Path, data: bytes) -> None:
    """Write ``data`` to a new file and rename it, so that no reader sees half of it."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _stamp() -> str:
    """What must be equal for a cache to count: the version of kapi, its readers, its needles."""
    needles = hashlib.blake2b(b"\0".join(NEEDLES), digest_size=8).hexdigest()
    return f"{_FORMAT} {__version__} {needles} {_readers()}"


def _readers() -> int:
    """Return when the readers were last changed, which counts while kapi itself is edited."""
    package = Path(__file__).parent.parent
    return max(
        (path.stat().st_mtime_ns for path in package.glob("*/**/*.py") if path.is_file()), default=0
    )

"""A file system that serves files which are made when they are read (FUSE, read-only)."""

from __future__ import annotations

import errno
import os
import stat
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kapi.errors import InputError, NothingToCheck

_MODE_FILE, _MODE_FOLDER = stat.S_IFREG | 0o444, stat.S_IFDIR | 0o555


def check_mount_point(place: Path) -> None:
    """Raise what is wrong with a place to mount at: no directory, or not an empty one."""
    if not place.is_dir():
        raise InputError(f"{place}: no directory to mount at")
    if any(place.iterdir()):
        raise InputError(f"{place}: the directory is not empty; mount at one that is")


def serve(files: Mapping[str, Callable[[], bytes]], place: Path, ready: Callable[[], None]) -> None:
    """Serve ``files`` at ``place`` until it is unmounted or a signal ends the program.

    ``ready`` is called when it is mounted. Raises `NothingToCheck` where there is no FUSE.
    """
    try:
        import mfusepy  # type: ignore[import-untyped]  # an extra, which needs libfuse
    except (ImportError, OSError) as error:
        raise NothingToCheck(
            f"no FUSE: {error}; install kapi[kernel] and libfuse (apt-get install fuse3), or write"
            " the tree with kapi export -t debugfs-tree -o DIR"
        ) from None
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        raise NothingToCheck(
            "no FUSE: /dev/fuse may not be opened; kapi export -t debugfs-tree -o DIR writes the"
            " tree without it"
        )
    mounted = threading.Event()

    def started() -> None:
        mounted.set()
        ready()

    try:
        mfusepy.FUSE(
            _operations(mfusepy, files, started), str(place), foreground=True, nothreads=True,
            ro=True, fsname="kapi", subtype="kapi", default_permissions=True,
        )  # fmt: skip
    except RuntimeError as error:
        if mounted.is_set():
            return  # it ends with the number of the signal
        raise NothingToCheck(f"{place}: it cannot be mounted (FUSE says {error})") from None


class _Tree:
    """The files and folders; what is made once is kept."""

    def __init__(self, files: Mapping[str, Callable[[], bytes]]) -> None:
        self._files = files
        self._made: dict[str, bytes] = {}
        self._started = int(time.time() * 10**9)
        self.folders = {"": sorted({path.partition("/")[0] for path in files})}
        for path in files:
            folder, slash, name = path.partition("/")
            if slash:
                self.folders.setdefault(folder, []).append(name)

    def content(self, path: str) -> bytes:
        """Return what a file holds. Raises `OSError` where there is none."""
        name = path.lstrip("/")
        if name not in self._files:
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        if name not in self._made:
            self._made[name] = self._files[name]()
        return self._made[name]

    def make_all(self) -> None:
        """Make every file, before anybody asks for it."""
        for path in self._files:
            self.content(path)

    def attributes(self, path: str) -> dict[str, Any]:
        """Return the members of ``struct stat``. Raises `OSError`."""
        is_folder = path.lstrip("/") in self.folders
        times = dict.fromkeys(("st_atime", "st_mtime", "st_ctime"), self._started)
        return {
            "st_mode": _MODE_FOLDER if is_folder else _MODE_FILE,
            "st_nlink": 2 if is_folder else 1,
            "st_size": 0 if is_folder else len(self.content(path)),
            "st_uid": os.getuid(),
            "st_gid": os.getgid(),
            **times,
        }


def _operations(
    mfusepy: Any, files: Mapping[str, Callable[[], bytes]], ready: Callable[[], None]
) -> Any:
    """The calls of the file system; the class is made here, as its base is an extra's."""
    tree = _Tree(files)

    class Operations(mfusepy.Operations):  # type: ignore[misc]
        use_ns = True

        def init(self, path: str) -> None:
            threading.Thread(target=tree.make_all, daemon=True).start()
            ready()

        def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
            return tree.attributes(path)

        def readdir(self, path: str, fh: int) -> list[str]:
            return [".", "..", *tree.folders[path.lstrip("/")]]

        def open(self, path: str, flags: int) -> int:
            tree.content(path)
            return 0

        def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
            return tree.content(path)[offset : offset + size]

    return Operations()

"""The directories of a tree that hold files to read, without following links in circles."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping

import msgspec

from kapi.files import is_kernels_own
from kapi.sources.loaded import Skipped

RACY_NS = 2_000_000_000
"""What changed less than this before it was looked at may change again unnoticed."""

_NOTHING: Mapping[str, Listing] = {}


class Folder(msgspec.Struct, frozen=True):
    """One directory: its path below the root (empty for the root) and the files to look at."""

    path: str
    names: tuple[str, ...]


class Listing(msgspec.Struct, frozen=True, array_like=True):
    """What a directory listed at its last change: files to look at and directories below."""

    change: tuple[int, int]
    names: tuple[str, ...]
    folders: tuple[str, ...]


def is_kernel_tree(root: str) -> bool:
    """Say whether ``root`` is the top of a kernel's source."""
    return all(os.path.exists(os.path.join(root, name)) for name in ("Kbuild", "MAINTAINERS"))


class Walk:
    """A walk over the tree at ``root``, to be iterated once.

    Links are not followed: files inside the tree are read where they stand, and what is outside
    is none of the tree. Nor are file systems that show the kernel's own state. ``problems`` are
    directories that cannot be listed, ``skipped`` what was left out, ``links`` those that lead
    out of the tree. ``known`` are listings of an earlier walk, which spare the listing of a
    directory without change; ``listings`` those of this one.
    """

    def __init__(
        self, root: str, suffixes: tuple[str, ...], known: Mapping[str, Listing] = _NOTHING
    ) -> None:
        self.root = root
        self.suffixes = suffixes
        self.known = known
        self.problems: list[Skipped] = []
        self.skipped: list[Skipped] = []
        self.links: list[Skipped] = []
        self.listings: dict[str, Listing] = {}

    def __iter__(self) -> Iterator[Folder]:
        pending = [""]
        while pending:
            path = pending.pop()
            try:
                listing = self._listing(path)
            except OSError as error:
                self.problems.append(Skipped(path or self.root, error.strerror or str(error)))
                continue
            prefix = f"{path}/" if path else ""
            pending += [prefix + name for name in listing.folders]
            if listing.names:
                yield Folder(path, listing.names)

    def _listing(self, path: str) -> Listing:
        place = os.path.join(self.root, path)
        now = time.time_ns()
        found = os.stat(place)
        if is_kernels_own(found):
            self.skipped.append(Skipped(path or self.root, "a directory of the kernel's own"))
            return Listing((0, 0), (), ())
        change = (found.st_ctime_ns, found.st_ino)
        listing = self.known.get(path)
        if listing is None or listing.change != change:
            listing, has_links = self._listed(place, change)
            if has_links or now - found.st_ctime_ns < RACY_NS or not _is_text(path, listing):
                return listing
        self.listings[path] = listing
        return listing

    def _listed(self, place: str, change: tuple[int, int]) -> tuple[Listing, bool]:
        """List a directory; say also whether there are links in it."""
        names: list[str] = []
        folders: list[str] = []
        has_links = False
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
                elif entry.name.endswith(self.suffixes):
                    if entry.is_symlink():
                        has_links = True
                        self._link(entry)
                    else:
                        names.append(entry.name)
        return Listing(change, tuple(sorted(names)), tuple(folders)), has_links

    def _link(self, entry: os.DirEntry[str]) -> None:
        """Note a link, unless it leads to a file of the tree, which is read where it stands."""
        name = os.path.relpath(entry.path, self.root)
        target = os.path.realpath(entry.path)
        if not target.startswith(os.path.join(os.path.realpath(self.root), "")):
            self.links.append(Skipped(name, "a link out of the tree"))
        elif os.path.isdir(target):
            self.skipped.append(Skipped(name, "a link to a directory"))
        elif not os.path.exists(target):
            self.problems.append(Skipped(name, "a link to nothing"))


def _is_text(path: str, listing: Listing) -> bool:
    """Say whether all names are text, which a cache can hold."""
    try:
        "".join((path, *listing.names, *listing.folders)).encode()
    except UnicodeEncodeError:
        return False
    return True

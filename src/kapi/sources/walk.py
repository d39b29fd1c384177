"""The directories of a tree that hold files to read, without following links in circles."""

from __future__ import annotations

import os
from collections.abc import Iterator

import msgspec

from kapi.sources.inputs import Skipped

__all__ = ["Folder", "Walk", "is_kernel_tree"]


class Folder(msgspec.Struct, frozen=True):
    """One directory: its path below the root (empty for the root) and the files to look at."""

    path: str
    names: tuple[str, ...]


def is_kernel_tree(root: str) -> bool:
    """Say whether ``root`` is the top of a kernel's source."""
    return all(os.path.exists(os.path.join(root, name)) for name in ("Kbuild", "MAINTAINERS"))


class Walk:
    """A walk over the tree at ``root``, to be iterated once.

    Links to directories are not followed, nor links to files inside the tree: those are read
    where they stand. ``problems`` are directories that cannot be listed,
    ``skipped`` the links left out.
    """

    def __init__(self, root: str, suffixes: tuple[str, ...]) -> None:
        self.root = root
        self.suffixes = suffixes
        self.problems: list[Skipped] = []
        self.skipped: list[Skipped] = []

    def __iter__(self) -> Iterator[Folder]:
        pending = [""]
        while pending:
            path = pending.pop()
            prefix = f"{path}/" if path else ""
            names: list[str] = []
            try:
                with os.scandir(os.path.join(self.root, path)) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            pending.append(prefix + entry.name)
                        elif entry.name.endswith(self.suffixes) and (
                            not entry.is_symlink() or self._leads_out(entry)
                        ):
                            names.append(entry.name)
            except OSError as error:
                self.problems.append(Skipped(path or self.root, error.strerror or str(error)))
            if names:
                yield Folder(path, tuple(sorted(names)))

    def _leads_out(self, entry: os.DirEntry[str]) -> bool:
        """Say whether a link names a file outside the tree."""
        target = os.path.realpath(entry.path)
        root = os.path.join(os.path.realpath(self.root), "")
        if os.path.isdir(target):
            self.skipped.append(
                Skipped(os.path.relpath(entry.path, self.root), "a link to a directory")
            )
            return False
        return not target.startswith(root) or not os.path.exists(target)

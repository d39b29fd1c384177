"""The checks of the catalogue's calls as code for the kernel, kept from one run to the next.

To read a spec and make its checks takes longer than many a program runs. The file may be deleted at
any time; one that is damaged, or that others can write, counts as none. A piece of code counts for
the text of the spec and for the modules of kapi that it was made from.
"""

from __future__ import annotations

import contextlib
import os
import stat
import zlib
from collections.abc import Callable, Mapping

import msgspec

import kapi
from kapi.errors import InputError
from kapi.files import bounded, cache_directory, open_found, read_named, replace
from kapi.pipeline.shipped import catalogue_path

_FORMAT = 3
_LARGEST = 16 * 1024 * 1024
_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


class Made(msgspec.Struct, frozen=True, array_like=True):
    """Checks of a call as ``code`` for the kernel, None where there can be none.

    ``inside``: more is to be said where it is shown what stands in structures.
    """

    code: bytes | None
    inside: bool


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """What was made, and the length and CRC-32 of the text of the spec that it was made from."""

    text: tuple[int, int]
    made: Made


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    stamp: str
    checks: dict[str, _Kept]


class KeptChecks:
    """The checks of calls, by their names: kept, or made by ``make``.

    ``files`` are the files of the catalogue by the names of their calls; what is made for others is
    not kept. Without ``remember`` nothing is. ``machine`` names what else the code is made for.
    """

    def __init__(
        self,
        files: Mapping[str, str],
        make: Callable[[str], Made],
        machine: str,
        remember: bool = True,
    ) -> None:
        self._files = files
        self._make = make
        self._path = str(cache_directory() / "checks.msgpack") if remember and files else ""
        self._stamp = f"{_FORMAT} {kapi.__version__} {machine} {_modules()}" if self._path else ""
        self._stored = _read(self._path, self._stamp) if self._path else {}
        self._made: dict[str, Made] = {}

    def kept(self, name: str) -> bytes | None:
        """Return the code of the call ``name`` where it is at hand."""
        found = self.at_hand(name)
        return None if found is None else found.code

    def at_hand(self, name: str) -> Made | None:
        """Return the checks of the call ``name`` where they need not be made."""
        if name in self._made:
            return self._made[name]
        found = self._stored.get(name)
        if found is None or found.text != self._text(name):
            return None
        self._made[name] = found.made
        return found.made

    def made(self, name: str) -> bytes | None:
        """Return the code of the call ``name``, which is made where it is not at hand."""
        return self._of(name).code

    def _of(self, name: str) -> Made:
        found = self.at_hand(name)
        if found is None:
            found = self._made[name] = self._make(name)
        return found

    def keep(self, names: list[str]) -> None:
        """Have the code of these calls at hand in the next run, where that can be written.

        What was made in this run is kept, too.
        """
        names = sorted({*names, *self._made})
        new = [one for one in names if one in self._files and self._lacks(one)]
        if not new or not self._path:
            return
        with contextlib.suppress(OSError, InputError):
            folder = os.path.dirname(self._path)
            os.makedirs(folder, exist_ok=True)
            if not os.access(folder, os.W_OK):
                return
            found = {one: _Kept(self._text(one), self._of(one)) for one in new}
            stored = _Stored(self._stamp, {**_read(self._path, self._stamp), **found})
            replace(self._path, msgspec.msgpack.encode(stored), 0o600)

    def _lacks(self, name: str) -> bool:
        found = self._stored.get(name)
        return found is None or found.text != self._text(name)

    def _text(self, name: str) -> tuple[int, int]:
        text = read_named(catalogue_path(self._files[name]), _LARGEST)
        return len(text), zlib.crc32(text)


def _read(path: str, stamp: str) -> dict[str, _Kept]:
    """What is kept; nothing where another user could have written it."""
    try:
        with open(open_found(path), "rb", buffering=0) as file:
            found = os.fstat(file.fileno())
            if found.st_uid != os.geteuid() or found.st_mode & _BY_OTHERS:
                return {}
            stored = msgspec.msgpack.decode(bounded(file, _LARGEST), type=_Stored)
    except (OSError, InputError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    return stored.checks if stored.stamp == stamp else {}


def _modules() -> int:
    """A CRC-32 of the names, sizes and times of the modules of kapi.

    So each tree of a user has its own checks, and one that is edited makes them again.
    """
    root = os.path.dirname(kapi.__file__)
    found = [
        f"{entry.path[len(root) :]} {status.st_size} {status.st_mtime_ns}"
        for folder, _, _ in os.walk(root)
        if not folder.endswith("__pycache__")
        for entry in os.scandir(folder)
        if entry.name.endswith((".py", ".txt", ".json"))
        for status in [entry.stat(follow_symlinks=False)]
    ]
    return zlib.crc32("\n".join(sorted(found)).encode(errors="surrogateescape"))

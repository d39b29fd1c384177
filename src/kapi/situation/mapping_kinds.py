"""What kind a mapping is, in words such as ``sh file !wr``.

Words are the two letters of VmFlags in smaps, and names for what the kernel asks of a mapping:
``file``, ``regular`` (a regular file or a block device), ``anonymous``, ``special`` (VM_SPECIAL)
``lockable`` (mlock(2) does not pass it over), ``immutable`` and ``append-only`` (attributes of
the file).
"""

from __future__ import annotations

import os
import stat

from kapi.situation.kernel import attributes
from kapi.situation.mappings import Mapping, object_of, opened
from kapi.situation.open_files import secret_device
from kapi.situation.process import Process, Unknown

_SPECIAL = frozenset({"io", "pf", "de", "mm"})  # VM_SPECIAL, include/linux/mm.h
_PASSED_OVER = _SPECIAL | {"ht", "dp"}  # mlock_fixup() of mm/mlock.c
_OF_KERNEL = frozenset({"[vdso]", "[vvar]", "[vvar_vclock]", "[vsyscall]", "[uprobes]"})
_ZERO = os.makedev(1, 5)  # /dev/zero, devlist[] of drivers/char/mem.c
_ATTRIBUTES = {"immutable": 0x10, "append-only": 0x20}  # STATX_ATTR_*, linux/stat.h


def is_kind(process: Process, mapping: Mapping, words: str) -> bool:
    """Whether a mapping is all that ``words`` say; ``!`` stands before what it must not be."""
    return all(
        _is(process, mapping, word.removeprefix("!")) is not word.startswith("!")
        for word in words.split()
    )


def is_secret(mapping: Mapping) -> bool:
    """Whether it is memory of memfd_secret(2)."""
    return mapping.name.startswith("/secretmem") and mapping.device == secret_device()


def _is(process: Process, mapping: Mapping, word: str) -> bool:
    have = mapping.flags or frozenset()
    match word:
        case "file":
            return bool(mapping.inode)
        case "regular":
            return bool(mapping.inode) and _has_mode(process, mapping, (stat.S_IFREG, stat.S_IFBLK))
        case "anonymous":
            return _is_anonymous(process, mapping)
        case "special":
            return bool(have & _SPECIAL)
        case "immutable" | "append-only":
            regular = bool(mapping.inode) and _has_mode(process, mapping, (stat.S_IFREG,))
            return regular and _has_attribute(process, mapping, _ATTRIBUTES[word])
        case "lockable":
            return not have & _PASSED_OVER and not is_secret(mapping)
    return word in have


def _is_anonymous(process: Process, mapping: Mapping) -> bool:
    """Without operations of its own (vma_is_anonymous()); so is /dev/zero mapped privately."""
    if not mapping.inode:
        return mapping.name not in _OF_KERNEL
    if mapping.shared or not _has_mode(process, mapping, (stat.S_IFCHR,)):
        return False
    found = object_of(process, mapping)
    return found is not None and found.st_rdev == _ZERO


def _has_attribute(process: Process, mapping: Mapping, bit: int) -> bool:
    with opened(process, mapping) as file:
        found = attributes("", directory=file)
    if not found.stx_attributes_mask & bit:
        raise Unknown("the file system does not say")
    return bool(found.stx_attributes & bit)


def _has_mode(process: Process, mapping: Mapping, modes: tuple[int, ...]) -> bool:
    found = object_of(process, mapping)
    if found is None:
        raise Unknown("the file behind the mapping cannot be asked")
    return stat.S_IFMT(found.st_mode) in modes

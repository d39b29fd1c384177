"""Whether a SOURCE is what a kernel holds of specs, asked before anything is read as text.

``vmlinux:FILE`` and ``debugfs:DIR`` say it; of others a file's first bytes tell, and the names in
a directory.
"""

from __future__ import annotations

import os
import stat

from kapi.sources.loaded import InputKind

IMAGE, TREE = "vmlinux:", "debugfs:"
ELF, GZIP, XZ, ZSTD = b"\x7fELF", b"\x1f\x8b\x08", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"
_HEADER_AT, _HEADER = 0x202, b"HdrS"
HEAD = 0x250
"""Bytes that tell; the header of a bzImage ends there (``Documentation/arch/x86/boot.rst``)."""


def held_by_kernel(name: str) -> tuple[InputKind, str] | None:
    """Return what ``name`` is and its path, None for what is read as text.

    Raises `OSError` where that cannot be told.
    """
    if name.startswith(IMAGE):
        return InputKind.IMAGE, name.removeprefix(IMAGE)
    if name.startswith(TREE):
        return InputKind.DEBUGFS, name.removeprefix(TREE)
    if name == "-" or name.startswith("git:") or "\0" in name:
        return None
    found = os.stat(name)
    if stat.S_ISDIR(found.st_mode):
        return (InputKind.DEBUGFS, name) if _is_tree(name) else None
    if not stat.S_ISREG(found.st_mode):
        return None
    with open(name, "rb", buffering=0) as file:
        return (InputKind.IMAGE, name) if _is_image(file.read(HEAD)) else None


def _is_image(head: bytes) -> bool:
    """Whether a file that begins with ``head``, `HEAD` bytes or all, may be an image."""
    return head.startswith((ELF, GZIP, XZ, ZSTD)) or is_kernel(head)


def is_kernel(head: bytes) -> bool:
    """Whether a file begins as a bzImage does."""
    return head[_HEADER_AT : _HEADER_AT + 4] == _HEADER and len(head) >= HEAD


def _is_tree(name: str) -> bool:
    for root in (os.path.join(name, "kapi"), name):
        has = [os.path.exists(os.path.join(root, one)) for one in ("list", "specs", "specs-json")]
        if has[0] and any(has[1:]):
            return True
    return False

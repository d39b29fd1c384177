"""Steps that mount a file system of the scene's own on the directory m."""

from __future__ import annotations

__all__ = ["mounted"]


def mounted(kind: str = "tmpfs", flags: int = 0, options: str = "") -> str:
    """Return the steps; ``flags`` and ``options`` are those of mount(2)."""
    return (
        'mkdirat(AT_FDCWD, "m", 0700); fchmodat(AT_FDCWD, "m", 0777); unshare(CLONE_NEWNS);'
        ' mount("none", "/", 0, 0x44000, 0);'  # MS_REC | MS_PRIVATE
        f' mount("none", "m", "{kind}", {flags}, "{options}");'
    )

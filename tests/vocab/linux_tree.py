"""The kernel tree that KAPI_LINUX_TREE names: a second source for tables, where there is one."""

from __future__ import annotations

import os
from pathlib import Path

from tests.needs import give_up


def linux_tree() -> Path:
    """Return the tree, or skip the test."""
    named = os.environ.get("KAPI_LINUX_TREE")
    if not named or not Path(named, "include", "uapi").is_dir():
        give_up("KAPI_LINUX_TREE names no kernel source tree")
    return Path(named)

"""What the tests of calls share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_NOBODY = 65534


@pytest.fixture
def canary(user: str) -> Iterator[Path]:
    """A file of the user who runs the calls, in a directory that is his as well."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        room = Path(name)
        file = room / "canary"
        file.write_text("text")
        if user == "user" and os.geteuid() == 0:
            os.chown(room, _NOBODY, _NOBODY)
            os.chown(file, _NOBODY, _NOBODY)
        yield file

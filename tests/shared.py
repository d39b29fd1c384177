"""Where real inputs may stand next to the repository; tests that want them skip without."""

from __future__ import annotations

from pathlib import Path

_BESIDE = Path(__file__).parents[2] / "shared"

SHARED: Path | None = _BESIDE if _BESIDE.is_dir() else None

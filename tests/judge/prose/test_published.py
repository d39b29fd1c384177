"""How much of the published specs is read, and that each complete reading is right.

The readings below were compared with the words by hand, one by one.
"""

from __future__ import annotations

import pytest

from kapi.judge.prose.reading import read_condition
from kapi.sources.load import load
from tests.shared import SHARED

TEXTS = sorted([*SHARED.glob("corpus/*/*.eml"), *SHARED.glob("seeds/*.txt")]) if SHARED else []

LEAST = 0.30
"""Of the different blocks; a table of phrases that reads less has lost some."""


@pytest.mark.skipif(not TEXTS, reason="the published specs are not here")
def test_share_of_blocks_that_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    blocks: dict[tuple[str, ...], tuple[bool, bool]] = {}
    for loaded in load([str(path) for path in TEXTS]).specs:
        for error in loaded.errors:
            reading = read_condition(error, loaded)
            some = any(part.complete for part in reading.parts)
            texts = (error.summary, error.condition, error.description)
            key = (loaded.name, error.errno, *(text or "" for text in texts))
            blocks[key] = (reading.complete, some)
    whole = sum(complete for complete, _ in blocks.values())
    some = sum(one for _, one in blocks.values())
    with capsys.disabled():
        print(f"\n{whole} of {len(blocks)} blocks read, {some - whole} more in part")
    assert whole / len(blocks) >= LEAST

"""A sample of `make fuzz`, from fixed seeds."""

from __future__ import annotations

import pytest

from tests.fuzz.run import try_many


@pytest.mark.parametrize("seed", range(4))
def test_damaged_inputs(seed: int) -> None:
    assert [problem for problem, _ in try_many(seed, 8)] == []

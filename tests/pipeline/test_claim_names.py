from __future__ import annotations

import pytest

from kapi.pipeline.claim_names import claim_name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("error", "EBADF", "not open"), "error EBADF (not open)"),
        (("effect", "the-lowest-number", "the lowest number"), "effect the lowest number"),
        (("effect", "a-b", "a: b"), "effect a: b"),
        (("return", "value", ""), "return value"),
    ],
)
def test_a_claim_as_people_call_it(parts: tuple[str, str, str], name: str) -> None:
    assert claim_name(*parts) == name

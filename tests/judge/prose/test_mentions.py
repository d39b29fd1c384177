"""Which parameters words speak of."""

from __future__ import annotations

import pytest

from kapi.judge.prose.mentions import mentioned
from kapi.model.elements import ErrorCondition
from tests.judge.prose.specs import BUFFER, COUNT, FD, FLAGS, spec


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("flags is odd on Sundays", {"flags"}),
        ("flags is odd and the buffer is too", {"flags", "buf"}),
        ("count->member of the descriptor is odd", {"count", "fd"}),
        ("The moon is full.", None),
        ("The buffer is odd.", None),
    ],
)
def test_named_or_called_as_such_are_called(words: str, expected: set[str] | None) -> None:
    error = ErrorCondition(errno="EINVAL", summary="odd", condition=words)
    assert mentioned(error, spec(FD, BUFFER, COUNT, FLAGS)) == expected

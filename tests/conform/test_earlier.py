"""Settings that steps leave."""

from __future__ import annotations

import pytest

from kapi.conform.earlier import set_before
from kapi.vocab.architectures import ARCHITECTURES

FUTURE, ON_FAULT = 2, 4


@pytest.mark.parametrize(
    ("text", "locks", "denies"),
    [
        ("", 0, 0),
        ("mlockall(MCL_FUTURE);", FUTURE, 0),
        ("mlockall(MCL_FUTURE | MCL_ONFAULT);", FUTURE | ON_FAULT, 0),
        ("mlockall(MCL_CURRENT | MCL_ONFAULT);", 0, 0),
        ("mlockall(MCL_FUTURE); munlockall();", 0, 0),
        ("mlockall(MCL_FUTURE); mlockall(MCL_CURRENT);", 0, 0),
        ("f = MCL_FUTURE; mlockall(f);", None, 0),
        ("if (mlockall(MCL_FUTURE)) { }", None, 0),
        ("if (1) { mlockall(MCL_FUTURE); } munlockall();", 0, 0),
        ("prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0);", 0, 1),
        ("prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);", 0, 0),
        ("p = 1; prctl(p, 1, 0, 0, 0);", 0, None),
        ("r = prctl(PR_SET_MDWE, 1, 0, 0, 0);", 0, 1),
    ],
)
def test_settings(text: str, locks: int | None, denies: int | None) -> None:
    found = set_before(text, ARCHITECTURES["x86_64"])
    assert found.get("locks_new_mappings") == locks
    assert found.get("denies_write_exec") == denies

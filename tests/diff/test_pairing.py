"""Which element is which: the surest sign first, in time for lists of any length."""

from __future__ import annotations

import time

import pytest

from kapi.diff.pairing import Pair, paired
from kapi.model.elements import ErrorCondition, Expression, SideEffect
from kapi.vocab.schema import BLOCKS
from kapi.vocab.words import Effect

ERROR, EFFECT = BLOCKS["error"], BLOCKS["side-effect"]


def error(errno: str, summary: str = "", **more: str) -> ErrorCondition:
    when = Expression(more["when"]) if "when" in more else None
    return ErrorCondition(errno=errno, summary=summary or None, id=more.get("id"), when=when)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (error("EIO", "a", id="x"), error("EPERM", "b", id="x")),
        (error("EIO", "a", when="a&&b"), error("EIO", "b", when="b && a")),
        (error("EIO", "Bad fd"), error("EIO", "bad  fd")),
        (error("EIO", "a", when="a == 1"), error("EPERM", "b", when="1 == a")),
        (error("EIO", "a"), error("EIO", "b")),
    ],
)
def test_signs_that_two_errors_are_one(old: ErrorCondition, new: ErrorCondition) -> None:
    other = error("E2BIG", "another")
    assert paired(ERROR, [old, other], [other, new]) == [Pair(1, 0), Pair(0, 1)]


def test_errors_that_share_an_errno_are_told_by_their_words() -> None:
    old = [error("EINVAL", "the length is not a multiple"), error("EINVAL", "flags are unknown")]
    new = [error("EINVAL", "some flags are unknown"), error("EINVAL", "the length is no multiple")]
    assert paired(ERROR, old, new) == [Pair(1, 0), Pair(0, 1)]


def test_what_has_nothing_in_common_came_and_went() -> None:
    assert paired(ERROR, [error("EIO")], [error("EPERM")]) == [Pair(None, 0), Pair(0, None)]
    effects = [
        SideEffect(effects=(one,), target=one.value) for one in (Effect.NETWORK, Effect.NONE)
    ]
    assert paired(EFFECT, effects[:1], effects[1:]) == [Pair(None, 0), Pair(0, None)]


def test_many_elements_without_a_sign_take_no_long_time() -> None:
    old = [error("EINVAL", f"old {number}") for number in range(2000)]
    new = [error("EINVAL", f"new {number}") for number in range(2000)]
    start = time.process_time()
    assert len(paired(ERROR, old, new)) == 4000
    assert time.process_time() - start < 5

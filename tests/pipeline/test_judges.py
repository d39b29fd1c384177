"""Calls that a back end has judged itself are counted without a spec that is read."""

from __future__ import annotations

import sys

import pytest

from kapi.call import Outcome
from kapi.observe.seen import Seen
from kapi.pipeline.call_specs import architecture_here, calls_of
from kapi.pipeline.judges import Judges
from kapi.pipeline.specs import Options
from kapi.pipeline.watch_results import ApiCounts

EBADF = 9


def judges() -> Judges:
    architecture = architecture_here()
    options = Options(cache=False)
    return Judges(calls_of((), options, architecture), architecture, options)


def test_what_a_back_end_has_judged_is_counted_by_api() -> None:
    told = judges().counts({"close": 5, "dup": 0}, {"close": 2, "newfstatat": 1})
    assert told == (
        ApiCounts(api="sys_close", calls=7, conforming=5, cannot_tell=2),
        ApiCounts(api="sys_newfstatat", calls=1, cannot_tell=1),
    )


def test_it_is_added_to_what_was_judged_here() -> None:
    both = judges()
    both.watch.add(Seen("close", (77,), Outcome(result=-EBADF)))
    (close,) = both.counts({"close": 5}, {})
    assert (close.calls, close.conforming) == (6, 6)


def test_without_a_call_to_judge_nothing_that_judges_is_imported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "kapi.pipeline.watch", raising=False)
    one = judges()
    one.counts({"close": 5}, {})
    one.remember()
    assert list(one.deviations()) == []
    assert "kapi.pipeline.watch" not in sys.modules

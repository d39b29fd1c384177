"""Chains of epoll instances, as a child made them."""

from __future__ import annotations

import os
import select

from kapi.situation import watches
from tests.situation.standing import standing

_kept: list[select.epoll] = []


def make() -> tuple[int, int, int, int, int]:
    """A pipe below two instances, of which one is below a third; a number of that once more."""
    pipe, _ = os.pipe()
    low, other, high = (select.epoll() for _ in range(3))
    _kept.extend((low, other, high))
    low.register(pipe)
    other.register(pipe)
    high.register(low.fileno())
    return pipe, low.fileno(), other.fileno(), high.fileno(), os.dup(high.fileno())


def test_chains() -> None:
    with standing(make) as (process, (pipe, low, other, high, again)):
        below = [watches.instances_below(process, fd) for fd in (pipe, low, high, again)]
        assert below == [0, 1, 2, 2]
        above = [watches.instances_above(process, fd) for fd in (pipe, low, other, again)]
        assert above == [2, 2, 1, 1]
        assert [watches.watch_chains(process, pipe, count) for count in (1, 2, 3)] == [1, 1, 0]
        assert watches.leads_to(process, again, pipe) == 1
        assert watches.leads_to(process, low, high) == 0
        assert watches.leads_to(process, pipe, pipe) == 0

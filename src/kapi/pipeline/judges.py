"""The judges of the calls of one run, made with the first call that must be looked at.

Calls of which a back end can tell itself that they conform need none: neither their specs are read
then, nor the modules that judge.
"""

from __future__ import annotations

import functools
import os
from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from kapi.observe.bpf.verdict_run import surely_conforms
from kapi.observe.seen import Seen
from kapi.pipeline.call_specs import Calls
from kapi.pipeline.kept_checks import KeptChecks
from kapi.pipeline.specs import Options
from kapi.pipeline.watch_results import ApiCounts, Deviation
from kapi.vocab.architectures import Architecture

if TYPE_CHECKING:
    from kapi.pipeline.watch import Watch

_OFTEN = 100
"""Calls of an API after which to read its spec costs less than to run its checks for each."""


class Judges:
    """Those of the calls of ``specs``. ``checks`` is what they know as code for the kernel."""

    def __init__(self, specs: Calls, architecture: Architecture, options: Options) -> None:
        self._specs = specs
        self._architecture = architecture
        self._told: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()
        machine = f"{architecture.name} {os.sysconf('SC_PAGESIZE')}"
        self.checks = KeptChecks(
            specs.files, lambda name: self.watch.checks(name), machine, options.cache
        )

    @functools.cached_property
    def watch(self) -> Watch:
        """What judges and counts calls."""
        from kapi.pipeline.watch import Watch  # 30 ms, and as many for the first spec

        return Watch(self._specs, self._architecture)

    def add(self, seen: Seen) -> None:
        """Count a call, and what is to be said of it."""
        if self._is_told(seen):
            self._told[seen.syscall] += 1
        else:
            self.watch.add(seen)

    def is_silent(self, seen: Seen) -> bool:
        """Whether a call conforms and nothing else is to be said of it."""
        return self._is_told(seen) or self.watch.is_silent(seen)

    def looks_inside(self, name: str) -> bool:
        """Whether what stands in structures may change what is said of a call."""
        found = self.checks.at_hand(name)
        return self.watch.observed(name).looks_inside if found is None else found.inside

    def _is_told(self, seen: Seen) -> bool:
        """Whether the checks at hand say that a call conforms, so that no spec must be read.

        One that is made often gets its judge, which is quicker.
        """
        if self._asked[seen.syscall] >= _OFTEN:
            return False
        self._asked[seen.syscall] += 1
        found = self.checks.at_hand(seen.syscall)
        return found is not None and surely_conforms(found.code, found.inside, seen)

    def remember(self) -> None:
        """Keep the checks of the calls that were judged, so that the next run needs no judge."""
        if "watch" in self.__dict__:
            self.checks.keep(self.watch.judged_calls)

    def counts(
        self, conforming: Mapping[str, int], cannot_tell: Mapping[str, int]
    ) -> tuple[ApiCounts, ...]:
        """Return the counts of all APIs, with those of what the back end has judged."""
        found = dict(self.watch.counts) if "watch" in self.__dict__ else {}
        for name in {**conforming, **cannot_tell, **self._told}:
            surely = conforming.get(name, 0) + self._told[name]
            untold = cannot_tell.get(name, 0)
            if surely or untold:
                one = found.setdefault(name, ApiCounts(api=self._specs.api(name)))
                one.calls += surely + untold
                one.conforming += surely
                one.cannot_tell += untold
        return tuple(one for one in found.values() if one.calls)

    def deviations(self) -> Collection[Deviation]:
        """Return how calls differ from their specs."""
        return self.watch.deviations.values() if "watch" in self.__dict__ else ()

"""Drawn calls: arguments by lot, the same for the same seed, and the simplest that still fail."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from kapi.conform.arguments import Argument, value
from kapi.conform.constants import PAGE_SIZE
from kapi.conform.values import boundaries
from kapi.expr.environment import parameter_type
from kapi.model.elements import Param
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture

__all__ = ["draws", "shrunk"]

Arguments = tuple[Argument, ...]


def draws(
    spec: Spec, base: Arguments, architecture: Architecture, seed: int, count: int
) -> Iterator[Arguments]:
    """Yield ``count`` combinations: of what works, what lies at a limit, and any number."""
    if not spec.params:
        return
    chosen = random.Random(f"{seed}:{spec.name}")
    limits = [boundaries(param, architecture) for param in spec.params]
    for _ in range(count):
        yield tuple(
            _drawn(chosen, *choice, architecture)
            for choice in zip(base, spec.params, limits, strict=True)
        )


def _drawn(
    chosen: random.Random,
    works: Argument,
    param: Param,
    limits: list[Argument],
    architecture: Architecture,
) -> Argument:
    lot = chosen.random()
    if lot < 0.4:
        return works
    kind = parameter_type(param.type_name or "", architecture)
    if limits and (lot < 0.8 or kind is None):
        return chosen.choice(limits)
    if kind is None:
        return works
    number = chosen.getrandbits(chosen.randint(1, kind.bits))
    return value(kind.wrap(number))


def shrunk(arguments: Arguments, base: Arguments, fails: Callable[[Arguments], bool]) -> Arguments:
    """Return the simplest arguments that still fail: as in ``base`` where that is possible."""
    for index, works in enumerate(base):
        simpler = (*arguments[:index], works, *arguments[index + 1 :])
        if simpler != arguments and fails(simpler):
            arguments = simpler
    for index in range(len(arguments)):
        for number in (0, 1, -1, PAGE_SIZE):
            simpler = (*arguments[:index], value(number), *arguments[index + 1 :])
            if arguments[index] != base[index] and arguments != simpler and fails(simpler):
                arguments = simpler
                break
    return arguments

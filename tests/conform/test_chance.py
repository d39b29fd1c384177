"""Drawn arguments: the same for a seed, and shrunk to what is needed."""

from __future__ import annotations

from kapi.conform.arguments import Argument, value
from kapi.conform.chance import draws, shrunk
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import ARCHITECTURES

X86 = ARCHITECTURES["x86_64"]
(SPEC,) = [one for one in load_specs((), Options()).specs if one.name == "sys_mlock2"]
BASE = (value(4096), value(1), value(0))


def test_a_seed_decides_what_is_drawn() -> None:
    one, again, other = (list(draws(SPEC, BASE, X86, seed, 50)) for seed in (1, 1, 2))
    assert one == again
    assert one != other
    assert all(len(arguments) == 3 for arguments in one)
    assert len(set(one)) > 30


def test_the_simplest_arguments_that_still_fail() -> None:
    big = value(1 << 40)

    def fails(arguments: tuple[Argument, ...]) -> bool:
        return arguments[1] != BASE[1]

    assert shrunk((big, big, big), BASE, fails) == (BASE[0], value(0), BASE[2])
    assert shrunk((big, big, big), BASE, lambda a: a == (big, big, big)) == (big, big, big)

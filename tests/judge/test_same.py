"""The limits of a parameter, and errors that say the same in other words, or something else."""

from __future__ import annotations

import pytest

from kapi.expr.parser import parse
from kapi.judge.same import equivalent
from kapi.model.elements import Param
from kapi.vocab.architectures import ARCHITECTURES


@pytest.mark.parametrize(
    ("one", "other", "kind", "same"),
    [
        ("n & ~3", "n > 3", "unsigned int", True),
        ("n & ~3", "n > 3", "int", False),  # -1
        ("n < 0 || n > 7", "n >> 3", "int", True),
        ("n % PAGE_SIZE", "n & (PAGE_SIZE - 1)", "unsigned long", True),
        ("n % PAGE_SIZE", "n > PAGE_SIZE", "unsigned long", False),
        ("n > RLIMIT_NOFILE - 1", "n >= RLIMIT_NOFILE", "unsigned int", True),
        ("n > RLIMIT_NOFILE - 1", "n > RLIMIT_NOFILE", "unsigned int", False),
        ("n > RLIMIT_NOFILE", "n > RLIMIT_MEMLOCK", "unsigned int", False),
        ("n < 0", "n < 0 && CAP_SYS_NICE", "int", False),
        ("n < 0", "m < 0", "int", False),
        ("n < 0", "!is_open(n)", "int", False),
    ],
)
def test_equivalent(one: str, other: str, kind: str, same: bool) -> None:
    param = Param(name="n", type_name=kind)
    nodes = parse(one), parse(other)
    for first, second in (nodes, nodes[::-1]):
        assert equivalent(first, second, param, ARCHITECTURES["x86_64"]) is same

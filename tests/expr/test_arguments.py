from __future__ import annotations

import pytest

from kapi.expr.arguments import arguments
from kapi.expr.environment import Environment
from kapi.expr.nodes import Call, Symbol
from kapi.expr.parser import parse
from kapi.expr.values import Value
from kapi.vocab.integers import CType

HERE = Environment(
    parameters={"fd": Value(0xFFFF_FFFF, CType(64, False)), "addr": CType(64, False)},
    measured={Symbol("RLIMIT_AS"): Value(9, CType(64, False))},
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("is_open(fd)", (-1,)),
        ("mapped(addr, 1 - 2)", (None, (1 << 64) - 1)),
        ("mapped(0, RLIMIT_AS)", (0, 9)),
        ("mapped(0, RLIMIT_STACK)", (0, None)),
        ("ns_capable(CAP_IPC_LOCK)", (14,)),
        ("ns_capable(CAP_NONE)", (None,)),
        ("ns_capable(fd)", (-1,)),
        ('sysctl("vm.swappiness")', ("vm.swappiness",)),
        ("sysctl(1)", (None,)),
        ("out_of(memory)", ("memory",)),
        ("out_of(luck)", (None,)),
        ("map_count()", ()),
        ("map_count(1)", None),
        ("min(1, 2)", None),
    ],
)
def test_arguments(text: str, wanted: tuple[int | str | None, ...] | None) -> None:
    node = parse(text)
    assert isinstance(node, Call)
    assert arguments(node, HERE) == wanted

from __future__ import annotations

import pytest

from kapi.expr.arguments import Arguments, Given, arguments
from kapi.expr.environment import Environment, argument
from kapi.expr.nodes import Call, Symbol
from kapi.expr.parser import parse
from kapi.expr.values import Value
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.integers import CType

X86 = ARCHITECTURES["x86_64"]

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


DECLARED = [("fd", "unsigned int"), ("addr", "unsigned long"), ("what", "struct odd")]


@pytest.mark.parametrize(
    ("registers", "errno", "result"),
    [((3, 1 << 40, 1), None, None), ((1 << 32, 5, 1), 0, 7), ((0, (1 << 64) - 1, 0), 14, -14)],
)
def test_compiled_they_are_the_same(
    registers: tuple[int, ...], errno: int | None, result: int | None
) -> None:
    texts = """is_open(fd) is_open(result) mapped(addr,addr-1) mapped(addr,page_size_at(addr))
        mapped(page_size_at(addr+2),fd) mapped(addr,what) ns_capable(CAP_IPC_LOCK) kind(errno)
        mapped(addr/(fd-3),RLIMIT_AS) soft_limit(RLIMIT_AS)"""
    nodes = [parse(one) for one in texts.split()]
    compiled = Arguments(nodes, parameters=DECLARED, architecture=X86, page_size=4096)
    given = compiled.given(registers, errno, result)
    names: dict[str, Value | CType] = {
        name: argument(raw, kind, X86) or CType(64, False)
        for (name, kind), raw in zip(DECLARED, registers, strict=True)
    }
    if result is not None and errno is not None:
        names |= {"result": Value(result, CType(64, True)), "errno": Value(errno, CType(64, True))}
    here = Environment(architecture=X86, parameters=names, page_size=4096)
    for node in nodes:
        assert isinstance(node, Call)
        worked_out: Given = {}
        arguments(node, here, worked_out)
        assert {key: given[key] for key in worked_out if key in given} == {
            key: number for key, number in worked_out.items() if key in given
        }
    assert {name for _, name in given} == {
        *map(parse, ("fd", "result", "addr", "addr - 1", "addr + 2", "what", "errno")),
        parse("addr / (fd - 3)"),
    }

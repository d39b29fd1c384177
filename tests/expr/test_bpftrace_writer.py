"""Expressions in a script of bpftrace against `evaluate`: run by it, the same answers."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from kapi.expr.bpftrace_writer import BpftraceWriter, cut
from kapi.expr.ebpf.writer import NotWritable, Truth
from kapi.expr.environment import parameter_type
from kapi.expr.evaluate import evaluate
from kapi.expr.known import arguments_tell, expanded
from kapi.expr.nodes import Node
from kapi.expr.parser import parse
from kapi.expr.render_c import render_c
from kapi.expr.values import Value
from tests.expr.ebpf.test_writer import ARCH, EMPTY, PARAMETERS, known
from tests.expr.test_compile import tree
from tests.needs import needs, needs_bpf

WRITER = BpftraceWriter(EMPTY)
TREES = 80
Case = tuple[Node, tuple[int, ...]]


def assigned(registers: Sequence[int]) -> str:
    lines = []
    for (name, type_name), raw in zip(PARAMETERS.items(), registers, strict=True):
        kind = parameter_type(type_name, ARCH)
        signed = raw - (1 << 64) if raw >> 63 else raw
        assert kind is not None
        lines.append(f"${name} = {cut(f'((uint64){signed})', kind)};")
    return " ".join(lines)


def answers(cases: Sequence[Case], directory: Path) -> list[tuple[bool, bool]]:
    """What bpftrace says of each: whether it is certain, whether it is possible."""
    lines = ["BEGIN {"]
    for number, (node, registers) in enumerate(cases):
        lines.append(assigned(registers))
        for letter, truth in (("c", Truth.CERTAIN), ("p", Truth.POSSIBLE)):
            text = WRITER.condition(node, truth)
            lines.append(f'if ({text}) {{ printf("{letter}{number} "); }}')
    script = directory / "answers.bt"
    script.write_text("\n".join([*lines, "exit(); }"]))
    done = subprocess.run(
        [needs("bpftrace"), str(script)],
        capture_output=True,
        text=True,
        env={**os.environ, "BPFTRACE_MAX_AST_NODES": "1000000"},
    )
    assert done.returncode == 0, done.stderr
    found = set(done.stdout.split())
    return [(f"c{number}" in found, f"p{number}" in found) for number in range(len(cases))]


@needs_bpf
def test_bpftrace_answers_as_evaluate_does(tmp_path: Path) -> None:
    random = Random(20)
    cases: list[Case] = []
    while len(cases) < TREES:
        node = tree(random, random.randrange(1, 5))
        choices = (random.getrandbits(64), random.randrange(3), (1 << 64) - 1, 1 << 31)
        registers = tuple(random.choice(choices) for _ in PARAMETERS)
        try:
            WRITER.condition(node, Truth.CERTAIN)
            WRITER.condition(node, Truth.POSSIBLE)
        except NotWritable:
            continue
        is_told = arguments_tell(expanded(node), EMPTY)
        if not isinstance(evaluate(node, EMPTY), Value) and (is_told or len(cases) % 4 == 0):
            cases.append((node, registers))
    told = 0
    for (node, registers), found in zip(cases, answers(cases, tmp_path), strict=True):
        shown = f"{render_c(node)} {registers}"
        expected = evaluate(node, known(registers))
        certain, possible = found
        assert possible >= certain, shown
        if isinstance(expected, Value):
            assert certain <= bool(expected.number) <= possible, shown
            if arguments_tell(expanded(node), EMPTY):
                told += 1
                assert certain == possible, shown
    assert told > TREES // 3


@pytest.mark.parametrize(
    ("text", "certain", "possible"),
    [
        ("len % PAGE_SIZE != 0", "(($len % 4096) != 0)", None),
        ("fd < 0", "((int64)$fd < (int64)0)", None),
        ("fd == -1", "($fd == (uint64)-1)", None),
        ("flags & ~7", "(($flags & 0xfffffff8) != 0)", None),
        ("len > RLIMIT_MEMLOCK", "0", "1"),
        ("flags == 7 && !seekable(fd)", "0", "($flags == 7)"),
        ("flags == 7 || !seekable(fd)", "($flags == 7)", "1"),
        (
            "flags == 7 && !is_open(fd)",
            "(($flags == 7) && !((int64)$fd >= (int64)0))",
            "($flags == 7)",
        ),
        ("len == (fd ? 1 : 58)", "($len == (($fd != 0) ? (uint64)1 : (uint64)58))", None),
        (
            "len > min(fd, 5)",
            "($len > ((int64)$fd <= (int64)5 ? $fd : (uint64)5))",
            None,
        ),
        ("on && is_open(fd) == !on", "0", "($on != 0)"),
        ("on && (on ? fd : is_open(fd))", "(($on != 0) && ($fd != 0))", None),
        ("seekable(fd) ? fd : on", "(($fd != 0) && ($on != 0))", "(($fd != 0) || ($on != 0))"),
    ],
)
def test_texts(text: str, certain: str, possible: str | None) -> None:
    node = parse(text)
    assert WRITER.condition(node, Truth.CERTAIN) == certain
    assert WRITER.condition(node, Truth.POSSIBLE) == (possible or certain)


@pytest.mark.parametrize("text", ["1 << len", "offset >> 1 == 2", "len / flags", "len % 0"])
def test_what_is_not_written(text: str) -> None:
    with pytest.raises(NotWritable):
        WRITER.condition(parse(text), Truth.CERTAIN)

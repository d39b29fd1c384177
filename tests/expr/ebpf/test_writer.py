"""Programs of eBPF against `evaluate`: run by the kernel, the same answer for every tree."""

from __future__ import annotations

import os
import struct
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapi.expr.ebpf.assembler import R0, R1, R2, R6, Assembler
from kapi.expr.ebpf.writer import NotWritable, Truth, Writer
from kapi.expr.environment import Environment, argument, parameter_type
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Node, Symbol
from kapi.expr.parser import parse
from kapi.expr.render_c import render_c
from kapi.expr.values import Value
from kapi.observe.bpf import bpf_calls
from kapi.vocab.architectures import ARCHITECTURES
from tests.expr.test_compile import tree
from tests.needs import needs_bpf

PARAMETERS = {
    "len": "size_t",
    "fd": "int",
    "flags": "unsigned int",
    "mode": "umode_t",
    "offset": "loff_t",
    "on": "bool",
}
ARCH = ARCHITECTURES["x86_64"]
TYPES = {name: parameter_type(kind, ARCH) for name, kind in PARAMETERS.items()}
EMPTY = Environment(
    architecture=ARCH, page_size=4096, parameters={n: k for n, k in TYPES.items() if k}
)


def known(registers: tuple[int, ...]) -> Environment:
    values = {}
    for (name, kind), raw in zip(PARAMETERS.items(), registers, strict=True):
        found = argument(raw, kind, ARCH)
        assert found is not None
        values[name] = found
    return Environment(architecture=ARCH, page_size=4096, parameters=values)


def writer(out: Assembler) -> Writer:
    """A writer that takes the arguments from the context of the program."""
    names = list(PARAMETERS)
    out.copy(R6, R1)
    return Writer(out, EMPTY, lambda to, name: out.load(to, R6, 8 * names.index(name)), -16)


def returned(out: Assembler, registers: tuple[int, ...]) -> int:
    program = bpf_calls.load(bpf_calls.RAW_TRACEPOINT, out.encoded(), "test")
    try:
        return bpf_calls.program_run(program, struct.pack("=6Q", *registers))
    finally:
        os.close(program)


def branched(node: Node, truth: Truth, registers: tuple[int, ...]) -> int:
    out = Assembler()
    writer(out).branch(node, truth, "yes", "no")
    for label, number in (("yes", 1), ("no", 0)):
        out.label(label)
        out.exit(number)
    return returned(out, registers)


def is_worth(node: Node, value: Value, registers: tuple[int, ...]) -> bool:
    """Whether the program computes ``value``."""
    out = Assembler()
    kind = writer(out).number(node)
    assert kind == value.type
    out.constant(R2, value.number)
    out.jump_if("==", R0, R2, "same")
    out.exit(0)
    out.label("same")
    out.exit(1)
    return returned(out, registers) == 1


@needs_bpf
@given(st.integers(0, 1 << 32), st.integers(1, 5))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_program_answers_as_evaluate_does(seed: int, depth: int) -> None:
    random = Random(seed)
    node = tree(random, depth)
    registers = tuple(
        random.choice([random.getrandbits(64), random.randrange(3), (1 << 64) - 1, 1 << 31])
        for _ in PARAMETERS
    )
    expected = evaluate(node, known(registers))
    try:
        if isinstance(expected, Value):
            certain = possible = int(expected.number != 0)
        else:
            certain, possible = 0, 1
        shown = f"{render_c(node)} {registers}"
        assert branched(node, Truth.CERTAIN, registers) >= certain, shown
        assert branched(node, Truth.POSSIBLE, registers) <= possible, shown
        if isinstance(expected, Value) and not isinstance(evaluate(node, EMPTY), Value):
            assert is_worth(node, expected, registers), shown
    except NotWritable:
        return


@needs_bpf
@pytest.mark.parametrize(
    ("text", "registers", "certain", "possible"),
    [
        ("fd < 0", (0, 0xFFFFFFFF, 0, 0, 0, 0), 1, 1),
        ("fd < 0", (0, 1 << 32, 0, 0, 0, 0), 0, 0),
        ("len % PAGE_SIZE != 0", (4097, 0, 0, 0, 0, 0), 1, 1),
        ("len > RLIMIT_MEMLOCK", (4097, 0, 0, 0, 0, 0), 0, 1),
        ("!(len > RLIMIT_MEMLOCK)", (4097, 0, 0, 0, 0, 0), 0, 1),
        ("flags == 7 && !is_open(fd)", (0, 0, 7, 0, 0, 0), 0, 1),
        ("flags == 7 && !is_open(fd)", (0, 0, 6, 0, 0, 0), 0, 0),
        ("flags == 7 || !is_open(fd)", (0, 0, 7, 0, 0, 0), 1, 1),
        ("offset / 3 == -2", (0, 0, 0, 0, (1 << 64) - 7, 0), 1, 1),
        ("offset % 3 == -1", (0, 0, 0, 0, (1 << 64) - 7, 0), 1, 1),
        ("mode & ~07777", (0, 0, 0, 0x18000, 0, 0), 1, 1),
        ("min(len, 10) == 10", (1 << 63, 0, 0, 0, 0, 0), 1, 1),
        ("PAGE_ALIGN(len) == 0", ((1 << 64) - 1, 0, 0, 0, 0, 0), 1, 1),
        ("ALIGN(len, flags) == 512", (257, 0, 256, 0, 0, 0), 1, 1),
        ("ALIGN_DOWN(fd, len) == -8", (4, (1 << 32) - 5, 0, 0, 0, 0), 1, 1),
        ("IS_ALIGNED(fd, flags)", (0, 512, 256, 0, 0, 0), 1, 1),
        ("1UL << flags == 1UL << 40", (0, 0, 40, 0, 0, 0), 1, 1),
        ("offset >> fd == -1", (0, 3, 0, 0, (1 << 64) - 7, 0), 1, 1),
        ("len % flags == 5", (21, 0, 16, 0, 0, 0), 1, 1),
        ("len / flags == 5", (84, 0, 16, 0, 0, 0), 1, 1),
        ("len % (is_open(fd) ? 4 : 4) == 1", (21, 0, 0, 0, 0, 0), 1, 1),
    ],
)
def test_conditions(text: str, registers: tuple[int, ...], certain: int, possible: int) -> None:
    node = parse(text)
    assert branched(node, Truth.CERTAIN, registers) == certain
    assert branched(node, Truth.POSSIBLE, registers) == possible


@pytest.mark.parametrize("text", ["offset / fd == 1", "fd % offset == 1"])
def test_a_signed_division_by_an_argument_is_not_written(text: str) -> None:
    out = Assembler()
    with pytest.raises(NotWritable):
        writer(out).branch(parse(text), Truth.CERTAIN, "yes", "no")


@needs_bpf
@pytest.mark.parametrize(
    ("text", "certain", "possible"),
    [
        ("(is_open(fd) ? len : len) == 5", 1, 1),
        ("(is_open(fd) ? 5 : 6) == len", 0, 1),
        ("(is_open(fd) ? 6 : 7) == len", 0, 0),
        ("(flags ? len : position(fd)) == 5", 1, 1),
        ("(flags && is_open(fd)) + 1 == 3", 0, 0),
        ("(!flags && is_open(fd)) == 0", 1, 1),
        ("len % huge_page_size() == 0 && flags == 2", 0, 0),
    ],
)
def test_choices_know_as_much_as_they_can(text: str, certain: int, possible: int) -> None:
    registers = (5, 3, 1, 0, 0, 0)
    assert branched(parse(text), Truth.CERTAIN, registers) == certain
    assert branched(parse(text), Truth.POSSIBLE, registers) == possible


def test_an_argument_of_no_known_type_may_be_anything() -> None:
    out = Assembler()
    types = {**EMPTY.parameters, "thing": TYPES["len"]}
    environment = Environment(architecture=ARCH, page_size=4096, parameters=types)  # type: ignore[arg-type]
    Writer(out, environment, lambda *_: None, -16, unknown=("thing",)).branch(
        Symbol("thing"), Truth.POSSIBLE, "yes", "no"
    )
    for label, number in (("no", 1), ("yes", 2)):
        out.label(label)
        out.exit(number)
    assert out.encoded()[-16:-12] == b"\xb7\x00\x00\x00"
    assert out.encoded()[-12] == 2

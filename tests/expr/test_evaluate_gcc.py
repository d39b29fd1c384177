"""Evaluation against gcc: the same expressions over the same variables, bit for bit."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Node
from kapi.expr.render_c import render_c
from kapi.expr.values import Value
from kapi.vocab.architectures import ARCHITECTURES
from tests.expr.trees import EDGES, TYPES, random_tree
from tests.needs import needs

MACROS = """
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define MASK(x, a) ((__typeof__(x))(a) - 1)
#define ALIGN(x, a) (((x) + MASK(x, a)) & ~MASK(x, a))
#define ALIGN_DOWN(x, a) ((x) & ~MASK(x, a))
#define IS_ALIGNED(x, a) (((x) & MASK(x, a)) == 0)
"""
MARK = 0x6B617069_65787072
PER_PROGRAM = 400
FLAGS = ["-w", "-fwrapv", "-fsigned-char", "-std=gnu11"]


def variables(random: Random, environment: Environment) -> dict[str, Value]:
    found = {}
    for number, name in enumerate(TYPES * 2):
        kind = environment.architecture.integer_type(name)
        assert kind is not None
        raw = random.choice([random.choice(EDGES), -random.choice(EDGES), random.getrandbits(64)])
        found[f"v{number}"] = Value(kind.wrap(raw), kind)
    return found


def decided(random: Random, environment: Environment) -> list[tuple[Node, Value]]:
    """Trees that have a value; the others C leaves undefined."""
    found: list[tuple[Node, Value]] = []
    while len(found) < PER_PROGRAM:
        tree = random_tree(random, list(environment.parameters), random.randrange(1, 6))
        value = evaluate(tree, environment)
        if isinstance(value, Value):
            found.append((tree, value))
    return found


def definitions(environment: Environment, form: str) -> str:
    lines = []
    for number, (name, value) in enumerate(environment.parameters.items()):
        assert isinstance(value, Value)
        bits = value.number & ((1 << 64) - 1)
        lines.append(form.format(type=TYPES[number % len(TYPES)], name=name, bits=bits))
    return MACROS + "\n".join(lines) + "\n"


def expected(value: Value) -> tuple[int, int, int]:
    low = value.number & ((1 << 64) - 1)
    return low, value.type.bits // 8, int(value.type.signed)


def row(tree: Node) -> str:
    """Value, size, and whether minus one of the type is negative."""
    text = render_c(tree)
    return f"(long long)({text}), sizeof({text}), ((__typeof__({text}))-1 < 0)"


def compare(trees: list[tuple[Node, Value]], got: list[tuple[int, int, int]]) -> None:
    for (tree, value), answer in zip(trees, got, strict=True):
        assert answer == expected(value), render_c(tree)


def environment_of(architecture: str, random: Random) -> Environment:
    empty = Environment(architecture=ARCHITECTURES[architecture])
    given_values = variables(random, empty)
    return Environment(architecture=empty.architecture, parameters=given_values)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 32))
def test_64_bit_values_at_run_time(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    gcc = needs("gcc")
    random = Random(seed)
    environment = environment_of("x86_64", random)
    trees = decided(random, environment)
    source = "#include <stdio.h>\n" + definitions(
        environment, "volatile {type} {name} = ({type}){bits}ULL;"
    )
    lines = [f'printf("%llx %zu %d\\n", {row(tree)});' for tree, _ in trees]
    source += "int main(void) {\n" + "\n".join(lines) + "\nreturn 0; }\n"
    program = tmp_path_factory.mktemp("gcc") / "program"
    subprocess.run([gcc, *FLAGS, "-x", "c", "-", "-o", program], input=source.encode(), check=True)
    output = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    got = [line.split() for line in output.splitlines()]
    compare(trees, [(int(value, 16), int(size), int(signed)) for value, size, signed in got])


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 32))
def test_32_bit_values_at_compile_time(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    gcc = needs("gcc")
    random = Random(seed)
    environment = environment_of("i386", random)
    trees = decided(random, environment)
    source = definitions(environment, "#define {name} (({type}){bits}ULL)")
    lines = [f"{row(tree)}," for tree, _ in trees]
    source += f"const long long rows[] = {{ {MARK}LL,\n" + "\n".join(lines) + "\n};\n"
    obj: Path = tmp_path_factory.mktemp("gcc") / "rows.o"
    command = [gcc, *FLAGS, "-m32", "-x", "c", "-c", "-", "-o", obj]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:2000]
    data = obj.read_bytes()
    start = data.index(struct.pack("<q", MARK)) + 8
    flat = struct.unpack_from(f"<{3 * len(trees)}Q", data, start)
    compare(trees, [(flat[i], flat[i + 1], flat[i + 2]) for i in range(0, len(flat), 3)])

"""Why a part of a condition holds, in numbers and words."""

from __future__ import annotations

import pytest

from kapi.expr.environment import Environment
from kapi.expr.nodes import walk
from kapi.expr.parser import parse
from kapi.expr.predicates import CONSTANTS
from kapi.expr.values import Value
from kapi.pipeline.part_values import part_values
from kapi.situation.walk import Walk
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.integers import CType

UNSIGNED_LONG = CType(64, False)


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("start % PAGE_SIZE != 0", "1 != 0"),
        ("start == 0x1001", ""),
        ("start == 3", "4097 == 3"),
        ("!(flags & 8)", "8"),
        ("!(start == 3)", "4097 != 3"),
        ("flags & 0x10", "0x10"),
        ("(flags & 0x18) == 8", "0x18 == 8"),
        ("is_open(fd)", ""),
        ("kind(fd) == FILE_PIPE", "FILE_EPOLL == FILE_PIPE"),
        ("kind(fd) == FILE_EPOLL", ""),
        ("kind(fd) != FILE_PIPE", "FILE_EPOLL != FILE_PIPE"),
        ("size > RLIMIT_FSIZE", ""),
        ("far >= 4096", "0x7f0000000000 >= 4096"),
    ],
)
def test_numbers(part: str, values: str) -> None:
    parameters = {
        "start": Value(0x1001, UNSIGNED_LONG),
        "flags": Value(0x1B),
        "fd": Value(3),
        "size": Value(5),
        "far": Value(0x7F0000000000, UNSIGNED_LONG),
    }
    node = parse(part)
    measured = {
        parse("is_open(fd)"): Value(1),
        parse("kind(fd)"): Value(CONSTANTS["FILE_EPOLL"]),
    }
    environment = Environment(
        architecture=ARCHITECTURES["x86_64"],
        parameters=parameters,
        page_size=4096,
        measured=measured,
    )
    assert part_values(node, environment, {}) == values


@pytest.mark.parametrize(
    ("end", "says"),
    [
        ("WALK_MISSING", "there is no /etc/nope"),
        ("WALK_NOT_DIRECTORY", "/etc/nope is no directory"),
        ("WALK_DENIED", "the caller may not search /etc/nope"),
        ("WALK_FOUND", ""),
    ],
)
def test_a_walk_tells_the_name_that_stopped_it(end: str, says: str) -> None:
    node = parse(f"walk(path) == {end}")
    environment = Environment(
        architecture=ARCHITECTURES["x86_64"],
        parameters={"path": Value(4096, UNSIGNED_LONG)},
        page_size=4096,
        measured={parse("walk(path)"): Value(CONSTANTS[end])},
    )
    (term,) = (one for one in walk(node) if one == parse("walk(path)"))
    assert part_values(node, environment, {term: Walk(end, at=b"/etc/nope")}) == says
    bytewise = part_values(node, environment, {term: Walk(end, at=b"/etc/nope\xff")})
    assert bytewise == says.replace("nope", "nope\\xff")

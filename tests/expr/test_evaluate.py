from __future__ import annotations

import pytest
from hypothesis import given, settings

from kapi.expr.environment import Environment, argument
from kapi.expr.evaluate import evaluate, number_of
from kapi.expr.nodes import Node
from kapi.expr.parser import MAX_DEPTH, parse
from kapi.expr.values import CannotTell, Value
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.integers import INT, CType
from tests.expr.trees import trees

ULONG = CType(64, False)
HERE = Environment(
    parameters={
        "start": Value(4097, ULONG),
        "len": Value(100, ULONG),
        "fd": Value(-1, INT),
        "unsaid": INT,
        "narrow": CType(16, False),
    }
)


def number(text: str, environment: Environment = HERE) -> int:
    value = evaluate(parse(text), environment)
    assert isinstance(value, Value), value
    return value.number


def doubt(text: str, environment: Environment = HERE) -> CannotTell:
    value = evaluate(parse(text), environment)
    assert isinstance(value, CannotTell), value
    return value


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("start % PAGE_SIZE != 0", 1),
        ("PAGE_ALIGN(start)", 8192),
        ("PAGE_ALIGN(-1UL)", 0),
        ("PAGE_ALIGN_DOWN(start)", 4096),
        ("PAGE_ALIGNED(start)", 0),
        ("IS_ALIGNED(start, 1)", 1),
        ("ALIGN(5, 8)", 8),
        ("ALIGN_DOWN(5, 4)", 4),
        ("min(fd, len)", 100),  # -1 becomes ULONG_MAX first
        ("max(fd, 3)", 3),
        ("BIT(40)", 1 << 40),
        ("PAGE_SHIFT", 12),
        ("~PAGE_MASK", 4095),
        ("MAX_RW_COUNT", 0x7FFFF000),
        ("KMALLOC_MAX_SIZE", 4 << 20),
        ("INT_MAX / sizeof(struct epoll_event)", 0x7FFFFFFF // 12),
        ("offsetof(struct fwctl_rpc, in)", 16),
        ("sizeof(start)", 8),
        ("fd < 0", 1),
        ("fd < len", 0),
        ("2147483647 + 1", -(1 << 31)),
        ("fd == CAP_IPC_LOCK", 0),
    ],
)
def test_values(text: str, result: int) -> None:
    assert number(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("0 && nobody", 0),
        ("nobody && 0", 0),
        ("1 || nobody", 1),
        ("nobody || 1", 1),
        ("0 && 1 / 0", 0),
        ("1 ? 2 : unsaid", 2),
        ("nobody ? 3 : 3", 3),
        ("!(0 && nobody)", 1),
    ],
)
def test_what_is_unknown_does_not_always_matter(text: str, result: int) -> None:
    assert number(text) == result


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1 && nobody", ("nobody",)),
        ("nobody || 0", ("nobody",)),
        ("nobody == nobody", ("nobody",)),
        ("nobody * 0 + who", ("nobody", "who")),
        ("unsaid > 3", ("unsaid",)),
        ("vma_is_anonymous(vma)", ("vma_is_anonymous",)),
        ("file->f_mode & FMODE_READ", ("file->f_mode",)),
        ("sizeof(struct nobody)", ("sizeof(struct nobody)",)),
        ("min(1)", ("min",)),
        ("len <= RLIMIT_MEMLOCK || CAP_IPC_LOCK", ("RLIMIT_MEMLOCK", "CAP_IPC_LOCK")),
        ("!CAP_SYS_ADMIN", ("CAP_SYS_ADMIN",)),
        ("1 ? 2 : nobody", ("nobody",)),  # the type of nobody decides that of the result
        ("1 / 0", ()),
        ("1 % 0", ()),
        ("1 << 32", ()),
        ("1 >> -1", ()),
        ("(-2147483647 - 1) / -1", ()),
        ("1 / 0 && 0", ()),
        ("18446744073709551615", ()),
    ],
)
def test_what_nobody_can_tell(text: str, names: tuple[str, ...]) -> None:
    answer = doubt(text)
    assert answer.names == names
    assert answer.reason


def test_the_caller_may_state_privileges_and_limits() -> None:
    given_facts = {"CAP_IPC_LOCK": Value(0), "RLIMIT_MEMLOCK": Value(4096, ULONG)}
    told = Environment(parameters={**HERE.parameters, **given_facts})
    assert number("len <= RLIMIT_MEMLOCK || CAP_IPC_LOCK", told) == 1


def test_types_of_what_has_no_value() -> None:
    assert doubt("narrow").type == CType(16, False)
    assert doubt("narrow + 1").type == INT
    assert doubt("narrow + 1UL").type == ULONG
    assert doubt("nobody + 1").type is None
    assert doubt("nobody < 1").type == INT


def test_the_architecture_decides() -> None:
    arm64 = Environment(architecture=ARCHITECTURES["arm64"])
    assert doubt("PAGE_SIZE", arm64).type == ULONG
    assert number("PAGE_SIZE", Environment(architecture=arm64.architecture, page_size=65536)) == (
        65536
    )
    i386 = Environment(architecture=ARCHITECTURES["i386"])
    assert number("sizeof(long)", i386) == 4
    assert number("~0UL", i386) == 0xFFFFFFFF
    assert number("-EOPNOTSUPP", Environment(architecture=ARCHITECTURES["parisc"])) == -223
    assert doubt("KMALLOC_MAX_SIZE", arm64)


def test_arguments_are_cut_to_their_declared_type() -> None:
    x86 = ARCHITECTURES["x86_64"]
    assert argument(0xFFFFFFFF, "int", x86) == Value(-1, INT)
    assert argument(-1, "unsigned long", x86) == Value((1 << 64) - 1, ULONG)
    assert argument(-1, "const char __user *", x86) == Value((1 << 64) - 1, ULONG)
    assert argument(257, "bool", x86) == Value(1, CType(8, False))
    assert argument(1, "struct thing", x86) is None


def test_the_deepest_tree_can_be_evaluated() -> None:
    assert number(" + ".join(["1"] * MAX_DEPTH)) == MAX_DEPTH
    assert number("~" * 118 + "1") == 1


@settings(max_examples=200, deadline=None)
@given(trees())
def test_every_tree_has_a_value_or_a_reason(tree: Node) -> None:
    for name in ("x86_64", "i386", "arm64"):
        result = evaluate(tree, Environment(architecture=ARCHITECTURES[name]))
        if isinstance(result, Value):
            assert result.type.minimum <= result.number <= result.type.maximum
        else:
            assert result.reason


def test_terms_are_worth_what_was_measured() -> None:
    measured = {
        parse("is_open(fd)"): Value(1),
        parse("kind(fd)"): None,
        parse("RLIMIT_MEMLOCK"): Value(8192, ULONG),
        parse("CAP_IPC_LOCK"): Value(0),
        parse("CONFIG_SWAP"): Value(1),
        parse("event->events"): Value(7, CType(32, False)),
        parse("event->data"): CType(64, False),
    }
    told = Environment(parameters=HERE.parameters, measured=measured)
    assert number("is_open(fd) && RLIMIT_MEMLOCK >> PAGE_SHIFT == 2 && CONFIG_SWAP", told) == 1
    assert number("event->events & ~2U", told) == 5
    assert number("!CAP_IPC_LOCK", told) == 1
    assert doubt("kind(fd) == FILE_PIPE", told).names == ("kind(fd)",)
    assert doubt("kind(fd)", told).type == INT
    assert doubt("is_open(len)", told).names == ("is_open(len)",)
    assert doubt("event->data", told) == CannotTell(
        "event->data is not measured", ("event->data",), CType(64, False)
    )
    assert doubt("RLIMIT_NOFILE + 1", told).type == ULONG


def test_old_is_worth_what_was_measured_before() -> None:
    term = parse("locked_bytes()")
    told = Environment(measured={term: Value(8, ULONG)}, before={term: Value(3, ULONG)})
    assert number("locked_bytes() - old(locked_bytes() + 1)", told) == 4
    assert doubt("old(old(locked_bytes()))", told)
    assert doubt("old(locked_bytes())")


def test_a_fact_is_a_number_where_a_parameter_is_compared_with_it() -> None:
    assert number("fd == RLIMIT_NOFILE || CAP_IPC_LOCK != fd") == 1
    assert doubt("fd == RLIMIT_NOFILE + 0").names == ("RLIMIT_NOFILE",)
    assert doubt("RLIMIT_MEMLOCK == 0").names == ("RLIMIT_MEMLOCK",)
    assert doubt("CAP_IPC_LOCK + 1").type == INT
    assert doubt("CONFIG_SWAP").names == ("CONFIG_SWAP",)
    assert number("RLIMIT_NOFILE + CAP_IPC_LOCK", Environment(numbers=True)) == 7 + 14
    assert number_of("RLIMIT_NOFILE", HERE) == 7
    assert number("CAP_LAST_CAP") == 40


def test_a_text_has_no_value() -> None:
    assert doubt('"a" + 1').reason == '"a" is a text, no number'
    assert doubt('min("a", 1)')

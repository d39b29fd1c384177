"""Steps: what they are worth, checked by running them, and what is no steps."""

from __future__ import annotations

import platform

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapi.conform.constants import constant
from kapi.conform.helpers import HELPERS
from kapi.conform.steps import (
    Machine,
    StepError,
    assigned,
    call_parts,
    calls,
    expressions,
    read_steps,
    split_steps,
)
from kapi.errors import KapiError
from kapi.expr.values import Value
from kapi.vocab.architectures import ARCHITECTURES, this_machine

MACHINE = this_machine()


def after(text: str) -> dict[str, int]:
    """The variables of ``text`` when it has run here."""
    machine = Machine(
        MACHINE or ARCHITECTURES["x86_64"], {name: one.run for name, one in HELPERS.items()}, 4096
    )
    statements = read_steps(text)
    machine.prepare(expressions(statements))
    machine.run(statements)
    found = {name: machine.variables[name] for name in assigned(statements)}
    return {name: one.number for name, one in found.items() if isinstance(one, Value)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1; b = a + PAGE_SIZE;", {"a": 1, "b": 4097}),
        ("n = 0; while (n < 5) { n = n + 1; }", {"n": 5}),
        ("n = 3; if (n == 3) { n = 4; } if (n == 3) { n = 5; }", {"n": 4}),
        ("a = 0 && no_such_call(); b = 1 ? 2 : 3;", None),
        ("a = 1 || close(-1); b = 0 ? close(-1) : 7;", {"a": 1, "b": 7}),
        ("b = buffer(8); put32(b, 7); put32(b + 4, 1); x = get64(b);", None),
        ('x = get32("\\1\\0ab");', {"x": 0x62610001}),
        ("a = -1; b = a < 0; c = (long)1 << 40;", {"a": -1, "b": 1, "c": 1 << 40}),
        ("n = 0; for (i = 0; i < 4; i++) n += i;", {"n": 6, "i": 4}),
        ("n = 1; if (n == 2) n = 3; else if (n == 1) { n <<= 4; } else n = 5;", {"n": 16}),
        ("int a = 7; long b, c; const int d = -1; a--; /* ; */ a |= 1; // }", {"a": 7, "d": -1}),
        ("p = NULL; n = RLIMIT_NOFILE + CAP_IPC_LOCK;", {"p": 0, "n": 21}),
        ('n = get8("a;b}" + 1);', {"n": 59}),
        ("a = SIGALRM; b = F_SETFL;", {"a": 14, "b": 4}),
    ],
)
def test_values(text: str, expected: dict[str, int] | None) -> None:
    found = after(text)
    if expected is not None:
        assert found == expected
    elif "x" in found:
        assert found["x"] == 7 | 1 << 32
    else:
        assert found["b"] == 2


@pytest.mark.skipif(MACHINE is None, reason=f"{platform.machine()} is not known")
def test_calls_are_made_and_their_failure_ends_the_steps() -> None:
    assert after("a = getppid(); b = getpid();")["b"] > 0
    with pytest.raises(StepError, match="close fails with EBADF"):
        after("close(-1);")
    with pytest.raises(StepError, match="close fails with EBADF"):
        after("x = close(-1);")
    assert after("x = close(-1) + 0; y = close(-1) == -1;") == {"x": -1, "y": 1}


@pytest.mark.parametrize(
    "text",
    [
        "a = 1",
        "if 1 a = 1;",
        "else a = 1;",
        "if (1 { }",
        "while (1) { a = 1;",
        "a = ;",
        "}",
        "1 +;",
    ],
)
def test_what_is_no_steps_says_so(text: str) -> None:
    with pytest.raises(StepError):
        read_steps(text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("p[3] = 1;", "put32(p + 4 * i, VALUE)"),
        ("x = p[i];", "get32(p + 4 * i)"),
        ("*p = 1;", "put32(p, VALUE)"),
        ("x = *p;", "get32(p)"),
        ("f(&x);", "have no address"),
        ("p->x = 1;", "there are no structures: for p->x"),
        ("x = a.b;", "there are no structures: for a.b"),
        ("char buf[10];", "leave char out"),
        ("unsigned int x = 3;", "leave unsigned int out"),
        ("struct epoll_event e;", "leave struct epoll_event out"),
        ("while (1) { break; }", "there is no break"),
        ("return 1;", "there is no return"),
        ("do { } while (0);", "there is no do"),
        ("a = 1", "no semicolon"),
        ('a = "\\q";', "no text"),
    ],
)
def test_c_that_is_not_here_is_refused_by_name(text: str, advice: str) -> None:
    with pytest.raises(StepError) as caught:
        read_steps(text)
    assert advice in str(caught.value)
    assert caught.value.statement


@pytest.mark.skipif(MACHINE is None, reason=f"{platform.machine()} is not known")
def test_errors_say_which_statement_failed() -> None:
    text = 'a = 1; if (a) { fd = openat(AT_FDCWD, "/no  such", O_RDONLY); }'
    with pytest.raises(StepError) as caught:
        after(text)
    assert caught.value.statement == 'fd = openat(AT_FDCWD, "/no  such", O_RDONLY)'
    assert str(caught.value) == f"{caught.value.statement}: openat fails with ENOENT"
    with pytest.raises(StepError, match="close fails"):
        after("x = buffer(close(-1));")


def test_a_statement_of_several_lines_is_read_as_on_one() -> None:
    text = "a = 1;\nif (a)\n b = 2;\nelse\n b = 3;\n/* c;\n d; */ e = 4;\n"
    assert read_steps(text) == read_steps(text.replace("\n", " "))


def test_many_short_lines_are_too_long() -> None:
    with pytest.raises(StepError, match="characters"):
        read_steps("a = 1;\n" * 3000)


def test_statements_are_split_as_they_were_written() -> None:
    text = 'a = "x  ;"; for (i = 0; i < 3; i++)\n\ta += i;\nif (a) { b = 1; }\nelse b = 2; /* ; */'
    assert split_steps(text) == (
        'a = "x  ;";',
        "for (i = 0; i < 3; i++) \ta += i;",
        "if (a) { b = 1; } else b = 2;",
    )
    assert call_parts('f("a,(", g(1, 2), 3);') == ("f", ('"a,("', "g(1, 2)", "3"))
    assert call_parts("f()") == ("f", ())
    with pytest.raises(StepError):
        call_parts("f(1) + 2")


@given(st.text(alphabet='abif while(){};=+-*/"\\0123,', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_steps(text)
    except KapiError:
        return


def test_names_of_calls() -> None:
    assert calls("if (fork() == 0) { a = mmap(buffer(8)); }") == {"fork", "mmap", "buffer"}


def test_constants_are_those_of_the_headers() -> None:
    assert constant("SIGKILL") == 9
    assert constant("F_SEAL_WRITE") == 8
    assert constant("path") is None
    assert constant("NO_SUCH_NAME") is None

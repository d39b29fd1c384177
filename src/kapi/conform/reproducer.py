"""A short C program that makes the call of a case again."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from kapi.conform.case import Case
from kapi.conform.helpers import HELPERS
from kapi.conform.steps import Block, Statement, assigned, expression, read_steps
from kapi.expr.nodes import (
    Binary,
    Call,
    Cast,
    Node,
    Number,
    Symbol,
    Text,
    Unary,
    children,
    rebuilt,
)
from kapi.expr.render_c import render_c
from kapi.vocab.architectures import Architecture
from kapi.vocab.symbols import value
from kapi.vocab.syscalls import syscall_number

__all__ = ["program"]

_HEADERS = {
    "errno.h": "",
    "fcntl.h": "",
    "grp.h": "setgroups",
    "sched.h": "CLONE_",
    "signal.h": r"sigaction|SIG[A-Z]",
    "stdio.h": "",
    "stdlib.h": "calloc|exit",
    "string.h": "",
    "sys/epoll.h": "EPOLL",
    "sys/mman.h": r"mmap|PROT_|MAP_|MADV_|MCL_|MLOCK_|MFD_",
    "sys/mount.h": r"\bMS_[A-Z]",
    "sys/resource.h": "RLIMIT_|rlimit",
    "sys/socket.h": r"AF_|SOCK_",
    "sys/stat.h": "S_I",
    "sys/syscall.h": "",
    "sys/time.h": "itimerval",
    "unistd.h": "",
}
_NEW = re.compile(r"\b(?:MADV|MLOCK|MCL|MAP|AT|EPOLL|O|MFD|F)_[A-Z_0-9]+\b")


def program(case: Case, architecture: Architecture, comment: str) -> str:
    """Return the text of the program. ``comment`` says what it shows; it runs in any directory."""
    statements = read_steps(case.text)
    body = [f"\t{row}" for row in _rows(statements, architecture)]
    call = ", ".join(
        [
            str(syscall_number(case.syscall, architecture)),
            *(_text(_passed(expression(one)), architecture) for one in case.arguments),
        ]
    )
    body.append(f"\tlong result = syscall({call}); /* {case.syscall} */")
    used = [one.c for name, one in HELPERS.items() if f"{name}(" in "\n".join(body) and one.c]
    text = "\n".join([*used, *body])
    variables = list(dict.fromkeys(assigned(statements)))
    head = ["#define _GNU_SOURCE"]
    head += [f"#include <{name}>" for name, pattern in _HEADERS.items() if re.search(pattern, text)]
    head += list(_definitions(text, architecture))
    rows = [*head, *used, f"/* {comment.replace('*/', '* /')} */", "int main(void)", "{"]
    rows += [f"\tlong {', '.join(variables)};"] if variables else []
    rows += body
    rows.append('\tprintf("%ld %s\\n", result, result == -1 ? strerrorname_np(errno) : "");')
    return "\n".join([*rows, "\treturn 0;", "}"]) + "\n"


def _definitions(text: str, architecture: Architecture) -> Iterator[str]:
    """Constants that older headers may lack."""
    for name in dict.fromkeys(_NEW.findall(text)):
        constant = value(name, architecture)
        if constant is not None and name in _YOUNG:
            yield f"#ifndef {name}\n#define {name} {constant.number:#x}\n#endif"
    for name in dict.fromkeys(re.findall(r"\bSYS_(\w+)", text)):
        number = syscall_number(name, architecture) or 0
        if number >= _YOUNG_CALLS:
            yield f"#ifndef SYS_{name}\n#define SYS_{name} {number}\n#endif"


_YOUNG_CALLS = 440  # all architectures number new calls alike, this one is from 5.10
_YOUNG = frozenset(
    {"MADV_GUARD_INSTALL", "MADV_GUARD_REMOVE", "MADV_DONTNEED_LOCKED", "MADV_COLLAPSE"}
    | {"AT_EXECVE_CHECK", "MFD_NOEXEC_SEAL", "MFD_EXEC", "MAP_DROPPABLE", "F_SEAL_EXEC"}
)


def _rows(statements: tuple[Statement, ...], architecture: Architecture) -> Iterator[str]:
    for one in statements:
        if isinstance(one, Block):
            yield f"{one.keyword} ({_text(one.condition, architecture)}) {{"
            yield from (f"\t{row}" for row in _rows(one.body, architecture))
            yield from _otherwise(one, architecture)
        else:
            target = f"{one.target} = " if one.target else ""
            yield f"{target}{_text(one.node, architecture)};"


def _otherwise(block: Block, architecture: Architecture) -> Iterator[str]:
    if block.otherwise:
        yield "} else {"
        yield from (f"\t{row}" for row in _rows(block.otherwise, architecture))
    yield "}"


def _text(node: Node, architecture: Architecture) -> str:
    return render_c(_in_c(node, architecture))


def _in_c(node: Node, architecture: Architecture) -> Node:
    """``node`` with system calls, texts and the page size as a C program has them."""
    if isinstance(node, Symbol):
        return Call("getpagesize") if node.name == "PAGE_SIZE" else node
    if isinstance(node, Text):
        return Symbol(f"(long){render_c(node)}")
    if isinstance(node, Number) and node.value > 1 << 31:
        return Cast("long", node)
    ready = rebuilt(node, functools.partial(_in_c, architecture=architecture))
    if not isinstance(ready, Call) or ready.function in HELPERS:
        return ready
    if syscall_number(ready.function, architecture) is None:
        return ready
    return Call("syscall", (Symbol(f"SYS_{ready.function}"), *map(_passed, ready.arguments)))


def _passed(node: Node) -> Node:
    """``node`` as wide as a register: syscall(2) takes what it is given, and -1 is an int."""
    pending = [node]
    while pending:
        here = pending.pop()
        if isinstance(here, Binary | Unary) and here.operator in "-~":
            return Cast("long", node)
        pending += children(here)
    return node

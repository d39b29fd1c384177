"""A short C program that makes a call again."""

from __future__ import annotations

from collections.abc import Sequence

from kapi.conform.arguments import Argument
from kapi.conform.sandbox import Caller

__all__ = ["program"]

_HEAD = """\
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
"""


def program(
    syscall: str, number: int, arguments: Sequence[Argument], caller: Caller, comment: str
) -> str:
    """Return the text of the program. ``comment`` says what it shows; it runs in any directory."""
    names = [f"a{index}" for index in range(len(arguments))]
    rows = [_HEAD, f"/* {comment.replace('*/', '* /')} */", "int main(void)", "{"]
    if names:
        rows.append(f"\tlong {', '.join(names)};")
    for name, value in caller.limits:
        rows.append(f"\tstruct rlimit {name.lower()} = {{ {value}, {value} }};")
    rows.append("")
    for name, argument in zip(names, arguments, strict=True):
        rows += [f"\t{line}" for line in argument.in_c(name)]
    rows += [f"\tsetrlimit({name}, &{name.lower()});" for name, _ in caller.limits]
    if caller.unprivileged:
        rows.append("\tif (getuid() == 0 && setresuid(65534, 65534, 65534))\n\t\treturn 1;")
    passed = "".join(f", {name}" for name in names)
    rows.append(f"\tlong result = syscall({number}{passed}); /* {syscall} */")
    rows.append('\tprintf("%ld %s\\n", result, result == -1 ? strerrorname_np(errno) : "");')
    rows += ["\treturn 0;", "}"]
    return "\n".join(rows) + "\n"

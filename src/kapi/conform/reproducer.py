"""A C program that makes the call of a case again, and says whether it ends as before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from kapi.call import Outcome
from kapi.conform import frame
from kapi.conform.case import Case
from kapi.conform.helpers import HELPERS
from kapi.conform.in_c import declarations, statements_in_c, syscall_in_c
from kapi.conform.steps import assigned, expression, expressions, functions, read_steps
from kapi.expr.nodes import Node, Text, children, names
from kapi.vocab.architectures import Architecture
from kapi.vocab.capabilities import capabilities
from kapi.vocab.symbols import value
from kapi.vocab.syscalls import syscall_number

_ALWAYS = (
    *("errno.h", "signal.h", "stdio.h", "stdlib.h", "string.h", "sys/mman.h", "sys/stat.h"),
    *("sys/syscall.h", "sys/wait.h", "unistd.h"),
)
_HEADERS = {
    "fcntl.h": r"\bopen\(|\b(?:O|AT|F|FD|SEEK)_[A-Z]",
    "ftw.h": r"\bFTW",
    "grp.h": r"setgroups",
    "poll.h": r"pollfd|\bPOLL[A-Z]",
    "sched.h": r"\bCLONE_",
    "sys/epoll.h": r"\bEPOLL",
    "sys/ioctl.h": r"\bTIOC",
    "sys/mount.h": r"\bMS_[A-Z]|\bmount\(",
    "sys/prctl.h": r"\bPR_",
    "sys/resource.h": r"RLIMIT_|rlimit",
    "sys/socket.h": r"\b(?:AF|SOCK|SHUT)_",
}
_KNOWN = re.compile(
    r"SIG|S_I|E[A-Z0-9]+$|PROT_|MAP_|MADV_|MCL_|MLOCK_|MFD_|MS_|RLIMIT_|AF_|SOCK_|SHUT_|CLONE_"
    r"|EPOLL|TIOC|[OF]_|AT_|FD_|SEEK_|POLL|PR_|W[A-Z]+$"
)
"""Constants that the headers have; others are defined by number."""
_YOUNG = frozenset(
    {"MADV_GUARD_INSTALL", "MADV_GUARD_REMOVE", "MADV_DONTNEED_LOCKED", "MADV_COLLAPSE"}
    | {"MADV_POPULATE_READ", "MADV_POPULATE_WRITE", "MADV_COLD", "MADV_PAGEOUT"}
    | {"AT_EXECVE_CHECK", "MFD_NOEXEC_SEAL", "MFD_EXEC", "MAP_DROPPABLE", "F_SEAL_EXEC"}
    | {"F_SEAL_FUTURE_WRITE", "EPOLLEXCLUSIVE", "MLOCK_ONFAULT", "TIOCGPTPEER"}
)
_YOUNG_CALLS = 424  # all architectures number new calls alike; this one is from 5.1
_LIMITS = ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_MEMLOCK")
_PRIVILEGES = frozenset(
    {"become_nobody", "become_nobody_with", "keep_capabilities"}
    | {"drop_capability", "only_capability", "own_namespaces"}
)
_ROUNDS = 1000  # hundredths of a second, for a call that comes back
_HANGS = 100


def program(
    case: Case,
    architecture: Architecture,
    comment: str,
    outcome: Outcome | None = None,
    facts: Mapping[str, int] = {},
) -> str:
    """Return the text of the program. ``comment`` says what it shows.

    It exits with 0 when the call ends as in ``outcome`` (without one, whenever it was made),
    with 1 when it does not, and with 77 when the set-up cannot be made here. ``facts`` are the
    capabilities and limits of the caller that was tried, as in
    `kapi.conform.sandbox.protocol.Ran`: the program gives up what that had not, and where it
    lacks what that had, it says 77, not 1.
    """
    return _Program(case, architecture, facts).text(comment, outcome)


class _Program:
    def __init__(self, case: Case, architecture: Architecture, facts: Mapping[str, int]) -> None:
        self.case, self.architecture, self.facts = case, architecture, facts
        self.statements = read_steps(case.text)
        self.arguments = [expression(one) for one in case.arguments]
        self.variables = list(dict.fromkeys(assigned(self.statements)))
        self.nodes = [*expressions(self.statements), *self.arguments]
        self.called = functions(self.nodes)

    def text(self, comment: str, outcome: Outcome | None) -> str:
        """The whole program."""
        enter = list(self._enter())
        used = list(self._used(enter))
        tried = list(self._tried())
        main = self._main(outcome, enter)
        parts = [frame.SHARED, frame.MUST, *used, "\n".join(tried), main]
        body = "\n\n".join(parts)
        head = ["#define _GNU_SOURCE", *(f"#include <{name}>" for name in self._headers(body))]
        said = comment.replace("*/", "* /")
        return "\n".join([f"/* {said} */", *head, *self._definitions(body), "", body]) + "\n"

    def _tried(self) -> Iterator[str]:
        """The function that makes the set-up and the call."""
        yield "static void tried(void)"
        yield "{"
        yield from (
            f"\t{row}" for row in declarations(self.statements, self.variables, self.arguments)
        )
        rows = statements_in_c(self.statements, self.variables, self.architecture)
        yield from (f"\t{row}" for row in rows)
        number = str(syscall_number(self.case.syscall, self.architecture))
        call = syscall_in_c(number, self.arguments, self.variables, self.architecture)
        yield "\tshared[CALLING] = 1;"
        yield f"\tshared[RESULT] = {call}; /* {self.case.syscall} */"
        yield "\tshared[ERROR] = errno;"
        yield "\tshared[CALLING] = 0;"
        yield "\tshared[RETURNED] = 1;"
        yield "}"

    def _enter(self) -> Iterator[str]:
        """What the child does before the set-up, to be as the caller that was tried."""
        if "letters" in self.called or any(map(_has_text, self.nodes)):
            yield "enter_room();"
        said = self.case.text
        for name in _LIMITS:
            if name in self.facts and name not in said and self.facts[name] < 1 << 63:
                yield f"at_most({name}, {self.facts[name]:#x}ul);"
        numbers = {name: number for name, number in capabilities().items() if name in self.facts}
        if numbers and not _PRIVILEGES & self.called:
            mask = sum(1 << number for name, number in numbers.items() if self.facts[name])
            yield f"have_capabilities({mask:#x});"

    def _used(self, enter: Collection[str]) -> Iterator[str]:
        """The functions that are called, each after those that it calls itself."""
        started = {row.partition("(")[0] for row in enter}
        if "enter_room" in started:
            yield frame.DIRECTORY
        if "at_most" in started:
            yield frame.LIMIT
        if "have_capabilities" in started:
            yield frame.CAPABILITIES
        texts: dict[str, None] = {}
        wanted = {*self.called, *(("place",) if "mmap" in self.called else ())}
        for name in (*HELPERS, *HELPERS):
            if name in wanted:
                wanted.update(HELPERS[name].needs)
        for name, helper in HELPERS.items():
            if name in wanted and helper.c:
                texts.update(dict.fromkeys(filter(None, (helper.common, helper.c))))
        yield from texts
        if "mmap" in self.called:
            yield frame.MAPPED

    def _main(self, outcome: Outcome | None, enter: Collection[str]) -> str:
        has_room = any(row.startswith("enter_room") for row in enter)
        return frame.MAIN.format(
            make="\tmust(mkdtemp(room) ? 0 : -1);\n" if has_room else "",
            enter="".join(f"\t\t{row}\n" for row in enter),
            remove="\tnftw(room, removed, 16, FTW_DEPTH | FTW_PHYS);\n" if has_room else "",
            rounds=_HANGS if outcome and outcome.hung else _ROUNDS,
            same=frame.judgement(outcome, self.architecture) if outcome else "1",
        )

    def _headers(self, body: str) -> list[str]:
        found = [name for name, pattern in _HEADERS.items() if re.search(pattern, body)]
        return sorted((*_ALWAYS, *found))

    def _definitions(self, body: str) -> Iterator[str]:
        """Constants that no header has, or only a new one."""
        if "PAGE_SIZE" in body:
            yield "#define PAGE_SIZE sysconf(_SC_PAGESIZE)"
        for name in dict.fromkeys(name for node in self.nodes for name in names(node)):
            known = value(name, self.architecture)
            if name in self.variables or known is None:
                continue
            if name in _YOUNG or not _KNOWN.match(name):
                yield f"#ifndef {name}\n#define {name} {known.number:#x}\n#endif"
        for name in dict.fromkeys(re.findall(r"\bSYS_(\w+)", body)):
            number = syscall_number(name, self.architecture) or 0
            if number >= _YOUNG_CALLS:
                yield f"#ifndef SYS_{name}\n#define SYS_{name} {number}\n#endif"


def _has_text(node: Node) -> bool:
    return isinstance(node, Text) or any(map(_has_text, children(node)))

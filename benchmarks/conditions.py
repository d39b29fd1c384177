"""How fast conditions are computed: generated functions against evaluation, in one run.

usage: python benchmarks/conditions.py

Each line: sets of conditions a second, best of several rounds that take turns, and the ratio to
`kapi.expr.evaluate` of the same trees. Nothing here fails on a slow machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from kapi.expr.compile import compile_conditions
from kapi.expr.environment import Environment, argument
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Node
from kapi.expr.parser import parse
from kapi.expr.terms import term_type, terms
from kapi.expr.values import Value
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.integers import CType

ROUNDS = 7
ARCHITECTURE = ARCHITECTURES["x86_64"]
MLOCK = (("start", "unsigned long"), ("len", "size_t"))
MLOCK_CONDITIONS = """
RLIMIT_MEMLOCK == 0 && !CAP_IPC_LOCK
PAGE_ALIGN(len + start % PAGE_SIZE) < len
(start & PAGE_MASK) + PAGE_ALIGN(len + start % PAGE_SIZE) < (start & PAGE_MASK)
!CAP_IPC_LOCK && locked_bytes() + PAGE_ALIGN(len + start % PAGE_SIZE) > RLIMIT_MEMLOCK
!user_address(start, len)
len && !mapped(start, len)
map_count() + 2 > sysctl("vm.max_map_count")
signal_pending()
"""
CONTROL = (
    ("epfd", "int"),
    ("op", "int"),
    ("fd", "int"),
    ("event", "struct epoll_event __user *"),
)
CONTROL_MEMBERS = {"event->events": CType(32, False), "event->data": CType(64, False)}
CONTROL_CONDITIONS = """
op != EPOLL_CTL_DEL && !readable(event, sizeof(struct epoll_event))
!is_open(epfd) || path_only(epfd)
!is_open(fd) || path_only(fd)
!pollable(fd)
kind(epfd) != FILE_EPOLL
same_file(epfd, fd)
event->events & EPOLLEXCLUSIVE && op == EPOLL_CTL_MOD
event->events & EPOLLEXCLUSIVE && op == EPOLL_CTL_ADD && kind(fd) == FILE_EPOLL
event->events & EPOLLEXCLUSIVE && event->events & ~(EPOLLIN | EPOLLOUT | EPOLLERR | EPOLLHUP)
op < EPOLL_CTL_ADD || op > EPOLL_CTL_MOD
op == EPOLL_CTL_ADD && watches(epfd, fd)
op == EPOLL_CTL_DEL && !watches(epfd, fd)
op == EPOLL_CTL_MOD && !watches(epfd, fd)
op == EPOLL_CTL_MOD && event->events & EPOLLEXCLUSIVE
event->events & EPOLLWAKEUP && !CAP_BLOCK_SUSPEND
event->data == 0 && event->events == 0
op == EPOLL_CTL_ADD && out_of(memory)
event->events & EPOLLET && event->events & EPOLLONESHOT
epfd < 0 || fd < 0
kind(fd) == FILE_REGULAR || kind(fd) == FILE_DIRECTORY
"""


def rate(work: Callable[[], object]) -> float:
    """Return how often ``work`` is done in a second of this processor."""
    count = 1
    while True:
        start = time.process_time()
        for _ in range(count):
            work()
        seconds = time.process_time() - start
        if seconds > 0.02:
            return count / seconds
        count *= 4


def environment(
    parameters: Sequence[tuple[str, str]],
    raw: tuple[int, ...],
    measured: dict[Node, Value | CType | None],
) -> Environment:
    given: dict[str, Value | CType] = {}
    for (name, kind), number in zip(parameters, raw, strict=True):
        value = argument(number, kind, ARCHITECTURE)
        assert value is not None
        given[name] = value
    return Environment(architecture=ARCHITECTURE, parameters=given, measured=measured)


class Task:
    """Conditions over a call, all of whose terms are 1; compiled, and for `evaluate`."""

    def __init__(
        self, text: str, parameters: Sequence[tuple[str, str]], members: dict[str, CType]
    ) -> None:
        self.nodes = [parse(line) for line in text.strip().splitlines()]
        self.parameters = parameters
        self.members = members
        self.terms = terms(self.nodes, [name for name, _ in parameters])
        self.registers = tuple(range(4096, 4096 + len(parameters)))
        start = time.perf_counter()
        self.compiled = compile_conditions(
            self.nodes,
            parameters=parameters,
            terms=self.terms,
            architecture=ARCHITECTURE,
            page_size=4096,
            members=members,
        )
        self.seconds_to_make = time.perf_counter() - start

    def rates(self, values: tuple[int | None, ...]) -> tuple[float, float]:
        """Return sets a second: compiled, and evaluated."""
        kinds = [term_type(term, ARCHITECTURE, self.members) for term in self.terms]
        measured = {
            term: kind if value is None or kind is None else Value(value, kind)
            for term, value, kind in zip(self.terms, values, kinds, strict=True)
        }
        there = environment(self.parameters, self.registers, measured)
        pairs = [
            (
                rate(lambda: self.compiled(self.registers, values)),
                rate(lambda: [evaluate(node, there) for node in self.nodes]),
            )
            for _ in range(ROUNDS)
        ]
        return max(fast for fast, _ in pairs), max(slow for _, slow in pairs)


def main() -> None:
    tasks = {
        "mlock, 8 conditions": Task(MLOCK_CONDITIONS, MLOCK, {}),
        "epoll_ctl, 20, with members": Task(CONTROL_CONDITIONS, CONTROL, CONTROL_MEMBERS),
    }
    for title, task in tasks.items():
        count = len(task.terms)
        print(f"{title}: made in {task.seconds_to_make * 1e3:.1f} ms")
        cases: dict[str, tuple[int | None, ...]] = {
            "all terms known": (1,) * count,
            "one unknown": (*(1,) * (count - 1), None),
            "none known": (None,) * count,
        }
        for what, values in cases.items():
            fast, slow = task.rates(values)
            print(f"    {what:16} {fast:10,.0f}/s  {fast / slow:5.0f} x evaluate")


if __name__ == "__main__":
    main()

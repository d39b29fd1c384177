"""Epoll: instances that hold a file already, hold each other, or are none; events and signals.

Tried on Linux 6.18.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kapi.conform.scenario import Scenario, scenario

__all__ = ["SCENARIOS"]

_EVENT = "event = buffer(16); put32(event, {});"
_READY = "pair = buffer(8); pipe2(pair, 0); fd = get32(pair); write(get32(pair + 4), pair, 1);"
_INSTANCE = "ep = epoll_create1(0);"
_BOTH = f"{_INSTANCE} pair = buffer(8); pipe2(pair, 0); fd = get32(pair);"
_ADD = "epoll_ctl(ep, EPOLL_CTL_ADD, fd, event);"
_NO_FILE = "limit(RLIMIT_NOFILE, 0);"
_LOWEST = "fd = dup(0); close(fd);"
_KERNEL = "0xffff800000000000"


def _create() -> Iterator[Scenario]:
    for call, cloexec in (("epoll_create(1)", 0), ("epoll_create1(EPOLL_CLOEXEC)", 1)):
        yield scenario(call, _NO_FILE, errno="EMFILE", error=r"descriptor|limit|files")
        yield scenario(
            call,
            _LOWEST,
            f"result == fd && fcntl(fd, F_GETFD) == {cloexec}",
            effects=(r"lowest|descriptor|file",),
        )
    yield scenario("epoll_create(0)", errno="EINVAL", error=r"size")
    yield scenario("epoll_create1(1)", errno="EINVAL", error=r"flag")


def _ctl() -> Iterator[Scenario]:
    plain = _EVENT.format("EPOLLIN")
    exclusive = _EVENT.format("EPOLLIN | EPOLLEXCLUSIVE")

    def ctl(
        errno: str, error: str, steps: str, op: str = "ADD", call: str = "ep, {}, fd"
    ) -> Scenario:
        called = call.format(f"EPOLL_CTL_{op}")
        return scenario(f"epoll_ctl({called}, event)", steps, errno=errno, error=error)

    yield ctl("EBADF", r"descriptor|open|valid", f"{plain} {_BOTH} ep = 250;")
    yield ctl("EBADF", r"descriptor|open|valid", f"{plain} {_BOTH} fd = 250;")
    yield ctl(
        "EPERM",
        r"poll|epoll",
        f'{plain} {_INSTANCE} fd = openat(AT_FDCWD, "file", O_RDWR | O_CREAT, 0600);',
    )
    yield ctl(
        "EINVAL",
        r"no epoll|not an epoll|epoll instance|other",
        f'{plain} {_BOTH} ep = openat(AT_FDCWD, "/dev/null", O_RDWR);',
    )
    for op in ("MOD", "DEL"):
        yield ctl("ENOENT", rf"not there|not registered|absent|{op}", f"{plain} {_BOTH}", op)
    yield ctl("EEXIST", r"already|there", f"{plain} {_BOTH} {_ADD}")
    yield ctl(
        "EFAULT",
        r"event|address|readable|access",
        f"{_BOTH} event = mmap(0, PAGE_SIZE, 0, 0x22, -1, 0);",
    )
    yield ctl("EINVAL", r"itself|same", f"{plain} {_INSTANCE} fd = ep;")
    yield ctl(
        "EINVAL",
        r"exclusive wake-up of a change|EPOLLEXCLUSIVE|MOD",
        f"{plain} {_BOTH} {_ADD} put32(event, EPOLLIN | EPOLLEXCLUSIVE);",
        "MOD",
    )
    yield ctl(
        "EINVAL",
        r"exclusive wake-up of an instance|EPOLLEXCLUSIVE.*(?:epoll|instance)",
        f"{exclusive} {_INSTANCE} fd = epoll_create1(0);",
    )
    yield ctl(
        "EINVAL",
        r"exclusive wake-up beside|EPOLLEXCLUSIVE",
        f"{_EVENT.format('EPOLLIN | EPOLLEXCLUSIVE | EPOLLONESHOT')} {_BOTH}",
    )
    yield ctl(
        "EINVAL",
        r"change of an exclusive|EPOLLEXCLUSIVE|MOD",
        f"{exclusive} {_BOTH} {_ADD} put32(event, EPOLLIN);",
        "MOD",
    )
    chain = (
        " a = {0}; b = {0}; c = {0}; d = {0}; epoll_ctl(b, EPOLL_CTL_ADD, a, event);"
        " epoll_ctl(c, EPOLL_CTL_ADD, b, event); epoll_ctl(d, EPOLL_CTL_ADD, c, event);"
    ).format("epoll_create1(0)")
    yield ctl(
        "EINVAL",
        r"paths",
        f"{plain} {_BOTH} {chain} n = 0; while (n < 11) {{"
        " epoll_ctl(epoll_create1(0), EPOLL_CTL_ADD, d, event); n = n + 1; } ep = a;",
    )
    yield ctl(
        "ELOOP",
        r"circle|cycl|circular|loop",
        f"{plain} {_INSTANCE} fd = epoll_create1(0); epoll_ctl(fd, EPOLL_CTL_ADD, ep, event);",
    )
    yield ctl(
        "ELOOP",
        r"deep|depth|nest|chain",
        f"{plain} {chain} e = epoll_create1(0); epoll_ctl(e, EPOLL_CTL_ADD, d, event);"
        " fd = e; ep = epoll_create1(0);",
    )
    yield scenario(
        "epoll_ctl(ep, EPOLL_CTL_ADD, fd, event)",
        f"{plain} {_BOTH}",
        "watched(ep, fd) == 1",
        effects=(r"tfd|watch|interest|list",),
        transitions=(r"watched|regist|absent",),
    )
    yield scenario(
        "epoll_ctl(ep, EPOLL_CTL_DEL, fd, 0)",
        f"{plain} {_BOTH} {_ADD}",
        "watched(ep, fd) == 0",
        transitions=(r"EPOLL_CTL_DEL|remov|delet",),
    )

    yield scenario(
        "epoll_ctl(ep, EPOLL_CTL_ADD, fd, event)",
        f"{plain} {_BOTH}",
        "watched(ep, fd) && close(fd) == 0 && !watched(ep, fd)",
        transitions=(r"close|remov|delet",),
    )


def _waiting(name: str, end: str, no_time: str) -> Iterator[Scenario]:
    """``end`` waits for ever, ``no_time`` not at all: what stands behind maxevents."""

    def wait(
        steps: str, how: str = no_time, after: str = "", events: str = "event", **says: Any
    ) -> Scenario:
        return scenario(
            f"{name}(ep, {events}, 1, {how})", f"time = buffer(16); {steps}", after, **says
        )

    plain = _EVENT.format("EPOLLIN")
    ready = f"{plain} {_INSTANCE} {_READY} {_ADD}"
    yield wait(f"{plain} ep = 250;", errno="EBADF", error=r"descriptor|open|valid")
    yield wait(
        f'{plain} ep = openat(AT_FDCWD, "/dev/null", O_RDWR);',
        errno="EINVAL",
        error=r"no epoll|not an epoll|epoll instance|other",
    )
    yield wait(f"{plain} {_INSTANCE}", after="result == 0")
    yield scenario(
        f"{name}(ep, event, 0, {no_time})",
        f"time = buffer(16); {plain} {_INSTANCE}",
        errno="EINVAL",
        error=r"room|maxevents|zero",
    )
    yield wait(
        _INSTANCE, events=_KERNEL, errno="EFAULT", error=r"outside|user space|address|access"
    )
    yield wait(
        f"{ready} event = mmap(0, PAGE_SIZE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);",
        errno="EFAULT",
        error=r"writ|access",
    )
    yield wait(
        f"{plain} {_INSTANCE} on_signal(SIGALRM); alarm_ms(20);",
        end,
        "caught_signal() == SIGALRM",
        errno="EINTR",
        error=r"signal",
        signal=r"any|signal|handle|wait",
    )
    yield wait(
        f"{_EVENT.format('EPOLLIN | EPOLLONESHOT')} {_INSTANCE} {_READY} {_ADD}",
        after="result == 1 && epoll_pwait(ep, event, 1, 0, 0, 8) == 0",
        effects=(r"once|ONESHOT|events",),
    )


def _masked(name: str, end: str, no_time: str) -> Iterator[Scenario]:
    """What the calls with a mask add; ``{}`` in both texts is where the mask goes."""
    plain = f"time = buffer(16); {_EVENT.format('EPOLLIN')} {_INSTANCE}"
    no_time = no_time.format("mask")
    yield scenario(
        f"{name}(ep, event, 1, {no_time}, 8)",
        f"{plain} mask = mmap(0, PAGE_SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);",
        errno="EFAULT",
        error=r"mask not readable|mask",
        param=r"^sigmask$",
    )
    yield scenario(
        f"{name}(ep, event, 1, {no_time}, 4)",
        f"{plain} mask = buffer(8);",
        errno="EINVAL",
        error=r"wrong size|sigsetsize|size",
    )
    yield scenario(
        f"{name}(ep, event, 1, {end.format('mask')}, 8)",
        f"{plain} mask = buffer(8); put64(mask, 1 << SIGALRM - 1); on_signal(SIGALRM);"
        " rt_sigprocmask(SIG_BLOCK, mask, 0, 8); kill(getpid(), SIGALRM); put64(mask, 0);",
        "rt_sigprocmask(SIG_BLOCK, 0, mask, 8) == 0 && get64(mask) == 1 << SIGALRM - 1",
        errno="EINTR",
        error=r"signal",
        effects=(r"mask",),
    )


def _timed() -> Iterator[Scenario]:
    plain = f"{_EVENT.format('EPOLLIN')} {_INSTANCE}"
    yield scenario(
        "epoll_pwait2(ep, event, 1, time, 0, 0)",
        f"{plain} time = mmap(0, PAGE_SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);",
        errno="EFAULT",
        error=r"timeout not readable|timeout|time",
        param=r"^timeout$",
    )
    yield scenario(
        "epoll_pwait2(ep, event, 1, time, 0, 0)",
        f"{plain} time = buffer(16); put64(time + 8, 1000000000);",
        errno="EINVAL",
        error=r"timeout not a time|nsec|timeout|time",
    )


SCENARIOS: tuple[Scenario, ...] = (
    *_create(),
    *_ctl(),
    *_waiting("epoll_wait", "-1", "0"),
    *_waiting("epoll_pwait", "-1, 0, 8", "0, 0, 8"),
    *_masked("epoll_pwait", "-1, {}", "0, {}"),
    *_waiting("epoll_pwait2", "0, 0, 8", "time, 0, 8"),
    *_masked("epoll_pwait2", "0, {}", "time, {}"),
    *_timed(),
)

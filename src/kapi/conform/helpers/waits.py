"""Helpers for signals and for what must happen while the call waits: no time is guessed.

A process of the set-up watches the caller through /proc and acts when that sleeps inside the
call. A page that both share says when the call begins, so that no other sleep is taken for it.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import mmap
import os
import signal
import threading
import time
from collections.abc import Callable

from kapi.conform import privileges
from kapi.conform.helpers.helper import Helper
from kapi.conform.libc import LIBC

PRIVATE: list[int] = []
"""Descriptors of this process that children of its steps must not hold."""

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_PAUSE = 0.0005  # seconds between two looks
_LASTS = 0.02  # seconds of sleep that no short time limit of a call ends
_caught: list[int] = []
_pages: list[mmap.mmap] = []
_IN_CALL = 0
_CALLER = 8


def calling(now: bool) -> None:
    """Say that the call of the case is about to be made, or has returned."""
    if _pages:
        _pages[0][_IN_CALL] = now


def handled() -> int:
    """Return how many handlers of signals have run in this process."""
    return len(_caught)


def _fork() -> int:
    """A child that dies with this process and is past its start.

    Until then it blocks all signals, as fork() of glibc lets no handler run in between: what is
    measured of it must not depend on how far it came.
    """
    if not _pages:
        _pages.append(mmap.mmap(-1, mmap.PAGESIZE))
        _pages[0][_CALLER : _CALLER + 8] = os.getpid().to_bytes(8, "little")
    with mmap.mmap(-1, mmap.PAGESIZE) as started:  # of its own: children may fork, too
        child = os.fork()
        if child == 0:
            for number in PRIVATE:
                os.close(number)
            LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            started[0] = True
        else:
            _wait_until(started, child)
    return child


def _wait_until(started: mmap.mmap, child: int) -> None:
    """Wait until the child says that it has started."""
    while not started[0]:
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT | os.WNOHANG) and not started[0]:
            raise ChildProcessError(errno.ECHILD, "the child ended at its start")
        time.sleep(_PAUSE)


def _start_thread() -> int:
    """Another thread of this process, which only waits; its number.

    Capabilities are those of a thread: it has none, whatever this one gives up after.
    """
    ready = threading.Event()

    def wait() -> None:
        try:
            privileges.keep(0)
        finally:
            ready.set()
        threading.Event().wait()

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    ready.wait()
    return thread.native_id or 0


def _state(number: int) -> str:
    """The letter of the process's state; a process that is gone ends the one that asks."""
    try:
        with open(f"/proc/{number}/stat", "rb") as stat:
            return stat.read().rpartition(b") ")[2][:1].decode()
    except OSError:
        os._exit(0)


def _in_call(number: int) -> bool:
    """Whether the process, if it is the caller, is in its call."""
    page = _pages[0]
    caller = int.from_bytes(page[_CALLER : _CALLER + 8], "little")
    return number != caller or bool(page[_IN_CALL])


def _until_blocked(number: int) -> None:
    """Wait until the process sleeps; until it sleeps in its call, if it is the caller.

    One that has ended, as one whose own steps failed does, will not.
    """
    while not _is_blocked(number):
        if _state(number) == "Z":
            raise ProcessLookupError(errno.ESRCH, "the process has ended")
        time.sleep(_PAUSE)


def _is_blocked(number: int) -> bool:
    return _in_call(number) and _state(number) == "S" and _in_call(number)


def _until_it_lasts(number: int) -> None:
    """Wait until the process sleeps and goes on sleeping.

    A call that waits for a millisecond is over by then, however busy the machine is: who is first
    must not be luck.
    """
    while True:
        _until_blocked(number)
        time.sleep(_LASTS)
        if _is_blocked(number):
            return


def _watcher(act: Callable[[int], None]) -> int:
    """A process that does ``act`` when this one sleeps in its call, and then nothing."""
    parent = os.getpid()
    child = _fork()
    if child == 0:
        with contextlib.suppress(ProcessLookupError):
            _until_it_lasts(parent)
            act(parent)
        while True:
            signal.pause()
    return child


def _signal_when_blocked(number: int) -> int:
    """Send this process the signal when it sleeps in the call."""
    return _watcher(lambda parent: os.kill(parent, number))


def _write_when_blocked(descriptor: int, address: int, size: int) -> int:
    """Write the bytes when this process sleeps in the call."""
    content = ctypes.string_at(address, size)

    def act(_: int) -> None:
        os.write(descriptor, content)

    return _watcher(act)


def _exit_when_blocked(status: int) -> int:
    """A child that ends when this process sleeps in the call."""
    return _watcher(lambda _: os._exit(status))


def _stop_and_continue_when_blocked() -> int:
    """Stop this process when it sleeps in the call, and let it go on when it has stopped."""

    def act(parent: int) -> None:
        os.kill(parent, signal.SIGSTOP)
        while _state(parent) != "T":
            time.sleep(_PAUSE)
        os.kill(parent, signal.SIGCONT)

    return _watcher(act)


def _on_signal(number: int) -> None:
    """Handle the signal, without SA_RESTART."""
    signal.signal(number, lambda got, _: _caught.append(got))


def _on_signal_restart(number: int) -> None:
    """Handle the signal, with SA_RESTART."""
    _on_signal(number)
    signal.siginterrupt(number, False)


def _ignore_signal(number: int) -> None:
    signal.signal(number, signal.SIG_IGN)


def _caught_signal() -> int:
    """The number of the signal that was handled last, or 0."""
    return _caught[-1] if _caught else 0


_HANDLER = """\
static volatile long caught[2]; /* how many, the last */

static void handler(int number)
{
	caught[0]++;
	caught[1] = number;
}

static void handle(long number, int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };
	must(sigaction(number, &action, 0));
}"""
_UNTIL = """\
static int state(long pid)
{
	char name[40], line[512] = "", *end;
	snprintf(name, sizeof(name), "/proc/%ld/stat", pid);
	FILE *stat = fopen(name, "r");
	if (!stat || !fgets(line, sizeof(line), stat) || !(end = strrchr(line, ')')))
		_exit(0);
	fclose(stat);
	return end[2];
}

static int in_call(long pid)
{
	return pid != shared[CALLER] || shared[CALLING];
}

static int is_blocked(long pid)
{
	return in_call(pid) && state(pid) == 'S' && in_call(pid);
}

static void until_blocked(long pid)
{
	while (!is_blocked(pid)) {
		if (state(pid) == 'Z')
			_exit(77);
		usleep(500);
	}
}"""
_WATCHER = """\
static long {name}({parameters})
{{
	long parent = getpid(), pid = must(fork());
	if (pid == 0) {{
		do {{
			until_blocked(parent);
			usleep(20000);
		}} while (!is_blocked(parent));
{act}
		for (;;)
			pause();
	}}
	return pid;
}}"""


_THREAD = """static volatile long thread_number;

static void *in_thread(void *nothing)
{
	thread_number = syscall(SYS_gettid);
	for (;;)
		pause();
	return nothing;
}

static long start_thread(void)
{
	pthread_t one;

	thread_number = 0;
	must(-pthread_create(&one, 0, in_thread, 0));
	while (!thread_number)
		usleep(500);
	return thread_number;
}"""


def _c_watcher(name: str, parameters: str, *act: str) -> str:
    rows = "\n".join(f"\t\t{row}" for row in act)
    return _WATCHER.format(name=name, parameters=parameters, act=rows)


def _c_handle(name: str, flags: str) -> str:
    return f"static void {name}(long number)\n{{\n\thandle(number, {flags});\n}}"


WAITS: dict[str, Helper] = {
    "on_signal": Helper(_on_signal, _c_handle("on_signal", "0"), common=_HANDLER),
    "on_signal_restart": Helper(
        _on_signal_restart, _c_handle("on_signal_restart", "SA_RESTART"), common=_HANDLER
    ),
    "ignore_signal": Helper(
        _ignore_signal,
        "static void ignore_signal(long number)\n{\n\tmust(signal(number, SIG_IGN) == SIG_ERR"
        " ? -1 : 0);\n}",
    ),
    "caught_signal": Helper(
        _caught_signal,
        "static long caught_signal(void)\n{\n\treturn caught[1];\n}",
        common=_HANDLER,
    ),
    "caught_signals": Helper(
        handled, "static long caught_signals(void)\n{\n\treturn caught[0];\n}", common=_HANDLER
    ),
    "fork": Helper(_fork),
    "start_thread": Helper(_start_thread, _THREAD, common="#include <pthread.h>"),
    "until_blocked": Helper(_until_blocked, _UNTIL),
    "signal_when_blocked": Helper(
        _signal_when_blocked,
        _c_watcher("signal_when_blocked", "long number", "kill(parent, number);"),
        ("until_blocked",),
    ),
    "write_when_blocked": Helper(
        _write_when_blocked,
        _c_watcher(
            "write_when_blocked",
            "long fd, long address, long size",
            "must(write(fd, (char *)address, size));",
        ),
        ("until_blocked",),
    ),
    "exit_when_blocked": Helper(
        _exit_when_blocked,
        _c_watcher("exit_when_blocked", "long status", "_exit(status);"),
        ("until_blocked",),
    ),
    "stop_and_continue_when_blocked": Helper(
        _stop_and_continue_when_blocked,
        _c_watcher(
            "stop_and_continue_when_blocked",
            "void",
            "kill(parent, SIGSTOP);",
            "while (state(parent) != 'T')",
            "\tusleep(500);",
            "kill(parent, SIGCONT);",
        ),
        ("until_blocked",),
    ),
}

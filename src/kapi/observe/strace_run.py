"""strace as a back end: a program is run, or one that runs is watched, and each line read at once.

Only the calls that are asked for stop the program; where strace runs the program itself, a filter
in the kernel passes all others (``--seccomp-bpf``). The log comes through a named pipe, which the
program does not inherit; its own input and output are left alone.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from kapi.errors import NothingToCheck
from kapi.observe.backend import Backend, CallCounter, Tell
from kapi.observe.descendants import processes_of, with_descendants
from kapi.observe.program import path_of, refused
from kapi.observe.ptrace import need_ptrace
from kapi.observe.seen import Seen
from kapi.observe.strace import StraceReader
from kapi.vocab.architectures import Architecture

_CHUNK = 1 << 18
_PATIENCE = 200  # milliseconds between two looks whether strace is still there
_ALWAYS = ("execve", "execveat", "exit", "exit_group", "ptrace")
"""The first line of each log and the names of programs; which threads end by themselves; which
programs cannot trace others."""
_BIRTHS = ("fork@32", "vfork@32", "clone@32", "clone3@32")
"""strace does not always say that the child of a program of 32 bits is one, too."""
_WITH_COMM = (5, 16)  # the first version that has --decode-pids=comm
_VERSION = re.compile(r"version (\d+)\.(\d+)")


class StraceRun(Backend):
    """``program`` under strace, or ``pids`` and their children for ``duration`` seconds (or None).

    ``wanted`` are the names of the calls that are given; for ``is_silent`` and ``looks_inside`` see
    `kapi.observe.strace.StraceReader`. ``tell`` is told how many calls there were. Raises
    `NothingToCheck` where strace is missing or may not trace, `InputError` where there is no such
    program or the kernel does not execute it.
    """

    name = "strace"

    def __init__(
        self,
        wanted: Collection[str],
        architecture: Architecture,
        program: Sequence[str] = (),
        pids: Sequence[int] = (),
        duration: float | None = None,
        tell: Tell | None = None,
        is_silent: Callable[[Seen], bool] | None = None,
        looks_inside: Callable[[str], bool] | None = None,
    ) -> None:
        self._reader = StraceReader(
            wanted,
            architecture,
            is_silent=is_silent,
            shows_exits=True,
            looks_inside=looks_inside,
        )
        self._counter = CallCounter(tell)
        self._given = 0
        self.losses = self._reader.losses
        births = _BIRTHS if architecture.name == "x86_64" else ()
        self._names = sorted({*wanted, *_ALWAYS, *births})
        self._program = tuple(program)
        self._pids = processes_of(pids)
        self._duration = duration
        self._strace = _strace()
        self._path = path_of(program[0]) if program else ""
        need_ptrace()

    def __iter__(self) -> Iterator[Seen]:
        """Run the program and give its calls; SIGINT is left to the program meanwhile."""
        with tempfile.TemporaryDirectory(prefix="kapi-") as directory:
            path = Path(directory) / "strace"
            os.mkfifo(path, 0o600)
            pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
            try:
                yield from self._watched(path, pipe, handler is signal.SIG_IGN)
            finally:
                os.close(pipe)
                signal.signal(signal.SIGINT, handler)

    def _watched(self, path: Path, pipe: int, ignored: bool) -> Iterator[Seen]:
        command = [*self._options(path), *self._target()]
        process = subprocess.Popen(
            command,
            restore_signals=True,
            preexec_fn=None if ignored else _default_interrupt,
            stderr=None if self._program else subprocess.DEVNULL,
        )
        try:
            yield from self._read(process, pipe)
            yield from self._reader.finish()
        finally:
            status = _ended(process)
            self.conforming = self._reader.conforming
            self.disturbed = [
                f"{name or 'a program'} could not trace others (ptrace({request}) = EPERM):"
                " what strace watches, no one else can; --backend bpf leaves that alone"
                for name, request in self._reader.tracers.items()
            ]
            self.status = status if self._program else None  # strace's own says nothing of others
        if self._program and self._reader.refused is not None:
            raise refused(self._path, self._reader.refused)
        if not self._reader.lines:
            raise NothingToCheck(
                "strace saw nothing: no call was made, or it may not watch that program"
            )

    def _read(self, process: subprocess.Popen[bytes], pipe: int) -> Iterator[Seen]:
        watch = select.poll()
        watch.register(pipe, select.POLLIN)
        end = None if self._duration is None else time.monotonic() + self._duration
        while True:
            has_ended = process.poll() is not None
            if watch.poll(0 if has_ended else _PATIENCE):
                data = os.read(pipe, _CHUNK)
                if data:
                    yield from self._counted(self._reader.feed(data))
                elif has_ended:
                    return
                else:
                    process.wait()
            elif has_ended:
                return
            if end is not None and time.monotonic() >= end and not has_ended:
                end = None
                process.send_signal(signal.SIGINT)  # strace detaches

    def _counted(self, calls: Iterator[Seen]) -> Iterator[Seen]:
        program = ""
        for seen in calls:
            self._given += 1
            program = seen.program
            yield seen
        self._counter.show(lambda: self._given + self._reader.conforming.total(), program)

    def _options(self, path: Path) -> list[str]:
        names = ",".join(f"?{name}" for name in self._names)
        options = [self._strace, "-f", "-y", "-ttt", "-X", "verbose", "--quiet=attach"]
        # without signal=none, which would also hide that a signal has killed a thread
        options += ["-e", f"trace={names}", "-o", str(path)]
        if _version(self._strace) >= _WITH_COMM:
            options.append("--decode-pids=comm")
        return options

    def _target(self) -> list[str]:
        if self._program:
            return ["--seccomp-bpf", "--", *self._program]
        return [word for pid in with_descendants(self._pids) for word in ("-p", str(pid))]


def _strace() -> str:
    path = shutil.which("strace")
    if path is None:
        raise NothingToCheck(
            "strace is not installed: install the package strace, or use --replay FILE"
        )
    return path


def _version(strace: str) -> tuple[int, int]:
    done = subprocess.run([strace, "-V"], capture_output=True, text=True, check=False)
    found = _VERSION.search(done.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _default_interrupt() -> None:
    """The program gets SIGINT as it would from a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Return the exit code of strace, which is that of the program; -N for signal N."""
    if process.poll() is None:
        process.terminate()
    return process.wait()

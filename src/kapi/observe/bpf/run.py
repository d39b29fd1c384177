"""BPF as a back end: a program is run, or one that runs is watched.

Most calls are judged in the kernel and counted there. Every call is reported at first; one that is
made often gets its checks, so that most of its calls stay in the kernel. To make checks takes
longer than many a program runs; those that are at hand (`Checks.kept`) also tell of the calls that
were reported before, which then are no more than counted, too.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import os
import signal
import struct
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence

from kapi.call import Outcome
from kapi.errors import InputError
from kapi.observe.backend import Backend, CallCounter, Losses, Tell
from kapi.observe.bpf.call_program import ARGUMENTS_AT, FREE_AT, Told
from kapi.observe.bpf.session import Record, Session, record_of
from kapi.observe.descendants import is_alive, processes_of, with_descendants
from kapi.observe.program import become, check_begun, path_of, restore_signals
from kapi.observe.seen import Seen
from kapi.observe.shown_values import shown_register, shown_result
from kapi.observe.watched import Checks, Watched
from kapi.vocab.architectures import Architecture

_LOOK = 0.005  # seconds between two looks into the ring while its calls are given
_PAUSE = 0.001  # seconds between two looks while there are calls
_LONGEST_WAIT = 0.1  # seconds; that children which outlive the program have ended wakes nobody
_OFTEN, _OFTEN_KEPT = 200, 16
"""Calls after which checks are loaded: those that must be made, and those that are at hand."""
_WORTH = 64
"""Bytes of checks that take as long to load as one more call takes that is reported."""
_BATCH = 20_000
_MOST_WAITING = 1_000_000
_MOST_KEPT = 50_000
_NUMBER_AT, _NUMBER = 16, struct.Struct("=I")
_COMPARED = slice(16, 80)
"""Of a record, what the verdict hangs on: the call, registers and the result."""
_TOLD_OF = slice(ARGUMENTS_AT - FREE_AT, 80)
"""Of a record, what checks look at."""
_REGISTERS = 6


class BpfRun(Backend):
    """``program``, or ``pids`` and their children for ``duration`` seconds (None: while they live).

    ``watched`` are the calls, ``parameters`` gives the C types of those of one, by its name. With
    ``checks``, calls that conform by them are counted, and not given; so are those with the numbers
    of one that ``is_silent``. Without, every call is given. ``tell`` is told how many there were.

    Raises `kapi.observe.bpf.session.Unavailable` where no such programs may be loaded, `InputError`
    where there is no such program or the kernel does not execute it.
    """

    name = "bpf"

    def __init__(
        self,
        watched: Sequence[Watched],
        architecture: Architecture,
        program: Sequence[str] = (),
        pids: Sequence[int] = (),
        duration: float | None = None,
        checks: Checks | None = None,
        parameters: Callable[[str], Sequence[str | None]] = lambda _: (None,) * _REGISTERS,
        is_silent: Callable[[Seen], bool] | None = None,
        tell: Tell | None = None,
    ) -> None:
        self.losses = Losses()
        self._counter = CallCounter(tell)
        self._watched = {one.number: one for one in watched}
        self._architecture = architecture
        self._program = tuple(program)
        self._duration = duration
        self._given: Counter[int] = Counter()
        self._counts: dict[Told, Counter[int]] = {one: Counter() for one in Told}
        self._alone: dict[int, int | None] = {}
        self._path = path_of(program[0]) if program else ""
        self._pids = processes_of(pids)
        self._checks = checks
        self._parameters = functools.cache(parameters)
        self._looked: set[int] = set()
        self._kept: dict[int, bytes] = {}
        self._boot = time.time() - time.clock_gettime(time.CLOCK_MONOTONIC)  # as ktime_get_ns()
        self._newest = os.path.basename(self._path)
        self._is_silent = is_silent
        self._known: dict[bytes, Told] = {}
        self._waiting: deque[bytes] = deque()
        self._session = Session(watched, architecture)

    def __iter__(self) -> Iterator[Seen]:
        """Run the program and give its calls; SIGINT is left to the program meanwhile."""
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN) if self._program else None
        try:
            with self._session:
                child = self._start(handler) if self._program else None
                self._pids = with_descendants(self._pids, self._session.add)
                yield from self._until_over(child)
                self._count()
        finally:
            if handler is not None:
                signal.signal(signal.SIGINT, handler)

    def _start(self, interrupt: object) -> int:
        """Start the program; it is watched from its execve on."""
        sys.stdout.flush()
        sys.stderr.flush()
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            restore_signals(keeps_interrupt=interrupt is signal.SIG_IGN)
            os.kill(os.getpid(), signal.SIGSTOP)
            become(self._path, self._program, tell)
        os.close(tell)
        try:
            os.waitpid(child, os.WUNTRACED)
            self._session.add(child)
            os.kill(child, signal.SIGCONT)
            check_begun(self._path, told)
        except InputError:
            os.waitpid(child, 0)
            raise
        finally:
            os.close(told)
        return child

    def _until_over(self, child: int | None) -> Iterator[Seen]:
        end = None if self._duration is None else time.monotonic() + self._duration
        ending = None if child is None else os.pidfd_open(child)
        try:
            while True:
                is_over = self._session.is_over()
                taken = self._take()
                self._counter.show(self._calls, self._newest)
                self._look_closer()
                yield from self._for_a_while()
                runs, child = child, self._reaped(child)
                late = end is not None and time.monotonic() >= end
                if late:
                    self._session.forget_all()
                for pid in () if taken else self._pids:
                    if not is_alive(pid):  # it may have ended just before it was watched
                        self._session.forget(pid)
                if self._waiting or runs != child:
                    continue
                if taken:
                    time.sleep(_PAUSE)
                elif late or (is_over and child is None):
                    return
                else:
                    left = _LONGEST_WAIT if end is None else end - time.monotonic()
                    self._session.wait(min(left, _LONGEST_WAIT), ending if child else None)
        finally:
            if ending is not None:
                os.close(ending)
            if child is not None:
                os.kill(child, signal.SIGTERM)
                self._reaped(child, 0)

    def _take(self) -> int:
        """Take some records out of the ring; return how many. Count those like one that is known.

        What is in the ring when the program is over must be taken soon, as it may fill.
        """
        known, given, counts = self._known, self._given, self._counts
        taken = 0
        room = min(_BATCH, _MOST_WAITING - len(self._waiting))
        for content in itertools.islice(self._session.contents(), room):
            taken += 1
            (number,) = _NUMBER.unpack_from(content, _NUMBER_AT)
            given[number] += 1
            told = known.get(content[_COMPARED])
            if told is None:
                self._waiting.append(content)
            else:
                counts[told][number] += 1
        return taken

    def _for_a_while(self) -> Iterator[Seen]:
        """Give calls that were taken; soon the ring is looked after again, which may fill."""
        end = time.monotonic() + _LOOK
        while self._waiting and time.monotonic() < end:
            content = self._waiting.popleft()
            (number,) = _NUMBER.unpack_from(content, _NUMBER_AT)
            told = self._told(number, content)
            if told is not None:
                self._counts[told][number] += 1
                continue
            seen = self._seen(record_of(content))
            self._newest = seen.program
            if self._is_silent is not None and self._is_silent(seen):
                self._keep(content, Told.CONFORMING)
            yield seen

    def _told(self, number: int, content: bytes) -> Told | None:
        """Return what is known of a call that was reported; None where a judge must look at it."""
        found = self._known.get(content[_COMPARED])
        if found is not None:
            return found
        program = self._alone_program(number)
        if program is None:
            return None
        told = self._session.told(program, content[_TOLD_OF])
        if told is Told.SUSPICIOUS:
            return None
        self._keep(content, told)
        return told

    def _keep(self, content: bytes, told: Told) -> None:
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        self._known[content[_COMPARED]] = told

    def _alone_program(self, number: int) -> int | None:
        """Return the checks that are at hand, to be run for a call that was reported."""
        if number not in self._alone:
            checks = self._at_hand(number)
            self._alone[number] = self._session.alone(checks) if checks else None
        return self._alone[number]

    def _at_hand(self, number: int) -> bytes:
        """Return the checks of a call that need not be made; no bytes where they must."""
        if number not in self._kept and self._checks is not None:
            self._kept[number] = self._checks.kept(self._watched[number].syscall) or b""
        return self._kept.get(number, b"")

    def _look_closer(self) -> None:
        """Give calls that are made often their checks; the ring has room for the others.

        A program may make a thousand calls while one piece is loaded: short ones come first, and
        before all pieces that must be made, of which one is: that of the call made most.
        """
        due = [one for one in self._given if self._is_due(one)]
        if self._checks is None or not due:
            return
        ready = sorted(filter(self._at_hand, due), key=lambda one: len(self._at_hand(one)))
        for number in ready or [max(due, key=self._given.__getitem__)]:
            self._looked.add(number)
            one = self._watched[number]
            checks = self._checks.made(one.syscall)
            if checks is not None:
                self._session.look(one, checks)
                self._take()  # while the others wait

    def _is_due(self, number: int) -> bool:
        if number in self._looked:
            return False
        kept = len(self._at_hand(number))
        return self._given[number] >= (_OFTEN_KEPT + kept // _WORTH if kept else _OFTEN)

    def _reaped(self, child: int | None, flags: int = os.WNOHANG) -> int | None:
        """Take the status of the program when it has ended; return it while it runs."""
        if child is None:
            return None
        with contextlib.suppress(ChildProcessError):
            found, status = os.waitpid(child, flags)
            if found == 0:
                return child
            self.status = os.waitstatus_to_exitcode(status)
        return None

    def _calls(self) -> int:
        """Return how many calls there were until now, most of which the kernel has judged."""
        return sum(self._session.counts(number).calls for number in self._watched)

    def _count(self) -> None:
        """Take over what the kernel has counted."""
        conforming, cannot_tell = {}, {}
        for number, one in self._watched.items():
            counts = self._session.counts(number)
            untold = counts.cannot_tell + counts.interrupted
            conforming[one.syscall] = counts.conforming + self._counts[Told.CONFORMING][number]
            cannot_tell[one.syscall] = untold + self._counts[Told.UNKNOWN][number]
            self.losses.events += counts.lost
            self.losses.exits += counts.unseen
        self.losses.foreign = self._session.foreign()
        self.conforming, self.cannot_tell = conforming, cannot_tell

    def _seen(self, record: Record) -> Seen:
        one = self._watched[record.number]
        kinds = self._parameters(one.syscall)
        arguments = record.arguments[: len(kinds)]
        texts: tuple[str, ...] = ()
        shown = ""
        if self._checks is None:  # each call is shown; else what differs, which others may write
            pairs = zip(arguments, kinds, strict=True)
            texts = tuple(shown_register(raw, kind, self._architecture) for raw, kind in pairs)
            result = shown_result(record.result, self._architecture)
            shown = f"{one.syscall}({', '.join(texts)}) = {result}"
        return Seen(
            syscall=one.syscall,
            arguments=arguments,
            outcome=self._outcome(one, record.result),
            texts=texts,
            shown=shown,
            tid=record.tid,
            time=f"{record.time / 1e9 + self._boot:.6f}",
            program=record.program,
        )

    @staticmethod
    def _outcome(one: Watched, result: int) -> Outcome:
        return Outcome(gone=True) if one.saved and result == 0 else Outcome(result=result)

"""Predicates of other processes, by the numbers that the process has for them."""

from __future__ import annotations

import contextlib
import os
import re
import signal
from collections.abc import Iterator

from kapi.situation.caller import has_capability
from kapi.situation.open_files import information, kind_name
from kapi.situation.process import INITIAL_USER_NAMESPACE, Process, Unknown, readable_proc

_WUNTRACED, _WCONTINUED, _WALL, _WCLONE = 2, 8, 0x40000000, 0x80000000  # linux/wait.h
_SIGNALS = 64  # _NSIG, asm-generic/signal.h
_BEHIND = re.compile(rb"^Pid:\t(-?\d+)$", re.MULTILINE)
_NPROC_EXCEEDED = 0x1000  # PF_NPROC_EXCEEDED, include/linux/sched.h


def process_exists(process: Process, pid: int) -> int:
    """Whether there is a process or thread of that number, also one not waited for."""
    return int(_outside(process, pid) is not None)


def named_process(process: Process, pid: int) -> int | None:
    """Whether there is one of that number; 0 is the caller for some calls, and none for others."""
    return process_exists(process, pid) if pid else None


def pidfd_process(process: Process, fd: int) -> int | None:
    """The number of the process of a pidfd; -1 when it has ended and was waited for."""
    if kind_name(process, fd) != "FILE_PIDFD":
        return None
    found = _BEHIND.search(information(process, fd))
    ours = int(found[1]) if found and readable_proc() else 0
    if ours == -1 or (ours and process.shares("pid")):
        return ours
    return next(
        (one for task, one, sure, _ in _inhabitants(process) if task == ours and sure), None
    )


def is_child(process: Process, pid: int) -> int:
    """Whether it is a child that was not waited for."""
    other = _outside(process, pid)
    return int(other is not None and other in _children(process))


def is_zombie(process: Process, pid: int) -> int:
    """Whether it has ended and was not waited for."""
    other = _outside(process, pid)
    return int(other is not None and _status(other)["State"].startswith("Z"))


def same_user(process: Process, pid: int) -> int:
    """Whether kill needs no capability: a user id of its own is the real or saved one there."""
    other = _outside(process, pid)
    if other is None:
        return 0
    real, effective, _, _ = process.status["Uid"].split()
    their_real, _, their_saved, _ = _status(other)["Uid"].split()
    return int(bool({real, effective} & {their_real, their_saved}))


def owns_process(process: Process, pid: int) -> int | None:
    """Whether its effective user is the real or effective one there, as check_same_owner has it."""
    other = _outside(process, pid) if pid else process.pid
    if other is None:
        return None
    own = process.status["Uid"].split()[1]
    return int(own in _status(other)["Uid"].split()[:2])


def signal_targets(process: Process, pid: int) -> int:
    """How many processes kill(pid) is about: one, a group, or all but the caller and init."""
    return len(_targets(process, pid))


def signal_allowed(process: Process, pid: int, number: int) -> int:
    """How many of them it may send the signal without CAP_KILL."""
    own = _session(process.pid)
    session = own if number == signal.SIGCONT else None
    allowed = 0
    for one in _targets(process, pid):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has ended since
            allowed += _may_signal(process, one, session)
    return allowed


def capable_over(process: Process, pid: int, number: int) -> int:
    """Whether it has the capability in the user name space of all of them, as kill asks for it.

    Of a name space that is neither its own nor above or below all others that is unknown.
    """
    own = process.name_space("user")
    spaces = {os.stat(f"/proc/{one}/ns/user").st_ino for one in _targets(process, pid)}
    if spaces <= {own}:
        return int(has_capability(process, number))
    if own == INITIAL_USER_NAMESPACE and has_capability(process, number):
        return 1
    if spaces == {INITIAL_USER_NAMESPACE}:
        return 0
    raise Unknown("whether that user name space is below its own")


def queues_signal(process: Process, pid: int, number: int) -> int | None:
    """Whether the signal can wait with its data, as __send_signal_locked decides."""
    other = _outside(process, pid)
    if other is None or not 0 < number <= _SIGNALS:
        return None
    status = _status(other)
    ignored = int(status["SigIgn"], 16) & ~int(status["SigBlk"], 16)
    queued, most = map(int, status["SigQ"].split("/"))
    return int(bool(ignored >> number - 1 & 1) or queued < most)


def blocks_signal(process: Process, pid: int, number: int) -> int:
    """Whether all threads of it block the signal; a zombie gets none, and blocks none."""
    other = _outside(process, pid)
    if other is None or is_zombie(process, pid) or not 0 < number <= _SIGNALS:
        return 0
    tasks = [int(task) for task in os.listdir(f"/proc/{other}/task")]
    return int(all(int(_status(task)["SigBlk"], 16) >> number - 1 & 1 for task in tasks))


def pending_signal(process: Process, pid: int, number: int) -> int:
    """Whether the signal waits for it; for a zombie none does."""
    other = _outside(process, pid)
    if other is None or is_zombie(process, pid) or not 0 < number <= _SIGNALS:
        return 0
    status = _status(other)
    waiting = int(status["SigPnd"], 16) | int(status["ShdPnd"], 16)
    return waiting >> number - 1 & 1


def thread_group(process: Process, pid: int) -> int | None:
    """The process that a thread belongs to; unknown where there is no such thread."""
    other = _outside(process, pid)
    if other is None:
        return None
    depth = len(process.status["NSpid"].split())
    return int(_status(other)["NStgid"].split()[depth - 1])


def _may_signal(process: Process, other: int, session: str | None) -> bool:
    status = _status(other)
    real, effective, _, _ = process.status["Uid"].split()
    their_real, _, their_saved, _ = status["Uid"].split()
    is_own = status["Tgid"] == process.status["Tgid"]
    return (
        bool({real, effective} & {their_real, their_saved})
        or is_own
        or (session is not None and session == _session(other))
    )


def _session(pid: int) -> str:
    with open(f"/proc/{pid}/stat", errors="replace") as text:
        return text.read().rpartition(") ")[2].split()[3]


def _targets(process: Process, pid: int) -> list[int]:
    if pid > 0:
        other = _outside(process, pid)
        return [] if other is None else [other]
    depth = len(process.status["NSpid"].split())
    group = str(-pid) if pid else process.status["NSpgid"].split()[depth - 1]
    found = []
    for task, number, sure, status in _inhabitants(process):
        if status["Tgid"] != status["Pid"]:
            continue
        is_meant = status["NSpgid"].split()[depth - 1] == group
        if number not in (1, int(process.status["NSpid"].split()[-1])) if pid == -1 else is_meant:
            if not sure and not process.shares("pid"):
                raise Unknown("a process that may be in that PID name space or not")
            found.append(task)
    return found


def has_children(process: Process) -> int:
    """Whether it has children that were not waited for."""
    return int(any(True for _ in _children(process)))


def waitable_children(process: Process, pid: int, options: int) -> int:
    """For how many children wait4 waits, as eligible_child in kernel/exit.c decides."""
    return len(_waited_for(process, pid, options))


def ended_children(process: Process, pid: int, options: int) -> int:
    """How many of them have ended; unknown where one that is stopped may be told of."""
    states = [status["State"][0] for status in _waited_for(process, pid, options)]
    if options & (_WUNTRACED | _WCONTINUED) and set(states) - {"Z"}:
        raise Unknown("whether a stop was told of before cannot be asked")
    return states.count("Z")


def _waited_for(process: Process, pid: int, options: int) -> list[dict[str, str]]:
    if not readable_proc():
        raise Unknown("/proc is not that of this PID name space")
    depth = len(process.status["NSpid"].split())
    group = -pid if pid else int(process.status["NSpgid"].split()[depth - 1])
    found = []
    for child in _children(process):
        status = _status(child)
        number, its_group = (int(status[one].split()[depth - 1]) for one in ("NSpid", "NSpgid"))
        if pid == -1 or (number == pid if pid > 0 else its_group == group):
            found.append((child, status))
    return [status for child, status in found if _is_of_sort(child, options)]


def _is_of_sort(child: int, options: int) -> bool:
    """Whether its exit signal is what the options ask for: SIGCHLD, or another with __WCLONE."""
    with open(f"/proc/{child}/stat", "rb") as text:
        sent = int(text.read().rpartition(b") ")[2].split()[35])
    return bool(options & _WALL) or (sent != signal.SIGCHLD) == bool(options & _WCLONE)


def over_process_limit(process: Process) -> int | None:
    """Whether a change of its user put it over RLIMIT_NPROC, and the user is still over it.

    Of the user's threads only those count that /proc shows: there may be more.
    """
    flags = int(process.read("stat").rpartition(b") ")[2].split()[6])
    if not flags & _NPROC_EXCEEDED:
        return 0
    user = process.status["Uid"].split()[0]
    count = 0
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError, KeyError):
            other = _status(int(name))
            count += int(other["Threads"]) if other["Uid"].split()[0] == user else 0
    return 1 if count > process.limits["Max processes"][0] else None


def _children(process: Process) -> frozenset[int]:
    found: set[int] = set()
    for thread in os.listdir(process.held("task", os.O_RDONLY | os.O_DIRECTORY)):
        found.update(map(int, process.read(f"task/{thread}/children").split()))
    return frozenset(found)


def _outside(process: Process, pid: int) -> int | None:
    """Return our number of the process that ``process`` calls ``pid``; None for no process."""
    if not readable_proc():
        raise Unknown("/proc is not that of this PID name space")
    if pid <= 0:
        return None
    if process.shares("pid"):
        return pid if _is_there(pid) else None
    found = {one: sure for one, theirs, sure, _ in _inhabitants(process) if theirs == pid}
    certain = [one for one, sure in found.items() if sure]
    if found and not certain:
        raise Unknown("a process that may be in that PID name space or not")
    return certain[0] if certain else None


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _inhabitants(process: Process) -> Iterator[tuple[int, int, bool, dict[str, str]]]:
    """Yield (our number, its number, sure, status) of the tasks in the name space of ``process``.

    A task is sure if it certainly is there: one in a deeper name space, or whose name space we may
    not ask, may also be elsewhere. What ends while it is looked at is left out.
    """
    depth = len(process.status["NSpid"].split())
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            numbers = _status(int(name))["NSpid"].split()
            if len(numbers) < depth:
                continue
            inside = _is_in(int(name), process) if len(numbers) == depth else None
            if inside is False:
                continue
            for task in map(int, os.listdir(f"/proc/{name}/task")):
                status = _status(task)
                yield task, int(status["NSpid"].split()[depth - 1]), bool(inside), status
        except (FileNotFoundError, ProcessLookupError):
            continue


def _is_in(pid: int, process: Process) -> bool | None:
    try:
        return os.stat(f"/proc/{pid}/ns/pid").st_ino == process.name_space("pid")
    except PermissionError:
        return None


def _status(pid: int) -> dict[str, str]:
    with open(f"/proc/{pid}/status", errors="replace") as lines:
        return dict(line.rstrip("\n").split(":\t", 1) for line in lines if ":\t" in line)

"""What the kernel tells of another process: its program, whether it sleeps, its memory."""

from __future__ import annotations

import contextlib
import os
import re
import select

_MOST_ASKED = 100  # processes of a child that are looked at
_ENDED, _WAITING = (b"Z", b"X"), (b"S", b"T", b"t")  # ended; asleep or stopped


def program(pid: int) -> str:
    """The program of a process; nothing when it is ending and has given up its memory."""
    with contextlib.suppress(OSError):
        return os.readlink(f"/proc/{pid}/exe")
    return ""


def has_ended(watched: int, seconds: float) -> bool | None:
    """True when the process of a pidfd has ended within that time, else None."""
    return bool(select.select([watched], [], [], seconds)[0]) or None


def are_asleep(child: int) -> bool:
    """Whether the process and all that it has made wait or are stopped (proc(5)), or have ended.

    One that is about to end the call of another is ready to run until the machine lets it.
    """
    asked = [child]
    for process in asked:
        try:
            with open(f"/proc/{process}/stat", "rb") as file:
                state = file.read().rpartition(b")")[2].split()[0]
        except (OSError, IndexError):
            state = b"" if process == child else b"Z"
        if state not in (*_WAITING, *_ENDED):  # a first thread may have ended before others
            return False
        path = f"/proc/{process}/task/{process}/children"  # CONFIG_PROC_CHILDREN
        with contextlib.suppress(OSError), open(path, "rb") as file:
            asked += map(int, file.read().split()[: max(0, _MOST_ASKED - len(asked))])
    return True


def was_continued(child: int) -> bool:
    """Whether it was stopped and continued since this was asked last."""
    try:
        found = os.waitid(os.P_PID, child, os.WCONTINUED | os.WNOHANG)
    except ChildProcessError:  # it is ending
        return False
    return found is not None and found.si_code == os.CLD_CONTINUED


def has_handlers(child: int) -> bool:
    """Whether the process handles a signal (SigCgt, proc(5)), or may: nothing tells."""
    with contextlib.suppress(OSError), open(f"/proc/{child}/status", encoding="utf-8") as file:
        return not any(re.fullmatch(r"SigCgt:\s*0+\s*", line) for line in file)
    return True


def is_stopped(child: int) -> bool:
    """Return whether a child of this process is stopped; it is not waited for."""
    flags = os.WSTOPPED | os.WEXITED | os.WNOHANG | os.WNOWAIT
    try:
        found = os.waitid(os.P_PID, child, flags)
    except ChildProcessError:
        return False
    return found is not None and found.si_code == os.CLD_STOPPED


def bytes_at(process: int, address: int, size: int) -> bytes:
    """What the process has in its memory there; nothing where that cannot be read."""
    with (
        contextlib.suppress(OSError, OverflowError),
        open(f"/proc/{process}/mem", "rb", buffering=0) as memory,
    ):
        return os.pread(memory.fileno(), size, address)
    return b""


def is_guarded(process: int, number: int) -> bool:
    """Whether what the process has open under the number lies on a read-only mount."""
    try:
        return bool(os.statvfs(f"/proc/{process}/fd/{number}").f_flag & os.ST_RDONLY)
    except FileNotFoundError:  # the number is not open
        return False
    except OSError:
        return True


def memory_of(process: int | str) -> list[tuple[int, int]]:
    """The memory that a child has from what it was forked from, as (start, end).

    This process and another server have grown in other ways: what they map is free in the child.
    An emulator's memory is there, too.
    """
    with open(f"/proc/{process}/maps", "rb") as file:
        ranges = [row.split(b" ", 1)[0].split(b"-") for row in file]
    return [(int(start, 16), int(end, 16)) for start, end in ranges]

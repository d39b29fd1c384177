"""Predicates of the process itself: who it is, what it may, how far it may go."""

from __future__ import annotations

import functools
import os
import re

from kapi.situation.process import INITIAL_USER_NAMESPACE, Process, Unknown
from kapi.vocab import symbols
from kapi.vocab.architectures import this_machine
from kapi.vocab.capabilities import capability_number

_LIMITS = {
    "RLIMIT_CPU": "Max cpu time",
    "RLIMIT_FSIZE": "Max file size",
    "RLIMIT_DATA": "Max data size",
    "RLIMIT_STACK": "Max stack size",
    "RLIMIT_CORE": "Max core file size",
    "RLIMIT_RSS": "Max resident set",
    "RLIMIT_NPROC": "Max processes",
    "RLIMIT_NOFILE": "Max open files",
    "RLIMIT_MEMLOCK": "Max locked memory",
    "RLIMIT_AS": "Max address space",
    "RLIMIT_LOCKS": "Max file locks",
    "RLIMIT_SIGPENDING": "Max pending signals",
    "RLIMIT_MSGQUEUE": "Max msgqueue size",
    "RLIMIT_NICE": "Max nice priority",
    "RLIMIT_RTPRIO": "Max realtime priority",
    "RLIMIT_RTTIME": "Max realtime timeout",
}
"""The names of fs/proc/base.c; the file is readable where prlimit(2) is not allowed."""
_OVERFLOW = 65534  # DEFAULT_OVERFLOWUID, include/linux/highuid.h
_FILES = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
_number_of = functools.cache(capability_number)
_RANGE = re.compile(r"^\s*(\d+)\s+(\d+)\s+(\d+)\s*$", re.MULTILINE)


def limit(process: Process, name: str) -> int | None:
    """Return the soft limit ``name`` (RLIMIT_*); no limit is 2**64 - 1."""
    found = process.limits.get(_LIMITS.get(name, ""))
    return found[0] if found else None


def soft_limit(process: Process, number: int) -> int | None:
    """The soft limit with the number ``number`` (RLIMIT_*); no limit is 2**64 - 1."""
    return limit(process, _limit_names().get(number, ""))


def hard_limit(process: Process, number: int) -> int | None:
    """The hard limit with the number ``number`` (RLIMIT_*); no limit is 2**64 - 1."""
    found = process.limits.get(_LIMITS.get(_limit_names().get(number, ""), ""))
    return found[1] if found else None


@functools.cache
def _limit_names() -> dict[int, str]:
    """The numbers of the limits, which differ between architectures."""
    machine = this_machine()
    found = {name: symbols.value(name, machine) for name in _LIMITS} if machine else {}
    return {one.number: name for name, one in found.items() if one is not None}


def capable(process: Process, name: str) -> int | None:
    """Return whether it has the capability ``name`` in the initial user name space."""
    number = _number_of(name)
    if number is None:
        return None
    return int(bool(in_initial_user_namespace(process) and has_capability(process, number)))


def ns_capable(process: Process, number: int) -> int:
    """Whether it has the capability in its own user name space."""
    return int(has_capability(process, number))


def timer_exists(process: Process, number: int) -> int:
    """Whether it has a POSIX timer with this id."""
    try:
        listed = process.read("timers")
    except FileNotFoundError:
        raise Unknown("this kernel lists no timers") from None
    return int(f"ID: {number}".encode() in listed.splitlines())


def capable_unsaid(process: Process, number: int) -> int | None:
    """The same where nobody says in which user name space: unknown where that matters."""
    has = has_capability(process, number)
    return None if has and not in_initial_user_namespace(process) else int(has)


def has_capability(process: Process, number: int) -> bool:
    """Return whether bit ``number`` is among its effective capabilities."""
    return bool(effective(process) >> number & 1)


def effective(process: Process) -> int:
    """Return its effective capabilities, a bit for each number."""
    return int(_field(process, "CapEff"), 16)


def acts_as_real_user(process: Process) -> int:
    """Whether access(2) finds for the real user what the process may do with files.

    As access_override_creds() in fs/open.c: root gets what it is permitted, others nothing.
    """
    number = uid(process)
    alike = (number, gid(process)) == credentials(process)[:2]
    gets = 0 if number else int(_field(process, "CapPrm"), 16)
    return int(alike and (effective(process) ^ gets) & _FILES == 0)


def permitted(process: Process, number: int) -> int:
    """Whether it may give itself the capability (capset): it is in its permitted set."""
    return int(_field(process, "CapPrm"), 16) >> number & 1


def in_initial_user_namespace(process: Process) -> int:
    """Whether it is in the first user name space."""
    return int(process.name_space("user") == INITIAL_USER_NAMESPACE)


def groups(process: Process) -> int:
    """How many supplementary groups it has."""
    return len(_field(process, "Groups").split())


def credentials(process: Process) -> tuple[int, int, frozenset[int]]:
    """Return fsuid, fsgid and all groups, as this process sees them."""
    users, groups = _field(process, "Uid").split(), _field(process, "Gid").split()
    others = frozenset(map(int, _field(process, "Groups").split()))
    return int(users[3]), int(groups[3]), others | {int(groups[3])}


def no_new_privs(process: Process) -> int:
    """Whether execve can give it no privileges (PR_SET_NO_NEW_PRIVS)."""
    return int(_field(process, "NoNewPrivs"))


def personality(process: Process) -> int:
    """The execution domain and its flags, as in linux/personality.h."""
    return int(process.read("personality"), 16)


def threads(process: Process) -> int:
    """How many threads it has."""
    return int(_field(process, "Threads"))


def umask(process: Process) -> int:
    """The permission bits that new files do not get."""
    return int(_field(process, "Umask"), 8)


def working_directory(process: Process) -> int:
    """``st_ino`` of its working directory."""
    return os.stat("cwd", dir_fd=process.directory).st_ino


def signal_pending(process: Process) -> int:
    """Whether a signal waits that it does not block."""
    pending = int(_field(process, "SigPnd"), 16) | int(_field(process, "ShdPnd"), 16)
    return int(bool(pending & ~int(_field(process, "SigBlk"), 16)))


def id_map(process: Process, kind: str) -> list[tuple[int, int, int]]:
    """Return its map of ``kind`` ("uid", "gid"): first id inside, as we see it, how many."""
    # Where the name spaces differ, the kernel writes the second as its reader sees it.
    table = _RANGE.findall(process.read(f"{kind}_map").decode())
    if process.shares("user"):
        return [(int(first), int(first), int(count)) for first, _, count in table]
    return [(int(first), int(seen), int(count)) for first, seen, count in table]


def _field(process: Process, name: str) -> str:
    try:
        return process.status[name]
    except KeyError as problem:
        raise Unknown(f"/proc/PID/status has no {name}") from problem


def _inside(process: Process, field: str, which: int) -> int:
    """Translate an id of /proc/PID/status, told as we see it, to what the process sees."""
    outside = int(_field(process, field).split()[which])
    if process.shares("user"):
        return outside
    for first, seen, count in id_map(process, field.lower()):
        if seen <= outside < seen + count:
            return first + outside - seen
    if os.stat("/proc/self/ns/user").st_ino != INITIAL_USER_NAMESPACE:
        raise Unknown("an id that may be mapped there and not here")
    return _OVERFLOW


uid, euid, suid = (functools.partial(_inside, field="Uid", which=number) for number in range(3))
"""The real, the effective and the saved user, as the process sees itself."""

gid, egid, sgid = (functools.partial(_inside, field="Gid", which=number) for number in range(3))
"""The same of the group."""


def _event(process: Process, name: str) -> int | None:
    """What /proc does not say, and only who watched the process knows."""
    return process.events.get(name)


signal_handled = functools.partial(_event, name="signal_handled")
"""Whether a signal handler ran during the call."""

was_stopped = functools.partial(_event, name="was_stopped")
"""Whether it was stopped and continued during the call."""

locks_new_mappings = functools.partial(_event, name="locks_new_mappings")
"""The flags of an mlockall(MCL_FUTURE) in force."""

denies_write_exec = functools.partial(_event, name="denies_write_exec")
"""Whether PR_SET_MDWE is in force."""

"""Raise the walls around each child; `kapi.conform.sandbox.surround` raises those of its worker.

All that a child and what forks it need is here: what it has not, a fork need not copy.
"""

from __future__ import annotations

import codecs
import contextlib
import functools
import os
import resource
import signal
from collections.abc import Collection

import msgspec

from kapi.conform import allowed, privileges, walls
from kapi.conform.sandbox import filter as seccomp
from kapi.conform.sandbox import landlock, linux_calls
from kapi.conform.walls import Walls
from kapi.vocab.architectures import this_machine

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_LIMITS = {
    "RLIMIT_AS": 1 << 30,
    "RLIMIT_CORE": 1,  # with 0 what core_pattern names is run all the same, outside of all walls
    "RLIMIT_CPU": 5,
    "RLIMIT_FSIZE": 64 << 20,
    "RLIMIT_NOFILE": 256,
}
_HARD = ("RLIMIT_AS", "RLIMIT_CORE", "RLIMIT_FSIZE")
"""What set-ups of strangers and their programs must not raise again."""
_OWN_LIMITS = frozenset(("RLIMIT_CPU", "RLIMIT_NOFILE"))
"""What a process that lives longer or has the report of a child must not be limited in."""
_MOUNT_CALLS = allowed.names_of("mounts")
_OF_PROGRAMS = ("attributes", "network", "processes")
"""Classes of which this process makes calls itself, but a program of strangers need not."""
_FORKS = frozenset(("fork", "clone"))
_UNSEEN = frozenset(("io_uring_setup",))
"""With its rings a program opens sockets and sets attributes, and no filter is asked."""
_OVER_OTHERS = frozenset(("CAP_SYS_NICE", "CAP_SYS_RESOURCE"))
"""With these a program takes the processors for itself, and the memory."""
_MOST_PROCESSES = 512
"""Of a stranger; counted, since Linux 5.14, in his name space of users alone."""
_unsafe: set[str] = set()
_restricted: list[str] = []


class Held(msgspec.Struct, frozen=True):
    """What a child may do besides what all may.

    A program with more privileges can be run (``programs``); ``mounts`` or objects of ``ipc``
    are made; ``attributes`` of files are changed. ``foreign`` says that a stranger may have written
    the set-up.
    """

    programs: bool = False
    mounts: bool = False
    ipc: bool = False
    attributes: bool = False
    foreign: bool = False


class Raised(msgspec.Struct, frozen=True):
    """The walls around a worker, and what `confine`, `shut` and `lock` have to know of them.

    ``permitted`` are its capabilities, as bits.
    """

    walls: Walls
    unsafe: frozenset[str]
    restricted: tuple[str, ...]
    permitted: int


def raised() -> Raised:
    """Return what a program that this process runs needs to make children as it does."""
    return Raised(walls.present(), frozenset(_unsafe), tuple(_restricted), privileges.permitted())


def take_over(found: Raised) -> None:
    """Be to children what the process was whose `raised` is ``found``; it runs this program.

    The file of this program was opened behind the walls.
    """
    own = msgspec.structs.replace(found.walls, names=found.walls.names | {"program"})
    walls.stand(own)
    _unsafe.update(found.unsafe)
    _restricted[:] = found.restricted
    privileges.pass_on_no_more()
    privileges.keep(found.permitted)


def allow(unsafe: Collection[str]) -> None:
    """Note the classes of calls that the user asked for, whatever they need."""
    _unsafe.update(unsafe)


def is_allowed(name: str) -> bool:
    """Return whether the user asked for the calls of the class ``name``."""
    return name in _unsafe


def restrict_to(base: str) -> None:
    """Let Landlock keep each child from writing elsewhere than below ``base``."""
    _restricted[:] = [base]


def warm() -> None:
    """Load what each child needs: behind the walls it may not read it."""
    privileges.numbers()
    allowed.class_of("")
    _mount_filter()
    linux_calls.find_environment()
    codecs.lookup("unicode_escape")  # where a child becomes nobody it may not read its library


def die_with_parent() -> None:
    """Let the kernel kill this process when the thread that forked it ends."""
    linux_calls.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def confine(path: str, held: Held, settled: bool = False) -> None:
    """Leave all that other processes share, in the directory ``path``; for each child.

    A process that is ``settled`` was forked from one that has called `settle`.
    """
    die_with_parent()
    if not settled:
        settle()
    _leave_more(held)
    if held.programs:
        linux_calls.place_programs_alike()  # luck decides otherwise how much stack there is
    os.chdir(path)
    for which, numbers in _limits(_OWN_LIMITS):
        resource.setrlimit(which, numbers)


def settle() -> None:
    """Have no stream, no environment and no more than children may have."""
    for one in (signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores some
        signal.signal(one, signal.SIG_DFL)
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    os.close(quiet)
    linux_calls.clear_environment()
    for which, numbers in _limits(frozenset(_LIMITS) - _OWN_LIMITS):
        resource.setrlimit(which, numbers)
    os.umask(0o077)
    _limits(_OWN_LIMITS)  # for the children, which then need not ask


@functools.cache
def _limits(names: frozenset[str]) -> tuple[tuple[int, tuple[int, int]], ...]:
    """What setrlimit(2) takes for each of ``names``: the number, the soft and the hard limit."""
    found = []
    for name in sorted(names):
        which = getattr(resource, name)
        hard = resource.getrlimit(which)[1]
        lower = _LIMITS[name] if hard == resource.RLIM_INFINITY else min(_LIMITS[name], hard)
        found.append((which, (lower, hard)))
    return tuple(found)


def _leave_more(held: Held) -> None:
    """What one child makes, the next must not meet."""
    names = walls.present().names
    if "processes" not in names:
        os.setpgid(0, 0)
    with contextlib.suppress(OSError):  # then they are the worker's
        if held.ipc and "ipc" in names:
            linux_calls.unshare(linux_calls.NEW_IPC)
        if held.mounts and "mounts" in names:
            linux_calls.unshare(linux_calls.NEW_MOUNTS)


def distrust() -> None:
    """Raise the walls against a set-up that a stranger may have written, before its first step.

    Steps can become any program, since they may write over what reads them. So they hold no
    capability with which mounts are changed, the worker is taken over, the machine is harmed or
    limits are raised, nor do programs that they run; and where Landlock is what keeps files, it
    stands by then.
    """
    privileges.forget(_beyond_steps())
    privileges.keep(~privileges.bits(_beyond_steps()))
    for name in _HARD:
        which = getattr(resource, name)
        soft, hard = resource.getrlimit(which)
        resource.setrlimit(which, (soft, hard if soft == resource.RLIM_INFINITY else soft))
    if "users" in walls.present().names:
        hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
        most = _MOST_PROCESSES if hard == resource.RLIM_INFINITY else min(_MOST_PROCESSES, hard)
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    _restrict()
    _forbid_what_nothing_keeps(_beyond_filters())


def _beyond_filters() -> frozenset[str]:
    """The calls that no program of a stranger makes, whatever walls there are.

    In a user name space of its own it could mount control groups, and raise the limits of its own.
    """
    mounts = frozenset() if is_allowed("mounts") else _MOUNT_CALLS
    return mounts | (frozenset() if is_allowed("machine") else _UNSEEN)


def _forbid_what_nothing_keeps(besides: frozenset[str] = frozenset()) -> None:
    """Let the kernel kill what makes a call that no wall keeps from others: steps can be programs.

    A program asks nobody whether its call is of a class that may be made here. It makes none of
    ``besides`` anywhere.
    """
    code = _lacking_filter(walls.present().names, besides)
    if code:
        seccomp.keep_privileges_down()
        with contextlib.suppress(OSError):  # no kernel without filters has Landlock either
            seccomp.install(code)


@functools.cache
def _lacking_filter(names: frozenset[str], besides: frozenset[str]) -> bytes:
    machine = this_machine()
    lacking = {one for one in _OF_PROGRAMS if allowed.CLASSES[one].wall not in names}
    if "program" not in names:
        lacking.add("attributes")
    found = [one for one in _OF_PROGRAMS if one in lacking and not is_allowed(one)]
    if not (found or besides) or machine is None:
        return b""
    every = besides.union(*map(allowed.names_of, found)) - _FORKS
    own = allowed.TARGETS.keys() & every
    only: dict[str, tuple[int, tuple[int, ...]]] = {}
    without: dict[str, tuple[int, tuple[int, ...]]] = {}
    if "attributes" in found and not is_allowed("machine"):
        only["ioctl"] = (1, allowed.OWN_COMMANDS)
    kept_from: tuple[int, ...] = () if is_allowed("machine") else allowed.HINTS
    if "processes" in found and not landlock.keeps_signals():
        kept_from += allowed.OWNERS
    if kept_from:
        without["fcntl"] = (1, kept_from)
    return seccomp.program(machine, every - own, own, only, without)


def _beyond_steps() -> frozenset[str]:
    """The capabilities that neither steps of a stranger nor programs may have."""
    if is_allowed("machine"):
        return frozenset()
    mounts = frozenset() if is_allowed("mounts") else {"CAP_SYS_ADMIN"}
    return privileges.HARMFUL | _OVER_OTHERS | mounts


def _restrict() -> None:
    for base in _restricted:
        seccomp.keep_privileges_down()
        made = landlock.ruleset(base)
        landlock.restrict(made)
        os.close(made)


def shut(held: Held) -> None:
    """Raise the walls that a set-up does not meet, but those that the case is ``held`` to need."""
    if not held.programs:
        seccomp.keep_privileges_down()
    if not held.mounts and "seccomp" in walls.present().names:
        with contextlib.suppress(OSError):  # the first filter stands anyhow
            seccomp.install(_mount_filter())


def lock(held: Held, keep: int) -> None:
    """Raise the walls that the set-up needed not to stand; the caller is still to be made.

    ``keep`` has a bit for each capability that the call may have.
    """
    if held.programs:
        _keep_from_programs(keep)
    if not held.foreign and not held.mounts:  # within Landlock nothing is mounted
        _restrict()
    if held.programs and not held.foreign:
        _forbid_what_nothing_keeps()


def _keep_from_programs(keep: int) -> None:
    """Leave root's programs, which get back all that is not forgotten, what the call may have."""
    kept = keep & ~privileges.bits(_beyond_steps())
    privileges.forget(name for name, number in privileges.numbers() if not kept >> number & 1)


@functools.cache
def _mount_filter() -> bytes:
    machine = this_machine()
    return seccomp.program(machine, _MOUNT_CALLS) if machine else b""

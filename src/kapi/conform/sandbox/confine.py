"""Raise the walls around a worker, once, and around each of its children."""

from __future__ import annotations

import codecs
import contextlib
import functools
import os
import resource
import signal
from collections.abc import Collection, Iterator

import msgspec

from kapi.conform import allowed, privileges, walls
from kapi.conform.sandbox import control_group, landlock, linux_calls, mounts, room, spaces
from kapi.conform.sandbox import filter as seccomp
from kapi.conform.walls import Walls
from kapi.target import is_emulated
from kapi.vocab.architectures import this_machine

__all__ = [
    "Held",
    "confine",
    "confine_worker",
    "die_with_parent",
    "distrust",
    "kept",
    "lock",
    "reachable",
    "settle",
    "shut",
    "warm",
]

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_NOBODY = 65534
_LIMITS = {
    "RLIMIT_AS": 1 << 30,
    "RLIMIT_CORE": 0,
    "RLIMIT_CPU": 5,
    "RLIMIT_FSIZE": 64 << 20,
    "RLIMIT_NOFILE": 256,
}
_OWN_LIMITS = frozenset(("RLIMIT_CPU", "RLIMIT_NOFILE"))
"""What a process that lives longer or has the report of a child must not be limited in."""
_MOUNT_CALLS = allowed.names_of("mounts")
_unsafe: set[str] = set()
_restricted: list[str] = []


class Held(msgspec.Struct, frozen=True):
    """What a child may do besides what all may.

    A program with more privileges can be run (``programs``); ``mounts`` or objects of ``ipc``
    are made. ``foreign`` says that a stranger may have written the set-up.
    """

    programs: bool = False
    mounts: bool = False
    ipc: bool = False
    foreign: bool = False


def confine_worker(unsafe: Collection[str] = (), processes: bool = False) -> None:
    """Prepare a process that does nothing but `run` cases; it dies with its parent.

    It leaves all that others share, as far as the kernel lets it; `walls.present` says how far.
    ``unsafe`` are the classes of calls that the user asked for. With ``processes`` the children
    that it forks from now on are in a name space of processes, whose first has to call
    `mounts.mount_own_proc`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what started it ends it
    die_with_parent()
    warm()
    _unsafe.update(unsafe)
    if os.geteuid() == 0 and not _stays_root():
        return  # each child becomes nobody, this process goes on to read what root may read
    surround(processes)
    die_with_parent()  # forgotten with the user


def warm() -> None:
    """Load what each worker and each child needs: behind the walls they may not read it."""
    privileges.numbers()
    is_emulated()
    allowed.class_of("")
    _mount_filter()
    linux_calls.find_environment()
    codecs.lookup("unicode_escape")  # where a child becomes nobody it may not read its library


def die_with_parent() -> None:
    """Let the kernel kill this process when the thread that forked it ends."""
    linux_calls.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def surround(processes: bool = False) -> None:
    """Raise every wall that can be had around this process. `walls.present` tells of them."""
    names: set[str] = set()
    missing: dict[str, str] = {}
    privileged = _is_privileged()
    others = mounts.listeners()
    if not privileged:
        _become_ordinary()
        with _noting(missing, "users"):
            spaces.enter_user_space()
            names.add("users")
        if "users" in names:
            with _noting(missing, "keys"):
                spaces.leave_keys()
                names.add("keys")
    names |= spaces.leave(missing)
    if "network" in names:
        with contextlib.suppress(OSError):  # then nobody answers
            spaces.start_loopback()
    if "mounts" in names:
        with _noting(missing, "files"):
            mounts.protect(privileged, "machine" in _unsafe, others)
            names.add("files")
            room.enter_below(mounts.ROOMS)
    if "files" not in names:
        names -= {"mounts"}
        _become_ordinary()
        names |= _without_mounts(missing)
    if processes and "files" in names:
        with _noting(missing, "processes"):
            linux_calls.unshare(spaces.PROCESSES)
            names.add("processes")
    if "machine" not in _unsafe:
        _give_up()
        with _noting(missing, "seccomp"):
            _filter(allowed.names_of("machine"))
            names.add("seccomp")
    names |= {"limits"} if any(group.controllers for group in control_group.mine) else set()
    walls.stand(Walls(frozenset(names), missing))


@contextlib.contextmanager
def _noting(missing: dict[str, str], name: str) -> Iterator[None]:
    """Go on without the wall ``name`` where the kernel refuses it."""
    try:
        yield
    except OSError as error:
        missing[name] = error.strerror or str(error)


def _stays_root() -> bool:
    """Whether root can make calls as root: it has mounts of its own, and no user name space."""
    return "mounts" in _tried().names and "users" not in _tried().names


def _is_privileged() -> bool:
    return bool(privileges.effective() & privileges.bits(("CAP_SYS_ADMIN",)))


def _become_ordinary() -> None:
    """Be nobody instead of root: what cannot be protected must not be reached."""
    if os.geteuid() == 0:
        with contextlib.suppress(OSError):  # then no file can be protected, and none is touched
            os.setgroups([])
            os.setresgid(_NOBODY, _NOBODY, _NOBODY)
            os.setresuid(_NOBODY, _NOBODY, _NOBODY)
        linux_calls.prctl(_PR_SET_DUMPABLE, 1)


def _without_mounts(missing: dict[str, str]) -> set[str]:
    """The directory of others' files cannot be made read-only: Landlock may do instead."""
    base = room.guarded_directory()
    room.enter_below(base)
    with _noting(missing, "landlock"):
        os.close(landlock.ruleset(base))
        _restricted[:] = [base]
        return {"landlock", "files"}
    return set()


def _give_up() -> None:
    """Remove what harms the machine from what programs can gain, and from this process.

    A worker still looks at its children, for which it needs CAP_SYS_PTRACE; they do not get it.
    """
    privileges.forget(privileges.HARMFUL)
    privileges.keep(~privileges.bits(privileges.HARMFUL - {"CAP_SYS_PTRACE"}))


def _filter(forbidden: Collection[str]) -> None:
    if is_emulated():
        raise OSError(0, "it would be asked about the calls that the emulator makes")
    machine = this_machine()
    code = seccomp.program(machine, set(forbidden) - _allowed_names()) if machine else b""
    if not code:
        raise OSError(0, "the architecture is not known")
    if not _is_privileged():
        seccomp.keep_privileges_down()
    seccomp.install(code)


def _allowed_names() -> frozenset[str]:
    return frozenset().union(*map(allowed.names_of, _unsafe))


def reachable() -> Walls:
    """Return the walls that stand around this process, else those that its children raise."""
    return walls.present() if walls.present().names else _tried()


@functools.cache
def _tried() -> Walls:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            surround()
            os.write(writing, msgspec.json.encode(walls.present()))
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as file:
        said = file.read()
    os.waitpid(child, 0)
    return msgspec.json.decode(said, type=Walls) if said else walls.NONE


def confine(path: str, held: Held, settled: bool = False) -> None:
    """Leave all that other processes share, in the directory ``path``; for each child.

    Without a path it raises the walls itself, since no worker has done it. A process that is
    ``settled`` was forked from one that has called `settle`.
    """
    if not path:
        surround()
        path = room.make(held.programs)
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
            linux_calls.unshare(spaces.IPC)
        if held.mounts and "mounts" in names:
            linux_calls.unshare(spaces.MOUNTS)


def distrust() -> None:
    """Raise the walls against a set-up that a stranger may have written, before its first step.

    Steps can become any program, since they may write over what reads them. So they hold no
    capability with which mounts are changed, the worker is taken over or the machine is harmed,
    nor do programs that they run; and where Landlock is what keeps files, it stands by then.
    """
    privileges.forget(_beyond_steps())
    privileges.keep(~privileges.bits(_beyond_steps()))
    _restrict()


def _beyond_steps() -> frozenset[str]:
    """The capabilities that neither steps of a stranger nor programs may have."""
    if "machine" in _unsafe:
        return frozenset()
    return privileges.HARMFUL | (frozenset() if "mounts" in _unsafe else {"CAP_SYS_ADMIN"})


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
    if not held.foreign:
        _restrict()


def _keep_from_programs(keep: int) -> None:
    """Leave root's programs, which get back all that is not forgotten, what the call may have."""
    kept = keep & ~privileges.bits(_beyond_steps())
    privileges.forget(name for name, number in privileges.numbers() if not kept >> number & 1)


def kept(keep: frozenset[str] | None, held: Held) -> int:
    """Return the capabilities that a child still has during its call, as bits.

    ``keep`` names them, None all that harm nobody. An ordinary user has none.
    """
    if "users" in reachable().names:
        return 0
    harmless = ~0 if "machine" in _unsafe else ~privileges.bits(privileges.HARMFUL)
    if keep is None:
        return harmless
    mask = privileges.bits(keep) & harmless
    if held.mounts and "mounts" not in _unsafe:  # what it remounts others have mounted, too
        mask &= ~privileges.bits(("CAP_SYS_ADMIN",))
    return mask


@functools.cache
def _mount_filter() -> bytes:
    machine = this_machine()
    return seccomp.program(machine, _MOUNT_CALLS) if machine else b""

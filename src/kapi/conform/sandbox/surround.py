"""Raise the walls around a worker, once; `kapi.conform.sandbox.confine` raises its children's."""

from __future__ import annotations

import contextlib
import functools
import os
import signal
from collections.abc import Collection, Iterator

import msgspec

from kapi.conform import allowed, privileges, walls
from kapi.conform.sandbox import confine, control_group, landlock, linux_calls, mounts, room, spaces
from kapi.conform.sandbox import filter as seccomp
from kapi.conform.sandbox.confine import Held, die_with_parent, is_allowed
from kapi.conform.sandbox.left_over import adopt
from kapi.conform.walls import Walls
from kapi.target import is_emulated
from kapi.vocab.architectures import this_machine

_PR_SET_DUMPABLE = 4  # linux/prctl.h
_NOBODY = 65534
_NOT_OF_WORKERS = ("ipc", "host", "keys")
"""Classes of which a worker makes no call; `confine.distrust` forbids others to its children."""


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
    confine.allow(unsafe)
    if os.geteuid() == 0 and not _stays_root():
        return  # each child becomes nobody, this process goes on to read what root may read
    surround(processes)
    if "processes" not in walls.present().names:
        adopt()
    die_with_parent()  # forgotten with the user


def hide_processes() -> None:
    """Where root sees the processes of others in /proc, keep his children from them.

    Landlock also keeps the signal of a parent's death from those that are not within it yet: what
    has started this process has to end them.
    """
    found = walls.present()
    if "mounts" in found.names and not {"users", "processes"} & found.names:
        missing = dict(found.missing)
        names = found.names | _within_landlock(os.path.dirname(mounts.ROOMS), missing)
        walls.stand(Walls(names, missing))


def warm() -> None:
    """Load what each worker and each child needs: behind the walls they may not read it."""
    is_emulated()
    confine.warm()


def surround(processes: bool = False) -> None:
    """Raise every wall that can be had around this process. `walls.present` tells of them."""
    names: set[str] = set()
    missing: dict[str, str] = {}
    privileged = _is_privileged()
    others = mounts.listeners()
    if not privileged:
        names |= _become_ordinary()
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
            mounts.protect(privileged, is_allowed("machine"), others)
            names.add("files")
            room.enter_below(mounts.ROOMS)
    if "files" not in names:
        names -= {"mounts"}
        names |= _become_ordinary()
        names |= _without_mounts(missing)
    if processes and "files" in names:
        with _noting(missing, "processes"):
            linux_calls.unshare(spaces.PROCESSES)
            names.add("processes")
    if not is_allowed("machine"):
        _give_up()
        with _noting(missing, "seccomp"):
            _filter(_forbidden(names))
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


def _become_ordinary() -> set[str]:
    """Be nobody instead of root: what cannot be protected must not be reached.

    Return the wall ``program`` where the file of this program is another's.
    """
    if os.geteuid() == 0:
        with contextlib.suppress(OSError):  # then no file can be protected, and none is touched
            os.setgroups([])
            os.setresgid(_NOBODY, _NOBODY, _NOBODY)
            os.setresuid(_NOBODY, _NOBODY, _NOBODY)
        linux_calls.prctl(_PR_SET_DUMPABLE, 1)
    own = "/proc/self/exe"
    with contextlib.suppress(OSError):
        if os.stat(own).st_uid != os.geteuid() and not os.access(own, os.W_OK):
            return {"program"}
    return set()


def _without_mounts(missing: dict[str, str]) -> set[str]:
    """The directory of others' files cannot be made read-only: Landlock may do instead."""
    base = room.guarded_directory()
    room.enter_below(base)
    found = _within_landlock(base, missing)
    return found | {"files"} if found else found


def _within_landlock(base: str, missing: dict[str, str]) -> set[str]:
    """Let each child write below ``base`` alone, and reach no process outside, also in /proc."""
    with _noting(missing, "landlock"):
        os.close(landlock.ruleset(base))
        confine.restrict_to(base)
        return {"landlock"}
    return set()


def _give_up() -> None:
    """Remove what harms the machine from what programs can gain, and from this process.

    A worker still looks at its children, for which it needs CAP_SYS_PTRACE; they do not get it.
    """
    privileges.forget(privileges.HARMFUL)
    privileges.keep(~privileges.bits(privileges.HARMFUL - {"CAP_SYS_PTRACE"}))


def _forbidden(names: Collection[str]) -> frozenset[str]:
    """The calls that neither this process makes from now on nor any that it forks may make."""
    lacking = {one for one in _NOT_OF_WORKERS if allowed.CLASSES[one].wall not in names}
    return frozenset().union(*map(allowed.names_of, {"machine", *lacking}))


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
    return frozenset().union(*map(allowed.names_of, filter(is_allowed, allowed.CLASSES)))


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


def kept(keep: frozenset[str] | None, held: Held) -> int:
    """Return the capabilities that a child still has during its call, as bits.

    ``keep`` names them, None all that harm nobody. An ordinary user has none.
    """
    if "users" in reachable().names:
        return 0
    harmless = ~0 if is_allowed("machine") else ~privileges.bits(privileges.HARMFUL)
    if keep is None:
        return harmless
    mask = privileges.bits(keep) & harmless
    if held.mounts and not is_allowed("mounts"):  # what it remounts others have mounted, too
        mask &= ~privileges.bits(("CAP_SYS_ADMIN",))
    return mask

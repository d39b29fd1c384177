"""Arguments that make a call another one: who is signalled, what is asked of a device."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from kapi.conform.allowed.classes import TARGETS, needs
from kapi.conform.walls import Walls

POISON = (100, 101)
"""MADV_HWPOISON and MADV_SOFT_OFFLINE (asm-generic/mman-common.h): pages lost until reboot."""

Memory = Sequence[tuple[int, int]]


class Asked(msgspec.Struct, frozen=True):
    """A call that is about to be made: its registers, who makes it.

    ``callers`` are the numbers by which the process may name itself. ``reporter`` is the memory
    in use before the set-up, as (start, end): the program that reports the call. ``workers``
    are the numbers of the process that makes all calls, ``users`` those of its user. ``bytes_at``
    returns what its memory holds at an address, nothing where that cannot be read; ``is_guarded``
    whether a descriptor may be of a file on a read-only mount.
    """

    syscall: str
    registers: tuple[int, ...]
    callers: Collection[int] = ()
    reporter: Callable[[], Memory] = tuple
    workers: Collection[int] = ()
    users: Collection[int] = ()
    bytes_at: Callable[[int, int], bytes] = lambda _address, _size: b""
    is_guarded: Callable[[int], bool] = lambda _number: True

    def word(self, index: int) -> int:
        """Return the argument as a 32-bit int, 0 where there is none."""
        number = self.register(index) & 0xFFFFFFFF
        return number - (1 << 32) if number >> 31 else number

    def register(self, index: int) -> int:
        """Return the whole argument, 0 where there is none."""
        return self.registers[index] if index < len(self.registers) else 0


Rule = Callable[[Asked], tuple[str, str]]
"""Returns the class that the arguments need, and why; an empty class where they add nothing."""

_FINE = ("", "")


def refused_registers(asked: Asked, walls: Walls, unsafe: Collection[str] = ()) -> str:
    """Return why the call is not made with these registers, or an empty string."""
    rule = _RULES.get(asked.syscall)
    kind, reason = rule(asked) if rule else _FINE
    lacking = needs(kind, walls, unsafe) if kind else ""
    return f"{asked.syscall} here {reason}: {lacking}" if lacking else ""


def _poison(index: int) -> Rule:
    def rule(asked: Asked) -> tuple[str, str]:
        poisons = asked.word(index) in POISON
        return (
            ("machine", "takes memory from the machine until it is restarted") if poisons else _FINE
        )

    return rule


_PRCTL = frozenset(range(1, 66)) | {0x53564D41, 0x59616D61, 0x41555856, 66, 67, 68, 69, 70}
"""PR_* of linux/prctl.h; each but PR_SCHED_CORE changes or tells of the caller alone."""
_SCHED_CORE = 62


def _prctl(asked: Asked) -> tuple[str, str]:
    option = asked.word(0)
    if option == _SCHED_CORE:
        return _named(asked, 2)
    if option in _PRCTL or _is_no_number(option):
        return _FINE
    return "machine", f"has the option {option}, which kapi does not know"


def _is_no_number(command: int) -> bool:
    """Whether no kernel gives the number a meaning: it is zero, or too large to be counted to."""
    return command <= 0 or command > 0x7FFF0000


_IOCTLS = frozenset(
    (
        *(*range(0x5401, 0x5412), 0x5413, 0x5414),  # TCGETS to TIOCSWINSZ, without TIOCSTI
        *(0x541B, 0x5420, 0x5421, 0x5422, 0x5423, 0x5424, 0x5425, 0x5429),  # FIONREAD to TIOCGSID
        *(0x5450, 0x5451, 0x5452, 0x5460),  # FIONCLEX, FIOCLEX, FIOASYNC, FIOQSIZE
        *(0x802C542A, 0x402C542B, 0x402C542C, 0x402C542D),  # TCGETS2 to TCSETSF2
        *(0x80045430, 0x40045431, 0x80045438, 0x80045439, 0x80045440, 0x5441),  # of a pty
        *(0xB701, 0xB702, 0xB703, 0xB704, 0x8008B705, 0x8010B70A),  # NS_GET_*, NS_MNT_GET_INFO
        *range(0xFF01, 0xFF0B),  # PIDFD_GET_*_NAMESPACE
        *(0xC040FF0B, 0xC050FF0B),  # PIDFD_GET_INFO
        *(0x40088A01, 0x80088A02),  # EPIOCSPARAMS, EPIOCGPARAMS
        *(0x80045200, 0x40045201, 0x5207),  # RNDGETENTCNT, RNDADDTOENTCNT, RNDRESEEDCRNG
        *(0x800454CF, 0x800454D2),  # TUNGETFEATURES, TUNGETIFF
        *(2, 0x80086601, 0x801C581F, 0xC020660B),  # FIGETBSZ, FS_IOC_GETFLAGS and others that tell
        *(0x80111500, 0x80811501),  # FS_IOC_GETFSUUID, FS_IOC_GETFSSYSFSPATH
    )
)
"""Commands that act on a descriptor of one's own alone, or only tell.

Source: asm-generic/ioctls.h, linux/nsfs.h, linux/pidfd.h, linux/eventpoll.h, linux/random.h,
linux/if_tun.h, linux/fs.h. What is credited to the pool of random numbers counts for nothing once
the generator is ready (credit_init_bits), as it is long before programs are tried.
"""
_OF_FILES = frozenset(
    (
        *(0x40049409, 0x4020940D),  # FICLONE, FICLONERANGE
    )
)
OWN_COMMANDS = tuple(sorted(_IOCTLS | _OF_FILES | {0, 0xFFFFFFFF}))
"""Commands of ioctl that change no more than who may write to the descriptor can change anyhow."""
_OF_ATTRIBUTES = (0x40086602, 0x401C5820)  # FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR of linux/fs.h
_TIOCSTI = 0x5412  # asm-generic/ioctls.h
_OF_NETWORK = frozenset((0x400454CA, 0x400454CB))  # TUNSETIFF, TUNSETPERSIST


def _ioctl(asked: Asked) -> tuple[str, str]:
    command = asked.word(1) & 0xFFFFFFFF
    if command in _IOCTLS or command in (0, 0xFFFFFFFF):
        return _FINE
    if command in _OF_FILES:
        return "files", "changes a file"
    if command in _OF_ATTRIBUTES:
        return "attributes", "changes the attributes of a file"
    if command == _TIOCSTI:
        return "mounts", "puts input into a terminal, whosesoever it is"
    if command in _OF_NETWORK:
        return "network", "makes or changes a network device"
    return "machine", f"has the command {command:#x}, which may reach a device"


_F_SETOWN, _F_SETOWN_EX = 8, 15  # asm-generic/fcntl.h
OWNERS = (_F_SETOWN, _F_SETOWN_EX)
"""Commands of fcntl that say who gets the signals of a descriptor."""
HINTS = (1036,)
"""F_SET_RW_HINT of linux/fcntl.h, which asks no mount and no mode of the descriptor."""


def _fcntl(asked: Asked) -> tuple[str, str]:
    command = asked.word(1)
    if command == _F_SETOWN and asked.word(2) not in (*asked.callers, 0):
        return "processes", "lets signals go to another process"
    if command == _F_SETOWN_EX:
        return "processes", "may let signals go to another process"
    if command in HINTS:
        kind = "machine" if asked.is_guarded(asked.word(0)) else "attributes"
        return kind, "changes what the kernel keeps of a file, also on a read-only mount"
    return _FINE


_MAP_FIXED, _MREMAP_FIXED, _SHM_REMAP = 0x10, 2, 0o40000  # linux/mman.h, linux/shm.h


def _over(start: int, length: int, asked: Asked) -> tuple[str, str]:
    end = start + max(length, 1)
    if any(low < end and start < high for low, high in asked.reporter()):
        return "memory", "would replace the memory of what reports it"
    return _FINE


def _mmap(asked: Asked) -> tuple[str, str]:
    if not asked.register(3) & _MAP_FIXED:
        return _FINE
    return _over(asked.register(0), asked.register(1), asked)


def _mremap(asked: Asked) -> tuple[str, str]:
    if not asked.register(3) & _MREMAP_FIXED:
        return _FINE
    return _over(asked.register(4), asked.register(2), asked)


def _shmat(asked: Asked) -> tuple[str, str]:
    if not asked.register(2) & _SHM_REMAP:
        return _FINE
    return _over(asked.register(1), 1 << 32, asked)


_CLONE_VM = 0x100  # linux/sched.h


def _clone(asked: Asked) -> tuple[str, str]:
    if (asked.register(0) | asked.register(1)) & _CLONE_VM:  # s390 has them second
        return "memory", "makes a process in the memory that reports the call"
    return _FINE


# FAN_MARK_MOUNT, _FILESYSTEM; FAN_*_PERM, FAN_PRE_ACCESS (6.14): linux/fanotify.h
_MARKS_OF_OTHERS, _PERMISSION = 0x10 | 0x100, 0x10000 | 0x20000 | 0x40000 | 0x100000


def _fanotify_mark(asked: Asked) -> tuple[str, str]:
    if asked.word(1) & _MARKS_OF_OTHERS and asked.register(2) & _PERMISSION:
        return "machine", "lets every process wait that opens a file"
    return _FINE


_FAMILIES = frozenset((0, 1, 2, 10, 16, 17))
"""AF_UNSPEC, UNIX, INET, INET6, NETLINK, PACKET: kept apart by a network name space."""
_KNOWN_FAMILIES = 46  # AF_MAX of linux/socket.h
SHARED_FAMILIES = tuple(sorted(frozenset(range(_KNOWN_FAMILIES)) - _FAMILIES))
"""Families of sockets that a network name space may not keep apart."""


def _socket(asked: Asked) -> tuple[str, str]:
    family = asked.word(0)
    if family not in SHARED_FAMILIES:
        return _FINE
    return "machine", f"has the family {family}, which a network name space may not keep apart"


_MADE_BY_WORKER = 0  # PTRACE_TRACEME
_OF_WORKER = ("memory", "would change the process that makes all calls")


def _ptrace(asked: Asked) -> tuple[str, str]:
    if asked.register(0) == _MADE_BY_WORKER:
        return "memory", "would make what reports it a debugger"
    return _OF_WORKER if asked.word(1) in asked.workers else _FINE


_HARMLESS = frozenset(("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"))
"""The first process of a name space takes no signal from it that it does not handle."""
_HARMLESS |= {"pidfd_open", "process_vm_readv"}


def _target(asked: Asked) -> tuple[str, str]:
    return _named(asked, TARGETS[asked.syscall])


def _named(asked: Asked, index: int) -> tuple[str, str]:
    target = asked.word(index)
    if target in asked.callers:
        return _FINE
    if target in asked.workers and asked.syscall not in _HARMLESS:
        return _OF_WORKER
    return "processes", "names another process"


def _whose(process: int, user: int) -> Rule:
    """For calls with ``which`` and ``who``; the numbers are those of a process and a user."""

    def rule(asked: Asked) -> tuple[str, str]:
        which, who = asked.word(0), asked.word(1)
        if which == process and who in asked.workers:
            return _OF_WORKER
        if which == process + 1 and who in (0, *asked.workers):  # the group is the worker's
            return _OF_WORKER
        return _OF_WORKER if which == user and who in asked.users else _FINE

    return rule


_FLAGS_OF_RING, _NO_MMAP = 8, 1 << 14  # of struct io_uring_params, IORING_SETUP_NO_MMAP


def _io_uring_setup(asked: Asked) -> tuple[str, str]:
    """A ring that the kernel makes is empty; what lies in memory of its caller may be requests."""
    flags = asked.bytes_at(asked.register(1) + _FLAGS_OF_RING, 4)
    if len(flags) == 4 and not int.from_bytes(flags, sys.byteorder) & _NO_MMAP:
        return _FINE
    return "machine", "may take over a ring with requests, about which no filter is asked"


_RULES: Mapping[str, Rule] = {
    **dict.fromkeys(TARGETS, _target),
    "madvise": _poison(2),
    "process_madvise": _poison(3),
    "prctl": _prctl,
    "ioctl": _ioctl,
    "fcntl": _fcntl,
    "fcntl64": _fcntl,
    "mmap": _mmap,
    "mmap2": _mmap,
    "mremap": _mremap,
    "shmat": _shmat,
    "clone": _clone,
    "fanotify_mark": _fanotify_mark,
    "socket": _socket,
    "socketpair": _socket,
    "ptrace": _ptrace,
    "io_uring_setup": _io_uring_setup,
    "setpriority": _whose(0, 2),  # PRIO_PROCESS, PRIO_USER
    "ioprio_set": _whose(1, 3),  # IOPRIO_WHO_PROCESS, IOPRIO_WHO_USER
}

NAMING = frozenset({*TARGETS, "ptrace", "setpriority", "ioprio_set"})
"""Calls whose registers say which process they change or meet."""

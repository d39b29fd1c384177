"""Which calls are tried: every known call has a class, an unknown one is refused."""

from __future__ import annotations

import pytest

from kapi.cli.test_command import command
from kapi.conform.allowed import (
    CLASSES,
    Asked,
    class_of,
    names_of,
    refusal,
    refused_registers,
)
from kapi.conform.walls import NONE, Walls
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.syscalls import syscalls
from kapi.vocab.tables import table

ALL = Walls(frozenset(one.wall for one in CLASSES.values() if one.wall))


def test_every_known_call_has_a_class() -> None:
    assert {name for name in table("syscalls") if class_of(name) not in CLASSES} == set()


def test_an_unknown_call_is_refused_whatever_is_asked_for() -> None:
    assert refusal("rewind_time", ALL, tuple(CLASSES))


def test_what_stops_the_machine_is_refused_within_every_wall() -> None:
    for name in ("reboot", "kexec_load", "init_module", "bpf", "swapon", "clock_settime", "vfork"):
        assert refusal(name, ALL), name
    assert refusal("reboot", ALL, ("machine",)) == ""
    assert "--unsafe machine" in refusal("reboot", ALL)


def test_a_call_that_runs_a_program_of_the_machine_is_refused_within_every_wall() -> None:
    """The kernel runs /sbin/request-key as root, in none of the caller's name spaces."""
    assert "--unsafe machine" in refusal("request_key", ALL)


def test_most_calls_are_tried_within_all_walls() -> None:
    names = syscalls(ARCHITECTURES["x86_64"])
    tried = [name for name in names if not refusal(name, ALL)]
    assert len(names) - len(tried) < 45
    assert not refusal("mlock", NONE)


@pytest.mark.parametrize(
    ("name", "wall", "kind"),
    [
        ("unlink", "files", "files"),
        ("shmctl", "ipc", "ipc"),
        ("mq_open", "ipc", "ipc"),
        ("connect", "network", "network"),
        ("ptrace", "processes", "processes"),
        ("sethostname", "host", "host"),
        ("mount", "mounts", "mounts"),
        ("keyctl", "keys", "keys"),
    ],
)
def test_a_call_needs_the_wall_of_its_class(name: str, wall: str, kind: str) -> None:
    assert not refusal(name, Walls(frozenset((wall,))))
    less = Walls(ALL.names - {wall}, {wall: "Operation not permitted"})
    reason = refusal(name, less)
    assert "(Operation not permitted)" in reason
    assert reason.endswith(f"only with --unsafe {kind}")
    assert not refusal(name, less, (kind,))


def asked(name: str, *registers: int, **more: object) -> str:
    return refused_registers(Asked(name, registers, **more), ALL)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("call", "fine"),
    [
        (("madvise", 0, 4096, 100), False),
        (("madvise", 0, 4096, 101), False),
        (("madvise", 0, 4096, 1 << 32 | 100), False),  # the kernel takes an int
        (("madvise", 0, 4096, 4), True),
        (("process_madvise", 3, 0, 0, 100, 0), False),
        (("prctl", 4, 0), True),
        (("prctl", 0x5000, 0), False),
        (("prctl", (1 << 64) - 1, 0), True),
        (("ioctl", 3, 0x5401, 0), True),
        (("ioctl", 3, 0xC0045877, 0), False),  # FIFREEZE
        (("ioctl", 3, 0x5412, 0), True),  # TIOCSTI, into a devpts of one's own
        (("ioctl", 3, 0x400454CA, 0), True),  # TUNSETIFF, in a network of one's own
        (("socket", 1, 1, 0), True),
        (("socket", 40, 1, 0), False),  # AF_VSOCK reaches what runs the machine
        (("clone", 17, 0, 0, 0, 0), True),
        (("clone", 0x100 | 17, 0, 0, 0, 0), False),
        (("fanotify_mark", 3, 1, 0x20, 0, 0), True),
        (("fanotify_mark", 3, 0x101, 0x10000, 0, 0), False),
        (("ptrace", 0, 0, 0, 0), False),
    ],
)
def test_arguments_decide(call: tuple[str, *tuple[int, ...]], fine: bool) -> None:
    assert (asked(*call) == "") is fine


@pytest.mark.parametrize(
    ("command", "wall"),
    [(0x5412, "mounts"), (0x400454CA, "network"), (0x40086602, "mounts"), (0x40049409, "files")],
)
def test_commands_need_the_wall_that_keeps_them_in(command: int, wall: str) -> None:
    """TIOCSTI, TUNSETIFF, FS_IOC_SETFLAGS, FICLONE."""
    call = Asked("ioctl", (3, command, 0))
    assert not refused_registers(call, ALL)
    assert refused_registers(call, Walls(ALL.names - {wall}, {wall: "Operation not permitted"}))


def test_targets_need_a_name_space_of_processes_or_to_be_the_caller() -> None:
    few = Walls(frozenset(("files",)))
    for name in ("kill", "tkill", "prlimit64", "sched_setscheduler", "pidfd_open"):
        for target, fine in ((0, True), (77, True), (1, False), ((1 << 64) - 1, False)):
            found = refused_registers(Asked(name, (target, 9), callers=(0, 77)), few)
            assert (found == "") is fine, (name, target)
        assert not refused_registers(Asked(name, (1, 9), callers=(0, 77)), ALL)


@pytest.mark.parametrize(
    ("call", "fine"),
    [
        (("prlimit64", 1, 9, 0, 0), False),
        (("prlimit64", 77, 9, 0, 0), True),
        (("prctl", 62, 1, 77, 0), True),  # PR_SCHED_CORE
        (("prctl", 62, 1, 1, 0), False),
        (("sched_setaffinity", 1, 8, 0), False),
        (("process_vm_writev", 1, 0, 0, 0, 0, 0), False),
        (("kill", 1, 9), True),
        (("pidfd_open", 1, 0), True),
        (("ptrace", 0x4206, 1, 0, 0), False),  # PTRACE_SEIZE
        (("ptrace", 0x4206, 2, 0, 0), True),
        (("setpriority", 0, 1, 19), False),
        (("setpriority", 0, 2, 19), True),
        (("setpriority", 1, 0, 19), False),
        (("setpriority", 2, 0, 19), False),
        (("setpriority", 2, 65534, 19), True),
        (("ioprio_set", 1, 1, 0), False),
        (("ioprio_set", 3, 0, 0), False),
    ],
)
def test_what_makes_all_calls_is_not_changed(
    call: tuple[str, *tuple[int, ...]], fine: bool
) -> None:
    assert (asked(*call, workers=(1,), users=(0,)) == "") is fine


def test_signals_of_a_descriptor_may_not_go_to_others() -> None:
    few = Walls(frozenset(("files",)))
    assert refused_registers(Asked("fcntl", (3, 8, 1), callers=(0, 77)), few)
    assert not refused_registers(Asked("fcntl", (3, 8, 77), callers=(0, 77)), few)
    assert refused_registers(Asked("fcntl", (3, 15, 4096), callers=(0, 77)), few)


def test_the_memory_of_what_reports_is_not_replaced() -> None:
    def memory() -> list[tuple[int, int]]:
        return [(0x10000, 0x20000)]

    for start, size, fine in ((0x10000, 1, False), (0x20000, 4096, True), (0x8000, 0x9000, False)):
        assert (asked("mmap", start, size, 3, 0x32, 0, 0, reporter=memory) == "") is fine
        assert (asked("mremap", 0, 0, size, 3, start, reporter=memory) == "") is fine
    assert asked("mmap", 0x10000, 1, 3, 0x22, 0, 0, reporter=memory) == ""


def test_the_command_names_the_classes() -> None:
    (option,) = (one for one in command.params if one.name == "unsafe")
    needing = [one.name for one in CLASSES.values() if one.wall or one.never]
    assert list(option.type.choices) == needing  # type: ignore[attr-defined]
    assert names_of("machine") >= {"reboot"}

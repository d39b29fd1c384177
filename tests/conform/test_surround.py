"""What stands around a worker and its children, as docs/security.md says it."""

from __future__ import annotations

import os
import sys
from typing import Any

import pytest

from kapi.vocab.architectures import this_machine
from kapi.vocab.capabilities import capabilities
from tests.conform.confined import USERS, confined
from tests.conform.test_foreign import strange
from tests.conform.test_walls import NO_SPACES

pytestmark = [
    pytest.mark.skipif(this_machine() is None, reason="this machine is not known"),
    pytest.mark.parametrize("user", USERS),
]

_SPACES = {"mnt": "mounts", "ipc": "ipc", "net": "network", "uts": "host", "cgroup": "cgroup"}
_SPACES |= {"pid": "processes", "user": "users"}
_FREE = ("/dev/shm/kapi", "/dev/pts", "/dev/mqueue")
"""Where children write: their rooms, terminals and queues of their own."""


_ON_A_TERMINAL = "import os, pty, sys; os._exit(pty.spawn(sys.argv[1:]))"


def during_a_call(user: str, *paths: str) -> tuple[list[str], list[str]]:
    """The names of the walls; what the files of the child in /proc hold, or where links lead."""
    ((names, (_, *said)),) = confined(_looking(*paths), user)
    if not names:
        pytest.skip("each child raises its own walls")
    return names, said


def _looking(*paths: str) -> str:
    """A text for ``confined``: tells of walls, stat of the program and the files of the child"""
    return (
        "def look(pid, registers):\n"
        "    for one in PATHS:\n"
        "        path = f'/proc/{pid}/{one}'\n"
        "        said.append(os.readlink(path) if os.path.islink(path) else open(path).read())\n"
        f"PATHS = {paths!r}\n"
        "said = [open('/proc/self/stat').read()]\n"
        "def work(case):\n"
        "    run(case, this_machine(), 5.0, before=look)\n"
        "    return sorted(walls.present().names), said\n"
        "tell_all(work, [case('getpid')])"
    )


def test_each_name_space_that_is_said_to_be_left_is_another(user: str) -> None:
    names, said = during_a_call(user, *(f"ns/{one}" for one in _SPACES))
    for (space, wall), there in zip(_SPACES.items(), said, strict=True):
        assert (wall in names) == (there != os.readlink(f"/proc/self/ns/{space}")), space


def test_each_file_system_is_read_only_without_set_user_id_and_devices(user: str) -> None:
    names, (rows, _) = during_a_call(user, "mountinfo", "comm")
    if "mounts" not in names:
        pytest.skip("no mounts of its own can be had")
    writable = set()
    for row in rows.splitlines():
        fields = row.split()
        path, options = fields[4], set(fields[5].split(","))
        assert "nosuid" in options or path == "/dev/shm/kapi-exec", row
        assert "nodev" in options or path.startswith("/dev/"), row
        if "ro" not in options:
            writable.add(path)
    assert {one for one in writable if not one.startswith(_FREE)} <= {"/proc"}


def test_the_child_has_limits(user: str) -> None:
    _, (limits,) = during_a_call(user, "limits")
    soft = {row[:26].strip(): row[26:].split()[0] for row in limits.splitlines()[1:]}
    assert soft["Max address space"] == str(1 << 30)
    assert soft["Max file size"] == str(64 << 20)
    assert soft["Max cpu time"] == "5"
    assert int(soft["Max open files"]) <= 256


def test_the_child_has_no_terminal_and_a_process_group_of_its_own(user: str) -> None:
    # the program is given a terminal, whatever the tests were started from
    ((_, said),) = confined(_looking("stat"), user, sys.executable, "-c", _ON_A_TERMINAL)
    program, child = (one.rpartition(")")[2].split()[2:5] for one in said)
    (group, _, terminal), (child_group, _, child_terminal) = program, child
    assert (terminal != "0", child_terminal) == (True, "0")
    assert child_group not in (group, "0")  # 0: a group outside of its name space of processes


def test_the_control_group_has_a_limit_of_memory_and_processes(user: str) -> None:
    source = (
        "from kapi.conform.sandbox import control_group\n"
        "def work(_):\n"
        "    made = [path for group in control_group.mine for path in group._made]\n"
        "    files = [one for path in made for one in path.iterdir()]\n"
        "    limits = ('memory.max', 'pids.max', 'memory.limit_in_bytes')\n"
        "    return {one.name: one.read_text().strip() for one in files if one.name in limits}\n"
        "tell_all(work, [0])"
    )
    (found,) = confined(source, user)
    for name, limit in found.items():
        assert limit == ("512" if name == "pids.max" else str(2 << 30))
    if user == "root" and os.access("/sys/fs/cgroup/pids", os.W_OK):
        assert "pids.max" in found


def unsafe(user: str, work: str, *classes: str) -> Any:
    """What ``work``, a function of nothing, returns in a worker with classes that were asked for"""
    return confined(f"{work}\nprint(json.dumps(list(in_workers(work, [0], 1, {classes}))))", user)[
        0
    ]


def test_who_asks_for_the_class_machine_has_neither_filter_nor_fewer_capabilities(
    user: str,
) -> None:
    work = (
        "from kapi.conform import privileges\n"
        "def work(_):\n    return sorted(walls.present().names), privileges.permitted()"
    )
    clock = 1 << capabilities()["CAP_SYS_TIME"]
    names, held = unsafe(user, work)
    assert "seccomp" in names
    assert not held & clock
    names, held = unsafe(user, work, "machine")
    assert "seccomp" not in names
    assert bool(held & clock) is (user == "root" or "users" in names)


def test_steps_mount_where_that_was_asked_for(user: str) -> None:
    steps = ('mkdirat(AT_FDCWD, "d", 0700);', 'mount("none", "d", "tmpfs", 0, 0);')
    work = f"def work(_): return one({strange(*steps)}, unsafe=CLASSES)"
    result, reason = unsafe(user, work.replace("CLASSES", "()"))
    assert result is None
    assert "--unsafe mounts" in reason
    names = confined("tell_all(lambda _: [*walls.present().names], [0])", user)[0]
    if "mounts" in names:
        result, reason = unsafe(user, work.replace("CLASSES", "('mounts',)"), "mounts")
        assert result, reason


def test_without_name_spaces_root_is_nobody(user: str) -> None:
    ((result, _),) = confined(f"{NO_SPACES}tell(case('getuid'))", user)
    assert result == (65534 if os.geteuid() == 0 else os.getuid())


def test_the_emulator_that_runs_this_is_not_asked_about_its_own_calls(user: str) -> None:
    """It would be killed: a filter is asked about what qemu-user does for itself."""
    emulated = "surround.is_emulated = lambda: True\n"
    found = confined(f"{emulated}tell_all(lambda _: [*walls.present().names], [0])", user)[0]
    assert "seccomp" not in found

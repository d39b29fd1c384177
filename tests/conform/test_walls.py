"""Walls: what calls of strangers cannot reach, as root and as an ordinary user."""

from __future__ import annotations

import errno
import os
import socket
import time
from pathlib import Path

import pytest

from kapi.conform.sandbox.child import report_number
from kapi.conform.sandbox.filter import program
from kapi.vocab.architectures import ARCHITECTURES, this_machine
from tests.conform.confined import USERS, confined
from tests.needs import cannot, needs

pytestmark = [
    pytest.mark.skipif(this_machine() is None, reason="this machine is not known"),
    pytest.mark.parametrize("user", USERS),
]


def test_all_walls_stand_here(user: str) -> None:
    names = confined("print(json.dumps(list(in_workers(lambda _: [*walls.present().names], [0]))))")
    wanted = {"files", "mounts", "ipc", "network", "host", "processes", "seccomp"}
    if not wanted <= set(names[0]):
        pytest.skip("this machine has no name spaces for this user")


def test_files_of_the_user_cannot_be_changed(user: str, canary: Path) -> None:
    path = f"'\"{canary}\"'"
    found = confined(
        f"tell(case('unlink', {path}), case('truncate', {path}, '0'), case('chmod', {path}, '0'),"
        f" case('open', {path}, 'O_RDWR', '0'), case('rename', {path}, '\"other\"'),"
        f" case('mkdir', '\"{canary.parent}/new\"', '0700'), case('open', {path}, '0', '0'))",
        user,
    )
    *refused, read = found
    assert [one[0] for one in refused] == [-errno.EROFS] * 4 + [-errno.EXDEV, -errno.EROFS]
    assert {one[1] for one in refused if one[0] == -errno.EROFS} == {"read-only file systems"}
    assert read[0] >= 0
    assert canary.read_text() == "text"
    assert os.listdir(canary.parent) == ["canary"]


def test_an_open_file_with_a_high_number_is_not_inherited(user: str, canary: Path) -> None:
    high, higher = min(300, report_number() - 2), min(900, report_number() - 1)
    found = confined(
        f"low = os.open('{canary}', os.O_RDWR); os.dup2(low, {high}); os.dup2(low, {higher});"
        f"tell(case('ftruncate', '{high}', '0'), case('ftruncate', '{higher}', '0'))",
        user,
    )
    assert [one[0] for one in found] == [-errno.EBADF] * 2
    assert canary.read_text() == "text"


def test_sockets_and_fifos_of_others_are_not_reached(user: str, canary: Path) -> None:
    path = str(canary.parent / "socket")
    address = f'"\\1\\0{path}", {len(path) + 3}'
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ours:
        ours.bind(path)
        os.chmod(path, 0o777)
        ours.setblocking(False)
        steps = "['s = socket(AF_UNIX, SOCK_DGRAM, 0);']"
        name, size = address.split(", ")
        found = confined(
            f"tell(case('sendto', 's', '\"x\"', '1', '0', {name!r}, {size!r}, steps={steps}))", user
        )
        with pytest.raises(BlockingIOError):
            ours.recv(1)
    assert found == [[-errno.ECONNREFUSED, "sockets of others"]]


def test_fifos_below_run_are_covered(user: str, canary: Path) -> None:
    place = str(canary.parent)
    os.mkfifo(f"{place}/fifo")
    os.chmod(f"{place}/fifo", 0o777)
    fifo = os.open(f"{place}/fifo", os.O_RDWR | os.O_NONBLOCK)
    try:
        write = f"case('write', 'f', '\"x\"', '1', steps=['f = openat(AT_FDCWD, \"{place}/fifo\","
        found = confined(f"mounts._RUN = {place!r}\ntell({write} O_WRONLY, 0);']))", user)
        with pytest.raises(BlockingIOError):
            os.read(fifo, 1)
    finally:
        os.close(fifo)
    assert found[0][0] is None
    assert "EROFS" in found[0][1]


def test_objects_of_ipc_are_others(user: str) -> None:
    found = confined(
        "import ctypes; libc = ctypes.CDLL(None, use_errno=True)\n"
        "number = libc.shmget(0, 4096, 0o1600)\n"
        "list(in_workers(one, [case('shmctl', str(n), '0', '0') for n in range(4)]\n"
        "  + [case('shmctl', str(number), '0', '0'), case('shmget', '77', '4096', '01600'),"
        "     case('mq_open', '\"kapi\"', 'O_CREAT | O_RDWR', '0600', '0')]))\n"
        "there = libc.shmctl(number, 2, ctypes.create_string_buffer(256))\n"
        "left = libc.shmget(77, 0, 0)\n"
        "libc.shmctl(number, 0, None)\n"
        "print(json.dumps([there, left]))",
        user,
    )
    assert found == [0, -1]


def test_the_machine_keeps_its_name_and_settings(user: str) -> None:
    before = socket.gethostname()
    found = confined(
        "tell(case('sethostname', '\"stranger\"', '8'),"
        " case('open', '\"/proc/sys/kernel/hostname\"', 'O_WRONLY', '0'),"
        " case('open', '\"/proc/sys/vm/drop_caches\"', 'O_WRONLY', '0'),"
        " case('open', '\"/proc/sysrq-trigger\"', 'O_WRONLY', '0'),"
        " case('open', '\"/sys/kernel/mm/ksm/run\"', 'O_WRONLY', '0'))",
        user,
    )
    assert socket.gethostname() == before
    assert {one[0] for one in found[1:]} <= {-errno.EROFS, -errno.EACCES, -errno.ENOENT}


def test_what_is_of_no_process_in_proc_cannot_be_written_to(user: str) -> None:
    """Also what some kernels alone have: /proc/pressure, /proc/dynamic_debug and others."""
    places = [one for one in Path("/proc").iterdir() if not one.name.isdecimal()]
    of_machine = [[one, *one.glob("*")] for one in places if not one.is_symlink()]
    files = [one for few in of_machine for one in few if one.is_file()]
    files = [one for one in files if one.stat().st_mode & 0o222]
    opened = " ".join(f"case('open', '\"{one}\"', 'O_WRONLY', '0')," for one in files)
    found = confined(f"tell({opened})", user)
    assert {one[0] for one in found} <= {-errno.EROFS, -errno.EACCES}, found


def test_modes_in_proc_are_not_changed_for_all_its_mounts(user: str) -> None:
    """Those that are mounted later show it, each other when it has forgotten the file."""
    try:
        found = confined(
            "tell(case('chmod', '\"/proc/version\"', '0440'),"
            " case('chown', '\"/proc/version\"', '65534', '65534'))",
            user,
        )
    finally:
        if os.geteuid() == 0:
            os.chmod("/proc/version", 0o444)
            os.chown("/proc/version", 0, 0)
    wanted = -errno.EROFS if user == "root" else -errno.EPERM
    assert [one[0] for one in found] == [wanted] * 2


def test_devices_are_few_and_work(user: str) -> None:
    opened = " ".join(
        f"case('open', '\"/dev/{name}\"', 'O_RDWR', '0'),"
        for name in ("null", "zero", "full", "random", "urandom", "ptmx")
    )
    found = confined(f"tell({opened} case('open', '\"/dev/kmsg\"', 'O_RDWR', '0'))", user)
    assert all(one[0] >= 0 for one in found[:-1]), found
    assert found[-1][0] == -errno.ENOENT


def test_a_device_of_ones_own_cannot_be_opened(user: str) -> None:
    if user != "root":
        pytest.skip("only root can make one")
    make = "steps=['mknodat(AT_FDCWD, \"d\", 0020666, 0x501);']"
    found = confined(f"tell(case('open', '\"d\"', 'O_RDWR', '0', {make}))", user)
    assert found == [[-errno.EACCES, "no devices"]]


LOOK = (
    "def look(pid, registers):\n"
    "    rows = open(f'/proc/{pid}/status').read().splitlines()\n"
    "    seen.append([row.split()[1] for row in rows"
    " if row.startswith(('CapEff', 'CapPrm', 'CapInh', 'CapAmb', 'NoNewPrivs'))])\n"
    "seen = []\n"
    "def work(case):\n"
    "    run(case, this_machine(), 2.0, before=look, keep=frozenset(KEEP))\n"
    "    return seen[-1]\n"
)


def held(user: str, keep: str, call: str, *prefix: str) -> tuple[list[int], bool]:
    """The four sets of capabilities during a call, and whether programs get no more."""
    source = LOOK.replace("KEEP", keep) + f"print(json.dumps(list(in_workers(work, [{call}]))))"
    *sets, privileges = confined(source, user, *prefix)[0]
    return [int(one, 16) for one in sets], privileges == "1"


def test_a_call_holds_no_capability_but_those_that_are_asked_for(user: str) -> None:
    sets, no_more = held(
        user, "['CAP_IPC_LOCK', 'CAP_SYS_BOOT', 'CAP_SYS_PTRACE']", "case('getpid')"
    )
    ipc_lock = 1 << 14 if user == "root" else 0
    assert sets == [0, ipc_lock, ipc_lock, 0]
    assert no_more
    assert held(user, "[]", "case('getpid')")[0] == [0, 0, 0, 0]


def test_a_thread_of_the_set_up_holds_none(user: str) -> None:
    """Each thread has capabilities of its own, and may be reached by a call that writes memory."""
    look = (
        "def work(case):\n    found = []\n"
        "    def look(pid, _):\n"
        "        for one in os.listdir(f'/proc/{pid}/task'):\n"
        "            rows = open(f'/proc/{pid}/task/{one}/status').read().splitlines()\n"
        "            held = [int(row.split()[1], 16) for row in rows if row[:6] in NAMES]\n"
        "            found.append(held)\n"
        "    NAMES = ('CapInh', 'CapPrm', 'CapEff', 'CapAmb')\n"
        "    run(case, this_machine(), 2.0, before=look, keep=frozenset())\n"
        "    return found\n"
    )
    call = "case('getpid', steps=['t = start_thread();'])"
    assert confined(f"{look}tell_all(work, [{call}])", user) == [[[0] * 4] * 2]


def test_a_program_with_privileges_can_be_tried(user: str) -> None:
    assert not held(user, "[]", "case('execve', '\"missing\"', '0', '0')")[1]


def test_capabilities_of_an_ordinary_user_are_given_up(user: str) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give capabilities to others")
    ambient = (
        *(needs("setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups"),
        *("--inh-caps=+sys_admin,+sys_boot", "--ambient-caps=+sys_admin,+sys_boot"),
    )
    assert held("root", "[]", "case('getpid')", *ambient)[0] == [0, 0, 0, 0]


def test_what_mounts_is_tried_without_the_right_to(user: str) -> None:
    tmpfs = "case('mount', '\"a\"', '\".\"', '\"tmpfs\"', '0', '0')"
    remount = "case('mount', '0', '\"/\"', '0', '33', '0')"  # MS_REMOUNT | MS_RDONLY
    found = confined(f"tell({tmpfs}, {remount}, keep=frozenset(['CAP_SYS_ADMIN']))", user)
    assert [one[0] for one in found] == [-errno.EPERM] * 2


def test_poison_is_refused_and_filtered(user: str) -> None:
    steps = (
        "steps=['p = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);']"
    )
    poison = f"case('madvise', 'p', '4096', '100', {steps})"
    ((result, reason),) = confined(f"tell({poison})", user)
    assert result is None
    assert "--unsafe machine" in reason
    assert confined(f"tell({poison}, unsafe=('machine',))", user) == [["SIGSYS", "seccomp"]]


def test_sockets_that_no_name_space_keeps_apart_are_refused_and_filtered(user: str) -> None:
    vsock, pair = (
        "case('socket', '40', '1', '0')",
        "case('socketpair', '38', '5', '0', 'buffer(8)')",
    )
    for reason in (one[1] for one in confined(f"tell({vsock}, {pair})", user)):
        assert "--unsafe machine" in reason
    others = "case('socket', 'AF_UNIX', 'SOCK_STREAM', '0'), case('socket', '16', '3', '0')"
    found = confined(f"tell({vsock}, {pair}, {others}, unsafe=('machine',))", user)
    assert found[:2] == [["SIGSYS", "seccomp"]] * 2
    assert all(one[0] >= 0 for one in found[2:])


def test_the_filter_kills_what_the_table_lets_through(user: str) -> None:
    calls = "case('reboot', '0', '0', '0', '0'), case('settimeofday', '0', '0')"
    found = confined(f"tell({calls}, unsafe=('machine',))", user)
    assert found == [["SIGSYS", "seccomp"]] * 2


def test_the_filter_is_made_for_each_known_machine(user: str) -> None:
    for name in ("x86_64", "arm64", "riscv64", "s390x", "powerpc64le", "loongarch64"):
        code = program(ARCHITECTURES[name], ["reboot", "no_such_call"])
        assert len(code) % 8 == 0
        assert len(code) > 100
    assert program(ARCHITECTURES["sh"], ["reboot"]) == b""


NO_EXEC = ("unshare", "-m", "sh", "-ec", 'mount -o remount,bind,noexec /proc; exec "$@"', "sh")
"""As most machines mount /proc; an ordinary user must not lose what is locked for him."""
TWICE = ("unshare", "-m", "sh", "-ec", 'mount -t proc -o noexec none /proc; exec "$@"', "sh")


@pytest.mark.parametrize("before", [(), NO_EXEC, TWICE], ids=["here", "noexec", "twice"])
def test_before_linux_5_12_mounts_are_guarded_one_by_one(
    user: str, canary: Path, before: tuple[str, ...]
) -> None:
    if before and os.geteuid() != 0:
        cannot("root alone mounts")
    found = confined(
        "def none(*_, **__): raise OSError(38, 'no mount_setattr')\n"
        "mounts.mount_attributes = none\n"
        f"tell(case('unlink', '\"{canary}\"'), case('open', '\"/dev/null\"', 'O_RDWR', '0'),"
        " case('open', '\"/proc/sys/kernel/hostname\"', 'O_WRONLY', '0'),"
        " case('open', '\"new\"', 'O_RDWR | O_CREAT', '0600'))",
        user,
        *before,
    )
    assert found[0] == [-errno.EROFS, "read-only file systems"]
    assert found[1][0] >= 0
    assert found[2][0] < 0
    assert found[3][0] >= 0


NO_SPACES = (
    "def leave(missing):\n"
    "    missing.update(dict.fromkeys(('mounts', 'ipc', 'network'), 'Operation not permitted'))\n"
    "    return set()\n"
    "def user():\n"
    "    raise OSError(1, 'Operation not permitted')\n"
    "spaces.leave, spaces.enter_user_space = leave, user\n"
)
NO_WALL_OF_FILES = (
    f"{NO_SPACES}def none(room): raise OSError(38, 'no Landlock')\nlandlock.ruleset = none\n"
)


def test_where_no_name_spaces_are_landlock_keeps_files(user: str, canary: Path) -> None:
    path = f"'\"{canary}\"'"
    found = confined(
        f"{NO_SPACES}tell(case('unlink', {path}), case('truncate', {path}, '0'),"
        " case('open', '\"new\"', 'O_RDWR | O_CREAT', '0600'),"
        " case('shmctl', '0', '0', '0'), case('kill', '1', 'SIGKILL'))",
        user,
    )
    if found[0][0] is None:
        pytest.skip("this kernel has no Landlock")
    assert found[0] == [-errno.EACCES, "Landlock"]
    assert found[1][0] == -errno.EACCES
    assert found[2][0] >= 0
    assert found[3][0] is None
    assert "(Operation not permitted)" in found[3][1]
    assert found[4][0] is None
    assert canary.read_text() == "text"


def test_where_no_wall_can_be_had_nothing_is_changed(user: str, canary: Path) -> None:
    found = confined(
        f"{NO_WALL_OF_FILES}tell(case('unlink', '\"{canary}\"'), case('getpid'))",
        user,
    )
    assert found[0][0] is None
    assert "--unsafe files" in found[0][1]
    assert found[1][0] > 0
    assert canary.exists()


def test_a_crash_runs_no_program_of_the_machine(user: str) -> None:
    """With the limit 0 the kernel runs what core_pattern in /proc/sys/kernel names, not with 1.

    That program is root's, in none of the caller's name spaces (do_coredump of fs/coredump.c).
    """
    source = "print(json.dumps(list(in_workers(work, [case('getpid')]))))"
    look = (
        "def work(case):\n    rows = []\n"
        "    def look(pid, _): rows.extend(open(f'/proc/{pid}/limits'))\n"
        "    run(case, this_machine(), 2.0, before=look)\n"
        "    return next(row.split()[4] for row in rows if 'core' in row)\n"
    )
    assert confined(look + source, user) == ["1"]


def test_a_ring_is_made_without_requests_of_its_caller(user: str) -> None:
    """With IORING_SETUP_NO_MMAP it lies in memory that may hold some, of which no filter hears."""
    steps = ("p = buffer(120); put32(p + 8, FLAGS);",)
    rings = [
        f"case('io_uring_setup', '8', 'p', steps={[one.replace('FLAGS', flags) for one in steps]})"
        for flags in ("0", "0x4000", "0x4002")
    ]
    made, *refused = confined(f"tell({', '.join(rings)}, case('io_uring_setup', '8', '1'))", user)
    assert made[0] is not None
    assert made[0] >= 0 or -made[0] in (
        errno.EPERM,
        errno.ENOSYS,
    )  # sysctl kernel.io_uring_disabled
    assert [one[0] for one in refused] == [None] * 3
    assert all("--unsafe machine" in reason for _, reason in refused)


@pytest.mark.parametrize("pattern", [b"@/run/x", b"@@/run/x", b"|/bin/x", b"core"])
def test_where_crashes_are_told_to_a_socket_no_stranger_makes_any(
    user: str, pattern: bytes
) -> None:
    """No limit keeps the kernel from connecting to it: coredump_socket() of fs/coredump.c."""
    steps = "steps=('getuid();',)"
    found = confined(
        "from kapi.conform.sandbox import refusal\n"
        "class Pattern:\n"
        f"    def read_bytes(self): return {pattern!r}\n"
        "refusal._CORE_PATTERN = Pattern()\n"
        f"tell(case('getpid', {steps}, foreign=True), case('getpid', {steps}))",
        user,
    )
    assert (found[0][0] is None) == pattern.startswith(b"@")
    assert ("core_pattern" in found[0][1]) == pattern.startswith(b"@")
    assert found[1][0] > 0


def test_a_path_at_an_address_that_is_known_reaches_no_more(user: str, canary: Path) -> None:
    """As a Python without PIE has strings at such addresses."""
    place = "0x20000000"
    steps = (
        f"p = mmap({place}, 4096, PROT_READ | PROT_WRITE,"
        " MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);",
        *(f"put8(p + {index}, {byte});" for index, byte in enumerate(f"{canary}\0".encode())),
    )
    found = confined(f"tell(case('unlink', '{place}', steps={list(steps)!r}))", user)
    assert found == [[-errno.EROFS, "read-only file systems"]]
    assert canary.read_text() == "text"


def test_the_clock_is_not_set(user: str) -> None:
    ((result, reason),) = confined("tell(case('settimeofday', '0', '0'))", user)
    assert result is None
    assert "sets the clock" in reason


def test_a_report_that_was_closed_is_read_from_memory(user: str) -> None:
    close = f"case('close', '{report_number()}')"
    found = confined(f"tell(case('close_range', '3', '~0', '0'), {close})", user)
    assert [one[0] for one in found] == [0, 0]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_too_few_processes_are_an_error_and_no_hang(user: str, number: int) -> None:
    if user == "root":
        pytest.skip("root has no limit of processes")
    found = confined(
        "import resource\n"
        "from kapi.errors import KapiError\n"
        f"resource.setrlimit(resource.RLIMIT_NPROC, ({number}, {number}))\n"
        "try: found = list(in_workers(one, [case('getpid')], 1))\n"
        "except KapiError as error: found = str(error)\n"
        "print(json.dumps(found))",
        user,
    )
    assert "process" in str(found) or found[0][0] > 0


@pytest.mark.parametrize("number", [32, 64, 256])
def test_few_descriptors_do_as_well(user: str, number: int) -> None:
    """The report takes the last that may be had, and a call can have all others."""
    source = f"""
import resource
from kapi.conform.sandbox import child
resource.setrlimit(resource.RLIMIT_NOFILE, ({number}, {number}))
child.report_number.cache_clear()
tell(case('dup2', '0', '{number - 2}'), case('dup2', '0', '{number}'))
"""
    assert [one[0] for one in confined(source, user)] == [number - 2, -errno.EBADF]


def test_the_own_address_of_the_network_answers(user: str) -> None:
    address = (
        "a = buffer(16); put32(a, 0x901f0002); put32(a + 4, 0x0100007f);",
        "s = socket(AF_INET, SOCK_STREAM, 0); bind(s, a, 16); listen(s, 1);",
        "c = socket(AF_INET, SOCK_STREAM, 0);",
    )
    assert confined(f"tell(case('connect', 'c', 'a', '16', steps={address}))", user) == [[0, ""]]


def test_key_rings_of_the_session_are_others(user: str) -> None:
    found = confined(
        "tell(case('add_key', '\"user\"', '\"kapi-canary\"', '\"x\"', '1', '-3'),"
        " case('keyctl', '0', '-3', '1'))",
        user,
    )
    until = time.monotonic() + 10
    while "kapi-canary" in Path("/proc/keys").read_text():  # until the kernel collects its garbage
        assert time.monotonic() < until
        time.sleep(0.05)
    assert (found[0][0] is None) is (user == "root")

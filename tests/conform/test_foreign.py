"""Set-ups of strangers: they may run any step, and get no further than a call does."""

from __future__ import annotations

import errno
import fcntl
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from kapi.conform.attempt import attempt_of
from kapi.conform.cases import cases_for, read_cases
from kapi.conform.objects import memory_with
from kapi.conform.sandbox.child import report_number
from kapi.conform.sandbox.landlock import keeps_signals
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import this_machine
from kapi.vocab.capabilities import capabilities
from tests.conform.confined import USERS, confined
from tests.conform.test_walls import NO_SPACES, NO_WALL_OF_FILES
from tests.needs import cannot, needs

pytestmark = pytest.mark.skipif(this_machine() is None, reason="this machine is not known")
users = pytest.mark.parametrize("user", USERS)


def strange(*steps: str) -> str:
    return f"case('getpid', steps={list(steps)!r}, foreign=True)"


@users
@pytest.mark.parametrize(
    "steps",
    [
        ('mount(0, "/", 0, MS_REMOUNT | MS_BIND, 0);',),
        ('mount(0, "/tmp", 0, MS_REMOUNT | MS_BIND, 0);',),
        ('mkdirat(AT_FDCWD, "d", 0700);', 'mount("/tmp", "d", 0, MS_BIND, 0);'),
        ("unshare(CLONE_NEWNS);", 'mount(0, "/", 0, MS_REMOUNT | MS_BIND, 0);'),
        (
            "unshare(CLONE_NEWUSER | CLONE_NEWNS);",
            'mount(0, "/", 0, MS_REMOUNT | MS_BIND | MS_NOSUID | MS_NODEV, 0);',
        ),
        ('umount2("/", 2);',),
        ('mkdirat(AT_FDCWD, "d", 0700);', 'mount("p", "d", "proc", 0, 0);'),
        ('mkdirat(AT_FDCWD, "d", 0700);', 'mount("s", "d", "sysfs", 0, 0);'),
        ('fd = fsopen("proc", 0);',),
        ('fd = openat(AT_FDCWD, "/", O_RDONLY, 0);', "ioctl(fd, 0xC0045877, 0);"),  # FIFREEZE
    ],
)
def test_no_mount_can_be_changed(user: str, canary: Path, steps: tuple[str, ...]) -> None:
    remove = f'unlink("{canary}");'
    ((result, reason),) = confined(f"tell({strange(*steps, remove)})", user)
    assert result is None
    assert "EPERM" in reason or "EROFS" in reason or "--unsafe" in reason, reason
    assert canary.read_text() == "text"


@users
@pytest.mark.parametrize(
    "step",
    [
        'fd = openat(AT_FDCWD, "/proc/1/mem", O_RDWR, 0);',
        'fd = openat(AT_FDCWD, "/proc/1/fd/3", O_RDWR, 0);',
        "ptrace(PTRACE_ATTACH, 1, 0, 0);",
        "ptrace(0x4206, 1, 0, 0);",  # PTRACE_SEIZE
        "b = buffer(16); put64(b, b); put64(b + 8, 8); process_vm_writev(1, b, 1, b, 1, 0);",
        "p = pidfd_open(1, 0); pidfd_getfd(p, 3, 0);",
        "prlimit64(1, RLIMIT_NOFILE, buffer(16), 0);",
        "setpriority(PRIO_PROCESS, 1, 19);",
        "b = buffer(8); put64(b, 1); sched_setaffinity(1, 8, b);",
    ],
)
def test_the_worker_is_not_reached(user: str, step: str) -> None:
    found = confined(f"tell({strange(step)}, case('getpid'))", user)
    assert found[0][0] is None, found
    assert found[1][0] > 0


@users
@pytest.mark.parametrize(
    ("step", "is_refused"),
    [
        ("prlimit64(1, RLIMIT_NOFILE, 0, buffer(16));", True),
        ("prlimit64(getppid(), RLIMIT_NOFILE, 0, buffer(16));", True),
        ("prlimit64(0, RLIMIT_NOFILE, 0, buffer(16));", False),
        ("prlimit64(getpid(), RLIMIT_NOFILE, 0, buffer(16));", False),
        ("sched_setscheduler(1, 0, buffer(8));", True),
        ("sched_setscheduler(0, 0, buffer(8));", False),
        ("setpriority(PRIO_PROCESS, 1, 0);", True),
        ("setpriority(PRIO_USER, 0, 0);", True),
        ("setpriority(PRIO_PROCESS, 0, 0);", False),
        ("ioprio_set(1, 1, 0);", True),
        ("ioprio_set(1, 0, 0);", False),
    ],
)
def test_a_call_that_is_made_before_itself_does_not_reach_the_worker(
    user: str, step: str, is_refused: bool
) -> None:
    """Whether kapi or a stranger has chosen the numbers; what a step is about, registers say."""
    name = step.partition("(")[0]
    first = "'9'" if name in ("setpriority", "ioprio_set") else "'0'"  # none that changes anything
    call = f"case('{name}', {first}, '0', '0', steps=[{step!r}])"
    ((result, reason),) = confined(f"tell({call})", user)
    assert (result is None) is is_refused, reason
    assert ("process that makes all calls" in reason) is is_refused


PROGRAM = """
held = []
def look(pid, outcome, events):
    rows = open(f'/proc/{pid}/status').read().splitlines()
    held.extend(int(row.split()[1], 16) for row in rows if row.startswith(('CapEff', 'CapBnd')))
def work(case):
    keep = frozenset(['CAP_IPC_LOCK', 'CAP_SYS_ADMIN'])
    run(case, this_machine(), 0.5, after=look, keep=keep)
    return held
steps = ['b = buffer(24); put64(b, "sleep"); put64(b + 8, "9");']
"""


@users
@pytest.mark.parametrize("foreign", [True, False])
def test_programs_get_no_more_than_the_call(user: str, foreign: bool) -> None:
    call = f"case('execve', '\"/bin/sleep\"', 'b', '0', steps=steps, foreign={foreign})"
    ((effective, bounding),) = confined(f"{PROGRAM}tell_all(work, [{call}])", user)
    allowed = 1 << capabilities()["CAP_IPC_LOCK"] if user == "root" else 0
    assert effective == allowed
    assert bounding & ~(1 << capabilities()["CAP_IPC_LOCK"]) == 0


@users
def test_a_program_of_the_steps_cannot_mount(user: str, canary: Path) -> None:
    script = f"mount -o remount,rw,bind /; rm {canary}; echo done >out"
    steps = (
        f'b = buffer(32); put64(b, "sh"); put64(b + 8, "-c"); put64(b + 16, "{script}");',
        'if (fork() == 0) execve("/bin/sh", b, 0);',
        'while (access("out", 0) != 0) sched_yield();',
    )
    ((result, reason),) = confined(f"tell({strange(*steps)})", user)
    assert result, reason
    assert canary.read_text() == "text"


PYTHON = shutil.which("python3", path="/usr/bin:/bin") or ""
"""One that an ordinary user may run, under any user of the tests."""
programs = pytest.mark.skipif(
    platform.machine() != "x86_64" or not PYTHON, reason="numbers of x86-64, run by Python"
)


def as_program(script: str) -> str:
    """A case whose steps run a program of Python, and wait until it is done."""
    return strange(
        f'b = buffer(40); put64(b, "python"); put64(b + 8, "-ISc"); put64(b + 16, "{script}");',
        f'if (fork() == 0) execve("{PYTHON}", b, 0);',
        'while (access("done", 0) != 0) sched_yield();',
    )


TRY = (
    "import ctypes, os, resource\\ncall = ctypes.CDLL(None).syscall\\n"
    "def tried(what):\\n  pid = os.fork()\\n  if pid == 0:\\n    what(); os._exit(0)\\n"
    "  return os.waitpid(pid, 0)[1] == 31\\n"
)
"""Whether what a program does ends in SIGSYS."""
SEEN = """
said = []
def look(pid, registers):
    said.append(open(f"/proc/{pid}/cwd/out").read())
def work(case):
    ran = run(case, this_machine(), 9.0, before=look)
    return [ran.problem, *said]
"""


def killed(user: str, before: str, *works: str) -> str:
    """The works of a stranger's program that the filter kills, by number."""
    tried = ", ".join(f"lambda: {one}" for one in works)
    script = (
        f"{TRY}out = open('out', 'w')\\n"
        f"out.write(str([n for n, one in enumerate([{tried}]) if tried(one)]))\\n"
        "out.close()\\nopen('done', 'w')"
    )
    ((problem, said),) = confined(f"{before}{SEEN}tell_all(work, [{as_program(script)}])", user)
    assert problem == ""
    return str(said)


@users
@programs
def test_a_program_makes_no_call_that_no_filter_sees(user: str) -> None:
    """By io_uring: sockets of any family, and attributes where Landlock alone keeps files."""
    assert killed(user, "", "call(425, 8, b'0' * 120)", "os.getpid()") == "[0]"


@programs
@pytest.mark.skipif(os.geteuid() != 0, reason="the file is root's")
def test_what_no_server_of_its_own_program_has_made_changes_no_attribute() -> None:
    """Its own program would be that of the worker, on a mount that can be written to."""
    no_server = "from kapi.conform.sandbox import worker\nworker._CHANGING = frozenset()\n"
    works = (
        "os.chmod('out', 0o600)",
        "call(304, 0, 0, 0)",  # open_by_handle_at
        "call(16, 0, 0x40087602, 0)",  # FS_IOC_SETVERSION
        "os.getpid()",
        "call(16, 0, 0x5401, 0)",  # TCGETS
    )
    assert killed("root", no_server, *works) == "[0, 1, 2]"
    assert killed("root", "", *works) == "[]"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may open by handle")
@pytest.mark.parametrize("user", ["root"])
@pytest.mark.parametrize("foreign", [True, False])
def test_no_handle_leads_past_the_walls(canary: Path, user: str, foreign: bool) -> None:
    """Its mount is that of a descriptor: that of the file of this program was none of the walls."""
    handle = (
        'fd = openat(AT_FDCWD, "/proc/self/exe", O_RDONLY, 0);',
        "h = buffer(160); put32(h, 128);",
        f'name_to_handle_at(AT_FDCWD, "{canary}", h, buffer(8), 0);',
    )
    step = "open_by_handle_at(fd, h, O_WRONLY | O_TRUNC);"
    call = "'open_by_handle_at', 'fd', 'h', 'O_WRONLY | O_TRUNC'"
    made = strange(*handle, step) if foreign else f"case({call}, steps={list(handle)!r})"
    ((result, reason),) = confined(f"tell({made})", user)
    if os.stat(sys.executable).st_dev == canary.stat().st_dev:
        assert result == -errno.EROFS or "EROFS" in reason
    assert canary.read_text() == "text"


@users
@programs
def test_no_limit_of_the_control_group_is_lifted(user: str) -> None:
    """Who is root in a user name space may mount a hierarchy of groups, from his own downward."""
    steps = (
        "own_namespaces(); unshare(0x02000000);",  # CLONE_NEWCGROUP
        'mkdirat(AT_FDCWD, "d", 0700); mount("c", "d", "cgroup", 0, "pids");',
        'fd = openat(AT_FDCWD, "d/pids.max", O_WRONLY, 0); write(fd, "4000", 4);',
    )
    ((result, reason),) = confined(f"tell({strange(*steps)})", user)
    assert result is None
    assert "--unsafe mounts" in reason
    works = ("call(165, b'c', b'.', b'cgroup', 0, b'pids')", "call(430, b'tmpfs', 0)", "call(39)")
    assert killed(user, "", *works) == "[0, 1]"


NO_PROCESSES = """
from kapi.conform import workers
def none(): raise OSError(1, 'Operation not permitted')
workers.mount_own_proc = none
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="the kernel keeps those in a user name space away")
@pytest.mark.parametrize("user", ["root"])
@pytest.mark.parametrize("has_landlock", [True, False])
def test_where_all_processes_are_shown_no_step_reaches_their_files(
    canary: Path, user: str, has_landlock: bool
) -> None:
    """By /proc/PID/root and /proc/PID/mem, as the user of that process."""
    nobody = [needs("setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups"]
    other = subprocess.Popen([*nobody, "/bin/cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdin
    assert other.stdout
    other.stdin.write(b"x")
    other.stdin.flush()
    assert other.stdout.read(1) == b"x"  # it is that program by now
    canary.parent.chmod(0o777)
    canary.chmod(0o666)
    steps = (
        "setresgid(65534, 65534, 65534); setresuid(65534, 65534, 65534);",
        f'fd = openat(AT_FDCWD, "/proc/{other.pid}/root{canary}", O_RDWR | O_TRUNC, 0);',
    )
    before = NO_PROCESSES if has_landlock else f"{NO_PROCESSES}landlock.ruleset = lambda _: none()"
    try:
        found = confined(f"{before}\ntell({strange(*steps)}, case('getpid'))", user)
    finally:
        other.communicate()
    assert found[0][0] is None
    assert ("EACCES" if has_landlock else "--unsafe processes") in found[0][1]
    assert found[1][0] > 0
    assert canary.read_text() == "text"


@users
@programs
@pytest.mark.parametrize("version", [6, 99])
def test_no_descriptor_sends_signals_to_others(user: str, version: int) -> None:
    """Landlock keeps them since Linux 6.12; before, what tries F_SETOWN is killed."""
    before = f"{NO_SPACES}landlock._SCOPES = {version}\n"
    works = ("__import__('fcntl').fcntl(0, 8, 1)", "os.getpid()")
    has_scopes = version == 6 and keeps_signals()
    assert killed(user, before, *works) == ("[]" if has_scopes else "[0]")


@users
@programs
def test_a_program_raises_no_limit_that_keeps_the_machine(user: str) -> None:
    names = ("AS", "CORE", "FSIZE")
    script = (
        "import os, resource as r\\nout = open('out', 'w')\\n"
        "def tried(what, *values):\\n  try: what(*values)\\n"
        "  except (OSError, ValueError): return\\n"
        "  out.write(str(values))\\n"
        f"for one in ({', '.join(f'r.RLIMIT_{name}' for name in names)}): "
        "tried(r.setrlimit, one, (r.RLIM_INFINITY, r.RLIM_INFINITY))\\n"
        "tried(os.setpriority, 0, 0, -20)\\n"
        "tried(os.sched_setscheduler, 0, 1, os.sched_param(50))\\n"
        "out.write('all')\\nout.close()\\nopen('done', 'w')"
    )
    assert confined(f"{SEEN}tell_all(work, [{as_program(script)}])", user) == [["", "all"]]


@programs
def test_programs_of_root_reach_no_key_ring() -> None:
    if USERS[0] != "root":
        pytest.skip("an ordinary user has key rings of his name space")
    add = "call(248, b'user', b'kapi-hostile', b'x', 1, -4)"  # KEY_SPEC_USER_KEYRING
    assert killed("root", "", add, "call(250, 0, -4, 1)", "os.getpid()") == "[0, 1]"
    assert "kapi-hostile" not in Path("/proc/keys").read_text()


@users
@programs
def test_where_landlock_alone_keeps_files_programs_reach_no_more(user: str, canary: Path) -> None:
    """Its rules know no owners, modes and times, no networks, no limits of others, no keys."""
    if os.geteuid() == 0:  # root is nobody there
        os.chown(canary.parent, 65534, 65534)
        os.chown(canary, 65534, 65534)
    path = f"'{canary}'"
    works = (
        f"os.chmod({path}, 0)",
        f"os.utime({path}, (1, 1))",
        f"os.chown({path}, 65534, 65534)",
        f"os.setxattr({path}, 'user.a', b'x')",
        f"os.fchmod(os.open({path}, 0), 0)",
        f"call(16, os.open({path}, 0), 0x40086602, 0)",  # FS_IOC_SETFLAGS
        "call(41, 2, 1, 0)",  # socket
        "os.kill(os.getppid(), 0)",
        "resource.prlimit(os.getppid(), resource.RLIMIT_CORE)",
        "os.setpriority(os.PRIO_USER, 0, 19)",
        "call(29, 0, 4096, 0o1600)",  # shmget
        "call(248, b'user', b'kapi-hostile', b'x', 1, -4)",
        "resource.getrlimit(resource.RLIMIT_CORE)",
        f"open({path}).read()",
    )
    before = canary.stat()
    assert killed(user, NO_SPACES, *works) == str(list(range(12)))
    after = canary.stat()
    assert (after.st_mode, after.st_mtime_ns) == (before.st_mode, before.st_mtime_ns)


@users
def test_where_landlock_alone_keeps_files_no_attribute_is_changed(user: str, canary: Path) -> None:
    if os.geteuid() == 0:  # root is nobody there
        os.chown(canary.parent, 65534, 65534)
        os.chown(canary, 65534, 65534)
    path = f"'\"{canary}\"'"
    found = confined(
        f"{NO_SPACES}tell(case('chmod', {path}, '0'), case('chown', {path}, '65534', '65534'),"
        f" case('utimensat', '-100', {path}, '0', '0'))",
        user,
    )
    assert [one[0] for one in found] == [None] * 3
    assert all("--unsafe attributes" in one[1] for one in found)
    assert canary.stat().st_mode & 0o777 != 0


@users
@programs
@pytest.mark.parametrize(
    "limit", [("SIGPENDING", 7), ("NOFILE", 3), ("AS", 4096), ("DATA", 0), ("FSIZE", 0)]
)
def test_a_worker_that_a_program_has_changed_makes_no_other_call(
    user: str, limit: tuple[str, int]
) -> None:
    """Else the calls of the next spec would have the limits that this one has chosen."""
    name, number = limit
    change = f"resource.prlimit(1, resource.RLIMIT_{name}, ({number}, {number}))"
    script = f"import resource\\n{change}\\nopen('done', 'w')"
    found = confined(
        "def work(one):\n"
        "    ran = run(one, this_machine(), 5.0)\n"
        "    return open('/proc/self/limits').read()\n"
        f"cases = [{as_program(script)}, case('getpid')]\n"
        "print(json.dumps(list(in_workers(work, cases, 1, killed=lambda _: 'killed'))))",
        user,
    )
    assert found[0] == "killed"
    row = next(one for one in found[1].splitlines() if one.startswith("Max pending signals"))
    assert row.split()[3] != "7"


OWN_STATE = {
    "autogroup": "open('/proc/self/autogroup', 'w').write('7')",
    "coredump_filter": "open('/proc/self/coredump_filter', 'w').write('0x1')",
    "disks": "ctypes.CDLL(None).syscall(251, 1, 0, 3 << 13)",  # ioprio_set, IOPRIO_CLASS_IDLE
}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the number of the call is of x86-64")
@pytest.mark.parametrize("change", OWN_STATE.values(), ids=OWN_STATE)
def test_a_worker_notices_what_was_changed_of_it(change: str) -> None:
    """Each is a file, or a call, by which a program of the same user changes a process."""
    source = (
        "import ctypes, json, os\n"
        "from kapi.conform.sandbox.own_state import own_state\n"
        "os.setsid()\n"
        f"was = own_state()\n{change}\n"
        "print(json.dumps([was == own_state(), own_state() == own_state()]))"
    )
    if "autogroup" in change and not Path("/proc/self/autogroup").exists():
        cannot("a kernel without CONFIG_SCHED_AUTOGROUP")
    assert confined(source) == [False, True]


def test_a_bomb_of_forks_has_an_end() -> None:
    few = "confine._MOST_PROCESSES = 20\n"  # of root, a control group keeps it
    found = confined(
        f"{few}tell({strange('while (1) { if (fork() == 0) { } }')}, case('getpid'))", "user"
    )
    assert found[0][0] is None
    assert found[1][0] > 0


@users
def test_a_thread_that_goes_on_when_the_first_has_ended_is_not_waited_for(user: str) -> None:
    """The first of them is a zombie then, and no other could be asleep: 40 seconds for each."""
    start = time.monotonic()
    exits = "case('exit', '0', steps=('t = start_thread();',))"
    assert confined(f"tell({exits}, case('getpid'))", user)[0][0] == "hung"
    assert time.monotonic() - start < 20


@users
def test_no_hint_of_a_file_is_changed(user: str, canary: Path) -> None:
    """F_SET_RW_HINT asks only whose the file is, whatever its mount is."""
    steps = f'f = open("{canary}", 0, 0); h = buffer(8); put64(h, 3);'
    own = 'f = open("own", O_RDWR | O_CREAT, 0600); h = buffer(8); put64(h, 3);'
    call = "'fcntl', 'f', '1036', 'h'"
    found = confined(
        f"tell(case({call}, steps=[{steps!r}]), {strange(steps + ' fcntl(f, 1036, h);')},"
        f" case({call}, steps=[{own!r}]), case('fcntl', '77', '1036', 'buffer(8)'))",
        user,
    )
    assert [one[0] for one in found] == [None, None, 0, -errno.EBADF]
    assert all("--unsafe machine" in reason for _, reason in found[:2])
    with canary.open() as file:
        assert fcntl.fcntl(file, 1035, bytes(8)) == bytes(8)  # F_GET_RW_HINT


@users
@programs
def test_no_program_changes_a_hint_of_a_file(user: str, canary: Path) -> None:
    works = (f"call(72, os.open('{canary}', 0), 1036, ctypes.byref(ctypes.c_uint64(3)))", "1")
    assert killed(user, "", *works) == "[0]"


@users
def test_where_nothing_keeps_files_no_stranger_makes_any_step(user: str) -> None:
    """A step can write over what reads it, and then opens files without being asked."""
    found = confined(
        f"{NO_WALL_OF_FILES}tell({strange('p = buffer(8);')}, case('getpid'))",
        user,
    )
    assert found[0][0] is None
    assert "--unsafe files" in found[0][1]
    assert found[1][0] > 0


@users
def test_a_report_may_say_anything(user: str) -> None:
    steps = [
        'write(REPORT, "{\\"registers\\":' + "[" * 3000 + '", 3013);',
        'write(REPORT, "{\\"held\\":' + "9" * 40 + '}", 49);',
        'write(REPORT, "{\\"note\\":' + "9" * 40 + '}", 49);',
        'write(REPORT, "{\\"registers\\":[' + "9" * 40 + ']}", 56);',
        'write(REPORT, "{}", 2); write(REPORT, "{\\"result\\":' + "9" * 40 + '}", 51);',
        'prctl(PR_SET_NAME, "\\xff\\xfe) (");',
    ]
    steps = [one.replace("REPORT", f"{report_number()}") for one in steps]
    found = confined(f"tell({', '.join(strange(one) for one in steps)})", user)
    *forged, named = found
    assert all(result is None and "the report" in reason for result, reason in forged), forged
    assert named[0] > 0


@users
def test_where_landlock_keeps_files_it_does_so_from_the_first_step(user: str, canary: Path) -> None:
    remove = strange(f'unlink("{canary}");')
    ((result, reason),) = confined(f"{NO_SPACES}tell({remove})", user)
    assert result is None
    assert "EACCES" in reason or "--unsafe files" in reason
    assert canary.exists()


def test_who_wrote_a_case_is_known() -> None:
    (spec,) = (one for one in load_specs((), Options()).specs if one.name == "sys_mlock")
    assert not any(case.foreign for case in cases_for(spec).all if not case.name.startswith("ex"))
    shown = cases_for(replace(spec, example="mlock(getpid(), 1)")).all[0]
    assert shown.foreign
    text = "case one\n  a = getpid();\n  mlock(a, 1)\n"
    (written,) = read_cases(text, "mlock.cases", "mlock").all
    assert written.foreign
    attempt = attempt_of(written)
    assert attempt.case().foreign
    moved = replace(attempt, steps=(), foreign=False)
    assert moved.case().foreign  # its argument is a stranger's
    inside = memory_with(8, {0: (8, attempt.arguments[0])})
    assert inside.foreign


def test_a_file_beside_a_spec_is_a_strangers(tmp_path: Path) -> None:
    (spec,) = (one for one in load_specs((), Options()).specs if one.name == "sys_mlock")
    (tmp_path / "mlock.cases").write_text("case one\n  mlock(0, 0)\n")
    moved = replace(spec, origin=replace(spec.origin, file=str(tmp_path / "x.c")), examples=None)
    by_name = {case.name: case.foreign for case in cases_for(moved).all}
    assert by_name["one"]
    assert sum(by_name.values()) == 1


@pytest.mark.parametrize(
    "file", ["a" * 5000, "\0/x", "/proc/self/mem/x.c", "x/" * 3000 + "y.c", "\udcff/x.c", "//x.c"]
)
def test_the_file_that_a_spec_names_may_be_anything(file: str) -> None:
    (spec,) = (one for one in load_specs((), Options()).specs if one.name == "sys_mlock")
    named = replace(spec, origin=replace(spec.origin, file=file))
    assert cases_for(named).all
    assert not cases_for(named).findings


@pytest.mark.parametrize("kind", ["directory", "fifo", "large", "secret", "link"])
def test_cases_that_cannot_be_read_are_a_finding(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "mlock.cases"
    match kind:
        case "directory":
            place.mkdir()
        case "fifo":
            os.mkfifo(place)
        case "large":
            with place.open("wb") as file:
                file.truncate(1 << 30)
        case "link":
            (tmp_path / "other").write_text("case one\n  mlock(0, 0)\n")
            place.symlink_to("other")
        case _ if os.geteuid() == 0:
            pytest.skip("root may read all files")
        case _:
            place.write_text("")
            place.chmod(0)
    (spec,) = (one for one in load_specs((), Options()).specs if one.name == "sys_mlock")
    named = replace(spec, origin=replace(spec.origin, file=str(tmp_path / "x.c")))
    (finding,) = cases_for(named).findings
    assert finding.message.startswith("cannot be read: ")

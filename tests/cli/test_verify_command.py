"""``kapi verify``: what is caught, what raises nothing, and what is left alone."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from kapi.cli.verify_command import write
from kapi.finding import Severity
from kapi.pipeline.verify import Summary, Verified
from kapi.pipeline.watch_results import ApiCounts, Deviation
from kapi.span import Span
from tests.cli.conftest import KAPI, Call
from tests.cli.marking import MARKED, MARKED_LONG
from tests.needs import needs, watches_by_bpf

PLANTED: tuple[tuple[str, str], ...] = (
    # An errno that the spec does not list.
    ("unlisted-errno", "mlock(0x7f0000, 4096) = -1 EBADF (Bad)"),
    ("unlisted-errno", "mlock(0x7f0000, 4096) = -1 ENOSYS (Not)"),
    ("unlisted-errno", "mlock2(0x7f0000, 4096, 0) = -1 EFAULT (Bad)"),
    ("unlisted-errno", "munlock(0x7f0000, 4096) = -1 EPERM (Not)"),
    ("unlisted-errno", "munlockall() = -1 EPERM (Not)"),
    ("unlisted-errno", "mlockall(MCL_CURRENT) = -1 EBADF (Bad)"),
    ("unlisted-errno", "madvise(0x7f0000, 4096, MADV_DONTNEED) = -1 ENOSYS (Not)"),
    ("unlisted-errno", "epoll_create1(0) = -1 EPERM (Not)"),
    ("unlisted-errno", "epoll_create(1) = -1 EBADF (Bad)"),
    ("unlisted-errno", "epoll_ctl(4, EPOLL_CTL_ADD, 5, {events=EPOLLIN, data=0}) = -1 EIO (IO)"),
    ("unlisted-errno", "epoll_wait(4, [], 8, 0) = -1 EPERM (Not)"),
    ("unlisted-errno", "epoll_pwait(4, [], 8, 0, NULL, 8) = -1 EIO (IO)"),
    ("unlisted-errno", "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 0) = -1 EISDIR (Is)"),
    ("unlisted-errno", "close(3) = -1 EPERM (Not)"),
    ("unlisted-errno", "close(3) = -1 (errno 999)"),
    ("unlisted-errno", 'execve("/bin/x", ["x"], NULL) = -1 EBADF (Bad)'),
    # Accepted, where the arguments alone forbid it.
    ("accepted-invalid", "madvise(0x7f0001, 4096, MADV_DONTNEED) = 0"),
    ("accepted-invalid", "madvise(0x7f0000, 4096, 0x63 /* MADV_??? */) = 0"),
    ("accepted-invalid", "madvise(0x7f0000, 18446744073709551615, MADV_DONTNEED) = 0"),
    ("accepted-invalid", "mlock2(0x7f0000, 4096, MLOCK_ONFAULT|0x8) = 0"),
    ("accepted-invalid", "mlockall(0) = 0"),
    ("accepted-invalid", "mlockall(MCL_CURRENT|0x100) = 0"),
    ("accepted-invalid", "epoll_create(0) = 3"),
    ("accepted-invalid", "epoll_create(-5) = 3"),
    ("accepted-invalid", "epoll_create1(EPOLL_CLOEXEC|0x1) = 3"),
    ("accepted-invalid", "epoll_ctl(4, 0x9 /* EPOLL_CTL_??? */, 5, {events=EPOLLIN, data=0}) = 0"),
    (
        "accepted-invalid",
        "epoll_ctl(4, EPOLL_CTL_MOD, 5, {events=EPOLLIN|EPOLLEXCLUSIVE, data=0}) = 0",
    ),
    ("accepted-invalid", "epoll_wait(4, [], 0, 0) = 0"),
    ("accepted-invalid", "epoll_wait(4, [], -1, 0) = 0"),
    ("accepted-invalid", "epoll_pwait2(4, [], 8, {tv_sec=0, tv_nsec=1000000000}, NULL, 8) = 0"),
    ("accepted-invalid", "epoll_pwait2(4, [], 8, {tv_sec=-1, tv_nsec=0}, NULL, 8) = 0"),
    ("accepted-invalid", "mmap(NULL, 0, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000"),
    ("accepted-invalid", "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 0x10) = 0x7f0000"),
    ("accepted-invalid", 'openat(AT_FDCWD, "x", O_RDONLY|O_CREAT|O_DIRECTORY, 0600) = 3'),
    ("accepted-invalid", 'open("x", O_RDONLY|O_CREAT|O_DIRECTORY, 0600) = 3'),
    ("accepted-invalid", 'execveat(AT_FDCWD, "/bin/true", ["true"], NULL, 0x40) = 0'),
    # Refused with another errno than the one that is specified.
    ("wrong-errno", "madvise(0x7f0001, 4096, MADV_DONTNEED) = -1 ENOMEM (Cannot)"),
    ("wrong-errno", "mlock2(0x7f0000, 4096, 0x8) = -1 ENOMEM (Cannot)"),
    ("wrong-errno", "mlockall(0) = -1 ENOMEM (Cannot)"),
    ("wrong-errno", "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 0x10) = -1 EACCES (P)"),
    ("wrong-errno", "epoll_pwait2(4, [], 8, {tv_sec=0, tv_nsec=-1}, NULL, 8) = -1 EBADF (Bad)"),
    ("wrong-errno", "epoll_create(0) = -1 EMFILE (Too)"),
    ("wrong-errno", "epoll_create1(0x1) = -1 EMFILE (Too)"),
    ("wrong-errno", 'openat(AT_FDCWD, "x", O_CREAT|O_DIRECTORY, 0600) = -1 ENOENT (No)'),
    ("wrong-errno", 'open("x", O_CREAT|O_DIRECTORY, 0600) = -1 EISDIR (Is)'),
    # Refused by a later check than the first that must refuse it.
    ("wrong-errno", "mmap(NULL, 0, PROT_READ, MAP_PRIVATE, 3, 0x10) = -1 EBADF (Bad)"),
    ("wrong-errno", "mmap(NULL, 0, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = -1 ENOMEM (C)"),
    ("wrong-errno", "mlock2(0x7f0000, 4096, 0x8) = -1 EPERM (Not)"),
    ("wrong-errno", "mlockall(0) = -1 EPERM (Not)"),
    # A result that the return rule does not allow.
    ("wrong-return", "close(3) = 7"),
    ("wrong-return", "mlock(0x7f0000, 4096) = 1"),
    ("wrong-return", "munlock(0x7f0000, 4096) = 4096"),
    ("wrong-return", "madvise(0x7f0000, 4096, MADV_DONTNEED) = 4096"),
    ("wrong-return", "epoll_ctl(4, EPOLL_CTL_DEL, 5, NULL) = 5"),
    ("wrong-return", "mlockall(MCL_CURRENT) = 2"),
    ("wrong-return", "epoll_wait(4, [], 8, 0) = 9"),
    # A call whose end nobody saw.
    ("lost-exit", "read(3,  <unfinished ...>"),
    ("lost-exit", "mlock(0x7f0000, 4096 <unfinished ...>"),
    ("lost-exit", 'openat(AT_FDCWD, "y",  <unfinished ...>'),
    ("lost-exit", "epoll_wait(4,  <unfinished ...>"),
)

CONFORMING = (
    "close(3) = 0",
    "close(99) = -1 EBADF (Bad file descriptor)",
    "close(-1) = -1 EBADF (Bad file descriptor)",
    'openat(AT_FDCWD, "/etc/passwd", O_RDONLY|O_CLOEXEC) = 3',
    'openat(AT_FDCWD, "/none", O_RDONLY) = -1 ENOENT (No such file or directory)',
    "openat(AT_FDCWD, 0x1, O_RDONLY) = -1 EFAULT (Bad address)",
    'open("x", O_RDONLY|O_CREAT|O_DIRECTORY, 0600) = -1 EINVAL (Invalid argument)',
    'open("", O_RDONLY) = -1 ENOENT (No such file or directory)',
    'read(3, "abc", 4096) = 3',
    "read(3, 0x7f0000, 4096) = -1 EAGAIN (Resource temporarily unavailable)",
    "read(3, 0x1, 4096) = -1 EFAULT (Bad address)",
    "read(0, 0x7f00, 10) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)",
    'write(1, "abc", 3) = 3',
    'write(1, "", 0) = 0',
    'write(5, "x", 1) = -1 EPIPE (Broken pipe)',
    "mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f3e2e410000",
    "mmap(NULL, 0, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = -1 EINVAL (Invalid argument)",
    "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 0x10) = -1 EINVAL (Invalid argument)",
    "madvise(0x7f0000, 4096, MADV_DONTNEED) = 0",
    "madvise(0x7f0001, 4096, MADV_DONTNEED) = -1 EINVAL (Invalid argument)",
    "madvise(0x7f0000, 0, MADV_DONTNEED) = 0",
    "madvise(0x7f0000, 4096, 0x63 /* MADV_??? */) = -1 EINVAL (Invalid argument)",
    "mlock(0x7f0001, 10) = 0",
    "mlock(0x7f0000, 4096) = -1 ENOMEM (Cannot allocate memory)",
    "mlock2(0x7f0000, 4096, 0x8) = -1 EINVAL (Invalid argument)",
    "mlockall(0) = -1 EINVAL (Invalid argument)",
    "mlockall(MCL_CURRENT|MCL_FUTURE) = 0",
    "munlock(0x7f0000, 4096) = 0",
    "munlockall() = 0",
    "epoll_create1(EPOLL_CLOEXEC) = 4",
    "epoll_create1(0x1) = -1 EINVAL (Invalid argument)",
    "epoll_ctl(4, EPOLL_CTL_ADD, 5, {events=EPOLLIN, data={u32=5, u64=5}}) = 0",
    "epoll_ctl(4, EPOLL_CTL_ADD, 5, NULL) = -1 EFAULT (Bad address)",
    "epoll_ctl(4, 0x9 /* EPOLL_CTL_??? */, 5, {events=0, data=0}) = -1 EINVAL (Invalid argument)",
    "epoll_wait(4, [{events=EPOLLIN, data=0}], 8, -1) = 1",
    "epoll_wait(4, 0x7f0000, 0, 0) = -1 EINVAL (Invalid argument)",
    "epoll_wait(4, 0x7f0000, 8, -1) = -1 EINTR (Interrupted system call)",
    "epoll_pwait2(4, [], 8, {tv_sec=0, tv_nsec=1000000000}, NULL, 8) = -1 EINVAL (Invalid)",
    'execve("/bin/true", ["true"], 0x7ffd /* 3 vars */) = 0',
    'execve("/none", ["x"], NULL) = -1 ENOENT (No such file or directory)',
    "getppid() = 7",
)


def verified(call: Call, path: Path, *options: str) -> tuple[dict[str, object], int]:
    result = call("verify", "--replay", str(path), "-f", "json", *options)
    return json.loads(result.out), result.code


def test_planted_deviations_are_caught_and_nothing_else(call: Call, tmp_path: Path) -> None:
    assert len(PLANTED) == 60
    log = tmp_path / "log"
    lines = [f"1 {CONFORMING[at % len(CONFORMING)]}" for at in range(2000)]
    log.write_text("\n".join(lines) + "\n")
    document, code = verified(call, log)
    assert code == 0
    assert document["findings"] == []
    for at, (_, line) in enumerate(PLANTED):
        lines.insert(33 * at + 7, f"1 {line}")
    log.write_text("\n".join(lines) + "\n")
    document, code = verified(call, log)
    assert code == 1
    findings = document["findings"]
    assert isinstance(findings, list)
    found: Counter[str] = Counter()
    for one in findings:
        found[one["code"]] += one["count"]
    assert sum(found.values()) == 60
    wanted = Counter(code for code, _ in PLANTED)
    assert found == wanted, [(one["code"], one["call"]) for one in findings]


FILES = (
    "</a b/c>",
    "<pipe:[123]>",
    "<TCP:[127.0.0.1:80->127.0.0.1:99]>",
    '<UNIX-STREAM:[1->2,"/run/x, y"]>',
    "<anon_inode:[eventpoll]>",
    "</dev/null<char 1:3>>",
    "</tmp/a\\76b>(deleted)",
    "</tmp/a->",
)


def with_files(line: str, number: int) -> str:
    """As strace -yy shows descriptors."""
    head = re.match(r"(?:close|read|write|epoll_(?:ctl|p?wait2?))\(\d+", line)
    return line if head is None else head[0] + FILES[number % 8] + line[head.end() :]


def interleaved(lines: Sequence[str]) -> Iterator[str]:
    """The lines as those of four threads, each of which runs while another is in its call."""
    inside: dict[int, str] = {}
    for number, line in enumerate(lines):
        tid = 10 + number % 4
        if tid in inside:
            yield inside.pop(tid)
        cut = re.fullmatch(r"(\w+)\((.*?, )?([^ ,]*\) = .*)", line)
        if cut is None or number % 3 == 0 or "{" in line or '"' in line:
            yield f"{tid} {line}"
        else:
            yield f"{tid} {cut[1]}({cut[2] or ''} <unfinished ...>"
            inside[tid] = f"{tid} <... {cut[1]} resumed>{cut[3]}"
    yield from inside.values()


STYLES: dict[str, Callable[[Sequence[str]], Iterable[str]]] = {
    "-f -T -yy": lambda lines: (
        f"1 {with_files(line, number)}{'' if 'unfinished' in line else ' <0.000009>'}"
        for number, line in enumerate(lines)
    ),
    "-k": lambda lines: (
        row for line in lines for row in (f"1 {line}", " > /usr/lib/libc.so.6(__mmap+0x1) [0x2]")
    ),
    "-i -n": lambda lines: (f"[   9] [00007f0123456789] {line}" for line in lines),
    "-r, indented in a mail": lambda lines: (f"    1      0.000012 {line}" for line in lines),
    "--decode-pids=comm": lambda lines: (f"1<a b> 1700000000.5 {line}" for line in lines),
    "threads": interleaved,
}


@pytest.mark.parametrize("style", STYLES)
def test_planted_deviations_in_other_styles_of_logs(style: str, call: Call, tmp_path: Path) -> None:
    lines = [CONFORMING[at % len(CONFORMING)] for at in range(400)]
    for at, (_, line) in enumerate(PLANTED):
        lines.insert(6 * at + 7, line)
    log = tmp_path / "log"
    log.write_text("\n".join(STYLES[style](lines)) + "\n")
    document, _ = verified(call, log)
    found: Counter[str] = Counter()
    for one in document["findings"]:  # type: ignore[attr-defined]
        found[one["code"]] += one["count"]
    assert found == Counter(code for code, _ in PLANTED)
    assert document["summary"]["unread_lines"] == 0  # type: ignore[index]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda one: one[1][:40])
def test_each_planted_deviation(planted: tuple[str, str], call: Call, tmp_path: Path) -> None:
    code, line = planted
    log = tmp_path / "log"
    log.write_text(f"1 {line}\n1 getppid() = 7\n")
    (found,) = verified(call, log)[0]["findings"]  # type: ignore[misc]
    assert found["code"] == code
    assert found["count"] == 1
    assert found["tid"] == 1


@pytest.fixture(params=["strace", pytest.param("bpf", marks=watches_by_bpf)])
def backend(request: pytest.FixtureRequest) -> str:
    """Each back end that may run here."""
    name = str(request.param)
    if name == "strace":
        needs("strace")
    return name


def kapi(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [*KAPI, *arguments]
    return subprocess.run(command, capture_output=True, text=True, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(
    ("script", "code"), [("echo out; echo err >&2; exit 7", 7), ("echo out; kill -TERM $$", 143)]
)
def test_the_program_keeps_its_output_and_its_exit_code(
    script: str, code: int, backend: str, tmp_path: Path
) -> None:
    report = tmp_path / "report"
    watched = ["verify", "--backend", backend, "-f", "json", "-o", str(report)]
    done = kapi(*watched, "--", "sh", "-c", script)
    assert done.returncode == code
    assert done.stdout == "out\n"
    assert done.stderr == ("err\n" if "err" in script else "")
    document = json.loads(report.read_text())
    assert document["backend"] == backend
    assert document["summary"]["calls"] == document["summary"]["conforming"] > 5
    assert document["findings"] == []
    assert {one["api"] for one in document["apis"]} >= {"sys_execve", "sys_openat", "sys_close"}


def test_the_report_goes_to_standard_error(backend: str) -> None:
    done = kapi("verify", "--backend", backend, "--", "sh", "-c", "echo out")
    assert (done.returncode, done.stdout) == (0, "out\n")
    assert f"conforming, by {backend}" in done.stderr


WRONG = "1 mlockall(0) = 0\n1 close(3) = 0\n1 mlockall(0) = 0\n"


def test_first_call_place_and_count(call: Call, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(f"1 12:00:01 close(9) = 0\n{WRONG.replace('1 mlock', '7 12:00:02 mlock', 1)}")
    result = call("verify", "--replay", str(log))
    assert result.code == 1
    assert "mlockall.c:" in result.out
    assert "(2 times) [accepted-invalid]" in result.out
    assert "      mlockall(0) = 0\n      thread 7, at 12:00:02\n" in result.out
    assert "4 calls, 2 conforming, 2 violations, by replay" in result.out


def test_a_file_of_each_kind_gives_the_same(call: Call, tmp_path: Path) -> None:
    head = "      cat-7     [001] .....  12.000001: "
    texts = {
        "strace": "7 mlockall(0) = 0\n7 close(3) = -1 EBADF (Bad)\n",
        "perf": (
            "     cat     7 [001]    12.000001: raw_syscalls:sys_enter: NR 151 (0, 1, 2, 3, 4, 5)\n"
            "     cat     7 [001]    12.000002: raw_syscalls:sys_exit: NR 151 = 0\n"
            "     cat     7 [001]    12.000003: syscalls:sys_enter_close: fd: 0x00000003\n"
            "     cat     7 [001]    12.000004: syscalls:sys_exit_close: 0xfffffffffffffff7\n"
        ),
        "ftrace": (
            f"# tracer: nop\n#\n{head}sys_mlockall(flags: 0)\n{head}sys_mlockall -> 0x0\n"
            f"{head}sys_enter: NR 3 (3, 0, 0, 0, 0, 0)\n{head}sys_exit: NR 3 = -9\n"
        ),
        "kapi": (
            f"{head}kapi_syscall_enter: sys_mlockall(flags=0x0)\n"
            f"{head}kapi_syscall_exit: sys_mlockall = 0 spec_match=1\n"
            f"{head}kapi_syscall_enter: sys_close(fd=3)\n"
            f"{head}kapi_syscall_exit: sys_close = -9 spec_match=1\n"
        ),
        "json": (
            '{"syscall":"mlockall","arguments":[0],"result":0,"tid":7}\n'
            '{"syscall":"close","arguments":[3],"result":-9,"tid":7}\n'
        ),
    }
    seen = []
    for name, text in texts.items():
        log = tmp_path / name
        log.write_text(text)
        document, code = verified(call, log)
        assert code == 1
        (finding,) = document["findings"]  # type: ignore[misc]
        seen.append((document["summary"], document["apis"], finding["code"], finding["tid"]))
    assert all(one == seen[0] for one in seen), seen


@pytest.mark.parametrize(
    ("text", "key", "count"),
    [
        ("1 close(3) = 0\n1 read(3, <unfinished ...>\n", "lost_exits", 1),
        ("1 close(3) = 0\nnonsense\n\0\0\n", "unread_lines", 2),
        ('1 close(3) = 0\n1 openat(AT_FDCWD, "cut', "unread_lines", 1),
        ("1 2.0 close(3) = 0\n1 1.0 close(3) = 0\n", "unread_lines", 0),
        ("[ Process PID=1 runs in 32 bit mode. ]\n1 close(3) = 0\n2 close(3) = 0\n", "foreign", 1),
        (
            "c-1 [0] ..... 1.0: kapi_syscall_enter: sys_close(fd=3)\nCPU:0 [LOST 5 EVENTS]\n"
            "c-1 [0] ..... 1.0: kapi_syscall_exit: sys_close = 0 spec_match=1\n",
            "lost_events",
            5,
        ),
    ],
)
def test_losses_are_counted_and_shown(
    text: str, key: str, count: int, call: Call, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    log.write_text(text)
    document, code = verified(call, log)
    assert code == 0
    assert document["summary"][key] == count  # type: ignore[index]
    if key != "foreign":
        assert call("verify", "--strict", "--replay", str(log)).code == (5 if count else 0)
    result = call("verify", "--replay", str(log))
    assert (str(count) in result.out.splitlines()[-1]) == bool(count)


def test_nothing_to_judge_and_bad_usage(call: Call, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_text("")
    assert call("verify", "--replay", str(empty)).code == 4
    assert call("verify", "--replay", str(tmp_path / "none")).code == 3
    assert call("verify", "--replay", str(tmp_path)).code == 3
    assert call("verify").code == 2
    assert call("verify", "--pid", "1", "--", "true").code == 2
    assert call("verify", "--", "/no/such/program").code == 3


@pytest.mark.parametrize("form", ["md", "html", "csv", "jsonl", "sarif", "github", "junit"])
def test_formats(form: str, call: Call, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(WRONG)
    result = call("verify", "--replay", str(log), "-f", form)
    assert result.code == 1
    assert "mlockall" in result.out


def test_without_strace_one_line_and_exit_4() -> None:
    bare = {**os.environ, "PATH": "/nonexistent"}
    done = kapi("verify", "--backend", "strace", "--", "/bin/true", env=bare)
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert "install the package strace" in done.stderr


def test_ctrl_c_goes_to_the_program_and_the_report_still_comes(backend: str) -> None:
    command = [*KAPI, "verify", "--backend", backend, "--"]
    # No shell: one that is interrupted between two commands may go on with the second.
    waits = "import time; print('ready', flush=True); time.sleep(60)"
    command += [sys.executable, "-c", waits]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        os.killpg(process.pid, 2)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert f"conforming, by {backend}" in err


FORBID = """
import ctypes, struct, sys
libc = ctypes.CDLL(None)
# Load the number; ptrace (101 on x86-64) and bpf (321): EPERM; all else is allowed.
rules = [(0x20, 0, 0, 0), (0x15, 1, 0, 101), (0x15, 0, 1, 321), (6, 0, 0, 0x50001)]
rules.append((6, 0, 0, 0x7FFF0000))
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *one) for one in rules))
program = struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code))
assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, program, 0, 0) == 0
from kapi.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("command", ["verify", "explain", "coverage", "trace"])
def test_where_ptrace_is_forbidden_one_line_and_exit_4(command: str) -> None:
    needs("strace")
    program = [sys.executable, "-c", FORBID, command, "--", "echo", "out"]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.count("\n") == 1
    assert "ptrace(2) is forbidden here" in done.stderr


VERIFIED = Verified(
    backend="bpf",
    subject="make test",
    summary=Summary(
        calls=1234, conforming=1000, violations=2, unlisted=3, cannot_tell=4, passed=5,
        lost_events=6, lost_exits=7, unread_lines=8, first_unread="what is this?", foreign=9,
    ),
    apis=(
        ApiCounts(api="sys_close", calls=1200, conforming=1000, violations=2),
        ApiCounts(api="sys_mlock2", calls=34, unlisted=3, cannot_tell=4),
    ),
    findings=(
        Deviation(
            api="sys_close", code="accepted-invalid", severity=Severity.ERROR, message="it is odd",
            claims=(), span=Span(source="fs/close.c", file="fs/close.c", line=7), count=2,
            call="close(-1) = 0", tid=11, program="make", time="1.5",
        ),
        Deviation(
            api="sys_mlock2", code="lost-exit", severity=Severity.WARNING, message="nobody saw",
            claims=(), span=Span(), count=1, call="m" * 161,
        ),
        Deviation(
            api="sys_mlock2", code="unlisted-errno", severity=Severity.NOTE, message="not\nlisted",
            claims=(), span=Span(), count=3, call="mlock2() = -1 EIO",
        ),
    ),
)  # fmt: skip
FOUND = """\
<place>fs/close.c:7:</> <error>error:</> sys_close: it is odd (2 times) [accepted-invalid]
      close(-1) = 0
      thread 11, make, at 1.5
<warning>warning:</> sys_mlock2: nobody saw [lost-exit]
"""
SUMS = """\
<heading>API         calls  conform  violate  unlisted  cannot tell</>
sys_close    1200     1000        2         0            0
sys_mlock2     34        0        0         3            4
kapi: 1234 calls seen, 1000 conforming, 2 violations, 3 unlisted errnos, 4 that nothing can tell of\
"""
LOST = """\
kapi: 6 events were lost
kapi: 7 calls whose end nobody saw
kapi: 8 lines were not understood, the first: what is this?
kapi: 9 calls of 32-bit programs were left out
"""


def test_the_whole_text() -> None:
    text = write(VERIFIED, MARKED).text
    cut = f"      {'m' * 159}…\n"
    assert text == f"{FOUND}{cut}{SUMS}; 3 noted (-v), by bpf; others may be lost\n{LOST}"


def test_notes_are_shown_when_asked_for() -> None:
    text = write(VERIFIED, MARKED_LONG).text
    note = "<note>note:</> sys_mlock2: not listed (3 times) [unlisted-errno]\n"
    assert f"…\n{note}      mlock2() = -1 EIO\n{SUMS}, by bpf; others may be lost\n" in text


@pytest.mark.parametrize(
    ("calls", "text"),
    [
        (0, "kapi: no call of a specified API was seen: this says nothing, by replay\n"),
        (3, "kapi: 3 calls, 3 conforming, by replay\n"),
    ],
)
def test_nothing_wrong_and_nothing_lost_is_one_line(calls: int, text: str) -> None:
    counts = dict.fromkeys(Summary.__struct_fields__, 0)
    counts |= {"calls": calls, "conforming": calls}
    summary = msgspec.convert({**counts, "first_unread": ""}, Summary)
    nothing = Verified(backend="replay", subject="x.log", summary=summary)
    assert write(nothing).text == text


@pytest.mark.parametrize("backend", ["strace", pytest.param("bpf", marks=watches_by_bpf)])
def test_a_program_without_calls_keeps_its_status_unless_strict(backend: str, call: Call) -> None:
    needs("strace")
    options = ("verify", "--from", "kapi:mm/mlockall.c", "--backend", backend)
    for strict, code in (((), 7), (("--strict",), 4)):
        result = call(*options, *strict, "--", "sh", "-c", "exit 7")
        assert result.code == code
        assert "no call of a specified API was seen" in result.err

"""Logs of strace: every column and mark that it has, broken logs, and strace itself."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kapi.call import Outcome
from kapi.observe.seen import Seen
from kapi.observe.strace import StraceReader
from kapi.vocab.architectures import ARCHITECTURES
from tests.needs import needs

WANTED = ("openat", "read", "close", "mlock", "execve", "exit_group", "epoll_ctl")
X86_64 = ARCHITECTURES["x86_64"]


def read(text: str | bytes, size: int = 1 << 16, tid: int = 0) -> tuple[list[Seen], StraceReader]:
    data = text.encode() if isinstance(text, str) else text
    reader = StraceReader(WANTED, X86_64, tid)
    found = [one for at in range(0, len(data), size) for one in reader.feed(data[at : at + size])]
    return [*found, *reader.finish()], reader


def only(text: str) -> Seen:
    found, reader = read(text)
    assert len(found) == 1
    assert not reader.losses
    return found[0]


@pytest.mark.parametrize(
    ("prefix", "tid", "moment"),
    [
        ("", 0, ""),
        ("1234  ", 1234, ""),
        ("[pid  1234] ", 1234, ""),
        ("1234<cat> ", 1234, ""),
        ("[pid  1234<a (b)>] ", 1234, ""),
        ("12:34:56 ", 0, "12:34:56"),
        ("1234  12:34:56.789012 ", 1234, "12:34:56.789012"),
        ("[pid  1234] 12:34:56.789012 ", 1234, "12:34:56.789012"),
        ("1234  1795286615.207315 ", 1234, "1795286615.207315"),
        ("     0.000123 ", 0, "0.000123"),
        ("1234       0.000123 ", 1234, "0.000123"),
        ("12:34:56.7 (+     0.000011) ", 0, "12:34:56.7"),
        ("1234 [00007f3e2e410000] ", 1234, ""),
        ("1234 [ 257] ", 1234, ""),
        ("[ 257] [00007f3e2e410000] ", 0, ""),
    ],
)
@pytest.mark.parametrize("suffix", ["", " <0.000012>"])
def test_columns(prefix: str, suffix: str, tid: int, moment: str) -> None:
    seen = only(f"{prefix}mlock(0x7f00, 4096)          = -1 ENOMEM (Cannot allocate){suffix}\n")
    assert (seen.syscall, seen.tid, seen.time) == ("mlock", tid, moment)
    assert seen.arguments == (0x7F00, 4096)
    assert seen.outcome == Outcome(result=-12)


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        ("3", Outcome(result=3)),
        ("3</etc/passwd>", Outcome(result=3)),
        ("3</a) = b>", Outcome(result=3)),
        ("3<TCP:[127.0.0.1:1->127.0.0.1:2]>", Outcome(result=3)),
        ("0x7f0000", Outcome(result=0x7F0000)),
        ("0 (Timeout)", Outcome(result=0)),
        ("0x8001 (flags O_RDWR|O_LARGEFILE)", Outcome(result=0x8001)),
        ("0xffffffffffffffff", Outcome(result=-1)),
        ("-1 EAGAIN (Resource temporarily unavailable)", Outcome(result=-11)),
        ("-1 EINVAL (Invalid argument) (INJECTED)", Outcome(result=-22)),
        ("-1 (errno 22)", Outcome(result=-22)),
        ("-1 ENOSUCHNAME (?)", None),
        ("? ERESTARTSYS (To be restarted if SA_RESTART is set)", None),
        ("? ERESTART_RESTARTBLOCK (Interrupted by signal)", None),
        ("?", None),
        ("? <unavailable>", None),
    ],
)
def test_result(result: str, outcome: Outcome | None) -> None:
    assert only(f"read(3, 0x7f00, 10) = {result}\n").outcome == outcome
    assert only(f"read(3, 0x7f00, 10) = {result} <0.000001>\n").outcome == outcome


def test_arguments_of_every_kind() -> None:
    text = r'openat(AT_FDCWD</tmp/a, "b">, "x, \") = 5\\", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No)'
    seen = only(text + "\n")
    assert len(seen.texts) == 3
    assert seen.arguments[1:] == (None, 0o2000000)
    seen = only("epoll_ctl(4, EPOLL_CTL_ADD, 3, {events=EPOLLIN, data={u32=1, u64=1}}) = 0\n")
    assert seen.arguments == (4, 1, 3, None)
    assert seen.texts[3] == "{events=EPOLLIN, data={u32=1, u64=1}}"


def test_unfinished_and_resumed_of_several_threads() -> None:
    found, reader = read(
        "1 read(3,  <unfinished ...>\n"
        "2 read(4,  <unfinished ...>\n"
        "1 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED} ---\n"
        '2 <... read resumed>"b", 10) = 1\n'
        '1 <... read resumed> "a", 20)   = 1 <0.1>\n'
    )
    assert [(one.tid, one.arguments) for one in found] == [(2, (4, None, 10)), (1, (3, None, 20))]
    assert not reader.losses


def test_a_call_resumed_that_nobody_wants_is_passed_over() -> None:
    found, reader = read("1 poll([],  <unfinished ...>\n1 <... poll resumed>0, 5) = 0\n")
    assert found == []
    assert not reader.losses


def test_what_ends_a_thread_ends_its_call() -> None:
    found, reader = read(
        "1 read(3,  <unfinished ...>\n1 +++ killed by SIGKILL +++\n"
        "2 read(3,  <unfinished ...>\n2 +++ exited with 0 +++\n"
        "3 exit_group(0) = ?\n3 +++ exited with 0 +++\n"
    )
    assert [one.outcome for one in found] == [Outcome(killed="SIGKILL"), None, Outcome(gone=True)]
    assert not reader.losses


def test_execve_of_another_thread() -> None:
    found, reader = read(
        '8 execve("/bin/true", ["true"], 0x7f /* 3 vars */ <unfinished ...>\n'
        "7 +++ superseded by execve in pid 8 +++\n"
        "7 <... execve resumed>) = 0\n"
        "7 close(3) = 0\n"
    )
    assert [(one.tid, one.syscall) for one in found] == [(7, "execve"), (7, "close")]
    assert found[1].program == "true"
    assert not reader.losses


def test_execve_of_another_thread_that_takes_over_the_number_of_the_first() -> None:
    """As strace 6.1 writes it where the first thread is in no call that is traced."""
    found, reader = read(
        '8<m> 5.1 execve("/bin/true", ["true"], 0x7f /* 3 vars */ <pid changed to 7 ...>\n'
        "7<m> 5.2 +++ superseded by execve in pid 8 +++\n"
        "7<true> 5.3 <... execve resumed>) = 9\n"
        "7<true> 5.4 close(3) = 0\n"
    )
    assert [(one.tid, one.outcome) for one in found] == [
        (7, Outcome(gone=True)),
        (7, Outcome(result=0)),
    ]
    assert found[1].program == "true"
    assert not reader.losses


def test_a_lost_exit_is_shown_and_counted() -> None:
    found, reader = read("1 read(3,  <unfinished ...>\n1 close(4) = 0\n")
    assert [(one.syscall, one.outcome) for one in found] == [
        ("read", None),
        ("close", Outcome(result=0)),
    ]
    assert found[0].shown == "read(3) = <unfinished ...>"
    assert reader.losses.exits == 1
    found, reader = read("1 read(3,  <unfinished ...>\n")
    assert len(found) == reader.losses.exits == 1


def test_programs_of_32_bits_are_left_out_aloud() -> None:
    found, reader = read(
        "[ Process PID=5 runs in 32 bit mode. ]\n5 close(3) = 0\n6 close(3) = 0\n"
        "[ Process PID=5 runs in 64 bit mode. ]\n5 close(3) = 0\n"
    )
    assert [one.tid for one in found] == [6, 5]
    assert reader.losses.foreign == 1


def test_children_of_programs_of_32_bits_are_left_out_too() -> None:
    """strace tells of a child only what it had not shown last."""
    found, reader = read(
        "[ Process PID=5 runs in 32 bit mode. ]\n5 fork() = 6\n6 close(3) = 0\n"
        "5 clone(child_stack=NULL <unfinished ...>\n7 close(3) = 0\n5 <... clone resumed>) = 7\n"
        "7 close(4) = 0\n8 close(5) = 0\n5 vfork() = 2 /* 9 in strace's PID NS */\n9 close(3) = 0\n"
        "7 +++ exited with 0 +++\n7 close(6) = 0\n"
    )
    assert [one.tid for one in found] == [8, 7]
    assert reader.losses.foreign == 4
    found, reader = read(
        "5 mmap2(NULL, 8192, PROT_READ, MAP_PRIVATE, 3, 0) = 0xf7fbf000\n5 fork() = 6\n"
        '6 close(3) = 0\n6 execve("x", ["x"], 0xff) = 0\n6 close(4) = 0\n'
    )
    assert [one.shown for one in found] == ["close(4) = 0"]
    assert reader.losses.foreign == 2


def test_calls_that_only_32_bits_have_tell_what_a_program_is() -> None:
    """strace says nothing of it in a file (-o)."""
    found, reader = read(
        "5 mmap2(NULL, 8192, PROT_READ, MAP_PRIVATE, 3, 0) = 0xf7fbf000\n5 close(3) = 0\n"
        '6 close(3) = 0\n5 execve("x", ["x"], 0xff) = -1 ENOENT (No)\n5 close(4) = 0\n'
        '5 execve("x", ["x"], 0xff <unfinished ...>\n6 close(4) = 0\n'
        "5 <... execve resumed>) = 0\n5 close(5) = 0\n6 mmap(NULL) = 1\n"
    )
    assert [one.shown for one in found if one.syscall == "close"] == [
        "close(3) = 0", "close(4) = 0", "close(5) = 0"
    ]  # fmt: skip
    assert [one.tid for one in found if one.syscall == "close"] == [6, 6, 5]
    assert reader.losses.foreign == 4


def test_remarks_say_nothing_and_nonsense_is_counted() -> None:
    _, reader = read(
        "strace: Process 5 attached\n > /lib/libc.so(open+0x1) [0x2]\n\n <unfinished ...>\n"
    )
    assert not reader.losses
    _, reader = read('what is this\n\0\0\0\nread(3\nread(3, "abc, 5) = 1\nread([, 1) = 1\n')
    assert reader.losses.unread == 5
    assert reader.losses.first_unread == "what is this"


@pytest.mark.parametrize(
    "glued",
    [
        'execve("/x", ["x"], 0x7ff) = 0 7 brk(NULL) = 3',
        "close(3) = 0close(-1) = 0",
        "close(3) = 0 = 5",
        "read(3, {a=1}) = 1 write(4, {b=2}) = 0",
    ],
)
def test_two_calls_in_a_line_are_none(glued: str) -> None:
    found, reader = read(f"1 {glued}\n1 close(4) = 0\n")
    assert [one.shown for one in found] == ["close(4) = 0"]
    assert reader.losses.unread == 1


def test_a_return_of_the_carriage_ends_a_line() -> None:
    found, reader = read("1 close(3) = 0\r1 close(4) = 0\r\n1 close(5) = 0\r")
    assert [one.shown for one in found] == [f"close({n}) = 0" for n in (3, 4, 5)]
    assert not reader.losses


def test_a_line_that_is_far_too_long_counts_once() -> None:
    text = f'1 read(1, "{"x" * 5_000_000}", 9) = 9\n1 close(4) = 0\n'
    for size in (1 << 18, 1 << 30):
        found, reader = read(text, size)
        assert [one.shown for one in found] == ["close(4) = 0"]
        assert reader.losses.unread == 1


def test_chunks_of_any_size_give_the_same() -> None:
    text = "1 read(3,  <unfinished ...>\r\n2 close(3) = 0\r\n1 <... read resumed>0x1, 2) = 0\r\n"
    whole = read(text)[0]
    assert len(whole) == 2
    for size in (1, 2, 3, 7, 50):
        assert read(text, size)[0] == whole


LOG = (
    '10 12:00:00 openat(AT_FDCWD, "/a\\"b", O_RDONLY) = 3</a"b> <0.000004>\n'
    "11 12:00:01 read(3, <unfinished ...>\n10 close(3) = 0\n"
    '11 <... read resumed>"x", 1) = 1\n10 +++ exited with 0 +++\n'
    "11 epoll_ctl(4, EPOLL_CTL_ADD, 3, {events=EPOLLIN, data={u32=1}}) = 0\n"
    "[ Process PID=11 runs in 32 bit mode. ]\n11 +++ superseded by execve in pid 10 +++\n"
) * 3


def test_damaged_logs_raise_nothing() -> None:
    for seed in range(400):
        chance = random.Random(seed)
        data = bytearray(LOG.encode())
        for _ in range(chance.randint(1, 30)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(40)]
                case 2:
                    data[at:at] = chance.choice(
                        [b'"', b"\n", b"(", b" = ", b"<", b"\xff", b"9" * 5000]
                    )
                case _:
                    other = chance.randrange(len(data))
                    data[at:at] = data[other : other + 30]
        found, reader = read(bytes(data), chance.choice([1, 10, 1000]))
        assert all(one.syscall in WANTED for one in found)
        assert reader.lines <= data.count(b"\n") + 1


@pytest.mark.parametrize(
    "piece",
    ['read(3, "', "read(" + "[" * 9, "read(<", "read(3</a->", "read(1) = ", " = ", "[pid 1"],
)
def test_time_is_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        read(piece * count + ") = 0\n")
        return time.process_time() - start

    seconds(100)
    small, large = min(seconds(2_000) for _ in range(3)), seconds(40_000)
    assert large < max(60 * small, 0.5)


def test_a_line_without_end_takes_no_memory() -> None:
    reader = StraceReader(WANTED, X86_64)
    for _ in range(40):
        assert list(reader.feed(b"x" * (1 << 18))) == []
    assert reader.losses.unread >= 1
    assert len(reader._rest) <= 2 << 20


PROGRAM = """
import os, threading
threads = [threading.Thread(target=lambda: open("/etc/passwd").read()) for _ in range(4)]
[one.start() for one in threads]
[one.join() for one in threads]
for path in ("/nonexistent", "/etc/passwd/x"):
    try: open(path)
    except OSError: pass
if os.fork() == 0: os.execv("/bin/true", ["true"])
os.wait()
"""
OPTIONS = (
    [],
    ["-tt", "-T", "-y"],
    ["-ttt", "-yy", "-i"],
    ["-t", "-r", "-n"],
    ["-X", "raw"],
    ["-X", "verbose", "-Y", "--seccomp-bpf"],
    ["-e", "raw=all"],
)


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_what_strace_prints(options: list[str], tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = [needs("strace"), "-f", *options, "-o", str(log), sys.executable, "-c", PROGRAM]
    subprocess.run(command, check=True)
    found, reader = read(log.read_bytes(), 4096)
    assert not reader.losses
    failed = [one.outcome.errno for one in found if one.outcome and one.outcome.errno]
    assert failed.count(20) >= 1  # ENOTDIR
    assert len({one.tid for one in found}) == 6
    assert sum(one.syscall == "execve" for one in found) == 2
    assert all(one.arguments[0] is not None for one in found if one.syscall == "close")


def test_calls_that_differ_in_no_number_are_given_once_where_they_are_silent() -> None:
    log = (
        b'7  read(3, "abc"..., 4096) = 3 <0.000012>\n'
        b'7  read(3</a>, "\\"x\\1"..., 4096) = 3 <0.000013>\n'
        b'7  read(3, "abc"..., 4096 <unfinished ...>\n'
        b'8  read(3, "q", 4096) = 3 <0.000003>\n'
        b"7  <... read resumed>) = 3 <0.5>\n"
        b'7  read(3, "abc"..., 4096) = 4\n'
        b'7  read(3, "abc, 4096) = 3\n'
        b'7  read(3, "abc"..., 4096) = -1 EIO (Input/output error)\n'
        b'7  read(3, "abc"..., 4096) = -1 EIO (Input/output error)\n'
    )
    reader = StraceReader(["read"], X86_64, is_silent=lambda one: one.outcome != Outcome(result=-5))
    given = [*reader.feed(log), *reader.finish()]
    assert [one.outcome for one in given] == [Outcome(result=one) for one in (3, 3, 4, -5, -5)]
    assert reader.conforming == {"read": 2}
    assert reader.losses.unread == 1


@pytest.mark.parametrize(("counts", "given"), [(True, 3), (False, 1)])
def test_structures_make_a_difference_where_they_may_count(counts: bool, given: int) -> None:
    reader = StraceReader(
        ["fstat"], X86_64, is_silent=lambda one: True, looks_inside=lambda name: counts
    )
    log = b"".join(
        b"7  fstat(3</a->b-/c<char 1:3>>, {st_mode=S_IFREG|0644, st_size=%d}) = 0\n" % size
        for size in (1, 2, 3)
    )
    assert len([*reader.feed(log), *reader.finish()]) == given
    assert reader.conforming["fstat"] == 3 - given


def test_silence_hides_no_program_that_is_executed() -> None:
    log = b'7  execve("/bin/a", ["a"], 0x1 /* 1 var */) = 0\n7  read(0, "", 1) = 0\n'
    log += b'7  execve("/bin/b", ["b"], 0x1 /* 1 var */) = 0\n7  read(0, "", 2) = 0\n'
    reader = StraceReader(["read"], X86_64, is_silent=lambda one: True)
    given = [*reader.feed(log), *reader.finish()]
    assert [one.program for one in given] == ["a", "b"]


def test_a_call_that_strace_left_is_not_lost() -> None:
    found, reader = read(
        "7 read(0,  <detached ...>\n"
        "8 read(0, <unfinished ...>\n"
        "8 <... read resumed> <detached ...>\n"
    )
    assert found == []
    assert not reader.losses


@pytest.mark.parametrize(
    ("end", "shows_exits", "outcome"),
    [
        ("7 +++ exited with 0 +++\n", False, None),  # 231 is exit_group(), read of another thread
        ("7 +++ exited with 0 +++\n", True, None),
        ("7 +++ killed by SIGKILL +++\n", True, None),
        ("7 +++ superseded by execve in pid 8 +++\n", True, None),
        ("", False, None),  # the log ends, or does not show what signals do
        ("", True, Outcome(result=231)),
        ("7 exit(0) = ?\n7 +++ exited with 0 +++\n", True, Outcome(result=231)),
        ("7 --- SIGSEGV {si_signo=SIGSEGV} ---\n", False, Outcome(result=231)),
        ("8 +++ exited with 0 +++\n7 close(4) = 0\n", False, Outcome(result=231)),
    ],
)
def test_a_result_that_was_read_of_another_thread(
    end: str, shows_exits: bool, outcome: Outcome | None
) -> None:
    log = f"7 close(3 <unfinished ...>\n8 exit_group(0) = ?\n7 <... close resumed>) = 231\n{end}"
    reader = StraceReader(
        ["close"], X86_64, is_silent=lambda one: one.outcome == Outcome(result=0),
        shows_exits=shows_exits,
    )  # fmt: skip
    given = [*reader.feed(log.encode()), *reader.finish()]
    assert given[0].outcome == outcome
    assert not reader.losses


def test_what_is_printed_of_a_thread_that_is_killed_is_no_errno() -> None:
    found, reader = read(
        "7 close(3) = -1 (errno 18446744073709551354)\n"
        "7 ???( <unfinished ...>\n"
        "8 close(4) = 0\n"
        "7 <... ??? resumed>) = ?\n"
        "8 ???()       = ?\n"
    )
    assert [one.outcome for one in found] == [None, Outcome(result=0)]
    assert not reader.losses

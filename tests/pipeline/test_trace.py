"""The events of the framework's tracepoints, from a recorded log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kapi.errors import InputError, NothingToCheck
from kapi.pipeline.specs import Options
from kapi.pipeline.trace import Trace
from kapi.pipeline.verify import Subject

HERE = Options(cache=False, jobs=1)


def trace(room: Path, log: str, *sources: str) -> Trace:
    path = room / "log"
    path.write_text(log)
    return Trace(Subject(replay=(str(path),)), sources, HERE)


def test_two_events_a_call_and_one_where_nobody_saw_the_end(tmp_path: Path) -> None:
    made = trace(tmp_path, "7<a b> 12.000001 close(3) = 0\n7<a b> 12.000002 close(4 <unfinished")
    (enter, end) = list(made.lines())
    assert enter == "             a_b       7 12.000001: kapi:kapi_syscall_enter: sys_close(fd=3)\n"
    assert end.endswith("kapi:kapi_syscall_exit: sys_close = 0 spec_match=1\n")
    assert made.calls == 1
    assert made.backend.losses


@pytest.mark.parametrize(
    ("call", "shown", "match"),
    [
        ("close(3) = 7", "sys_close = 7", 0),  # it returns 0
        ("close(77) = -1 EBADF (Bad file descriptor)", "sys_close = -9", 1),
        ("madvise(0x1000, 4096, MADV_DONTNEED) = 0", "sys_madvise = 0", 1),
        ("mlockall(0) = 0", "sys_mlockall = 0", 0),  # no flag is EINVAL
    ],
)
def test_a_match_is_that_of_the_judge(tmp_path: Path, call: str, shown: str, match: int) -> None:
    last = list(trace(tmp_path, f"{call}\n").lines())[-1]
    assert last.endswith(f": {shown} spec_match={match}\n")


def test_values_by_their_types(tmp_path: Path) -> None:
    log = 'madvise(0x1000, 4096, MADV_DONTNEED) = 0\nopenat(AT_FDCWD, "x", O_RDONLY) = 3\n'
    first, _, other, _ = trace(tmp_path, log).lines()
    assert first.endswith("sys_madvise(start=0x1000, len_in=0x1000, behavior=4)\n")
    assert other.endswith("sys_openat(dfd=-100, filename=?, flags=0, mode=?)\n")
    assert first.startswith("               ?       0 0.000000: ")


def test_a_number_below_zero_where_the_spec_says_it_has_no_sign(tmp_path: Path) -> None:
    """In as many digits as its C type has."""
    path = tmp_path / "x.c"
    path.write_text(
        "/**\n * sys_mlockall - lock\n * param: flags\n *   type: uint, input\n"
        " * contexts: process\n */\n"
        "SYSCALL_DEFINE1(mlockall, int, flags)\n"
    )
    first, _ = trace(tmp_path, "mlockall(-1) = -1 EINVAL (Invalid)\n", str(path)).lines()
    assert first.endswith("sys_mlockall(flags=0xffffffff)\n")


def test_lines_of_json_are_read_again(tmp_path: Path) -> None:
    rows = list(trace(tmp_path, "7 12.5 close(3) = 0\n").json())
    assert json.loads(rows[0])["syscall"] == "close"
    again = trace(tmp_path, "".join(rows))
    assert [row.partition(": kapi:")[2] for row in again.lines()] == [
        "kapi_syscall_enter: sys_close(fd=3)\n",
        "kapi_syscall_exit: sys_close = 0 spec_match=1\n",
    ]


def test_a_source_that_is_not_there_or_has_no_call(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read .*none.c"):
        trace(tmp_path, "", str(tmp_path / "none.c"))
    (tmp_path / "x.c").write_text("int x;\n")
    with pytest.raises(NothingToCheck):
        trace(tmp_path, "", str(tmp_path / "x.c"))


@pytest.mark.parametrize(
    ("time", "shown"),
    [("12.5", "12.5"), ("12:30:01.5", "0.000000"), ("12", "0.000000"), ("", "0.000000")],
)
def test_a_time_that_is_no_number_of_seconds_is_0(tmp_path: Path, time: str, shown: str) -> None:
    made = trace(tmp_path, f"7 {time} close(3) = 0\n")
    assert all(f" {shown}: kapi:" in one for one in made.lines())

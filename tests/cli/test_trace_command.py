"""``kapi trace``: two events a call, in the format of the framework."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from tests.cli.conftest import Call
from tests.needs import needs

LOG = (
    "7<cat> 12.000001 close(3) = -1 EBADF (Bad)\n"
    '7<cat> 12.000002 openat(AT_FDCWD, "x", O_RDONLY|O_CLOEXEC) = 3\n'
    "7<cat> 12.000003 mlockall(0) = 0\n"
    "7<cat> 12.000004 madvise(0x7f0000, 4096, MADV_DONTNEED) = 0\n"
    "7<cat> 12.000005 getppid() = 1\n"
    "7<cat> 12.000006 read(3,  <unfinished ...>\n7<cat> +++ exited with 0 +++\n"
)
EVENTS = (
    "kapi_syscall_enter: sys_close(fd=3)",
    "kapi_syscall_exit: sys_close = -9 spec_match=1",
    "kapi_syscall_enter: sys_openat(dfd=-100, filename=?, flags=524288, mode=?)",
    "kapi_syscall_exit: sys_openat = 3 spec_match=1",
    "kapi_syscall_enter: sys_mlockall(flags=0)",
    "kapi_syscall_exit: sys_mlockall = 0 spec_match=0",
    "kapi_syscall_enter: sys_madvise(start=0x7f0000, len_in=0x1000, behavior=4)",
    "kapi_syscall_exit: sys_madvise = 0 spec_match=1",
    "kapi_syscall_enter: sys_read(fd=3, buf=?, count=?)",
)


def test_events(call: Call, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(LOG)
    result = call("trace", "--replay", str(log))
    assert result.code == 0
    lines = result.out.splitlines()
    assert [one.partition("kapi:")[2] for one in lines] == list(EVENTS)
    assert re.match(r" +cat +7 12\.000001: kapi:kapi_syscall_enter: ", lines[0])


def test_what_is_written_can_be_replayed(call: Call, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(LOG)
    direct = json.loads(call("verify", "--replay", str(log), "-f", "json").out)
    for form in ("jsonl", "text"):
        out = tmp_path / form
        assert call("trace", "--replay", str(log), "-f", form, "-o", str(out)).code == 0
        again = json.loads(call("verify", "--replay", str(out), "-f", "json").out)
        rows = [{**one, "lost": 0, "cannot_tell": 0} for one in again["apis"]]
        assert rows == [{**one, "lost": 0, "cannot_tell": 0} for one in direct["apis"]]
        assert [one["code"] for one in again["findings"] if one["code"] != "lost-exit"] == [
            one["code"] for one in direct["findings"]
        ]


def test_a_program(call: Call, tmp_path: Path) -> None:
    needs("strace")
    out = tmp_path / "out"
    program = "import os\ntry: os.close(12345)\nexcept OSError: pass\nos._exit(7)"
    assert call("trace", "-o", str(out), "--", sys.executable, "-c", program).code == 7
    lines = out.read_text().splitlines()
    at = next(number for number, one in enumerate(lines) if "sys_close(fd=12345)" in one)
    assert lines[at + 1].endswith("kapi:kapi_syscall_exit: sys_close = -9 spec_match=1")
    entered = [one for one in lines if "kapi_syscall_enter" in one]
    assert len(lines) == 2 * len(entered)


def test_usage_and_nothing(call: Call, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_text("")
    assert call("trace").code == 2
    assert call("trace", "--replay", str(empty)).code == 4
    assert call("trace", "--replay", str(empty), "-o", "/nonexistent/x").code == 3

"""``kapi coverage``: sixty calls with the truth by hand, merging, a program."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from kapi.cli.coverage_command import write
from kapi.pipeline.coverage import Coverage, Covered
from tests.cli.conftest import Call
from tests.cli.marking import MARKED, MARKED_LONG
from tests.needs import needs

CALLS = (
    *["epoll_create(1) = 3"] * 10,
    *["epoll_create(0) = -1 EINVAL (Invalid)"] * 4,
    *["epoll_create(-1) = -1 EINVAL (Invalid)"] * 2,
    *["epoll_create(5) = -1 EMFILE (Too)"] * 3,
    "epoll_create(7) = -1 ENOMEM (Cannot)",
    *["epoll_create1(0) = 4"] * 8,
    *["epoll_create1(EPOLL_CLOEXEC) = 4"] * 2,
    *["epoll_create1(0x1) = -1 EINVAL (Invalid)"] * 5,
    "epoll_create1(0) = -1 ENFILE (Too)",
    *["close(3) = 0"] * 12,
    *["close(9) = -1 EBADF (Bad)"] * 6,
    "close(4) = -1 EINTR (Interrupted)",
    *["mlockall(0) = -1 EINVAL (Invalid)"] * 2,
    *["mlockall(MCL_CURRENT|MCL_FUTURE) = 0"] * 2,
    "mlockall(MCL_CURRENT) = -1 ENOMEM (Cannot)",
)
TRUTH: dict[tuple[str, str, str], tuple[int, int]] = {
    ("sys_epoll_create", "return", "value"): (10, 0),
    ("sys_epoll_create", "param", "size"): (6, 0),
    ("sys_epoll_create", "error", "size not positive"): (6, 0),
    ("sys_epoll_create", "error", "too many descriptors"): (0, 3),
    ("sys_epoll_create", "error", "no memory for the instance"): (0, 1),
    (
        "sys_epoll_create",
        "effect",
        "the lowest free number in /proc/self/fd, kept across execve",
    ): (0, 10),
    ("sys_epoll_create1", "return", "value"): (10, 0),
    ("sys_epoll_create1", "param", "flags"): (5, 0),
    ("sys_epoll_create1", "error", "unknown flag"): (5, 0),
    ("sys_epoll_create1", "error", "too many files"): (0, 1),
    ("sys_epoll_create1", "effect", "the lowest free number in /proc/self/fd"): (0, 10),
    ("sys_epoll_create1", "capability", "CAP_SYS_ADMIN"): (0, 1),
    ("sys_close", "return", "value"): (12, 0),
    ("sys_close", "error", "no such descriptor"): (0, 6),
    ("sys_close", "error", "interrupted while writing back"): (0, 1),
    ("sys_close", "effect", "the number in /proc/self/fd"): (0, 13),
    ("sys_close", "effect", "record locks of the process on the file (F_SETLK)"): (0, 12),
    ("sys_close", "transition", "descriptor"): (0, 13),
    ("sys_mlockall", "return", "value"): (2, 0),
    ("sys_mlockall", "param", "flags"): (2, 0),
    ("sys_mlockall", "error", "nothing to lock or unknown flag"): (2, 0),
    ("sys_mlockall", "error", "limit exceeded"): (0, 1),
    ("sys_mlockall", "effect", "locked memory of the process"): (0, 2),
    ("sys_mlockall", "effect", "residency of the pages"): (0, 2),
    ("sys_mlockall", "effect", "mappings made later"): (0, 2),
    ("sys_mlockall", "transition", "lock-of-later-mappings"): (0, 2),
}
"""How many calls met a claim, and how many may have; no call met any other."""


def log(tmp_path: Path, calls: tuple[str, ...] = CALLS, name: str = "log") -> str:
    path = tmp_path / name
    path.write_text("".join(f"1 {one}\n" for one in calls))
    return str(path)


def counts(document: dict[str, object]) -> dict[tuple[str, str, str], tuple[int, int]]:
    rows = document["claims"]
    assert isinstance(rows, list)
    return {
        (one["api"], one["kind"], one["summary"] or one["subject"]): (one["met"], one["maybe"])
        for one in rows
        if one["met"] or one["maybe"]
    }


def test_sixty_calls_and_the_truth_by_hand(call: Call, tmp_path: Path) -> None:
    assert len(CALLS) == 60
    result = call("coverage", "--replay", log(tmp_path), "-f", "json")
    assert result.code == 0
    document = json.loads(result.out)
    assert counts(document) == TRUTH
    assert document["calls"] == {
        "close": 19,
        "epoll_create": 20,
        "epoll_create1": 16,
        "mlockall": 5,
    }
    never = [one for one in document["claims"] if not one["met"] and not one["maybe"]]
    assert {one["summary"] for one in never} >= {"locking not allowed at all", "too many files"}
    assert any(one["would"].endswith("= -1 EMFILE") for one in document["claims"])


def test_documents_add_up(call: Call, tmp_path: Path) -> None:
    parts = []
    for number, half in enumerate((CALLS[:25], CALLS[25:])):
        path = tmp_path / f"{number}.json"
        replay = log(tmp_path, half, f"log{number}")
        assert call("coverage", "--replay", replay, "-f", "json", "-o", str(path)).code == 0
        parts += ["--merge", str(path)]
    result = call("coverage", *parts, "-f", "json")
    assert result.code == 0
    assert counts(json.loads(result.out)) == TRUTH
    assert call("coverage", "--merge", str(tmp_path / "none")).code == 3
    assert call("coverage", "--merge", log(tmp_path)).code == 3


def test_apis_that_were_never_called(call: Call, tmp_path: Path) -> None:
    result = call("coverage", "--api", "munlock", "--replay", log(tmp_path), "-f", "json")
    assert result.code == 4
    document = json.loads(result.out)
    assert {one["api"] for one in document["claims"]} == {"sys_munlock"}
    assert not any(one["met"] or one["maybe"] for one in document["claims"])
    assert call("coverage", "--api", "nosuchcall", "--replay", log(tmp_path)).code == 1


def test_text(call: Call, tmp_path: Path) -> None:
    result = call("coverage", "--replay", log(tmp_path))
    assert "sys_epoll_create  3 met, 3 maybe, 2 never, of 8 claims\n" in result.out
    assert (
        "  maybe error EMFILE (too many descriptors)\n          would: epoll_create" in result.out
    )
    assert "nothing to lock" not in result.out
    assert result.out.splitlines()[-1].endswith("by 60 calls")
    assert "nothing to lock" in call("coverage", "-v", "--replay", log(tmp_path)).out


@pytest.mark.parametrize("form", ["csv", "md", "html", "junit", "ktap"])
def test_formats(form: str, call: Call, tmp_path: Path) -> None:
    result = call("coverage", "--replay", log(tmp_path), "-f", form)
    assert result.code == 0
    assert "sys_mlockall:error:EINVAL" in result.out


def test_a_command_keeps_its_exit_code(call: Call, tmp_path: Path) -> None:
    needs("strace")
    path = tmp_path / "out.json"
    result = call("coverage", "-f", "json", "-o", str(path), "--", "sh", "-c", "exit 5")
    assert result.code == 5
    document = json.loads(path.read_text())
    assert document["calls"]["execve"] == 1
    assert document["subjects"] == ["sh -c exit 5"]


def test_usage(call: Call) -> None:
    assert call("coverage").code == 2
    assert call("coverage", "--merge", "x", "--", "true").code == 2


def test_what_was_met_stands_in_the_table_of_evidence(call: Call, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    assert call("coverage", "--replay", log(tmp_path), "--record", str(ledger)).code == 0
    wrong = log(tmp_path, ("munlockall() = 3",), "wrong")
    assert call("verify", "--replay", wrong, "--record", str(ledger)).code == 1
    arguments = ("evidence", "--no-run", "--ledger", str(ledger))
    result = call(*arguments, "mlockall", "munlockall")
    assert result.code == 1
    assert "met 2 x" in result.out
    assert "REFUTED" in result.out
    assert call(*arguments, "mlockall").code == 0


COVERED = Coverage(
    subjects=("make check",),
    calls={"close": 7, "mlock": 5},
    claims=(
        Covered(claim="a", api="sys_close", kind="error", subject="EBADF", summary="shut", met=6,
                first="close(9) = -1 EBADF"),
        Covered(claim="b", api="sys_close", kind="error", subject="EIO", maybe=1, first="close(3)"),
        Covered(claim="c", api="sys_mlock", kind="param", would="m" * 120, after="p = m;",
                subject="len"),
    ),
    lost=2,
)  # fmt: skip
TEXT = """\
<title>sys_close</>  1 met, 1 maybe, 0 never, of 2 claims
  <warning>maybe</> error EIO
<title>sys_mlock</>  0 met, 0 maybe, 1 never, of 1 claims
  <error>never</> param len
"""
LAST = """\
kapi: 1 of 3 claims met, 1 maybe, 1 never, by 12 calls
kapi: 2 calls were lost
"""


def test_the_whole_text() -> None:
    would = f"          would: {'m' * 82}…\n            after p = m;\n"
    assert write(COVERED, MARKED).text == TEXT + would + LAST


def test_what_was_met_is_shown_when_asked_for() -> None:
    rows = write(COVERED, MARKED_LONG).text.split("\n")
    assert rows[1:5] == [
        "  <term>met  </> error EBADF (shut)  6 calls",
        "          close(9) = -1 EBADF",
        "  <warning>maybe</> error EIO",
        "          close(3)",
    ]


MEASURED = """
import ctypes, os, resource, threading
libc = ctypes.CDLL(None, use_errno=True)
def fails(call, *arguments):
    try: call(*arguments)
    except OSError: return
    raise SystemExit(1)
fails(os.close, 997)
fails(os.close, 998)
read, write = os.pipe()
fails(os.read, write, 1)
fails(os.write, read, b"x")
libc.mlock(ctypes.c_void_p(1 << 40), 4096)
stop = threading.Event()
other = threading.Thread(target=stop.wait)
other.start()
fails(os.close, 999)
stop.set()
while len(os.listdir("/proc/self/task")) > 1: pass
resource.setrlimit(resource.RLIMIT_NOFILE, (write + 1, write + 1))
libc.epoll_create1(0)
"""


def test_what_a_stopped_thread_shows_is_met(call: Call, tmp_path: Path) -> None:
    """The other close() is only maybe: another thread could have opened the descriptor."""
    program = tmp_path / "program.py"
    program.write_text(MEASURED)
    result = call("coverage", "--measure", "-f", "json", "--", sys.executable, str(program))
    assert result.code == 0
    found = counts(json.loads(result.err))
    assert found["sys_close", "error", "no such descriptor"] == (2, 1)
    assert found["sys_read", "error", "not open for reading"] == (1, 0)
    assert found["sys_write", "error", "not open for writing"] == (1, 0)
    assert found["sys_mlock", "error", "page not mapped"] == (1, 0)
    assert found["sys_epoll_create1", "error", "too many descriptors"] == (1, 0)
    missing = found["sys_openat", "error", "no such file or directory"]
    assert missing[0] == 0  # another process could have made the path
    assert missing[1] > 0


def test_only_a_program_is_measured(call: Call, tmp_path: Path) -> None:
    result = call("coverage", "--measure", "--replay", log(tmp_path))
    assert result.code == 2
    assert result.err.splitlines()[-1] == "Error: --measure needs -- COMMAND"


def test_a_name_that_no_spec_has_is_said_before_anything_is_run(call: Call, tmp_path: Path) -> None:
    made = tmp_path / "made"
    result = call("coverage", "--api", "close", "--api", "mlok", "--", "touch", str(made))
    assert result.code == 1
    assert "no specification called mlok; did you mean sys_mlock" in result.err
    assert not made.exists()


def test_a_pattern_means_all_that_it_matches(call: Call, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("1 close(3) = 0\n")
    result = call("coverage", "--api", "epoll_create*", "--replay", str(log), "-f", "json")
    assert {one["api"] for one in json.loads(result.out)["claims"]} == {
        "sys_epoll_create",
        "sys_epoll_create1",
    }


def test_no_line_of_the_text_is_longer_than_a_hundred_columns() -> None:
    claim = Covered(
        claim="sys_x:error:EIO:1",
        api="sys_x",
        kind="error",
        subject="EIO",
        summary="word " * 40,
        would="x" * 200,
        after="y" * 200,
    )
    met = Covered(
        claim="sys_x:error:EIO:2",
        api="sys_x",
        kind="error",
        subject="EIO",
        summary="word " * 40,
        met=12345,
        first="z" * 200,
    )
    found = Coverage(subjects=("x",), calls={"x": 1}, claims=(claim, met))
    text = write(found, MARKED_LONG).text.replace("<", "").replace(">", "")
    assert max(map(len, write(found).text.splitlines())) <= 100
    assert "zzz…" in text

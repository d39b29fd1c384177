"""``kapi explain``: calls, logs, programs; seventy calls of known cause."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from kapi.cli.explain_command import write
from kapi.observe.seen import Seen
from kapi.observe.strace_run import StraceRun
from kapi.pipeline.call_specs import Calls, architecture_here, calls_of
from kapi.pipeline.explain import Document
from kapi.pipeline.explainer import Explained, Explainer, Piece, Why
from kapi.pipeline.specs import Options
from kapi.span import Span
from tests.cli.conftest import KAPI, Call
from tests.cli.marking import MARKED, MARKED_LONG
from tests.needs import needs
from tests.observe.causes import CAUSES, MARK

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def specs() -> Calls:
    return calls_of((), Options(), architecture_here())


@pytest.mark.parametrize(
    ("text", "grade", "summary"),
    [
        ("madvise(0x1001, 4096, MADV_DONTNEED) = -1 EINVAL", "certain", "start inside a page"),
        ("madvise(0x1000, 4096, 0x63 /* MADV_??? */) = -1 EINVAL (x)", "certain", "unknown advice"),
        ("close(-1) = -1 EBADF (Bad file descriptor)", "certain", "no such descriptor"),
        ("close(99) = -1 EBADF (Bad file descriptor)", "likely", "no such descriptor"),
        ("mlockall(0) = -1 EINVAL", "certain", "nothing to lock or unknown flag"),
        ("mmap(NULL, 0, PROT_READ, MAP_PRIVATE, 3, 0) = -1 EINVAL", "certain", "nothing to map"),
        ('openat(AT_FDCWD, "", O_RDONLY) = -1 ENOENT (No)', "likely", "path is empty"),
        (
            "[pid 7] 12:00:00 epoll_ctl(4, EPOLL_CTL_MOD, 5, {events=EPOLLEXCLUSIVE, data=0})"
            " = -1 EINVAL <0.00001>",
            "likely",
            "exclusive wake-up of a change",
        ),
    ],
)
def test_first_reason(call: Call, text: str, grade: str, summary: str) -> None:
    result = call("explain", text, "-f", "json")
    assert result.code == 0
    (explained,) = json.loads(result.out)["explained"]
    first = explained["reasons"][0]
    assert (first["grade"], first["summary"]) == (grade, summary)
    assert first["span"]["line"] > 0


def test_text_says_why_what_instead_and_where(call: Call) -> None:
    result = call("explain", "madvise(0x1001, 4096, MADV_DONTNEED) = -1 EINVAL")
    assert "certain   EINVAL start inside a page" in result.out
    assert "holds: start % PAGE_SIZE != 0" in result.out
    assert "instead: make the call where start % PAGE_SIZE == 0" in result.out
    assert "madvise.c:" in result.out


def test_a_call_that_worked_says_what_it_did(call: Call) -> None:
    text = "mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS|MAP_LOCKED, -1, 0) = 0x7f8db0000"
    result = call("explain", text)
    assert result.code == 0
    assert "changes locked memory of the process" in result.out
    assert "note: mlock fails when a page cannot be had" in result.out


@pytest.mark.parametrize(
    ("text", "said", "code"),
    [
        ("getrandom(0x1, 4, 0) = -1 EFAULT (Bad)", "no spec of getrandom\n", 1),
        ("mlok(0x1, 4) = -1 ENOMEM (Bad)", "no spec of mlok; did you mean mlock or", 1),
        ("close(3) = -1 EPERM (Not)", "the spec does not list EPERM", 0),
        ("epoll_create1(0) = -1 EINVAL (I)", "no condition of the spec for EINVAL holds", 0),
        ("close(3 <unfinished ...>", "nobody saw how the call ended", 2),
    ],
)
def test_what_cannot_be_explained(call: Call, text: str, said: str, code: int) -> None:
    result = call("explain", text)
    assert result.code == code
    assert said in result.out or code == 2


@pytest.mark.parametrize(
    "text", ["", "close", "close(", "nonsense", "\0", "close(3) = 0\nclose(4) = 0"]
)
def test_no_call(call: Call, text: str) -> None:
    result = call("explain", text)
    assert result.code == 2
    assert "no call as strace prints it" in result.err


@pytest.mark.parametrize("arguments", [(), ("x", "--", "true"), ("--",)])
def test_usage(call: Call, arguments: tuple[str, ...]) -> None:
    assert call("explain", *arguments).code == 2


def test_a_log(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log"
    log.write_bytes(
        b"1 close(9) = -1 EBADF (Bad)\nnonsense\n1 mlockall(0) = -1 EINVAL (I)\n1 close(3) = 0\n"
    )
    for options, count in ((), 1), (("--all",), 2):
        with open(log, encoding="utf-8") as file:
            monkeypatch.setattr(sys, "stdin", file)
            result = call("explain", "-", "-f", "json", *options)
        assert result.code == 0
        explained = json.loads(result.out)["explained"]
        assert len(explained) == count
        assert explained[-1]["errno"] == "EINVAL"
        assert result.err.startswith("kapi: 1 line was not understood")
    with open(os.devnull, encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert call("explain", "-").code == 4


def test_a_program(call: Call) -> None:
    needs("strace")
    program = "import os\ntry: os.close(12345)\nexcept OSError: pass\nos._exit(7)"
    result = call("explain", "--", sys.executable, "-c", program)
    assert result.code == 0
    assert "close(12345) = -1 EBADF" in result.out
    assert "likely    EBADF no such descriptor" in result.out
    assert "holds: !is_open(fd)" in result.out
    assert call("explain", "--", "/no/such/program").code == 3


@pytest.mark.parametrize(
    ("calls", "said"),
    [
        ("os.close, 12345 : os.getpriority, 0, 1 << 22", True),
        ("os.getpriority, 0, 1 << 22 : os.close, 12345", False),
    ],
)
def test_a_call_without_a_spec_that_failed_later_is_named(calls: str, said: bool) -> None:
    program = "import os\n" + "".join(
        f"try: {function}({arguments})\nexcept OSError: pass\n"
        for function, _, arguments in (one.strip().partition(",") for one in calls.split(":"))
    )
    command = [*KAPI, "explain", "--", sys.executable, "-c", f"{program}os._exit(0)"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("close(12345) = -1 EBADF")
    later = "kapi: getpriority() = -1 ESRCH came later; there is no spec of it\n"
    assert done.stderr == (later if said else "")


def test_where_a_call_that_failed_has_moved_is_not_where_it_began(tmp_path: Path) -> None:
    program = (
        "import ctypes, os\n"
        f"fd = os.open({str(tmp_path)!r}, os.O_RDONLY)\n"
        "ctypes.CDLL(None).syscall(217, fd, ctypes.create_string_buffer(9), 1)\n"
        "os._exit(0)"
    )
    command = [*KAPI, "explain", "--", sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "EINVAL no room for the next name" in done.stdout


PROGRAM = ("env", f"PYTHONPATH={ROOT}", sys.executable, "-m", "tests.observe.causes")


def by_text(specs: Calls) -> dict[int, Explained]:
    """Return what is said of each of the calls by what strace shows."""
    needs("strace")
    explainer = Explainer(specs, files_shown=True)
    failed: dict[int, Seen] = {}
    number = -1
    for seen in StraceRun(explainer.specs, explainer.architecture, PROGRAM):
        first = (seen.arguments[0] if seen.arguments else 0) or 0
        if seen.syscall == "close" and first >> 63 and first - (1 << 64) <= MARK:
            number = MARK - (first - (1 << 64))
        elif number >= 0 and seen.outcome and seen.outcome.errno:
            failed[number] = seen
    return {number: explainer.explain(seen) for number, seen in failed.items()}


def by_situation(specs: Calls) -> dict[int, Explained]:
    """The same where each call was looked at while its thread stood still."""
    command = [*KAPI, "explain", "--all", "-f", "json", "--", *PROGRAM]
    done = subprocess.run(command, capture_output=True, check=True)
    found: dict[int, Explained] = {}
    number = -1
    for one in msgspec.json.decode(done.stdout, type=Document).explained:
        mark = re.fullmatch(r"close\((-1\d{3})\) = -1 EBADF", one.call)
        if mark:
            number = MARK - int(mark[1])
        elif number >= 0:
            found[number] = one
    return found


@pytest.mark.parametrize("look", [by_text, by_situation])
def test_the_right_condition_comes_first(
    look: Callable[[Calls], dict[int, Explained]], specs: Calls
) -> None:
    found = look(specs)
    assert len(found) == len(CAUSES) >= 60
    wrong = []
    for number, (errno, summary, _) in enumerate(CAUSES):
        one = found[number]
        assert one.errno == errno, one
        first = one.reasons[0]
        if first.summary != summary:
            assert first.grade != "certain", one
            wrong.append((one.call, summary, first.summary))
    assert len(wrong) <= 0.1 * len(CAUSES), wrong


def why(number: int, grade: str) -> Why:
    return Why(
        claim=f"c{number}",
        summary=f"reason {number}",
        grade=grade,
        condition=f"a == {number}",
        words="in words",
        parts=(Piece(text="a", holds=True), Piece(text="b", holds=None)),
        instead=("make x(1)", "ask first"),
        span=Span(source="x.c", file="x.c", line=number),
    )


GRADES = ("certain", "likely", "possible", "possible", "possible")
REASONS = tuple(why(number, grade) for number, grade in enumerate(GRADES))
FAILED = Explained(call="x" * 200, api="sys_x", errno="EPERM", reasons=REASONS)
DONE = Explained(call="y" * 201, did=("It made a file.",), problem="no spec")


def test_three_reasons_are_shown_and_the_first_of_them_in_full() -> None:
    assert write(Document(explained=(FAILED, DONE)), MARKED).text == (
        f"<title>{'x' * 200}</>\n"
        "  <error>certain  </> <term>EPERM</> reason 0\n"
        "            a == 0\n"
        "              holds: a\n"
        "              cannot be told: b\n"
        "            instead: make x(1)\n"
        "            ask first\n"
        "  <warning>likely   </> <term>EPERM</> reason 1\n"
        "  <detail>possible </> <term>EPERM</> reason 2\n"
        "  2 more (-v)\n"
        "\n"
        f"<title>{'y' * 120}…{'y' * 78}</>\n"
        "  <warning>no spec</>\n"
        "  It made a file.\n"
    )


def test_all_reasons_are_shown_in_full_when_asked_for() -> None:
    rows = write(Document(explained=(FAILED, DONE)), MARKED_LONG).text.split("\n")
    assert [row for row in rows if "reason" in row][-1].endswith("reason 4")
    assert rows.count("            a == 4") == rows.count("            ask first") - 4 == 1
    assert "            <place>x.c:4</> sys_x" in rows
    assert f"<title>{'y' * 201}</>" in rows


def test_an_errno_that_there_is_not_is_named(call: Call) -> None:
    result = call("explain", "mlock(1, 2) = -1 EFOO")
    assert result.code == 2
    assert "EFOO is no errno here" in result.err

"""The reasons of a call in the words that a person reads, from a spec made for it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kapi.errors import UsageError
from kapi.pipeline import explain as module
from kapi.pipeline.call_specs import architecture_here, calls_of
from kapi.pipeline.explain import Document, _chosen, explain, read_call, report_of
from kapi.pipeline.explainer import Explained, Explainer, Why
from kapi.pipeline.specs import Options
from kapi.span import Span
from tests.observe.shown_causes import SHOWN

SPEC = """\
/**
 * sys_mlockall - lock
 * contexts: process, sleepable
 * param: flags
 *   type: uint, input
 *   constraint-type: mask
 *   valid-mask: MCL_CURRENT | MCL_FUTURE
 *   x-violation: reject(EINVAL)
 * error: EPERM, not
 *   allowed
 *   desc: Ask an
 *     administrator.
 * error: EINVAL, no flag
 *   x-when: flags == 0
 * error: ENOMEM, too much
 *   desc: Too many pages.
 * side-effect: modify_state
 *   target: locked pages
 *   desc: they stay
 * side-effect: modify_state
 *   target: later pages
 *   x-when: flags & MCL_FUTURE
 * side-effect: modify_state
 *   target: limits
 *   condition: in some kernels
 * state-trans: pages
 *   from: free
 *   to: locked
 * capability: CAP_IPC_LOCK
 *   type: bypass_check
 *   allows: more than
 *     the limit
 *   without: EPERM is returned
 * notes: Mind the
 *   stack.
 */
SYSCALL_DEFINE1(mlockall, int, flags)
"""


@pytest.fixture
def spec(tmp_path: Path) -> str:
    file = tmp_path / "mlockall.c"
    file.write_text(SPEC)
    return str(file)


def one(text: str, spec: str) -> Explained:
    document = explain(text, (), (spec,), Options())
    (found,) = document.explained
    return found


def test_a_condition_that_the_arguments_prove(spec: str) -> None:
    found = one("mlockall(0) = -1 EINVAL (Invalid argument)", spec)
    first = found.reasons[0]
    assert (found.call, found.api, found.errno) == (
        "mlockall(0) = -1 EINVAL (Invalid argument)", "sys_mlockall", "EINVAL"
    )  # fmt: skip
    assert (first.grade, first.summary, first.condition) == ("certain", "no flag", "flags == 0")
    assert [(part.text, part.holds) for part in first.parts] == [("flags == 0", True)]
    assert first.instead == ("make the call where flags != 0",)
    assert (first.words, first.span.line) == ("", 13)


def test_a_reason_in_words_and_who_may_all_the_same(spec: str) -> None:
    (why,) = one("mlockall(MCL_CURRENT) = -1 EPERM (Not)", spec).reasons
    assert (why.grade, why.summary, why.condition) == ("likely", "not allowed", "")
    assert why.parts == ()
    assert why.instead == ("Ask an administrator.", "CAP_IPC_LOCK allows more than the limit")


def test_limits_name_what_is_broken(spec: str) -> None:
    found = one("mlockall(MCL_CURRENT|0x80) = -1 EINVAL (Invalid)", spec)
    assert [(why.summary, why.condition) for why in found.reasons] == [
        ("flags is outside of its limits", "flags breaks mask")
    ]


def test_what_a_call_that_worked_did(spec: str) -> None:
    changed = "changes locked pages (they stay)"
    unsure = "changes limits, where in some kernels"
    rest = ("pages: free to locked", "note: Mind the stack.")
    later = "changes later pages"
    assert one("mlockall(MCL_CURRENT) = 0", spec).did == (changed, unsure, *rest)
    assert one("mlockall(MCL_FUTURE) = 0", spec).did == (changed, later, unsure, *rest)


def test_calls_without_a_reason(spec: str) -> None:
    assert one("mlockall(1) = -1 EIO (I/O)", spec).problem == "the spec does not list EIO"
    killed = one("mlockall(1) = ?", spec)
    assert killed.did == killed.reasons == ()
    other = one("munlockall() = -1 EPERM (Not)", spec)
    assert (other.problem, other.api) == ("no spec of munlockall", "")


@pytest.mark.parametrize("text", ["mlockall", "a() = 0\na() = 0", "a() = 0\nb() = 0"])
def test_a_text_that_is_no_call(text: str) -> None:
    said = "this is no call as strace prints it: .*; for example: madvise"
    with pytest.raises(UsageError, match=said):
        read_call(text)


def test_a_call_that_another_thread_interrupted() -> None:
    seen = read_call("[pid 7] close(3 <unfinished ...>\n[pid 7] <... close resumed>) = 0")
    assert (seen.syscall, seen.tid) == ("close", 7)
    assert seen.outcome is not None
    assert seen.outcome.result == 0


class Stdin:
    """A standard input that reads from a file."""

    def __init__(self, file: io.BufferedReader) -> None:
        self.buffer = file


@pytest.mark.parametrize(
    ("strange", "notes"),
    [
        ("", []),
        ("what?\n", ["1 line was not understood: what?"]),
        ("what?\nand?\n", ["2 lines were not understood, the first: what?"]),
    ],
)
def test_a_log(
    strange: str, notes: list[str], spec: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log"
    log.write_text(
        f"{strange}mlockall(0) = -1 EINVAL (x)\nmlockall(1) = -1 EPERM (x)\nmlockall(1) = 0\n"
    )
    for every, errnos in ((False, ["EPERM"]), (True, ["EINVAL", "EPERM"])):
        with log.open("rb") as file:
            monkeypatch.setattr(module.sys, "stdin", Stdin(file))
            told: list[str] = []
            document = explain("-", (), (spec,), Options(), every=every, on_note=told.append)
        assert [found.errno for found in document.explained] == errnos
        assert told == notes


def test_the_table_has_the_first_reason_of_each_call() -> None:
    reasons = tuple(
        Why(claim="c", summary=text, grade=grade, span=Span())
        for text, grade in (("not allowed", "likely"), ("another", "possible"))
    )
    document = Document(
        explained=(
            Explained(call="a() = -1 EPERM", api="sys_a", errno="EPERM", reasons=reasons),
            Explained(call="b() = -1 EIO", api="sys_b", errno="EIO", problem="not listed"),
        )
    )
    report = report_of(document)
    assert report.document is document
    assert report.table is not None
    assert report.table.title == "Calls and their reasons"
    assert report.table.head == ("call", "api", "errno", "grade", "reason")
    assert [[cell.text for cell in row] for row in report.table.rows] == [
        ["a() = -1 EPERM", "sys_a", "EPERM", "likely", "not allowed"],
        ["b() = -1 EIO", "sys_b", "EIO", "", "not listed"],
    ]


MO = 'open("/usr/share/locale/de/LC_MESSAGES/libc.mo") = -1'


@pytest.mark.parametrize(
    ("calls", "chosen"),
    [
        (['open("a") = -1', MO, MO], 'open("a") = -1'),
        ([MO, 'open("a") = -1', 'open("b") = -1'], 'open("b") = -1'),
        ([MO], MO),
        ([], None),
    ],
)
def test_the_last_call_that_failed_is_meant_and_no_lookup_of_a_translation(
    calls: list[str], chosen: str | None
) -> None:
    found = _chosen(calls, str, every=False)
    assert found == ((chosen,) if chosen else ())
    assert _chosen(calls, str, every=True) == tuple(calls)


def test_calls_of_known_cause_as_strace_prints_them() -> None:
    catalogue = Explainer(calls_of((), Options(), architecture_here()))
    wrong = []
    for text, cause in SHOWN:
        reasons = catalogue.explain(read_call(text)).reasons
        assert reasons, text
        first = reasons[0]
        if first.summary != cause:
            assert first.grade != "certain", text
            wrong.append((text, first.summary))
    assert wrong == []

"""Calls of watched programs: counted, grouped, and judged once where they are alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi.call import Outcome
from kapi.finding import Severity
from kapi.judge.verdict import Verdict
from kapi.model.spec import Spec
from kapi.observe.seen import Seen
from kapi.observe.strace import StraceReader
from kapi.pipeline.call_specs import architecture_here, calls_of
from kapi.pipeline.specs import Options, load_specs
from kapi.pipeline.watch import Watch
from tests.pipeline.later_calls import CONFORMING, DEVIATIONS

SPEC = """\
/**
 * sys_close - close
 * @fd: what
 *
 * contexts: process
 * x-errors: {errors}
 *
 * param: fd
 *   type: fd, input
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, not open
 *   x-when: !is_open(fd)
 *
 * error: EINVAL, a number that nobody has
 *   x-when: fd > 1000
 */
SYSCALL_DEFINE1(close, unsigned int, fd)
"""
EBADF, EIO = 9, 5


def watch(room: Path, errors: str = "closed") -> tuple[Watch, Spec]:
    path = room / "close.c"
    path.write_text(SPEC.format(errors=errors))
    (spec,) = load_specs([str(path)], Options(cache=False, jobs=1)).specs
    return Watch({"close": spec}, architecture_here()), spec


def seen(result: int | None, fd: int = 3, *, lost: bool = False) -> Seen:
    outcome = None if result is None else Outcome(result=result)
    return Seen("close", (fd,), outcome, tid=7, time="1.5", program="cat", lost=lost)


@pytest.mark.parametrize(
    ("call", "counter", "code"),
    [
        (seen(0), "conforming", ""),
        (seen(7), "violations", "wrong-return"),
        (seen(0, fd=2000), "violations", "accepted-invalid"),
        (seen(-EIO), "unlisted", "unlisted-errno"),
        (seen(None), "cannot_tell", ""),
        (seen(None, lost=True), "lost", "lost-exit"),
    ],
)
def test_each_call_is_counted_once(tmp_path: Path, call: Seen, counter: str, code: str) -> None:
    judge, _ = watch(tmp_path)
    judge.add(call)
    counts = judge.counts["close"]
    assert (counts.api, counts.calls) == ("sys_close", 1)
    numbers = ("conforming", "violations", "unlisted", "cannot_tell", "lost")
    assert {name for name in numbers if getattr(counts, name)} == {counter}
    assert [one.code for one in judge.deviations.values()] == ([code] if code else [])


def test_the_first_of_calls_that_deviate_alike_is_shown(tmp_path: Path) -> None:
    judge, spec = watch(tmp_path)
    for fd in (3, 4):
        judge.add(seen(-EIO, fd))
    judge.add(seen(0, fd=2000))
    unlisted, accepted = judge.deviations.values()
    assert (unlisted.count, unlisted.call) == (2, "close(3) = -1 EIO")
    assert unlisted.arguments == {"fd": "3"}
    assert (unlisted.tid, unlisted.time, unlisted.program) == (7, "1.5", "cat")
    origin = spec.origin
    assert (unlisted.span.line, unlisted.span.column) == (origin.line, origin.column) == (2, 4)
    assert accepted.span == spec.errors[1].span
    assert accepted.claims[0].startswith("sys_close:error:EINVAL")


@pytest.mark.parametrize(
    ("errors", "severity"), [("closed", Severity.ERROR), ("open", Severity.NOTE)]
)
def test_an_open_list_lets_others_add(tmp_path: Path, errors: str, severity: Severity) -> None:
    judge, _ = watch(tmp_path, errors)
    judge.add(seen(-EIO))
    judge.add(seen(None, lost=True))
    assert [one.severity for one in judge.deviations.values()] == [severity, Severity.WARNING]


def test_an_open_list_excuses_no_errno_where_another_must_come(tmp_path: Path) -> None:
    watching, _ = watch(tmp_path, "open")
    watching.add(seen(-EIO, fd=1001))
    (found,) = watching.deviations.values()
    assert (found.code, found.severity) == ("unlisted-errno", Severity.ERROR)
    assert watching.counts["close"].violations == 1


@pytest.mark.parametrize("result", [0, -EIO])
def test_what_says_that_a_number_below_0_is_open_is_wrong(tmp_path: Path, result: int) -> None:
    watching, _ = watch(tmp_path)
    judgement = watching.add(seen(result, fd=2**64 - 1))
    assert judgement.verdict is Verdict.VIOLATION
    assert watching.add(seen(-EBADF, fd=2**64 - 1)).verdict is Verdict.CONFORMING


def test_calls_that_are_alike_have_one_judgement(tmp_path: Path) -> None:
    judge, _ = watch(tmp_path)
    assert judge.judged(seen(0)) is judge.judged(seen(0))
    assert judge.judged(seen(0)).verdict is Verdict.CONFORMING
    assert judge.judged(seen(-EBADF)) is not judge.judged(seen(0))
    assert judge.is_silent(seen(0))
    assert not judge.is_silent(seen(-EIO))


def test_sixty_deviations_among_calls_of_the_later_apis() -> None:
    specs = calls_of((), Options(), architecture_here())
    lines = [CONFORMING[at % len(CONFORMING)] for at in range(2000)]
    for at, (_, line) in enumerate(DEVIATIONS):
        lines.insert(33 * at + 7, line)
    watch = Watch(specs, architecture_here())
    reader = StraceReader(specs, architecture_here(), is_silent=watch.is_silent)
    log = "".join(f"7 {line}\n" for line in lines).encode()
    found = [watch.add(one) for one in (*reader.feed(log), *reader.finish())]
    codes = [one.code for one in found if one.code]
    assert codes == [code for code, _ in DEVIATIONS]
    assert sum(one.calls for one in watch.counts.values()) + reader.conforming.total() == 2060


@pytest.mark.parametrize(
    "line", ['read(3, "abc", 2) = 3', 'write(1, "abc", 3) = 4', 'pread64(3, "abcd", 3, 0) = 4']
)
def test_no_call_passes_more_bytes_than_it_was_asked_for(line: str) -> None:
    specs = calls_of((), Options(), architecture_here())
    watch = Watch(specs, architecture_here())
    (found,) = StraceReader(specs, architecture_here()).feed(f"{line}\n".encode())
    assert watch.add(found).code == "wrong-return"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("getpeername(3, 0x7ffe00, [16]) = 0", ""),
        ("getpeername(3, 0x7ffe00, [-1]) = 0", "accepted-invalid"),
        ("dup3(3, 9, 0x1 /* O_??? */) = -1 EBADF", "wrong-errno"),
        ("dup3(3, 9, 0) = -1 EBADF", ""),
        ("mmap(NULL, 4096, PROT_READ, MAP_ANONYMOUS, -1, 0) = 0x7f0000000000", "accepted-invalid"),
        ("mmap(NULL, 4096, PROT_READ, MAP_SHARED|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000", ""),
        ("newfstatat(AT_FDCWD, NULL, 0x7ffe00, 0) = 0", "accepted-invalid"),
        ("newfstatat(3, NULL, 0x7ffe00, AT_EMPTY_PATH) = 0", ""),
    ],
)
def test_what_a_line_shows_decides(line: str, code: str, catalogue: Watch) -> None:
    reader = StraceReader(["getpeername", "dup3", "mmap", "newfstatat"], architecture_here())
    (one,) = [*reader.feed(f"1 {line}\n".encode()), *reader.finish()]
    assert catalogue.judged(one).code == code


@pytest.fixture(scope="module")
def catalogue() -> Watch:
    return Watch(calls_of((), Options(cache=False), architecture_here()), architecture_here())

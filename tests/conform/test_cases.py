"""Case files: what is read, what is wrong with a text, and cases that differ in one thing."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import kapi.catalog
from kapi.conform.attempt import attempt_of
from kapi.conform.case import Caller, difference
from kapi.conform.cases import Cases, CaseText, cases_for, read_cases
from kapi.conform.helpers import HELPERS
from kapi.model.spec import Origin
from tests.conform.ended import ended
from tests.shipped import catalogue

TEXT = """\
# who may lock how much
case two pages over the limit
  as nobody, RLIMIT_MEMLOCK = 2 * PAGE_SIZE
  or as nobody, only CAP_IPC_LOCK, RLIMIT_MEMLOCK = 2 * PAGE_SIZE
  p = mmap(0, 4 * PAGE_SIZE, PROT_READ | PROT_WRITE,
           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);  // four pages
  mlock(p, 3 * PAGE_SIZE)
  or mlock(p, 2 * PAGE_SIZE)
  expect: -1 ENOMEM

case a hole
  p = mmap(0, 4 * PAGE_SIZE, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == 0) {
    p = 1;
  }
  else
    munmap(p + PAGE_SIZE, PAGE_SIZE);
  or nothing
  mlock(p, 4 * PAGE_SIZE);
"""


def read(text: str) -> Cases:
    return read_cases(text, "mlock.cases", "mlock")


def test_a_case_and_its_alternatives() -> None:
    found = read(TEXT)
    assert found.findings == ()
    limit, hole = found.texts
    assert (limit.name, limit.expect, limit.span.line) == (
        "two pages over the limit",
        "-1 ENOMEM",
        2,
    )
    base, capable, less = limit.cases
    assert base.arguments == ("p", "3 * PAGE_SIZE")
    assert base.caller == Caller(True, (("RLIMIT_MEMLOCK", 8192),))
    assert capable.caller.keep == ("CAP_IPC_LOCK",)
    assert less.shown == "mlock(p, 2 * PAGE_SIZE) [unprivileged, RLIMIT_MEMLOCK 8192]"
    assert len(base.steps) == 1
    assert hole.cases[0].steps[1].startswith("if (p == 0)")
    assert len(hole.cases[1].steps) == 1


def test_alternatives_differ_in_one_input() -> None:
    for text in read(TEXT).texts:
        base, *others = text.cases
        assert [difference(base, other) for other in others] == [1] * len(others)
        assert all(step in base.set_up for step in base.steps)
        assert attempt_of(base).case().set_up == base.set_up
    one, other = (text.cases[0] for text in read(TEXT).texts)
    assert difference(one, other) is None


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("  mlock(0, 1)", 1, "before the first case"),
        ("mlock(0, 1)", 1, "indented"),
        ("case", 1, "indented"),
        ("case a\n", 1, "no call"),
        ("case a\n mlock(q, 1)", 2, "q has no value"),
        ("case a\n p = frob();\n mlock(p, 1)", 2, "frob is neither"),
        ("case a\n p[1] = 2;\n mlock(p, 1)", 2, "put32"),
        ("case a\n mlock(1, 1)\n or mlock(1)", 2, "different numbers"),
        ("case a\n munlock(1, 1)", 2, "must call mlock"),
        ("case a\n as nobody, RLIMIT_FROB = 1\n mlock(1, 1)", 2, "no limit"),
        ("case a\n as nobody,, \n mlock(1, 1)", 2, "nothing between"),
        ("case a\n without CAP_FROB\n mlock(1, 1)", 2, "no capability"),
        ("case a\n or mlock(1, 1)\n", 2, "alternative to nothing"),
        ("case a\n mlock(1, 1)\ncase a\n mlock(2, 1)", 3, "second case"),
        ("case a\n mlock(1, 1)\n or mlock(1, ;", 3, "expected"),
    ],
)
def test_what_is_wrong_is_a_finding_with_its_line(text: str, line: int, message: str) -> None:
    found = read(f"{text}\ncase good\n  mlock(1, 2)\n")
    assert [one.name for one in found.texts][-1] == "good"
    (finding,) = found.findings
    assert (finding.code, finding.span.line, finding.api) == ("bad-case", line, "sys_mlock")
    assert message in finding.message


_PIECES = st.sampled_from(
    [
        *("case a", "\n", "  ", "or ", "as nobody", "only CAP_X", "RLIMIT_AS = ", "mlock(", "p"),
        *("expect:", ";", "{", "}", "if (", "else", '"', "\\", "//", "/*", "*/", ",", "1 << 70"),
    ]
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=40).map("".join)))
def test_any_text_is_read(text: str) -> None:
    read(text)


def test_files_beside_the_spec_are_found_and_those_of_the_catalogue(tmp_path: Path) -> None:
    (spec,) = [one for one in catalogue() if one.name == "sys_mlock"]
    shipped = cases_for(spec)
    assert shipped.findings == ()
    (tmp_path / "mlock.cases").write_text("case mine\n  mlock(1, 2)\n")
    moved = replace(spec, origin=Origin(file=str(tmp_path / "some.c")))
    names = [text.name for text in cases_for(moved).texts]
    assert names == ["mine", *(text.name for text in shipped.texts)]


SHIPPED = {spec.name: cases_for(spec) for spec in catalogue()}
TEXTS = [text for found in SHIPPED.values() for text in found.texts]
EXPECTING = [text for text in TEXTS if text.expect]


def test_an_example_is_a_case_too() -> None:
    (spec,) = [one for one in catalogue() if one.name == "sys_mlock"]
    found = cases_for(replace(spec, example="mlock(0, 0)"))
    assert (found.texts[0].name, found.all[0].arguments) == ("x-example", ("0", "0"))
    assert [one.code for one in cases_for(replace(spec, example="mlock")).findings] == [
        "bad-example"
    ]


def test_the_page_has_every_helper_and_its_case_is_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "cases.md").read_text()
    assert [name for name in HELPERS if not re.search(rf"`{name}[(`]", page)] == []
    assert read(page.split("```")[1]).findings == ()


def test_every_shipped_file_is_read_without_findings() -> None:
    assert [finding for found in SHIPPED.values() for finding in found.findings] == []
    files = {text.span.file for text in TEXTS}
    catalogue = Path(kapi.catalog.__file__).parent
    assert files == {str(path) for path in catalogue.rglob("*.cases")}, "one belongs to no spec"


def test_alternatives_of_shipped_cases_differ_in_one_line() -> None:
    """Of a call several arguments may differ: such calls are compared with one another."""
    for text in TEXTS:
        base, *others = text.cases
        for other in others:
            count = difference(base, other) or 0
            changed = sum(a != b for a, b in zip(base.arguments, other.arguments, strict=True))
            assert count == 1 or (count == changed and base.steps == other.steps), text.name


@pytest.fixture(scope="module")
def small_process() -> Iterator[ProcessPoolExecutor]:
    """Forks for each call, which costs half of what it does in the process of the tests."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool


@pytest.mark.skipif(platform.machine() != "x86_64", reason="they were seen on x86-64")
@pytest.mark.skipif(os.geteuid() != 0, reason="some set-ups need privileges")
@pytest.mark.parametrize(
    "text",
    [one for one in TEXTS if one.expect],
    ids=lambda one: f"{one.cases[0].syscall}: {one.name}",
)
def test_a_shipped_case_ends_as_it_was_seen(
    text: CaseText, small_process: ProcessPoolExecutor
) -> None:
    found = small_process.submit(ended, text.cases[0]).result()
    if not found:
        pytest.skip("the set-up cannot be made here")
    assert found == text.expect

from __future__ import annotations

import pytest

from kapi.expr.check import names_of_values, problems
from kapi.expr.parser import parse


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("is_open(fd) && kind(fd) == FILE_PIPE", []),
        ("PAGE_ALIGN(len) > RLIMIT_MEMLOCK", []),
        ("vma_is_sealed(vma)", ["vma_is_sealed() is no function that kapi knows"]),
        ("is_open()", ["is_open() takes 1 argument, not 0"]),
        ("locked_bytes(1) + mapped(addr)", [
            "locked_bytes() takes no arguments, not 1",
            "mapped() takes 2 arguments, not 1",
        ]),
        ("min(len)", ["min() takes 2 arguments, not 1"]),
        ("old(len)", ["old() has a meaning in x-after only"]),
        ("errno == EINTR", ["'errno' has no value before the call"]),
        ("result > 0 && result < 9", ["'result' has no value before the call"]),
        ("is_open(result)", ["'result' has no value before the call"]),
        ('sysctl("vm.max_map_count") > 3', []),
        ("sysctl(vm) > 3", ["sysctl() takes a text in double quotes"]),
        ("out_of(memory) || out_of(files)", []),
        ("out_of(luck)", ["out_of() takes one of memory, files"]),
        ('len == "x"', ["a text stands where a number must"]),
        ('is_open("x")', ["a text stands where a number must"]),
    ],
)  # fmt: skip
def test_problems(text: str, wanted: list[str]) -> None:
    assert problems(parse(text), after=False) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("locked_bytes() == old(locked_bytes()) + len", []),
        ("result == lowest_free_fd() && errno == 0", []),
        ("old(1 + old(len))", ["old() stands inside old()"]),
        ("is_open(old(fd))", ["old() stands inside is_open()"]),
        ("old()", ["old() takes 1 argument, not 0"]),
    ],
)
def test_problems_of_what_holds_afterwards(text: str, wanted: list[str]) -> None:
    assert problems(parse(text), after=True) == wanted


def test_the_outcome_may_be_known_without_old() -> None:
    assert not problems(parse("errno == EINTR"), after=False, outcome=True)
    assert problems(parse("old(result)"), after=False, outcome=True)
    assert not problems(parse("result == 1"), after=False, parameters=["result"])


def test_words_of_predicates_are_no_names() -> None:
    assert names_of_values(parse("out_of(memory) && len > memories")) == ("len", "memories")

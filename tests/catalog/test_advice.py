"""The table of advice in madvise's spec, against its enumeration and the running kernel."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest

from kapi.pipeline import Options, find_specs
from kapi.vocab.capabilities import capability_number
from kapi.vocab.symbols import value
from tests.catalog.calls import PAGE, call, configuration, flags_at, in_child, machine

(SPEC,) = find_specs("madvise", (), Options()).specs
CLAUSE = re.compile(
    r"since \d+\.\d+(?:\.\d+)?|needs (?:CONFIG|CAP)_\w+|(?:sets|clears) [a-z]{2}"
    r"|on (?:anonymous|huge|private|readable|shared|unlocked|writable)"
)
MAPPINGS: dict[str, set[str]] = {
    "private anonymous": {"anonymous", "private", "readable", "writable", "unlocked"},
    "locked": {"anonymous", "private", "readable", "writable"},
    "read-only": {"anonymous", "private", "readable", "unlocked"},
    "PROT_NONE": {"anonymous", "private", "unlocked"},
    "shared anonymous": {"shared", "readable", "writable", "unlocked"},
    "shared file": {"shared", "readable", "writable", "unlocked"},
    "private file": {"private", "readable", "writable", "unlocked"},
    "file opened for reading": {"shared", "readable", "unlocked"},
}
"""What each kind of mapping is, in the words behind ``on``."""
NOT_TRIED = {"MADV_HWPOISON", "MADV_SOFT_OFFLINE"}  # they take memory away from the machine


class Advice(msgspec.Struct, frozen=True):
    name: str
    clauses: tuple[tuple[str, str], ...]

    def all(self, word: str) -> set[str]:
        return {text for first, text in self.clauses if first == word}

    @property
    def number(self) -> int:
        constant = value(self.name, machine())
        assert constant
        return constant.number


def table() -> list[Advice]:
    rows = []
    for extension in SPEC.extensions:
        if extension.tag == "x-value":
            name, *clauses = extension.text.split(", ")
            for clause in clauses:
                assert CLAUSE.fullmatch(clause), clause
            parts = (clause.partition(" ") for clause in clauses)
            rows.append(Advice(name, tuple((first, rest) for first, _, rest in parts)))
    return rows


TABLE = table()


def test_the_table_has_each_value_once() -> None:
    (behavior,) = [param for param in SPEC.params if param.name == "behavior"]
    assert [advice.name for advice in TABLE] == list(behavior.limits.values or ())


def test_every_value_has_a_version_and_known_needs() -> None:
    for advice in TABLE:
        assert len(advice.all("since")) == 1
        capabilities = [one for one in advice.all("needs") if one.startswith("CAP_")]
        assert all(capability_number(one) is not None for one in capabilities)


def make(kind: str) -> int:
    """Map four pages of the ``kind`` and return their address."""
    private, shared, anonymous, locked = 2, 1, 0x20, 0x2000
    if kind in ("locked", "read-only", "PROT_NONE", "private anonymous"):
        protection = {"read-only": 1, "PROT_NONE": 0}.get(kind, 3)
        flags = private | anonymous | (locked if kind == "locked" else 0)
        return int(call("mmap", 0, 4 * PAGE, protection, flags, -1, 0))
    if kind == "shared anonymous":
        return int(call("mmap", 0, 4 * PAGE, 3, shared | anonymous, -1, 0))
    file = os.memfd_create("advice")
    os.ftruncate(file, 4 * PAGE)
    if kind == "file opened for reading":
        file = os.open(f"/proc/self/fd/{file}", os.O_RDONLY)
        return int(call("mmap", 0, 4 * PAGE, 1, shared, file, 0))
    return int(call("mmap", 0, 4 * PAGE, 3, private if kind == "private file" else shared, file, 0))


def tried(advices: Sequence[Advice], kind: str) -> Callable[[], Any]:
    """Return for each advice its result on such a mapping and what smaps shows afterwards."""

    def act() -> Any:
        found = []
        for advice in advices:
            start = make(kind)
            for opposite in advice.all("clears"):
                for other in TABLE:
                    if opposite in other.all("sets"):
                        call("madvise", start, 4 * PAGE, other.number)
            result = call("madvise", start, 4 * PAGE, advice.number)
            found.append([result, sorted(flags_at(start))])
        return found

    return act


@pytest.mark.parametrize("kind", MAPPINGS)
def test_the_running_kernel_agrees(kind: str) -> None:
    """An advice works where all that stands behind ``on`` is so, and sets and clears its flags."""
    configured = configuration()
    advices = [
        advice
        for advice in TABLE
        if advice.name not in NOT_TRIED
        and "huge" not in advice.all("on")
        and all(configured.get(one) for one in advice.all("needs"))
    ]
    for advice, (result, flags) in zip(advices, in_child(tried(advices, kind)), strict=True):
        if result == "EINVAL" and release() < since(advice):
            continue  # older than the advice
        fits = advice.all("on") <= MAPPINGS[kind]
        assert (result == 0) == fits, (advice.name, result)
        if fits:
            assert advice.all("sets") <= set(flags), advice.name
            assert not advice.all("clears") & set(flags), advice.name


def release() -> tuple[int, ...]:
    return tuple(map(int, os.uname().release.split("-")[0].split(".")[:2]))


def since(advice: Advice) -> tuple[int, ...]:
    (text,) = advice.all("since")
    return tuple(map(int, text.split(".")))

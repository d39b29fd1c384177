"""A call whose thread stands still: this process stands in for it, as its memory is known."""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kapi.model.spec import Spec
from kapi.observe.seen import Seen
from kapi.observe.stopping import Stopped
from kapi.pipeline import Options, load_specs
from kapi.pipeline.call_specs import architecture_here, calls_of
from kapi.pipeline.explainer import Explainer, Why
from kapi.pipeline.stopped import seen_of
from kapi.vocab.architectures import ARCHITECTURES

X86 = ARCHITECTURES["x86_64"]
AT_FDCWD = (1 << 64) - 100


@pytest.fixture
def openat() -> Spec:
    (spec,) = load_specs(["kapi:fs/openat.c"], Options()).specs
    return spec


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[int]:
    number = os.open(tmp_path, os.O_RDONLY)
    yield number
    os.close(number)


def seen(spec: Spec, *arguments: int, result: int = -2) -> Seen:
    six = (*arguments, *[7] * (6 - len(arguments)))
    return seen_of(Stopped(threading.get_native_id(), "openat", six, result), spec, X86)


def test_the_call_as_strace_shows_it(openat: Spec, directory: int, tmp_path: Path) -> None:
    path = ctypes.create_string_buffer(b'a"b\\c')
    found = seen(openat, directory, ctypes.addressof(path), 0x80000, 0o600)
    texts = (f"{directory}<{tmp_path}>", '"a\\"b\\\\c"', "0x80000", "384")
    assert found.texts == texts
    assert found.shown == f"openat({', '.join(texts)}) = -1 ENOENT"
    assert found.arguments == (directory, ctypes.addressof(path), 0x80000, 0o600)
    assert found.outcome is not None
    assert found.outcome.errno == 2
    assert (found.tid, found.time) == (threading.get_native_id(), "")
    assert found.program == Path(f"/proc/self/task/{found.tid}/comm").read_text().strip()


@pytest.mark.parametrize(
    ("number", "shown"),
    [(AT_FDCWD, "AT_FDCWD"), (0xFFFFFF9C, "AT_FDCWD"), ((1 << 64) - 1, "-1"), (1 << 20, "1048576")],
)
def test_descriptors_that_lead_nowhere(openat: Spec, number: int, shown: str) -> None:
    assert seen(openat, number, 0, 0, 0).texts[0] == shown


def test_pointers_that_lead_nowhere(openat: Spec) -> None:
    assert seen(openat, AT_FDCWD, 0, 0, 0).texts[1] == "NULL"
    assert seen(openat, AT_FDCWD, 0x10, 0, 0).texts[1] == "0x10"


def test_numbers_are_short_in_base_10_and_long_in_base_16(openat: Spec) -> None:
    texts = [seen(openat, AT_FDCWD, 0, flags, 0).texts[2] for flags in (0xFFFF, 0x10000)]
    assert texts == ["65535", "0x10000"]


def test_an_errno_without_a_name(openat: Spec) -> None:
    assert seen(openat, AT_FDCWD, 0, 0, 0, result=-999).shown.endswith(" = -1 (errno 999)")


def reason(number: int) -> Why:
    """The first reason why a close of ``number`` failed with EBADF."""
    explainer = Explainer(calls_of(("kapi:fs/close.c",), Options(), architecture_here()))
    arguments = (number, *[0] * 5)
    return explainer.explain_stopped(Stopped(os.getpid(), "close", arguments, -9)).reasons[0]


def test_what_is_true_there_is_a_reason() -> None:
    (part,) = reason(1 << 20).parts
    assert (part.text, part.holds) == ("!is_open(fd)", True)


def test_a_thread_that_is_gone() -> None:
    explainer = Explainer(calls_of(("kapi:fs/close.c",), Options(), architecture_here()))
    found = explainer.explain_stopped(Stopped(1 << 30, "close", (9, 0, 0, 0, 0, 0), -9))
    assert (found.call, found.api, found.reasons) == ("close() = -9", "sys_close", ())
    assert found.problem

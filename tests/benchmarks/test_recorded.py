"""Recorded calls: made once, unless something else is measured or left to the caller."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.wrong_edits import recorded
from benchmarks.wrong_edits.recorded import Recorder

from kapi.call import Call, Outcome
from kapi.conform.attempt import Attempt
from kapi.conform.objects import value
from kapi.conform.observe import Observation
from kapi.conform.sandbox.protocol import Ran
from kapi.conform.subject import Subject
from kapi.expr.parser import parse
from kapi.model.variants import views
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import ARCHITECTURES

TEXT = """
/**
 * sys_ring_put - put a record into a ring buffer
 * @record: what is put there
 *
 * error: E2BIG, record too large
 *   x-when: record->size > 4096
 * error: EPERM, not allowed
 *   x-when: {when}
 * struct: ring_record
 *   size: 8
 *   field: size
 *     type: uint, input
 *     offset: {offset}
 *     size: 4
 * param: record
 *   type: user_ptr, input, user
 *   struct-type: struct ring_record
 */
SYSCALL_DEFINE1(ring_put, struct ring_record __user *, record)
"""
CASE = Attempt(syscall="ring_put", arguments=(value(8),)).case()


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    call = Call(
        syscall="ring_put", arguments=(8,), outcome=Outcome(result=0), architecture="x86_64"
    )

    def observe(case: object, subject: Subject, seconds: float) -> Observation:
        seen = tuple(range(len(subject.before)))
        return Observation(Ran(call, {}, ""), seen, (0,) * len(subject.changes.terms))

    monkeypatch.setattr(recorded, "observe", observe)
    return Recorder(before=[parse("is_open(3)")])


def subject(tmp_path: Path, when: str = "!CAP_SYS_ADMIN", offset: int = 0) -> Subject:
    path = tmp_path / "ring.c"
    path.write_text(TEXT.format(when=when, offset=offset))
    (spec,) = load_specs((str(path),), Options()).specs
    (view,) = views(spec)
    return Subject(view, ARCHITECTURES["x86_64"])


def made(recorder: Recorder, one: Subject) -> int:
    found = recorder(CASE, one, 1.0)
    assert len(found.before or ()) == len(one.before)
    return recorder.made


def test_a_call_is_made_once(recorder: Recorder, tmp_path: Path) -> None:
    assert made(recorder, subject(tmp_path)) == 1
    assert made(recorder, subject(tmp_path)) == 1


def test_what_a_later_spec_looks_at_was_measured(recorder: Recorder, tmp_path: Path) -> None:
    assert made(recorder, subject(tmp_path)) == 1
    assert made(recorder, subject(tmp_path, "!CAP_SYS_ADMIN && is_open(3)")) == 1
    assert made(recorder, subject(tmp_path, "!CAP_SYS_ADMIN && is_open(4)")) == 2


def test_a_member_at_another_offset_is_measured_anew(recorder: Recorder, tmp_path: Path) -> None:
    assert made(recorder, subject(tmp_path)) == 1
    assert made(recorder, subject(tmp_path, offset=4)) == 2


def test_a_caller_with_other_capabilities_is_another(recorder: Recorder, tmp_path: Path) -> None:
    assert made(recorder, subject(tmp_path)) == 1
    assert made(recorder, subject(tmp_path, "!CAP_SYS_NICE")) == 2

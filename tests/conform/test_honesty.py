"""What is false is never confirmed: a sample; `benchmarks/honesty.py` tries all of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.wrong_edits.edit import written_out
from benchmarks.wrong_edits.falsehoods import confirmed_falsehoods, false_parts, meaningless
from benchmarks.wrong_edits.replay import Replay, recorder_for

from kapi.conform import trial
from kapi.conform.cases import Cases
from kapi.conform.trial import try_spec
from kapi.conform.workers import in_workers
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import this_machine
from kapi.vocab.words import ApiKind
from tests.shared import SHARED

pytestmark = pytest.mark.skipif(this_machine() is None, reason="this machine is not known")

UNPREPARED = Path(__file__).parents[1] / "unprepared"
CATALOGUE = Path(__file__).parents[2] / "src" / "kapi" / "catalog"
FALSE = 3
BUDGET = 100


def calls(*files: Path) -> list[Spec]:
    specs = load_specs(tuple(map(str, files)), Options()).specs
    return [one for one in specs if one.kind is ApiKind.SYSCALL]


def confined(work: Callable[[Spec], list[str]], spec: Spec) -> list[str]:
    (found,) = in_workers(work, [spec], 1)
    return found


def of_words(spec: Spec) -> list[str]:
    changed, ids = meaningless(spec, 1)
    assert ids
    return confirmed_falsehoods(try_spec(changed, budget=BUDGET).results, ids)


def of_expressions(spec: Spec) -> list[str]:
    spec = written_out(spec)
    edits = list(false_parts(spec))
    edits = random.Random(1).sample(edits, min(FALSE, len(edits)))
    machine = this_machine()
    assert machine is not None
    replay = Replay(spec, recorder_for(spec, edits), machine)
    found = []
    for edit in edits:
        results = replay.edited(edit)
        found += [f"{one} {edit.description}" for one in confirmed_falsehoods(results, edit.edited)]
    return found


@pytest.mark.skipif(SHARED is None, reason="the patch mails are not here")
def test_nonsense_in_a_published_spec() -> None:
    assert SHARED is not None
    mails = sorted(SHARED.glob("corpus/*/*.eml"))
    random.Random(1).shuffle(mails)
    spec = next(one for mail in mails for one in calls(mail))
    assert confined(of_words, spec) == []


@pytest.mark.parametrize("file", [CATALOGUE / "net/listen.c", CATALOGUE / "mm/munmap.c"])
def test_nonsense_in_a_spec_that_is_right(file: Path) -> None:
    (spec,) = calls(file)
    assert confined(of_words, spec) == []


@pytest.mark.parametrize("file", [CATALOGUE / "fs/dup2.c", UNPREPARED / "timerfd_create.c"])
def test_a_false_part(file: Path) -> None:
    (spec,) = calls(file)
    assert confined(of_expressions, spec) == []


def without_cases(spec: Spec) -> list[str]:
    """As of a stranger, whose set-ups cannot mount."""
    trial.cases_for = lambda spec: Cases((), ())  # type: ignore[attr-defined]
    found = (one for one in try_spec(spec).results if one.summary == "mount without programs")
    return [one.status.value for one in found if one.kind == "error"]


@pytest.mark.parametrize(
    ("kind", "never"), [("kind == FILE_REGULAR &&", "refuted"), ("", "confirmed")]
)
def test_directories_of_a_mount_without_programs(tmp_path: Path, kind: str, never: str) -> None:
    """Those of /proc show that what is said of any kind of file holds of regular ones alone."""
    text = (CATALOGUE / "fs/access.c").read_text(encoding="utf-8")
    file = tmp_path / "access.c"
    before, said, after = text.partition("kind == FILE_REGULAR &&\n")
    assert said
    file.write_text(f"{before}{kind}\n{after}")
    (spec,) = calls(file)
    assert never not in confined(without_cases, spec)

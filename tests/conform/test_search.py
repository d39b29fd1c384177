"""What the search makes calls for, and what it makes none for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi.call import Call, Outcome
from kapi.conform.calls import Calls
from kapi.conform.case import Case
from kapi.conform.observe import Observation
from kapi.conform.results import Status
from kapi.conform.sandbox import Ran
from kapi.conform.search import Search
from kapi.conform.subject import Subject
from kapi.conform.trial import try_spec
from kapi.conform.workers import in_workers
from kapi.model.variants import views
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import this_machine

pytestmark = pytest.mark.skipif(this_machine() is None, reason="this machine is not known")

FIRST = Path(__file__).parents[2] / "examples" / "first" / "2-conditions.c"
UNPREPARED = Path(__file__).parents[1] / "unprepared"


def untold(case: Case, subject: Subject, _: float) -> Observation:
    """A call of which nothing could be measured, and which fails for no known reason."""
    made = Call(
        syscall=case.syscall,
        arguments=(0,) * len(case.arguments),
        outcome=Outcome(result=-5),
        architecture=subject.architecture.name,
    )
    return Observation(Ran(made, {}), (None,) * len(subject.before), None)


def test_what_was_looked_for_in_vain_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kapi.conform.search._TRIES", 1)
    machine = this_machine()
    assert machine is not None
    (spec,) = load_specs((str(UNPREPARED / "truncate.c"),), Options()).specs
    calls = Calls(Subject(views(spec)[0], machine), untold, budget=5000)
    search = Search(calls, (), seed=0, drawn=0)
    search.run()
    count = len(calls.made)
    search.complete()
    assert len(calls.made) == count


@pytest.mark.parametrize(
    ("file", "orders"),
    [(FIRST, "sys_dup:order:"), (UNPREPARED / "nanosleep.c", "sys_nanosleep:order:EFAULT-EINVAL")],
)
def test_an_order_is_looked_for_until_a_pair_shows_it(file: Path, orders: str) -> None:
    """A call with both conditions is not enough: the first must be taken away alone, too.

    Of a structure that cannot be read whole, the first member can tell that both hold.
    """
    (result,) = in_workers(
        lambda spec: [one for one in try_spec(spec).results if one.claim.startswith(orders)],
        load_specs((str(file),), Options()).specs,
    )
    assert [one.status for one in result] == [Status.CONFIRMED]

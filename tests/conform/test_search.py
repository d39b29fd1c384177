"""What the search makes calls for, and what it makes none for."""

from __future__ import annotations

import gc
import signal
import weakref
from pathlib import Path

import pytest

from kapi.call import Call, Outcome
from kapi.conform.attempt import Attempt
from kapi.conform.calls import Calls
from kapi.conform.case import Caller, Case
from kapi.conform.decide import decide
from kapi.conform.objects import Argument, value
from kapi.conform.observe import Observation
from kapi.conform.open_claims import OpenClaims
from kapi.conform.results import Status
from kapi.conform.sandbox.protocol import LIMIT_MET, Ran
from kapi.conform.search import Search
from kapi.conform.subject import Subject
from kapi.conform.trial import try_spec
from kapi.conform.workers import in_workers
from kapi.judge.parts import distance
from kapi.model.elements import ErrorCondition, Expression, Param
from kapi.model.spec import Spec, Variant
from kapi.model.variants import views
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import this_machine
from kapi.vocab.words import ApiKind, ErrorOrder
from tests.conform.kernels import Kernel, observer_of

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
    monkeypatch.setattr("kapi.conform.open_claims._TRIES", (1,))
    machine = this_machine()
    assert machine is not None
    (spec,) = load_specs((str(UNPREPARED / "truncate.c"),), Options()).specs
    calls = Calls(Subject(views(spec)[0], machine), untold, budget=5000)
    search = Search(calls, (), seed=0, drawn=0)
    open_claims = OpenClaims(search, lambda *_: True)
    monkeypatch.setattr(search, "complete", lambda: open_claims.look_for_all(0))
    search.run()
    count = len(calls.made)
    open_claims.look_for_all(0)
    assert len(calls.made) == count


class Limited(Kernel):
    """A call that needs memory for a large ``op``, which the limits of the sandbox keep from it."""

    def call(self, caller: Caller, *registers: int) -> int:
        return -12 if registers[0] > 10 else 0


def test_a_nearer_call_that_a_wall_ended_is_not_changed_without_end() -> None:
    inside = observer_of(Limited)

    def observe(case: Case, subject: Subject, seconds: float) -> Observation:
        seen = inside(case, subject, seconds)
        return Observation(Ran(seen.ran.call, {LIMIT_MET: 1}), seen.before, seen.after)

    def stuck(*_: object) -> None:
        raise AssertionError("the search does not end")

    params = tuple(Param(name=name, type_name="unsigned int") for name in ("op", "len"))
    when = Expression("op > 10 && len > 10 && len != 4096")
    spec = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=params,
        errors=(ErrorCondition(errno="EINVAL", summary="large", when=when),),
    )
    before = signal.signal(signal.SIGALRM, stuck)
    signal.alarm(20)
    try:
        assert try_spec(spec, observer=observe).results
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    "wait", ["until_blocked(child);", "waitid(P_PID, child, 0, WEXITED | WNOWAIT, 0);"]
)
def test_no_step_that_waits_is_left_out(wait: str) -> None:
    """What the call meets then would depend on how busy the machine is."""
    machine = this_machine()
    assert machine is not None
    met = []

    def noted(case: Case, subject: Subject, seconds: float) -> Observation:
        met.append(case.steps)
        return untold(case, subject, seconds)

    steps = ("child = fork();", wait, "setsid();")
    arguments = (value(0), value(0), value(0))
    case = Attempt(syscall="close", arguments=arguments, steps=steps, name="waits").case()
    calls = Calls(Subject(views(guarded())[0], machine), noted)
    Search(calls, [case], seed=0, drawn=0).run()
    made = [one for one in met if "child = fork();" in one]
    assert any("setsid();" not in one for one in made)
    assert all(wait in one for one in made)


@pytest.mark.parametrize(
    ("file", "orders"),
    [
        (FIRST, "sys_dup:order:"),
        (UNPREPARED / "nanosleep.c", "sys_nanosleep:order:EFAULT-EINVAL"),
    ],
)
def test_an_order_is_looked_for_until_a_pair_shows_it(file: Path, orders: str) -> None:
    """A call with both conditions is not enough: the first must be taken away alone, too.

    Of a structure that cannot be read whole, the first member can tell that both hold.
    """
    (result,) = in_workers(
        lambda spec: [
            one for one in try_spec(spec, budget=200).results if one.claim.startswith(orders)
        ],
        load_specs((str(file),), Options()).specs,
    )
    assert {one.status for one in result} == {Status.CONFIRMED}


class Guarded(Kernel):
    """A call that looks at its second argument where there is a first."""

    def call(self, caller: Caller, *registers: int) -> int:
        first, second, third = registers
        if first and second != 31:
            return -22
        if first == 77:
            return -1
        return -28 if third > 1000 else 0


def guarded() -> Spec:
    def error(errno: str, when: str) -> ErrorCondition:
        return ErrorCondition(errno=errno, summary=when, when=Expression(when))

    return Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=tuple(Param(name=name, type_name="int") for name in ("a", "b", "c")),
        errors=(
            error("EINVAL", "a && b != 31"),
            error("EPERM", "a == 77"),
            error("ENOSPC", "c > 1000"),
        ),
        error_order=ErrorOrder.CHECKED,
    )


class OfTwo(Kernel):
    """Takes 5 and 7, and then any flag but the first."""

    def call(self, caller: Caller, *registers: int) -> int:
        level, name, flags = registers
        return 0 if (level, name) == (5, 7) and not flags & 1 else -22


def test_a_variant_over_two_parameters_has_values_of_both() -> None:
    flag = ErrorCondition(errno="EINVAL", summary="flag", when=Expression("flags & 1"))
    variant = Variant(condition=Expression("level == 5 && name == 7"), errors=(flag,))
    params = tuple(Param(name=one, type_name="int") for one in ("level", "name", "flags"))
    spec = Spec(name="sys_close", kind=ApiKind.SYSCALL, params=params, variants=(variant,))
    results = try_spec(spec, observer=observer_of(OfTwo)).results
    assert [one.status for one in results if one.kind == "error"] == [Status.CONFIRMED]


def test_two_inputs_that_only_help_together_are_changed_together() -> None:
    results = try_spec(guarded(), drawn=0, observer=observer_of(Guarded)).results
    orders = {one.subject: one.status for one in results if one.kind == "order"}
    assert orders == {
        "EINVAL before EPERM": Status.CONFIRMED,
        "EPERM before ENOSPC": Status.CONFIRMED,
    }


def test_a_call_that_is_accepted_late_is_begun_from_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where none of the calls that were tried first is accepted."""
    machine = this_machine()
    assert machine is not None
    calls = Calls(Subject(views(guarded())[0], machine), observer_of(Guarded))
    search = Search(calls, (), seed=0, drawn=40)
    arguments = tuple(value(one) for one in (77, 31, 0))
    refused = Attempt(syscall="close", arguments=arguments)
    monkeypatch.setattr("kapi.conform.search.Bases.find", lambda _: [refused])
    monkeypatch.setattr(search, "complete", lambda: None)
    search.run()
    made = search.make(search.bases[0])
    assert made is not None
    assert made.outcome.accepted


def test_a_number_that_another_caller_had_is_not_met() -> None:
    machine = this_machine()
    assert machine is not None
    calls = Calls(Subject(views(guarded())[0], machine), observer_of(Guarded))
    search = Search(calls, (), seed=0, drawn=0)
    attempt = Attempt(syscall="close", arguments=(value(5), value(0), value(0)))
    made, changed = search.make(attempt), attempt.with_argument(0, value(6))
    assert made is not None
    search.make(changed.called_by(Caller(limits=(("RLIMIT_NOFILE", 3),))))
    assert not calls.had(0, 6, made)
    search.make(changed)
    assert calls.had(0, 6, made)


def test_an_object_is_met_where_all_else_was_worth_the_same() -> None:
    machine = this_machine()
    assert machine is not None
    calls = Calls(Subject(views(guarded())[0], machine), observer_of(Guarded))
    search = Search(calls, (), seed=0, drawn=0)
    attempt = Attempt(syscall="close", arguments=(value(5), value(0), value(0)))
    made, changed = search.make(attempt), attempt.with_argument(0, Argument("fd:x", "$ = 6;"))
    assert made is not None
    search.make(changed.with_argument(1, value(31)))
    assert not calls.had(0, "fd:x", made)
    search.make(changed)
    assert calls.had(0, "fd:x", made)
    assert not calls.had(1, "fd:x", made)


def test_a_part_of_the_budget_is_kept_for_doubts(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much is open: what nothing tries to break is not to be believed."""
    machine = this_machine()
    assert machine is not None
    calls = Calls(Subject(views(guarded())[0], machine), observer_of(Guarded), budget=100)
    search = Search(calls, (), seed=0, drawn=0)
    search.bases = [Attempt(syscall="close", arguments=(value(0), value(0), value(0)))]
    left = []

    def spend(*_: object) -> None:
        number = len(calls.made)
        search.make(search.bases[0].with_argument(1, value(number)))

    monkeypatch.setattr("kapi.conform.open_claims.OpenClaims._look_for", spend)
    monkeypatch.setattr("kapi.conform.open_claims._TRIES", (1,) * 1000)
    doubts = "kapi.conform.search.Doubts.doubt_what_is_shown"
    monkeypatch.setattr(doubts, lambda _: left.append(calls.left()))
    search.complete()
    assert left == [50, 0]


def test_calls_in_which_each_part_is_worth_the_same_are_as_far_from_what_is_wanted() -> None:
    machine = this_machine()
    assert machine is not None
    calls = Calls(Subject(views(guarded())[0], machine), observer_of(Guarded), budget=100)
    Search(calls, (), seed=0, drawn=40).run()
    assert len({calls.alike(made) for made in calls}) < len(calls.made)
    for condition in calls.subject.judge.conditions:
        for wanted in (True, False):
            expected = [distance(condition.node, made.known, wanted) for made in calls]
            assert calls.distances(condition.node, wanted) == expected


def test_the_calls_of_a_spec_are_given_back_at_once() -> None:
    """A worker tries many specs; garbage in circles would wait for the collector."""
    machine = this_machine()
    assert machine is not None
    collects = gc.isenabled()
    gc.disable()
    try:
        calls = Calls(Subject(views(guarded())[0], machine), observer_of(Guarded), budget=100)
        Search(calls, (), seed=0, drawn=40).run()
        assert decide(calls)
        left = weakref.ref(calls)
        del calls
        assert left() is None
    finally:
        if collects:
            gc.enable()


class Piped(Kernel):
    """A call whose caller a signal kills for two values at once, which nobody met before."""

    def call(self, caller: Caller, *registers: int) -> int | str:
        return "SIGPIPE" if registers[0] == 7 and registers[1] == 9 else 0


def test_what_a_signal_ends_late_is_made_with_that_signal_ignored() -> None:
    """A search that meets it only when it looks for what is open makes it once more, too."""
    shown = []
    inside = observer_of(Piped)

    def noted(case: Case, subject: Subject, seconds: float) -> Observation:
        shown.append("".join(case.steps))
        return inside(case, subject, seconds)

    params = tuple(Param(name=name, type_name="unsigned int") for name in ("op", "len"))
    when = Expression("op == 7 && len == 9")
    spec = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=params,
        errors=(ErrorCondition(errno="EPIPE", summary="closed", when=when),),
    )
    try_spec(spec, observer=noted, drawn=0)
    assert any("ignore_signal(SIGPIPE)" in one for one in shown)


def test_what_one_variant_accepts_is_tried_near_under_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kapi.conform.bases._MOST_ATTEMPTS", 1)
    machine = this_machine()
    assert machine is not None
    params = tuple(Param(name=name, type_name="unsigned int") for name in ("op", "a", "b"))
    variants = tuple(Variant(condition=Expression(f"op == {number}")) for number in (3, 5))
    spec = Spec(name="sys_close", kind=ApiKind.SYSCALL, params=params, variants=variants)

    def kernel(op: int, a: int, b: int) -> int:
        return 0 if (op, a, b) in ((3, 4096, 1), (5, 4096, 4096)) else -22

    def bases(number: int, known: list[Attempt]) -> list[str]:
        calls = Calls(Subject(views(spec)[number], machine), observer_of(kernel))
        search = Search(calls, (), 0, 0, known)
        search.run()
        return [one.case().shown for one in search.bases]

    known = Attempt(syscall="close", arguments=tuple(map(value, (3, 4096, 1))))
    assert bases(1, []) != ["close(5, 0x1000, 0x1000)"]
    assert bases(1, [known]) == ["close(5, 0x1000, 0x1000)"]

"""Effects: due and there, not due and not there, and never anything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from kapi.conform.case import Caller
from kapi.conform.results import Status
from kapi.conform.trial import try_spec
from kapi.expr.predicates import CONSTANTS
from kapi.model.elements import ErrorCondition, Expression, Limits, Param, Returns, SideEffect
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ConstraintType, ErrorList, ReturnCheck
from tests.conform.decide.test_capability_claims import held
from tests.conform.kernels import Kernel, observer_of

EINVAL = -22


class Locking(Kernel):
    """A call that locks as many bytes as it is told, unless they are odd."""

    def call(self, caller: Caller, *registers: int) -> int:
        if registers[0] % 2:
            return EINVAL
        self.state += registers[0]
        return 0

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {"locked_bytes()": self.state & (1 << 64) - 1}


def spec(after: str | None, when: str | None = None) -> Spec:
    return Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(Param(name="len", type_name="size_t"),),
        errors=(ErrorCondition(errno="EINVAL", when=Expression("len % 2 != 0")),),
        error_list=ErrorList.CLOSED,
        side_effects=(
            SideEffect(
                target="locked memory",
                when=Expression(when) if when else None,
                after=Expression(after) if after else None,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("after", "when", "status"),
    [
        ("locked_bytes() == old(locked_bytes()) + len", None, Status.CONFIRMED),
        ("locked_bytes() == old(locked_bytes()) + len", "len != 0", Status.CONFIRMED),
        ("locked_bytes() == len", None, Status.PLAUSIBLE),  # it was 0 before in all calls
        ("locked_bytes() == old(locked_bytes()) + len + 1", None, Status.REFUTED),
        ("locked_bytes() > old(locked_bytes())", None, Status.REFUTED),  # not of no bytes
        ("locked_bytes() > old(locked_bytes())", "len != 0", Status.CONFIRMED),
        ("locked_bytes() == old(locked_bytes())", None, Status.REFUTED),
        ("locked_bytes() == old(locked_bytes()) + len", "errno == EINVAL", Status.REFUTED),
        ("1 == 1", None, Status.NOT_OBSERVED),  # nothing changes
        ("locked_bytes() == old(locked_bytes()) + len || 1", None, Status.PLAUSIBLE),
        ("locked_bytes() >= old(locked_bytes())", None, Status.PLAUSIBLE),  # it holds without
        ("locked_bytes() - old(locked_bytes()) >= min(len, 4)", "len != 0", Status.CONFIRMED),
        ("locked_bytes() == old(locked_bytes()) + min(len, ULONG_MAX - 1)", None, Status.PLAUSIBLE),
        ("locked_bytes() == old(locked_bytes()) + max(0, len)", None, Status.PLAUSIBLE),
        ("locked_bytes() == old(locked_bytes()) + (len & 1 ? 7 : len)", None, Status.PLAUSIBLE),
        ("locked_bytes() == old(locked_bytes()) + (len > 4 ? len : len)", None, Status.CONFIRMED),
        ("map_count() == old(map_count()) + 1", None, Status.NOT_OBSERVED),  # not to be told
        (None, None, Status.NOT_TESTABLE),
    ],
)
def test_an_effect(after: str | None, when: str | None, status: Status) -> None:
    results = try_spec(spec(after, when), observer=observer_of(Locking)).results
    (found,) = [one for one in results if one.kind == "effect"]
    assert found.status is status, found
    assert bool(found.pairs) == (status in (Status.CONFIRMED, Status.PLAUSIBLE))


class Making(Kernel):
    """A call that makes a pipe of an even number."""

    def call(self, caller: Caller, *registers: int) -> int:
        if registers[0] % 2:
            return EINVAL
        self.state = CONSTANTS["FILE_PIPE"]
        return 0

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {"kind(len)": self.state}


def test_a_kind_is_no_number_that_something_is_added_to() -> None:
    results = try_spec(spec("kind(len) == FILE_PIPE"), observer=observer_of(Making)).results
    (found,) = [one for one in results if one.kind == "effect"]
    assert found.status is Status.CONFIRMED, found


class Choosing(Kernel):
    """Locks so many bytes where bit 0 of the flags is set, and takes the bits 0 to 2."""

    def call(self, caller: Caller, *registers: int) -> int:
        length, flags = registers
        if flags & ~7:
            return EINVAL
        if flags & 1:
            self.state += length
        return 0

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {"locked_bytes()": self.state & (1 << 64) - 1}


def choosing(when: str | None, condition: str | None = None) -> Spec:
    effect = SideEffect(
        target="locked memory",
        condition=condition,
        when=Expression(when) if when else None,
        after=Expression("locked_bytes() == old(locked_bytes()) + len"),
    )
    return Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(
            Param(name="len", type_name="size_t"),
            Param(
                name="flags",
                type_name="int",
                limits=Limits(type=ConstraintType.MASK, mask=Expression("7")),
            ),
        ),
        errors=(ErrorCondition(errno="EINVAL", when=Expression("flags & ~7")),),
        error_list=ErrorList.CLOSED,
        side_effects=(effect,),
    )


@pytest.mark.parametrize(
    ("when", "status", "shown", "parts"),
    [
        ("flags & 1", Status.CONFIRMED, 2, 2),
        ("(flags & 1) && len != 0", Status.CONFIRMED, 3, 3),
        ("(flags & 1) && 0", Status.NOT_OBSERVED, 0, 0),
        ("(flags & 1) && !(flags & 2)", Status.PLAUSIBLE, 2, 3),  # it comes with that bit, too
        ("(flags & 1) && len > 1", Status.PLAUSIBLE, 3, 3),  # and with one byte
        ("(flags & 1) || 0", Status.PLAUSIBLE, 2, 3),
        ("(flags & 1) && 1", Status.PLAUSIBLE, 2, 3),
        ("flags & 3", Status.REFUTED, 0, 0),
        ("(flags & 1) && moon_is_full(len)", Status.NOT_TESTABLE, 0, 0),
        ("flags are odd", Status.NOT_TESTABLE, 0, 0),
    ],
)
def test_each_part_of_its_time(when: str, status: Status, shown: int, parts: int) -> None:
    results = try_spec(choosing(when), observer=observer_of(Choosing)).results
    (found,) = [one for one in results if one.kind == "effect"]
    assert (found.status, found.shown, found.parts) == (status, shown, parts), found


def test_words_beside_what_is_true_afterwards_are_not_confirmed() -> None:
    class Always(Choosing):
        def call(self, caller: Caller, *registers: int) -> int:
            return super().call(caller, registers[0], registers[1] | 1)

    for words, status in (("The moon is full.", Status.PLAUSIBLE), (None, Status.CONFIRMED)):
        results = try_spec(choosing(None, words), observer=observer_of(Always)).results
        (found,) = [one for one in results if one.kind == "effect"]
        assert found.status is status, found


class Opening(Kernel):
    """Returns what is open for reading and writing, and does not wait where bit 0 is set."""

    def call(self, caller: Caller, *registers: int) -> int:
        return EINVAL if registers[0] & ~7 else 5

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        if registers[0] & ~7:
            return {"is_open(result)": 0}
        return {"is_open(result)": 1, "status_flags(result)": 2 | 2048 * (registers[0] & 1)}


@pytest.mark.parametrize(
    ("when", "after", "status"),
    [
        ("flags & 1", "status_flags(result) & 2048", Status.CONFIRMED),
        ("flags & 2", "status_flags(result) & 2048", Status.REFUTED),
        ("flags & 1", "status_flags(result) & 2", Status.PLAUSIBLE),
        (None, "is_open(result) && (status_flags(result) & 2)", Status.CONFIRMED),
    ],
)
def test_what_is_so_of_what_a_call_returns(when: str | None, after: str, status: Status) -> None:
    effect = SideEffect(
        target="waiting",
        when=Expression(when) if when else None,
        after=Expression(f"is_open(result) && ({after})"),
    )
    limits = Limits(type=ConstraintType.MASK, mask=Expression("7"))
    made = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(Param(name="flags", type_name="int", limits=limits),),
        side_effects=(effect,),
    )
    results = try_spec(made, observer=observer_of(Opening)).results
    (found,) = [one for one in results if one.kind == "effect"]
    assert found.status is status, found.reason


class Counting(Kernel):
    """Returns what is open, and can be read where it counts from more than 0."""

    def call(self, caller: Caller, *registers: int) -> int:
        return EINVAL if registers[0] > 1 << 20 else 5

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        is_open = registers[0] <= 1 << 20
        return {"is_open(result)": is_open, "poll(result)": int(is_open and registers[0] > 0)}


@pytest.mark.parametrize(
    ("when", "status"), [("count > 0", Status.CONFIRMED), ("count > 1", Status.PLAUSIBLE)]
)
def test_another_effect_says_why_the_result_is_open_and_no_more(when: str, status: Status) -> None:
    made = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(Param(name="count", type_name="unsigned int"),),
        returns=Returns(check=ReturnCheck.FD),
        errors=(ErrorCondition(errno="EINVAL", when=Expression("count > 1 << 20")),),
        side_effects=(
            SideEffect(
                target="whether it can be read",
                when=Expression(when),
                after=Expression("is_open(result) && (poll(result) & 1)"),
            ),
        ),
    )
    results = try_spec(made, observer=observer_of(Counting)).results
    (found,) = [one for one in results if one.kind == "effect"]
    assert found.status is status, found


class Setting(Kernel):
    """A call that sets bits, the second one for who has CAP_FSETID or CAP_FOWNER."""

    def call(self, caller: Caller, *registers: int) -> int:
        self.state = registers[0] & (3 if any(self.facts(caller).values()) else 1)
        return 0

    def facts(self, caller: Caller) -> Mapping[str, int]:
        return {one: held(caller, one) for one in ("CAP_FSETID", "CAP_FOWNER")}

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {"locked_bytes()": self.state, **self.facts(caller)}


@pytest.mark.parametrize(
    ("by", "status"),
    [("(CAP_FSETID || CAP_FOWNER)", Status.CONFIRMED), ("CAP_FSETID", Status.PLAUSIBLE)],
)
def test_what_comes_to_another_caller_of_the_same_call(by: str, status: Status) -> None:
    """Another effect speaks of the same number; what it says is true with the bit and without."""
    made = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(Param(name="flags", type_name="int"),),
        side_effects=(
            SideEffect(target="bits", after=Expression("(locked_bytes() & ~2) == (flags & 1)")),
            SideEffect(
                target="a bit",
                when=Expression(f"(flags & 2) && {by}"),
                after=Expression("locked_bytes() & 2"),
            ),
        ),
    )
    results = try_spec(made, observer=observer_of(Setting)).results
    (found,) = [one for one in results if one.kind == "effect" and one.summary == "a bit"]
    assert found.status is status, found

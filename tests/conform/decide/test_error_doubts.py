"""Conditions that are false in one place, and of which every part makes a difference elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from kapi.conform.case import Caller
from kapi.conform.results import Status
from kapi.conform.trial import try_spec
from kapi.model.elements import ErrorCondition, Expression, Limits, Param, Violation
from kapi.model.spec import Spec
from kapi.vocab.integers import CType
from kapi.vocab.words import ApiKind, ConstraintType, ErrorList, ErrorOrder
from tests.conform.kernels import Kernel, observer_of

EPERM, EBADF, ENOMEM, EACCES, EBUSY, EINVAL = -1, -9, -12, -13, -16, -22
LIMIT, CAPABILITY = "RLIMIT_MEMLOCK", "CAP_SYS_RESOURCE"


class Known(Kernel):
    """Callers have a limit of 65536, hard and soft, and nobody has no capability."""

    def has(self, caller: Caller) -> bool:
        all_of_them = caller.keep is None and not caller.unprivileged
        return CAPABILITY not in caller.drop and (all_of_them or CAPABILITY in (caller.keep or ()))

    def limit(self, caller: Caller) -> int:
        return dict(caller.limits).get(LIMIT, 65536)

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {
            CAPABILITY: int(self.has(caller)),
            "euid()": 65534 if caller.unprivileged else 0,
            LIMIT: self.limit(caller),
            f"hard_limit({LIMIT})": 65536,
        }


class Privileged(Known):
    def call(self, caller: Caller, *registers: int) -> int:
        return EPERM if registers[0] >= 1000 and not self.has(caller) else 0


class Lenient(Known):
    """Another capability will do."""

    def call(self, caller: Caller, *registers: int) -> int:
        other = not caller.unprivileged or "CAP_SYS_NICE" in (caller.keep or ())
        return EPERM if registers[0] >= 1000 and not self.has(caller) and not other else 0


class Limited(Known):
    def call(self, caller: Caller, *registers: int) -> int:
        return ENOMEM if registers[0] > self.limit(caller) else 0


class Aligned(Kernel):
    def call(self, caller: Caller, *registers: int) -> int:
        return EINVAL if registers[0] % 16 else 0


class Either(Kernel):
    def call(self, caller: Caller, *registers: int) -> int:
        return EINVAL if max(registers) > 100 else 0


class Masked(Kernel):
    """A number that is busy, and a level that it may not have; others have fewer levels."""

    def call(self, caller: Caller, *registers: int) -> int:
        level = CType(32, True).wrap(registers[1])
        if not -20 <= level <= 19:
            return EACCES if registers[0] == 7 else EBADF
        return EBUSY if registers[0] == 7 else 0


def error(errno: str, when: str) -> ErrorCondition:
    return ErrorCondition(errno=errno, summary=when, when=Expression(when))


def status(
    kernel: type[Kernel],
    *errors: ErrorCondition,
    error_list: ErrorList | None = None,
    order: ErrorOrder | None = None,
    limits: Limits | None = None,
) -> Status:
    """Return what is said of the first of ``errors``."""
    violation = Violation(action="reject", errno="EINVAL")
    first = Param(name="n", type_name="unsigned int", limits=limits or Limits())
    limited = Param(name="n", type_name="unsigned int", limits=first.limits, violation=violation)
    spec = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(limited if limits else first, Param(name="m", type_name="int")),
        errors=errors,
        error_list=error_list,
        error_order=order,
    )
    results = try_spec(spec, observer=observer_of(kernel)).results
    return next(one.status for one in results if one.summary == errors[0].summary)


def test_another_capability_that_does_as_well() -> None:
    when = "n >= 1000 && !CAP_SYS_RESOURCE"
    assert status(Privileged, error("EPERM", when)) is Status.CONFIRMED
    assert status(Lenient, error("EPERM", when)) is Status.REFUTED


BOUNDS = [error("EBADF", "m < -20 || m > 19"), error("EBUSY", "n == 7")]


@pytest.mark.parametrize(
    ("kernel", "errno", "right", "wrong"),
    [
        (Privileged, "EPERM", "n >= 1000 && !CAP_SYS_RESOURCE", "n >= 1000 && euid() != 0"),
        (Limited, "ENOMEM", "n > RLIMIT_MEMLOCK", "n > hard_limit(RLIMIT_MEMLOCK)"),
        (Aligned, "EINVAL", "n % 16 != 0", "n % 32 != 0"),
        (Aligned, "EINVAL", "n % 16 != 0", "n % 8 != 0"),
    ],
)
@pytest.mark.parametrize("error_list", ErrorList)
def test_what_agrees_by_accident(
    kernel: type[Kernel], errno: str, right: str, wrong: str, error_list: ErrorList
) -> None:
    assert status(kernel, error(errno, right), error_list=error_list) is Status.CONFIRMED
    assert status(kernel, error(errno, wrong), error_list=error_list) is not Status.CONFIRMED


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("n == 7 && (m < -20 || m > 19)", Status.CONFIRMED),
        ("n == 7 && (m < -19 || m > 19)", Status.PLAUSIBLE),
        ("n == 7 && (m < -20 || m >= 19)", Status.PLAUSIBLE),
        ("n >= 7 && (m < -20 || m > 19)", Status.PLAUSIBLE),
    ],
)
def test_bounds_that_other_errors_hide_where_no_order_is_promised(
    when: str, wanted: Status
) -> None:
    assert status(Masked, error("EACCES", when), *BOUNDS, error_list=ErrorList.OPEN) is wanted


def test_an_errno_that_a_closed_list_does_not_explain_is_a_doubt() -> None:
    narrow = error("EINVAL", "n > 100")
    assert status(Either, narrow, error_list=ErrorList.OPEN) is Status.CONFIRMED
    assert status(Either, narrow, error_list=ErrorList.CLOSED) is Status.PLAUSIBLE
    both = error("EINVAL", "n > 100 || m > 100 || m < 0")
    assert status(Either, both, error_list=ErrorList.CLOSED) is Status.CONFIRMED


@pytest.mark.parametrize(("bound", "wanted"), [(100, Status.CONFIRMED), (101, Status.PLAUSIBLE)])
def test_limits_of_a_parameter_that_say_more_are_a_doubt(bound: int, wanted: Status) -> None:
    limits = Limits(type=ConstraintType.RANGE, minimum=Expression("0"), maximum=Expression("100"))
    beside = error("EINVAL", "m > 100 || m < 0")
    checked = {"error_list": ErrorList.CLOSED, "order": ErrorOrder.CHECKED}
    assert (
        status(Either, error("EINVAL", f"n > {bound}"), beside, limits=limits, **checked) is wanted
    )


class Ranged(Kernel):
    def call(self, caller: Caller, *registers: int) -> int:
        return 0 if 0 < registers[0] <= 100 else EINVAL


def test_words_say_one_reason_beside_what_limits_of_a_parameter_say() -> None:
    limits = Limits(type=ConstraintType.RANGE, minimum=Expression("1"), maximum=Expression("100"))
    words = ErrorCondition(errno="EINVAL", summary="bad", condition="n is equal to zero.")
    assert status(Ranged, words, limits=limits) is Status.CONFIRMED
    assert status(Ranged, error("EINVAL", "n == 0"), limits=limits) is Status.PLAUSIBLE


class Few(Kernel):
    """A call that refuses more than 100."""

    def call(self, caller: Caller, *registers: int) -> int:
        return EINVAL if registers[0] > 100 else 0


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("len > min(100, 200)", Status.PLAUSIBLE),  # anything above 100 could stand there
        ("len > (len > 1000 ? 100 : 100)", Status.CONFIRMED),
        ("len > (locked_bytes() ? 7 : 100)", Status.PLAUSIBLE),
    ],
)
def test_a_side_that_never_counted_says_nothing(when: str, wanted: Status) -> None:
    class Unlocked(Few):
        def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
            return {"locked_bytes()": 0}

    made = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(Param(name="len", type_name="size_t"),),
        errors=(ErrorCondition(errno="EINVAL", when=Expression(when)),),
        error_list=ErrorList.CLOSED,
        error_order=ErrorOrder.CHECKED,
    )
    results = try_spec(made, observer=observer_of(Unlocked)).results
    (found,) = [one for one in results if one.kind == "error"]
    assert found.status is wanted, found


class Full(Kernel):
    """A call that refuses everything once 100 bytes are locked, and more than that are."""

    locked = 101

    def call(self, caller: Caller, *registers: int) -> int:
        return ENOMEM if registers[1] % 2 else 0

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {"locked_bytes()": self.locked if registers[1] % 2 else 50}


class Reached(Full):
    locked = 100


@pytest.mark.parametrize(
    ("kernel", "wanted"), [(Full, Status.PLAUSIBLE), (Reached, Status.CONFIRMED)]
)
def test_a_bound_of_what_is_measured_that_no_call_was_at(
    kernel: type[Kernel], wanted: Status
) -> None:
    """Else more than 100 would be confirmed, too, as would more than 75."""
    assert status(kernel, error("ENOMEM", "locked_bytes() >= 100")) is wanted


class Selecting(Kernel):
    """A call that knows 0 to 7, but not 4."""

    def call(self, caller: Caller, *registers: int) -> int:
        return EINVAL if registers[0] == 4 or registers[0] > 7 else 0


class Passing(Kernel):
    """A call that knows 1, 2 and 8, each of them with 4 as well."""

    def call(self, caller: Caller, *registers: int) -> int:
        return 0 if registers[0] & ~4 in (1, 2, 8) else EINVAL


_KNOWN = "(n & ~4) != 1 && (n & ~4) != 2"


@pytest.mark.parametrize(
    ("kernel", "right", "wrong"),
    [
        (Selecting, "n == 4 || n > 7", "n > 7"),
        (Passing, f"{_KNOWN} && (n & ~4) != 8", f"{_KNOWN} && n != 8"),
    ],
)
def test_a_number_between_others_and_a_bit_that_others_pass_over(
    kernel: type[Kernel], right: str, wrong: str
) -> None:
    assert status(kernel, error("EINVAL", right), error_list=ErrorList.CLOSED) is Status.CONFIRMED
    found = status(kernel, error("EINVAL", wrong), error_list=ErrorList.CLOSED)
    assert found in (Status.PLAUSIBLE, Status.REFUTED)


class Grouped(Kernel):
    """getpgid(2): what it says of 0 is what the sandbox has given the caller."""

    def call(self, caller: Caller, *registers: int) -> int:
        return EINVAL if registers[0] > 100 else 1 if registers[0] == 0 else 50


@pytest.mark.parametrize(
    ("when", "wanted"), [("n > 100", Status.CONFIRMED), ("n - 1 > 99", Status.PLAUSIBLE)]
)
def test_a_call_that_is_accepted_behind_a_wall_is_a_doubt(when: str, wanted: Status) -> None:
    made = Spec(
        name="sys_getpgid",
        kind=ApiKind.SYSCALL,
        params=(Param(name="n", type_name="unsigned int"),),
        errors=(error("EINVAL", when),),
    )
    results = try_spec(made, observer=observer_of(Grouped)).results
    found = next(one for one in results if one.kind == "error")
    assert found.status is wanted, found


class Wide(Kernel):
    """A call that refuses two numbers above 1000 before anything else, then an odd third one."""

    def call(self, caller: Caller, *registers: int) -> int:
        return EACCES if max(registers[:2]) > 1000 else EINVAL if registers[2] % 2 else 0


@pytest.mark.parametrize(
    ("when", "wanted"),
    [("n > 1000 || m > 1000", Status.CONFIRMED), ("n > 1000", Status.PLAUSIBLE)],
)
def test_an_errno_in_place_of_one_that_is_certain_is_a_doubt(when: str, wanted: Status) -> None:
    made = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=tuple(Param(name=name, type_name="unsigned int") for name in "nmk"),
        errors=(error("EACCES", when), error("EINVAL", "k % 2")),
        error_list=ErrorList.OPEN,
        error_order=ErrorOrder.CHECKED,
    )
    results = try_spec(made, observer=observer_of(Wide)).results
    found = next(one for one in results if one.subject == "EACCES")
    assert found.status is wanted, found


class Bounded(Kernel):
    """A call that cannot read from 1000 on, nor at odd places for a second argument of 1."""

    def call(self, caller: Caller, *registers: int) -> int:
        n, m = registers
        if n > 1000 and m == 1:
            return EACCES
        return EPERM if n > 1000 or (n % 2 and m == 1) else 0

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        return {"readable(n, 4)": int(registers[0] <= 1000)}


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("!readable(n, 4) || n % 2 && m == 1", Status.CONFIRMED),
        ("!readable(n, 4)", Status.PLAUSIBLE),
    ],
)
def test_an_errno_that_an_argument_takes_away_and_no_part_is_a_doubt(
    when: str, wanted: Status
) -> None:
    """The list is open; but the reason is of what the condition looks at."""
    early = ErrorCondition(
        errno="EACCES", summary="early", when=Expression("n > 1000 && m == 1"), order=ErrorOrder.ANY
    )
    assert status(Bounded, error("EPERM", when), early, order=ErrorOrder.CHECKED) is wanted

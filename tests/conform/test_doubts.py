"""Doubts: calls that break what others seem to show."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Mapping, Sequence

import pytest

from kapi.call import Call, Outcome
from kapi.conform.case import Caller, Case
from kapi.conform.observe import Observation, Observer
from kapi.conform.results import Result, Status
from kapi.conform.sandbox.protocol import Ran
from kapi.conform.subject import Subject
from kapi.conform.trial import try_spec
from kapi.expr.predicates import CONSTANTS
from kapi.expr.render_c import render_c
from kapi.model.elements import (
    Capability,
    ErrorCondition,
    Expression,
    Limits,
    Param,
    SideEffect,
)
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ConstraintType, ErrorList, ErrorOrder, ParamType
from tests.conform.kernels import Kernel, observer_of

EPERM, EBADF, EACCES, ENOTDIR, EINVAL, EMFILE = -1, -9, -13, -20, -22, -24
HELD, HELD_INSIDE = "CAP_IPC_LOCK", "ns_capable(CAP_IPC_LOCK)"


def tried(observer: Observer, **fields: object) -> dict[str, Result]:
    spec = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        error_list=ErrorList.CLOSED,
        error_order=ErrorOrder.CHECKED,
        **fields,  # type: ignore[arg-type]
    )
    results = try_spec(spec, observer=observer).results
    return {name: one for one in results for name in (one.kind, one.subject)}


def in_name_spaces(asked: str) -> Observer:
    """A call that wants what ``asked`` says of CAP_IPC_LOCK, for more than ten bytes."""

    def kernel(is_first: bool) -> type[Kernel]:
        class Privileged(Kernel):
            def call(self, caller: Caller, *registers: int) -> int:
                return EPERM if registers[0] > 10 and not self.look(caller, ())[asked] else 0

            def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
                held = caller.keep is not None if caller.unprivileged else not caller.drop
                return {HELD: held and is_first, HELD_INSIDE: held}

            def facts(self, caller: Caller) -> Mapping[str, int]:
                return {HELD: self.look(caller, ())[HELD_INSIDE]}

        return Privileged

    def observe(case: Case, subject: Subject, seconds: float) -> Observation:
        is_first = case.steps[:1] != ("own_namespaces();",)
        case = case if is_first else _without_first_step(case)
        return observer_of(kernel(is_first))(case, subject, seconds)

    return observe


def _without_first_step(case: Case) -> Case:
    return Case(
        syscall=case.syscall,
        steps=case.steps[1:],
        arguments=case.arguments,
        shown=case.shown,
        caller=case.caller,
    )


@pytest.mark.parametrize("asked", [HELD, HELD_INSIDE])
@pytest.mark.parametrize("stated", [HELD, HELD_INSIDE])
def test_a_capability_in_the_first_name_space_or_in_its_own(asked: str, stated: str) -> None:
    found = tried(
        in_name_spaces(asked),
        params=(Param(name="len", type_name="size_t"),),
        errors=(ErrorCondition(errno="EPERM", when=Expression(f"len > 10 && !{stated}")),),
    )
    assert (found["error"].status is Status.CONFIRMED) == (asked == stated), found["error"]


def signalled(is_asked: str) -> type[Kernel]:
    """A call that a user may make for his own numbers alone, as ``is_asked`` has it."""

    class Signalling(Kernel):
        def call(self, caller: Caller, *registers: int) -> int:
            return 0 if registers[0] <= 10 or self.look(caller, registers)[is_asked] else EPERM

        def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
            is_user = int(not caller.unprivileged)
            is_real = int(is_user or caller.real)
            allowed = int(is_real or registers[1] == signal.SIGCONT)
            return {
                "owns_process(who)": is_user,
                "same_user(who)": is_real,
                "signal_allowed(who, sig)": allowed,
            }

    return Signalling


USERS = ["owns_process(who)", "same_user(who)", "signal_allowed(who, sig)"]


@pytest.mark.parametrize("asked", USERS)
@pytest.mark.parametrize("stated", USERS)
def test_which_user_and_which_signal(asked: str, stated: str) -> None:
    found = tried(
        observer_of(signalled(asked)),
        params=(Param(name="who", type_name="size_t"), Param(name="sig", type_name="int")),
        errors=(ErrorCondition(errno="EPERM", when=Expression(f"who > 10 && !{stated}")),),
    )
    assert (found["error"].status is Status.CONFIRMED) == (asked == stated), found["error"]


def held(caller: Caller, name: str) -> bool:
    if caller.keep is not None:
        return name in caller.keep
    return not caller.unprivileged and name not in caller.drop


class Marking(Kernel):
    """A call that leaves a mark for those who have CAP_FSETID."""

    def call(self, caller: Caller, *registers: int) -> int:
        self.state = registers[0] * held(caller, "CAP_FSETID")
        return 0

    def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
        known = {name: int(held(caller, name)) for name in ("CAP_FSETID", "CAP_CHOWN")}
        return {"is_open(len)": int(bool(self.state)), **known}

    def facts(self, caller: Caller) -> Mapping[str, int]:
        return self.look(caller, ())


def mark_with(capability: str) -> SideEffect:
    """Return the effect of `Marking`, said to need ``capability``."""
    return SideEffect(
        target="mark",
        when=Expression(f"len != 0 && {capability}"),
        after=Expression("is_open(len)"),
    )


@pytest.mark.parametrize("name", ["CAP_FSETID", "CAP_CHOWN"])
def test_the_capability_of_an_effect(name: str) -> None:
    found = tried(
        observer_of(Marking),
        params=(Param(name="len", type_name="size_t"),),
        side_effects=(mark_with(name),),
        capabilities=(Capability(capability=name),),
    )
    is_right = name == "CAP_FSETID"
    assert (found["effect"].status is Status.CONFIRMED) == is_right, found["effect"].reason
    assert (found["capability"].status is Status.CONFIRMED) == is_right, found["capability"].reason


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("says_cut", [False, True])
def test_a_number_of_which_the_low_half_counts(cut: bool, says_cut: bool) -> None:
    class Sized(Kernel):
        def call(self, caller: Caller, *registers: int) -> int:
            return 0 if (registers[0] & 0xFFFFFFFF if cut else registers[0]) == 8 else EINVAL

    found = tried(
        observer_of(Sized),
        params=(Param(name="size", type_name="size_t"),),
        errors=(
            ErrorCondition(
                errno="EINVAL",
                when=Expression(f"{'(unsigned int)size' if says_cut else 'size'} != 8"),
            ),
        ),
    )
    wanted = Status.CONFIRMED if cut == says_cut else Status.REFUTED
    assert found["error"].status is wanted, found["error"].reason


def test_a_capability_of_an_effect_that_no_claim_names() -> None:
    found = tried(
        observer_of(Marking),
        params=(Param(name="len", type_name="size_t"),),
        side_effects=(mark_with("CAP_FSETID"),),
    )
    assert (found["spec"].code, found["spec"].subject) == ("unlisted-capability", "CAP_FSETID")


def test_a_capability_that_a_predicate_counts() -> None:
    class Permitting(Kernel):
        def call(self, caller: Caller, *registers: int) -> int:
            return 0 if registers[0] <= 10 or held(caller, "CAP_DAC_OVERRIDE") else EPERM

        def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
            return {"may_write(len)": held(caller, "CAP_DAC_OVERRIDE")}

    found = tried(
        observer_of(Permitting),
        params=(Param(name="len", type_name="size_t"),),
        errors=(ErrorCondition(errno="EPERM", when=Expression("len > 10 && !may_write(len)")),),
    )
    assert found["error"].status is Status.CONFIRMED
    assert (found["spec"].code, found["spec"].subject) == (
        "unlisted-capability",
        "CAP_DAC_OVERRIDE",
    )


def walked(case: Case, subject: Subject, seconds: float) -> Observation:
    """A call that does not follow the last name, and refuses two paths."""
    text = case.inputs[-1]
    leads = text.removeprefix("link to ")
    if not leads.startswith("path:"):
        return Observation(Ran(None, {}, "no path"))
    is_bad = leads in ("path:empty", "path:below-file")
    is_refused = is_bad and text == leads
    call = Call(
        syscall=case.syscall,
        arguments=(4096,),
        outcome=Outcome(result=ENOTDIR if is_refused else 0),
        architecture="x86_64",
    )
    end = CONSTANTS["WALK_NOT_DIRECTORY"]
    known = {
        "walk_at(AT_FDCWD, path, 0)": end * is_bad,
        "walk_at(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW)": end * is_refused,
    }
    return Observation(Ran(call, {}), tuple(known.get(render_c(one)) for one in subject.before), ())


@pytest.mark.parametrize(
    ("flags", "status"), [("AT_SYMLINK_NOFOLLOW", Status.CONFIRMED), ("0", Status.REFUTED)]
)
def test_a_link_to_another_path_than_that_of_the_pair(flags: str, status: Status) -> None:
    when = f"walk_at(AT_FDCWD, path, {flags}) == WALK_NOT_DIRECTORY"
    found = tried(
        walked,
        params=(Param(name="path", type=ParamType.PATH, type_name="const char __user *"),),
        errors=(ErrorCondition(errno="ENOTDIR", when=Expression(when)),),
    )
    assert found["error"].status is status, found["error"].reason


def files(case: Case, subject: Subject, seconds: float) -> Observation:
    """A call that refuses the same file twice; a duplicate is the same under another number."""
    number_of: dict[str, int] = {}
    texts = [one.removeprefix("-") for one in case.inputs[-2:]]
    for text in texts:
        if text.isdigit() or text.startswith("0x"):
            number_of[text] = int(text, 0)
        elif text.startswith(("fd:", "dup(fd:")):
            number_of.setdefault(text, 3 + len(number_of))
        else:
            return Observation(Ran(None, {}, "nothing of that sort"))
    file_of = {number_of[one]: one.removeprefix("dup(").removesuffix(")") for one in texts}
    first, second = (number_of[one] for one in texts)
    is_same = first == second or file_of[first] == file_of[second]
    call = Call(
        syscall=case.syscall,
        arguments=(first, second),
        outcome=Outcome(result=EINVAL if is_same else 0),
        architecture="x86_64",
    )
    known = {"same_file(fd, fd2)": is_same}
    before = tuple(known.get(render_c(term)) for term in subject.before)
    return Observation(Ran(call, {}), before, ())


@pytest.mark.parametrize(
    ("when", "status"),
    [("same_file(fd, fd2)", Status.CONFIRMED), ("fd == fd2", Status.REFUTED)],
)
def test_a_file_or_its_number(when: str, status: Status) -> None:
    found = tried(
        files,
        params=tuple(
            Param(name=name, type_name="int", object="fd:regular") for name in ("fd", "fd2")
        ),
        errors=(ErrorCondition(errno="EINVAL", when=Expression(when)),),
    )
    assert found["error"].status is status, found["error"]


def locking(limit: Callable[[int, int], int]) -> Observer:
    """A call after which as many bytes are locked as ``limit`` says of those before and of its own.

    It takes even numbers. Steps that make the call count.
    """

    class Locking(Kernel):
        def call(self, caller: Caller, *registers: int) -> int:
            if registers[0] % 2:
                return EINVAL
            self.state = limit(self.state, registers[0])
            return 0

        def look(self, caller: Caller, registers: Sequence[int]) -> Mapping[str, int]:
            return {"locked_bytes()": self.state}

    def observe(case: Case, subject: Subject, seconds: float) -> Observation:
        steps = " ".join(case.steps)
        numbers = re.findall(r"close\((\d+)\);|b0 = (\d+); close\(b0\);", steps)

        class After(Locking):
            def __init__(self) -> None:
                super().__init__()
                for found in numbers:
                    self.call(Caller(), int("".join(found)))

        plain = Case(
            syscall=case.syscall,
            steps=tuple(re.findall(r"a0 = [^;]*;", steps)),
            arguments=case.arguments,
            shown=case.shown,
        )
        return observer_of(After)(plain, subject, seconds)

    return observe


@pytest.mark.parametrize(
    ("after", "limit", "status"),
    [
        ("len", lambda old, new: new, Status.CONFIRMED),
        ("len", lambda old, new: old + new, Status.REFUTED),
        ("old(locked_bytes()) + len", lambda old, new: old + new, Status.CONFIRMED),
        ("old(locked_bytes()) + len", lambda old, new: new, Status.REFUTED),
    ],
)
def test_what_becomes_or_what_is_added(
    after: str, limit: Callable[[int, int], int], status: Status
) -> None:
    limits = Limits(type=ConstraintType.RANGE, minimum=Expression("0"), maximum=Expression("9"))
    found = tried(
        locking(limit),
        params=(Param(name="len", type_name="size_t", limits=limits),),
        errors=(ErrorCondition(errno="EINVAL", when=Expression("len % 2 == 1")),),
        side_effects=(
            SideEffect(
                target="locked memory",
                when=Expression("len != 0"),
                after=Expression(f"locked_bytes() == {after}"),
            ),
        ),
    )
    assert found["effect"].status is status, found["effect"].reason


def numbers(case: Case, subject: Subject, seconds: float) -> Observation:
    """A call as dup2(): an open file, and a number below 100 unless it is the same."""
    first, second = case.inputs[-2:]
    known = {"fd:regular": 200, "fd:closed": 250}
    try:
        one = known.get(first) or int(first, 0)
        two = one if second == f"the same as {first}" else int(second, 0)
    except ValueError:
        return Observation(Ran(None, {}, "nothing of that sort"))
    is_open = one == known["fd:regular"]
    is_high = one != two and two & 0xFFFFFFFF >= 100
    call = Call(
        syscall=case.syscall,
        arguments=(one & 0xFFFFFFFF, two & 0xFFFFFFFF),
        outcome=Outcome(result=EBADF if is_high or not is_open else 0),
        architecture="x86_64",
    )
    return Observation(Ran(call, {}), (is_open,) * len(subject.before), ())


@pytest.mark.parametrize(
    ("when", "status"),
    [("newfd != oldfd && newfd >= 100", Status.CONFIRMED), ("newfd >= 100", Status.REFUTED)],
)
def test_one_number_for_two_descriptors(when: str, status: Status) -> None:
    found = tried(
        numbers,
        params=(
            Param(name="oldfd", type_name="int", object="fd:regular"),
            Param(name="newfd", type_name="unsigned int"),
        ),
        errors=(
            ErrorCondition(errno="EBADF", summary="not open", when=Expression("!is_open(oldfd)")),
            ErrorCondition(errno="EBADF", summary="too high", when=Expression(when)),
        ),
    )
    assert found["error"].status is status, found["error"]


def kinds(case: Case, subject: Subject, seconds: float) -> Observation:
    """A call that takes regular files; the descriptor 0, as it is, is for paths only."""
    text = case.inputs[-1]
    file, _, under = text.partition(" under ")
    is_open, is_path = file.startswith("fd:") and file != "fd:closed", text == "0"
    try:
        number = int(under) if under else 200 if file.startswith("fd:") else int(file, 0)
    except ValueError:
        return Observation(Ran(None, {}, "nothing of that sort"))
    known = {
        "is_open(fd)": is_open or is_path,
        "path_only(fd)": is_path,
        "kind(fd)": CONSTANTS["FILE_REGULAR" if file == "fd:regular" else "FILE_EVENTFD"],
    }
    refused = 0 if file == "fd:regular" else EINVAL if is_open else EACCES if is_path else EBADF
    call = Call(
        syscall=case.syscall,
        arguments=(number & 0xFFFFFFFF,),
        outcome=Outcome(result=refused),
        architecture="x86_64",
    )
    return Observation(Ran(call, {}), tuple(known[render_c(one)] for one in subject.before), ())


@pytest.mark.parametrize(
    ("when", "status"),
    [
        ("kind(fd) != FILE_REGULAR", Status.CONFIRMED),
        ("kind(fd) != FILE_REGULAR && fd != 0", Status.REFUTED),
    ],
)
def test_a_file_or_the_number_that_it_happens_to_have(when: str, status: Status) -> None:
    found = tried(
        kinds,
        params=(Param(name="fd", type_name="int", object="fd:regular"),),
        errors=(
            ErrorCondition(errno="EBADF", when=Expression("!is_open(fd)")),
            ErrorCondition(errno="EACCES", when=Expression("path_only(fd)")),
            ErrorCondition(errno="EINVAL", when=Expression(when)),
        ),
    )
    assert found["EINVAL"].status is status, found["EINVAL"]


def pages(case: Case, subject: Subject, seconds: float) -> Observation:
    """A call that refuses a range with a sealed page in it; it touches a page at least."""
    place, length = case.inputs[-2:]
    more = length.endswith(" + PAGE_SIZE")
    begun, kind = place.startswith("a page before "), place.removeprefix("a page before ")
    if kind not in ("addr:mapped", "addr:sealed"):
        return Observation(Ran(None, {}, "nothing of that sort"))
    try:
        size = int(length.removesuffix(" + PAGE_SIZE"), 0) + 4096 * more
    except ValueError:
        return Observation(Ran(None, {}, "no number"))
    plain = 4096 * begun
    is_there, is_first = kind == "addr:sealed" and size > plain, kind == "addr:sealed" and not begun
    call = Call(
        syscall=case.syscall,
        arguments=(1 << 20, size),
        outcome=Outcome(result=EPERM if is_there else 0),
        architecture="x86_64",
    )
    known = {"sealed_mapping(addr, len)": is_there, "sealed_mapping(addr, 1)": is_first and size}
    before = tuple(known.get(render_c(term)) for term in subject.before)
    return Observation(Ran(call, {}), before, ())


@pytest.mark.parametrize(
    ("when", "status"),
    [
        ("sealed_mapping(addr, len)", Status.CONFIRMED),
        ("sealed_mapping(addr, 1)", Status.PLAUSIBLE),
    ],
)
def test_a_range_or_its_first_page(when: str, status: Status) -> None:
    found = tried(
        pages,
        params=(
            Param(name="addr", type_name="unsigned long", object="addr:mapped"),
            Param(name="len", type_name="size_t"),
        ),
        errors=(ErrorCondition(errno="EPERM", when=Expression(when)),),
    )
    assert found["error"].status is status, found["error"]


def locks(case: Case, subject: Subject, seconds: float) -> Observation:
    """A call that locks the whole pages of a range, nine at most."""
    place, length = case.inputs[-2:]
    number, _, less = length.partition(" - ")
    try:
        size = (int(number, 0) - int(less or "0")) & 0xFFFFFFFF
    except ValueError:
        return Observation(Ran(None, {}, "no number"))
    if place.removesuffix(" + 1") != "addr:mapped":
        return Observation(Ran(None, {}, "nothing of that sort"))
    inside = place.endswith(" + 1")
    whole = -(-(inside + size) // 4096) * 4096
    is_too_much = not 0 <= whole <= 9 * 4096
    call = Call(
        syscall=case.syscall,
        arguments=((1 << 20) + inside, size & 0xFFFFFFFF),
        outcome=Outcome(result=EINVAL if is_too_much else 0),
        architecture="x86_64",
    )
    assert {render_c(term) for term in subject.changes.terms} == {"locked_bytes()"}
    after = 5 if is_too_much else 5 + whole
    return Observation(Ran(call, {}), (5,) * len(subject.before), (after,))


@pytest.mark.parametrize(
    ("count", "status"),
    [("addr % PAGE_SIZE + len", Status.CONFIRMED), ("len + 0 * addr", Status.REFUTED)],
)
def test_whole_pages_or_the_bytes_of_a_range(count: str, status: Status) -> None:
    after = f"locked_bytes() == old(locked_bytes()) + PAGE_ALIGN({count})"
    too_much = "addr % PAGE_SIZE + len > 9 * PAGE_SIZE || len > 9 * PAGE_SIZE"
    found = tried(
        locks,
        params=(
            Param(name="addr", type_name="unsigned long", object="addr:mapped"),
            Param(name="len", type_name="unsigned int"),
        ),
        errors=(ErrorCondition(errno="EINVAL", when=Expression(too_much)),),
        side_effects=(SideEffect(target="locked memory", after=Expression(after)),),
    )
    assert found["effect"].status is status, found["effect"].reason


def descriptors(case: Case, subject: Subject, seconds: float) -> Observation:
    """A call that takes the two lowest free numbers of descriptors; 3 is the first."""
    with_gaps = case.steps[:1] != () and case.steps[0].startswith("gap = ")
    first, second = (3, 5) if with_gaps else (3, 4)
    limit = dict(case.caller.limits).get("RLIMIT_NOFILE", 64)
    call = Call(
        syscall=case.syscall,
        arguments=(0,),
        outcome=Outcome(result=EMFILE if second >= limit else 0),
        architecture="x86_64",
    )
    known = {
        "lowest_free_fd()": first,
        "free_fd_from(lowest_free_fd() + 1)": second,
        "RLIMIT_NOFILE": limit,
    }
    before = tuple(known.get(render_c(term)) for term in subject.before)
    return Observation(Ran(call, {}), before, ())


@pytest.mark.parametrize(
    ("when", "status"),
    [
        ("free_fd_from(lowest_free_fd() + 1) >= RLIMIT_NOFILE", Status.CONFIRMED),
        ("lowest_free_fd() + 1 >= RLIMIT_NOFILE", Status.REFUTED),
    ],
)
def test_numbers_that_do_not_follow_each_other(when: str, status: Status) -> None:
    found = tried(
        descriptors,
        params=(Param(name="flags", type_name="int"),),
        errors=(ErrorCondition(errno="EMFILE", when=Expression(when)),),
    )
    assert found["error"].status is status, found["error"]

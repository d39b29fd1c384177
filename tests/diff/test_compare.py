"""Each kind of edit, from a change as somebody would make it in the text of a spec."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from kapi.diff.compare import compared_specs
from kapi.diff.kinds import BY_ID, KINDS
from kapi.model.elements import (
    Capability,
    Constraint,
    ErrorCondition,
    Expression,
    Extension,
    Lock,
    Param,
    Returns,
    SideEffect,
    Signal,
    SignalMask,
    StateTransition,
    StructField,
    StructSpec,
    Violation,
)
from kapi.model.network import BufferSpec, Network, ProtocolBehavior
from kapi.model.spec import Ioctl, Section, Spec, Sysfs, Variant
from kapi.vocab.words import (
    Answer,
    ApiKind,
    CapabilityAction,
    Context,
    Effect,
    ErrorList,
    ErrorOrder,
    IoctlDirection,
    LockScope,
    ParamFlag,
    ParamType,
    ReturnCheck,
    SignalDirection,
)
from tests.diff.conftest import RING, edits, read, told

E = Expression
RESTART = Signal(name="ANY", restartable=Answer.NO, interruptible=Answer.NO)
MEMBER = StructField(name="len", type_name="__u32", offset=E("0"), size=E("4"))
NEED = CapabilityAction.PERFORM_OPERATION
LIFT = CapabilityAction.BYPASS_CHECK
FILE = Sysfs(path="/sys/x", permissions=E("0644"), default="1", allowed_strings=("on", "off"))
IN, OUT, OPTIONAL = ParamFlag.IN, ParamFlag.OUT, ParamFlag.OPTIONAL


def changed(field: str, old: Any, new: Any, **more: Any) -> tuple[str, str]:
    """The only edit when ``field`` of a spec changes."""
    specs = [
        Spec(name="sys_x", kind=more.get("kind", ApiKind.SYSCALL), **{field: value})
        for value in (old, new)
    ]
    (found,) = told(compared_specs(*specs))
    return found


def within(field: str, element: Any, **new: Any) -> tuple[str, str]:
    """The only edit when fields of an ``element`` change."""
    return changed(field, (element,), (msgspec.structs.replace(element, **new),))


BREAKING, WIDENING, NEUTRAL, PROSE = "breaking", "widening", "neutral", "prose"

MADE = [
    (lambda: within("params", Param(name="x", type_name="int"), type_name="long"), "c-type", "B"),
    (
        lambda: within("params", Param(name="x", type=ParamType.INT), type=ParamType.FD),
        "value-kind",
        "N",
    ),
    (lambda: within("params", Param(name="x", flags=(IN,)), flags=(OUT,)), "flags", "B"),
    (lambda: within("params", Param(name="x", flags=(IN,)), flags=(IN, OPTIONAL)), "flags", "W"),
    (lambda: within("params", Param(name="x", flags=(IN, OPTIONAL)), flags=(IN,)), "flags", "B"),
    (lambda: within("params", Param(name="x"), flags=(IN,)), "flags", "N"),
    (lambda: within("params", Param(name="x", size=E("4")), size=E("8")), "buffer-size", "B"),
    (lambda: within("params", Param(name="x"), size=E("8")), "buffer-size", "N"),
    (
        lambda: within("params", Param(name="x", struct_type="a"), struct_type="b"),
        "struct-type",
        "B",
    ),
    (lambda: within("params", Param(name="x"), object="fd:epoll"), "object", "B"),
    (lambda: within("params", Param(name="x", object="fd:epoll"), object=None), "object", "W"),
    (lambda: within("params", Param(name="x", default="1"), default="2"), "attribute", "B"),
    (
        lambda: within(
            "params",
            Param(name="x", violation=Violation(action="reject")),
            violation=Violation(action="ignore"),
        ),
        "violation",
        "W",
    ),
    (
        lambda: within(
            "params",
            Param(name="x", violation=Violation(action="ignore")),
            violation=Violation(action="reject"),
        ),
        "violation",
        "B",
    ),
    (
        lambda: within("params", Param(name="x"), violation=Violation(action="clamp")),
        "violation",
        "N",
    ),
    (lambda: changed("returns", None, Returns()), "return-added", "N"),
    (lambda: changed("returns", Returns(), None), "return-removed", "N"),
    (
        lambda: changed("returns", Returns(check=ReturnCheck.FD), Returns(check=ReturnCheck.EXACT)),
        "return-check",
        "B",
    ),
    (
        lambda: changed("returns", Returns(success=E("0")), Returns(success=E("1"))),
        "return-value",
        "B",
    ),
    (lambda: changed("error_list", ErrorList.OPEN, ErrorList.CLOSED), "error-list", "N"),
    (lambda: changed("error_order", None, ErrorOrder.CHECKED), "order-promise", "N"),
    (lambda: within("errors", ErrorCondition(errno="EIO"), visible=Answer.NO), "visible", "W"),
    (
        lambda: within("errors", ErrorCondition(errno="EIO", visible=Answer.NO), visible=None),
        "visible",
        "B",
    ),
    (lambda: within("errors", ErrorCondition(errno="EIO"), needs="a disk"), "test-needs", "N"),
    (lambda: within("errors", ErrorCondition(errno="EIO"), unless="root"), "error-condition", "W"),
    (lambda: changed("locks", (), (Lock(name="m"),)), "lock-added", "N"),
    (lambda: changed("locks", (), (Lock(name="m"),), kind=ApiKind.FUNCTION), "lock-added", "B"),
    (
        lambda: changed(
            "locks", (), (Lock(name="m", scope=LockScope.INTERNAL),), kind=ApiKind.FUNCTION
        ),
        "lock-added",
        "N",
    ),
    (lambda: changed("locks", (Lock(name="m"),), ()), "lock-removed", "N"),
    (
        lambda: within("locks", Lock(name="m", acquired=Answer.NO), acquired=Answer.YES),
        "lock-state",
        "N",
    ),
    (
        lambda: changed("contexts", (Context.PROCESS,), (Context.PROCESS, Context.SLEEPABLE)),
        "contexts",
        "N",
    ),
    (
        lambda: changed(
            "contexts",
            (Context.PROCESS,),
            (Context.PROCESS, Context.SLEEPABLE),
            kind=ApiKind.FUNCTION,
        ),
        "contexts",
        "B",
    ),
    (
        lambda: changed(
            "contexts", (Context.PROCESS,), (Context.PROCESS, Context.NMI), kind=ApiKind.FUNCTION
        ),
        "contexts",
        "W",
    ),
    (
        lambda: changed("constraints", (), (Constraint(name="c", expression=E("a < b")),)),
        "constraint-added",
        "B",
    ),
    (lambda: changed("constraints", (), (Constraint(name="c"),)), "constraint-added", "P"),
    (
        lambda: changed("constraints", (Constraint(name="c", expression=E("a < b")),), ()),
        "constraint-removed",
        "W",
    ),
    (
        lambda: within(
            "constraints", Constraint(name="c", expression=E("a < b")), expression=E("a < b && a")
        ),
        "constraint",
        "B",
    ),
    (
        lambda: within(
            "constraints", Constraint(name="c", expression=E("a < b")), expression=E("a < b || a")
        ),
        "constraint",
        "W",
    ),
    (lambda: changed("signals", (), (RESTART,)), "signal-added", "B"),
    (
        lambda: changed("signals", (), (Signal(name="A", direction=(SignalDirection.BLOCK,)),)),
        "signal-added",
        "N",
    ),
    (lambda: changed("signals", (RESTART,), ()), "signal-removed", "W"),
    (lambda: within("signals", RESTART, restartable=Answer.YES), "restartable", "W"),
    (lambda: within("signals", RESTART, interruptible=Answer.YES), "interruptible", "B"),
    (lambda: within("signals", Signal(name="A", errno="EINTR"), errno="EAGAIN"), "signal", "B"),
    (lambda: within("signals", RESTART, priority=E("0")), "priority", "N"),
    (
        lambda: within("signal_masks", SignalMask(name="m"), signals=(E("SIGHUP"),)),
        "signal-mask",
        "B",
    ),
    (lambda: changed("structs", (), (StructSpec(name="struct s"),)), "struct-added", "N"),
    (lambda: changed("structs", (StructSpec(name="struct s"),), ()), "struct-removed", "N"),
    (
        lambda: within("structs", StructSpec(name="s", size=E("8")), size=E("16")),
        "struct-layout",
        "B",
    ),
    (lambda: within("structs", StructSpec(name="s"), fields=(MEMBER,)), "member-added", "B"),
    (
        lambda: within("structs", StructSpec(name="s", fields=(MEMBER,)), fields=()),
        "member-removed",
        "B",
    ),
    (
        lambda: within(
            "structs",
            StructSpec(name="s", fields=(MEMBER,)),
            fields=(msgspec.structs.replace(MEMBER, offset=E("8")),),
        ),
        "member-layout",
        "B",
    ),
    (
        lambda: changed("side_effects", (), (SideEffect(effects=(Effect.HARDWARE,)),)),
        "effect-added",
        "B",
    ),
    (
        lambda: changed("side_effects", (), (SideEffect(effects=(Effect.NONE,)),)),
        "effect-added",
        "N",
    ),
    (
        lambda: changed("side_effects", (SideEffect(effects=(Effect.HARDWARE,)),), ()),
        "effect-removed",
        "B",
    ),
    (
        lambda: within(
            "side_effects", SideEffect(target="t", after=E("x == 1")), after=E("x == 2")
        ),
        "effect",
        "B",
    ),
    (
        lambda: within(
            "side_effects", SideEffect(target="t", reversible=Answer.YES), reversible=Answer.NO
        ),
        "reversible",
        "B",
    ),
    (
        lambda: changed("state_transitions", (), (StateTransition(object="o"),)),
        "transition-added",
        "B",
    ),
    (
        lambda: changed("state_transitions", (StateTransition(object="o"),), ()),
        "transition-removed",
        "B",
    ),
    (
        lambda: within(
            "state_transitions", StateTransition(object="o", to_state="a"), to_state="b"
        ),
        "transition",
        "B",
    ),
    (
        lambda: changed("capabilities", (), (Capability(capability="CAP_X", action=NEED),)),
        "capability-added",
        "B",
    ),
    (
        lambda: changed("capabilities", (), (Capability(capability="CAP_X", action=LIFT),)),
        "capability-added",
        "W",
    ),
    (
        lambda: changed("capabilities", (Capability(capability="CAP_X", action=NEED),), ()),
        "capability-removed",
        "W",
    ),
    (
        lambda: changed("capabilities", (Capability(capability="CAP_X", action=LIFT),), ()),
        "capability-removed",
        "B",
    ),
    (
        lambda: within("capabilities", Capability(capability="CAP_X", action=NEED), action=LIFT),
        "capability",
        "B",
    ),
    (
        lambda: within("capabilities", Capability(capability="CAP_X"), alternatives=("CAP_Y",)),
        "alternatives",
        "W",
    ),
    (
        lambda: within(
            "capabilities", Capability(capability="CAP_X", alternatives=("CAP_Y",)), alternatives=()
        ),
        "alternatives",
        "B",
    ),
    (
        lambda: changed("ioctl", Ioctl(number=E("_IO('x', 1)")), Ioctl(number=E("_IO('x', 2)"))),
        "ioctl-number",
        "B",
    ),
    (
        lambda: changed(
            "ioctl", Ioctl(direction=IoctlDirection.READ), Ioctl(direction=IoctlDirection.WRITE)
        ),
        "ioctl-direction",
        "B",
    ),
    (
        lambda: changed("ioctl", Ioctl(input_size=E("4")), Ioctl(input_size=E("8"))),
        "ioctl-size",
        "B",
    ),
    (lambda: changed("ioctl", Ioctl(file_ops="a"), Ioctl(file_ops="b")), "about", "N"),
    (
        lambda: changed("sysfs", FILE, msgspec.structs.replace(FILE, path="/sys/y")),
        "sysfs-path",
        "B",
    ),
    (
        lambda: changed("sysfs", FILE, msgspec.structs.replace(FILE, permissions=E("0444"))),
        "permissions",
        "B",
    ),
    (
        lambda: changed("sysfs", FILE, msgspec.structs.replace(FILE, permissions=E("0664"))),
        "permissions",
        "W",
    ),
    (
        lambda: changed("sysfs", FILE, msgspec.structs.replace(FILE, allowed_strings=("on",))),
        "strings",
        "B",
    ),
    (lambda: changed("variants", (), (Variant(condition=E("fd == 1")),)), "variant-added", "W"),
    (lambda: changed("variants", (Variant(condition=E("fd == 1")),), ()), "variant-removed", "B"),
    (
        lambda: changed("network", Network(supports_peek=True), Network(supports_peek=False)),
        "network",
        "B",
    ),
    (lambda: changed("network", Network(), Network(buffer=BufferSpec())), "network-added", "N"),
    (
        lambda: changed(
            "network", Network(protocol_behaviors=(ProtocolBehavior(protocols=E("A")),)), Network()
        ),
        "network-removed",
        "N",
    ),
    (lambda: changed("since", "5.1", "5.2"), "version", "N"),
    (lambda: changed("deprecated", None, "yes"), "deprecated", "N"),
    (lambda: changed("subsystem", "a", "b"), "about", "N"),
    (lambda: changed("extensions", (), (Extension(tag="x-new", text="1"),)), "other-tag", "N"),
    (lambda: changed("notes", "a", "b"), "prose", "P"),
    (lambda: changed("sections", (), (Section(name="Context", text="any"),)), "prose", "P"),
    (lambda: changed("example", "a", "b"), "example", "P"),
]
IMPACTS = {"B": BREAKING, "W": WIDENING, "N": NEUTRAL, "P": PROSE}


@pytest.mark.parametrize(("made", "kind", "impact"), MADE, ids=[one[1] for one in MADE])
def test_a_change_of_one_field_is_one_edit(made: Any, kind: str, impact: str) -> None:
    assert made() == (kind, IMPACTS[impact])


SAID = [
    ("mask(1 | 2)", "mask(1 | 2 | 4)", [("limits-widened", WIDENING)]),
    ("mask(1 | 2)", "mask(1)", [("limits-narrowed", BREAKING)]),
    ("mask(1 | 2)", "mask(1 | 4)", [("limits-changed", BREAKING)]),
    ("mask(1 | 2)", "range(0, 3)", [("limits-kind", NEUTRAL)]),
    ("mask(1 | 2)", "mask(0x3)", []),
    ("reject(EINVAL)", "reject(EPERM)", [("violation", BREAKING)]),
    ("success-range: 0, 7", "success-range: 0, 3", [("return-narrowed", NEUTRAL)]),
    ("success-range: 0, 7", "success-range: 0, 8", [("return-widened", BREAKING)]),
    ("error: EBADF, not", "error: EINVAL, not", [("errno", BREAKING)]),
    ("error: EAGAIN, busy", "error: EWOULDBLOCK, busy", [("errno", NEUTRAL)]),
    ("error: EAGAIN, busy", "error: EAGAIN, too busy", [("prose", PROSE)]),
    ("(flags & ~3) != 0", "(flags & ~3) != 0 && fd", [("error-condition", WIDENING)]),
    ("(flags & ~3) != 0", "(flags & ~3) != 0 || fd", [("error-condition", BREAKING)]),
    ("(flags & ~3) != 0", "(flags & ~7) != 0", [("error-condition", BREAKING)]),
    ("(flags & ~3) != 0", "0 != (flags & ~(1 | 2))", []),
    ("unsigned int, flags", "unsigned long, flags", [("c-type", BREAKING)]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), SAID)
def test_a_change_of_the_text(old: str, new: str, said: list[tuple[str, str]]) -> None:
    assert told(edits(old, new)) == said


EAGAIN = " * error: EAGAIN, busy\n *\n"


def test_an_error_that_came_breaks_and_one_that_went_widens() -> None:
    assert told(edits(EAGAIN, "")) == [("error-removed", WIDENING)]
    more = f"{EAGAIN} * error: EPERM, not yours\n *   x-when: flags == 2\n *\n"
    assert told(edits(EAGAIN, more)) == [("error-added", BREAKING)]


def test_an_error_that_says_what_another_said_is_no_new_failure() -> None:
    more = f"{EAGAIN} * error: EPERM, not yours\n *   x-when: !is_open(fd)\n *\n"
    assert told(edits(EAGAIN, more)) == [("error-added", NEUTRAL)]


def test_a_parameter_that_came_went_or_moved() -> None:
    more = ("SYSCALL_DEFINE2(ring,", "SYSCALL_DEFINE3(ring, int, first,")
    assert told(edits(*more)) == [("param-added", BREAKING)]
    less = edits("2(ring, unsigned int, fd, ", "1(ring, ")
    assert told(less) == [("c-type", NEUTRAL), ("param-removed", BREAKING)]
    both = "unsigned int, fd, unsigned int, flags"
    assert told(edits(both, "unsigned int, flags, unsigned int, fd")) == [("param-moved", BREAKING)]
    old, new = read(RING), read(RING.replace(both, "unsigned int, fd").replace("2(r", "1(r"))
    gone = msgspec.structs.replace(new, params=new.params[:1])
    assert ("param-removed", BREAKING) in told(compared_specs(old, gone))


def test_another_name_of_a_parameter_is_no_edit() -> None:
    new = RING.replace("flags", "how").replace("bad how", "bad flags")
    assert compared_specs(read(RING), read(new)) == ()


def test_a_parameter_with_an_id_keeps_it_under_another_name_and_type() -> None:
    named = RING.replace("type: uint", "x-id: the-flags\n *   type: uint")
    new = named.replace("unsigned int, flags", "u64, how").replace("flags", "how")
    new = new.replace("the-how", "the-flags").replace("bad how", "bad flags")
    assert told(compared_specs(read(named), read(new))) == [("c-type", BREAKING)]


def test_an_error_with_an_id_keeps_it_whatever_it_says() -> None:
    named = RING.replace("busy\n", "busy\n *   x-id: busy\n")
    new = named.replace("EAGAIN, busy", "EBUSY, come back later")
    assert told(compared_specs(read(named), read(new))) == [("errno", BREAKING), ("prose", PROSE)]


def test_order_of_blocks_is_no_edit_but_order_of_checks_is() -> None:
    ebadf = " * error: EBADF, not open\n *   x-when: !is_open(fd)\n *\n"
    moved = RING.replace(ebadf, "").replace(EAGAIN, EAGAIN + ebadf)
    assert {one for one, _ in told(compared_specs(read(RING), read(moved)))} == {"error-order"}
    unpromised = [one.replace(" * x-order: checked\n", "") for one in (RING, moved)]
    assert compared_specs(*map(read, unpromised)) == ()
    fd = " * param: fd\n *   type: fd, input\n *\n"
    params = RING.replace(fd, "").replace(" * return:", f"{fd} * return:")
    assert compared_specs(read(RING), read(params)) == ()


def test_variants_are_found_by_their_condition_and_compared_inside() -> None:
    old = Variant(condition=E("fd == 1"), errors=(ErrorCondition(errno="EIO"),))
    new = Variant(condition=E("1 == fd"), errors=())
    specs = [Spec(name="x", kind=ApiKind.SYSCALL, variants=(one,)) for one in (old, new)]
    (found,) = compared_specs(*specs)
    assert (found.kind, found.subject) == ("error-removed", "where 1 == fd: error EIO")
    assert found.path == ("variants", 0, "errors", 0)


def test_names_of_x_where_are_what_they_mean() -> None:
    named = RING.replace("(flags & ~3) != 0", "bad").replace(
        " * x-order", " * x-where: bad = (flags & ~3) != 0\n * x-order"
    )
    assert compared_specs(read(RING), read(named)) == ()


def test_the_kind_of_the_api() -> None:
    old = Spec(name="x", kind=ApiKind.SYSCALL)
    new = msgspec.structs.replace(old, kind=ApiKind.IOCTL)
    assert told(compared_specs(old, new)) == [("api-kind", BREAKING)]


def test_every_kind_is_made_here() -> None:
    told_elsewhere = {"api-added", "api-removed", "api-kind", "error-order", "error-added"}
    told_elsewhere |= {"error-removed", "param-added", "param-removed", "param-moved"}
    made = {kind for _, kind, _ in MADE} | {kind for _, _, all_ in SAID for kind, _ in all_}
    assert made | told_elsewhere == set(BY_ID)
    assert len(KINDS) == len(BY_ID) >= 25

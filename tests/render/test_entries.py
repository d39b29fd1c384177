"""Elements as entries: what stands beside the name, what below it and in which order."""

from __future__ import annotations

from kapi.model.elements import (
    Capability,
    Expression,
    Param,
    Signal,
    StateTransition,
    StructField,
    StructSpec,
)
from kapi.model.network import AsyncSpec
from kapi.model.spec import Sysfs
from kapi.render.document import Entry, Fact, Facts, Paragraph
from kapi.render.entries import element_entry, part_facts
from kapi.vocab.schema import BLOCKS, SPEC
from kapi.vocab.words import CapabilityAction, SignalDirection, TaskState

X = Expression


def labels(entry: Entry) -> list[str]:
    (found,) = (one for one in entry.blocks if isinstance(one, Facts))
    return [one.label for one in found.facts]


def test_ends_of_a_transition_that_are_not_stated() -> None:
    block = BLOCKS["state-trans"]
    ends = (("in", "out"), (None, "out"), ("in", None), (None, None))
    made = [StateTransition(object="pages", from_state=a, to_state=b) for a, b in ends]
    assert [element_entry(block, one).detail for one in made] == [
        *("in -> out", "? -> out", "in -> ?", ""),
    ]


def test_facts_of_the_schema_come_first_and_prose_comes_last() -> None:
    entry = element_entry(
        BLOCKS["capability"],
        Capability(
            capability="CAP_IPC_LOCK",
            action=CapabilityAction.BYPASS_CHECK,
            description="More may be locked.",
            allows="more",
            priority=X("1"),
            alternatives=("CAP_SYS_ADMIN",),
            when=X("len > 0"),
        ),
    )
    assert (entry.term, entry.code) == ("CAP_IPC_LOCK", True)
    assert entry.blocks[0] == Paragraph("More may be locked.")
    shown = labels(entry)
    assert shown.index("allows") > max(shown.index("priority"), shown.index("when"))


def test_words_of_a_signal_are_joined_as_in_c_and_members_follow_their_structure() -> None:
    signal = Signal(
        name="SIGIO",
        direction=(SignalDirection.RECEIVE, SignalDirection.SEND),
        state_required=(TaskState.RUNNING, TaskState.STOPPED),
    )
    entry = element_entry(BLOCKS["signal"], signal)
    assert entry.detail == "receive | send"
    fact = Fact("states required", "running | stopped")
    assert Facts((fact,)) in entry.blocks
    struct = StructSpec(name="ring", fields=(StructField(name="a"), StructField(name="b")))
    members = [one for one in element_entry(BLOCKS["struct"], struct).blocks if type(one) is Entry]
    assert [one.term for one in members] == ["a", "b"]


def test_a_size_is_told_by_the_name_of_its_parameter() -> None:
    params = (Param(name="buf", size_param=1), Param(name="count"))
    entry = element_entry(BLOCKS["param"], params[0], params)
    (found,) = (one for one in entry.blocks if isinstance(one, Facts))
    assert "count" in found.facts[0].value


def test_what_has_no_name_has_a_word_instead_and_a_part_has_the_labels_of_the_spec() -> None:
    assert element_entry(BLOCKS["net-async"], AsyncSpec(nonblock_errno="EAGAIN")).term == "waiting"
    rows = [one for one in SPEC.fields if one.part == "sysfs"]
    found = part_facts(Sysfs(path="/sys/a", units="ms"), rows, "sysfs.units sysfs.path")
    assert [(one.label, one.value) for one in found] == [("units", "ms"), ("path", "/sys/a")]

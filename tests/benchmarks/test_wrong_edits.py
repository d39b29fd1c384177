"""Wrong edits: each kind is made, each differs from the right spec, each run makes the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
from benchmarks.wrong_edits.conditions import false_forms, wrong_forms
from benchmarks.wrong_edits.edit import Edit, each_kind, written_out
from benchmarks.wrong_edits.every import edits
from benchmarks.wrong_edits.limits import wrong_elements
from benchmarks.wrong_edits.neighbours import (
    capability_beside,
    errno_beside,
    neighbours_in,
    predicate_beside,
)
from benchmarks.wrong_edits.score import Table, notice

from kapi.model.claims import claims
from kapi.model.elements import Expression
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs

TEXT = """
/**
 * sys_ring_put - put records into a ring buffer
 * @fd: the buffer
 * @record: what is put there
 * @count: how many
 * @flags: how
 *
 * contexts: process
 * x-errors: closed
 * x-order: checked
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:ring
 * param: record
 *   type: user_ptr, input, user
 *   struct-type: struct ring_record
 * param: count
 *   type: uint, input
 *   constraint-type: range(1, 1024)
 *   x-violation: reject(EINVAL)
 * param: flags
 *   type: int, input
 *   constraint-type: mask(O_NONBLOCK | O_SYNC)
 *   x-violation: reject(EINVAL)
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 1, count
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(O_NONBLOCK | O_SYNC)
 * error: EBADF, not open
 *   x-when: !is_open(fd)
 * error: EFAULT, record not readable
 *   x-when: !readable(record, 8)
 * error: E2BIG, record too large
 *   x-when: record->size > 4096 || count > 1024
 * error: EAGAIN, buffer full
 *   condition: The buffer has no room, and O_NONBLOCK is set.
 * error: EPERM, locked
 *   x-when: (flags & O_SYNC) && !CAP_IPC_LOCK
 * struct: ring_record
 *   size: 8
 *   field: size
 *     type: uint, input
 *     offset: 0
 *     size: 4
 *   field: kind
 *     type: uint, input
 *     offset: 4
 *     size: 4
 *     constraint-type: enum(0, 1, 4)
 *     x-violation: reject(EINVAL)
 * side-effect: file_position
 *   target: position
 *   x-when: kind(fd) == FILE_PIPE
 *   x-after: position(fd) == old(position(fd)) + result
 * capability: CAP_IPC_LOCK
 *   type: bypass_check
 *   allows: locked records
 */
SYSCALL_DEFINE4(ring_put, int, fd, struct ring_record __user *, record, unsigned int, count,
		int, flags)
"""

KINDS = {
    "bound",
    "capability",
    "capability dropped",
    "errno dropped",
    "errno swapped",
    "mask bit added",
    "mask bit dropped",
    "object",
    "offset",
    "order",
    "prose",
    "return",
    "size",
    "value added",
    "value dropped",
    "violation",
    "x-after: false part",
    "x-after: negated",
    "x-after: old dropped",
    "x-after: operator",
    "x-after: parameter",
    "x-after: predicate",
    "x-when: capability",
    "x-when: constant",
    "x-when: false part",
    "x-when: flag",
    "x-when: joined",
    "x-when: mask bit added",
    "x-when: mask bit dropped",
    "x-when: negated",
    "x-when: operator",
    "x-when: parameter",
    "x-when: part dropped",
    "x-when: part negated",
    "x-when: predicate",
}


class Said(msgspec.Struct):
    claim: str = ""
    status: str = "confirmed"
    subject: str = ""
    code: str = ""


def right(tmp_path: Path) -> Spec:
    path = tmp_path / "ring.c"
    path.write_text(TEXT)
    (spec,) = load_specs((str(path),), Options()).specs
    return spec


def test_every_kind_of_edit_is_made(tmp_path: Path) -> None:
    assert {one.kind for one in edits(right(tmp_path))} == KINDS


def test_an_edit_is_another_spec_and_knows_its_claims(tmp_path: Path) -> None:
    spec = right(tmp_path)
    listed = {one.id for one in claims(spec)}
    seen = []
    for one in edits(spec):
        assert one.spec != spec
        assert one.spec not in seen, one.description
        seen.append(one.spec)
        assert one.claims
        orders = {name for name in (*one.claims, *one.edited) if ":order:" in name}
        assert len(orders) == (2 if one.kind == "order" else 0)
        assert set(one.claims) - orders <= listed
        now = {claim.id for claim in claims(one.spec)}
        assert set(one.edited) - orders - {""} <= now
        assert ("" in one.edited) == ("dropped" in one.description.split(": ")[-1:])


def test_edits_are_the_same_in_each_run(tmp_path: Path) -> None:
    spec = right(tmp_path)
    assert [one.description for one in edits(spec)] == [one.description for one in edits(spec)]


def test_a_spec_in_error_order_only_swaps_what_can_hold_together(tmp_path: Path) -> None:
    swapped = [one.description for one in edits(right(tmp_path)) if one.kind == "order"]
    assert swapped == [
        "errors: EBADF (not open) before EINVAL",
        "errors: EFAULT (record not readable) before EBADF",
        "errors: E2BIG (record too large) before EFAULT",
    ]


def test_wrong_forms_of_a_condition() -> None:
    forms = {(one.kind, one.text) for one in wrong_forms("a < 1 && kind(fd) == FILE_PIPE")}
    assert forms == {
        ("joined", "a < 1 || kind(fd) == FILE_PIPE"),
        ("part negated", "!(a < 1) && kind(fd) == FILE_PIPE"),
        ("part negated", "a < 1 && !(kind(fd) == FILE_PIPE)"),
        ("constant", "a < 0 && kind(fd) == FILE_PIPE"),
        ("part dropped", "a < 1"),
        ("part dropped", "kind(fd) == FILE_PIPE"),
        ("operator", "a <= 1 && kind(fd) == FILE_PIPE"),
        ("constant", "a < 2 && kind(fd) == FILE_PIPE"),
        ("operator", "a < 1 && kind(fd) != FILE_PIPE"),
        ("constant", "a < 1 && kind(fd) == FILE_SOCKET"),
        ("false part", "a < 1 && kind(fd) == FILE_PIPE && 0"),
        ("negated", "!(a < 1 && kind(fd) == FILE_PIPE)"),
    }
    assert not list(wrong_forms("no expression at all"))


def test_a_name_becomes_the_one_beside_it(tmp_path: Path) -> None:
    beside = neighbours_in(right(tmp_path))
    assert beside.parameters == {"fd": "flags", "flags": "fd"}
    assert beside.flags == {"O_NONBLOCK": "O_SYNC", "O_SYNC": "O_NONBLOCK"}
    forms = {(one.kind, one.text) for one in wrong_forms("fd == 1 && flags & O_SYNC", beside)}
    assert ("parameter", "flags == 1 && flags & O_SYNC") in forms
    assert ("parameter", "fd == 1 && fd & O_SYNC") in forms
    assert ("flag", "fd == 1 && flags & O_NONBLOCK") in forms
    forms = {(one.kind, one.text) for one in wrong_forms("readable(a, soft_limit(0))")}
    assert ("predicate", "writable(a, soft_limit(0))") in forms
    assert ("predicate", "readable(a, hard_limit(0))") in forms
    assert [errno_beside(one) for one in ("EACCES", "EPERM", "EIO")] == ["EPERM", "EACCES", "EDOM"]
    assert capability_beside("CAP_NET_RAW") == "CAP_NET_ADMIN"
    assert predicate_beside("nothing") is None


def test_a_weaker_statement_is_no_wrong_one() -> None:
    forms = [one.text for one in false_forms("a >= 0 && b == c")]
    assert "b == c" not in forms
    assert "a > 0 && b == c" not in forms
    assert "a >= 0 && b != c" in forms
    assert "a >= 0 || b == c" not in forms
    forms = [one.text for one in false_forms("a >= 24 && a <= b")]
    assert "a >= 23 && a <= b" not in forms
    assert "a >= 25 && a <= b" in forms
    forms = [one.text for one in false_forms("a == old(a) + 1 || b")]
    assert "b" in forms
    assert "a == a + 1 || b" in forms
    assert "a == old(a) + 1 && b" in forms


def edit(spec: Spec, claim: str = "x", edited: str = "y") -> Edit:
    return Edit(
        kind="errno swapped",
        claims=(claim,),
        swapped=(edited,),
        spec=spec,
        description="",
        names=("EPERM",),
    )


def test_flags_of_a_walk_that_no_path_could_tell_are_not_edited() -> None:
    whats = [one.what for one in wrong_forms("walk_parent_at(fd, path, 0) == WALK_FAULT")]
    assert "0 becomes AT_SYMLINK_NOFOLLOW" not in whats
    assert "walk_parent_at becomes walk_at" not in whats
    whats = [one.what for one in wrong_forms("walk_parent_at(fd, path, 0) == WALK_EMPTY")]
    assert "walk_parent_at becomes walk_at" not in whats
    whats = [one.what for one in wrong_forms("walk_at(fd, path, AT_EMPTY_PATH) == WALK_MISSING")]
    assert not any("AT_EMPTY_PATH" in what for what in whats)
    how = "(flags & AT_EMPTY_PATH) | (flags & AT_SYMLINK_FOLLOW ? 0 : AT_SYMLINK_NOFOLLOW)"
    whats = [one.what for one in wrong_forms(f"walk_at(fd, path, {how}) == WALK_DENIED")]
    assert "flags & AT_EMPTY_PATH dropped" not in whats
    whats = [one.what for one in wrong_forms(f"walk_at(fd, path, {how}) == WALK_EMPTY")]
    assert "flags & AT_EMPTY_PATH dropped" in whats
    whats = [one.what for one in wrong_forms(f"path_kind_at(fd, path, {how}) == FILE_PIPE")]
    assert "0 becomes 1" not in whats
    assert "0 becomes AT_SYMLINK_NOFOLLOW" in whats
    whats = [one.what for one in wrong_forms("walk_parent_at(fd, path, 0) == WALK_MISSING")]
    assert "walk_parent_at becomes walk_at" in whats
    whats = [one.what for one in wrong_forms("walk_at(fd, path, 0) == WALK_LOOP")]
    assert "0 becomes AT_SYMLINK_NOFOLLOW" in whats


def test_what_counts_as_noticed(tmp_path: Path) -> None:
    one = edit(right(tmp_path))
    confirmed, unseen = [Said("x")], [Said("x", "not_observed")]
    assert notice(one, confirmed, [Said("y")]) == "missed"
    assert notice(one, confirmed, [Said("y", "plausible")]) == "lost"
    assert notice(one, confirmed, [Said("y", "refuted", code="never-came")]) == "found"
    assert notice(one, unseen, [Said("y", "not_observed")]) == "unreached"
    assert notice(one, unseen, [Said("y", "refuted", code="never-came")]) == "found"
    note = Said("", "not_observed", "EPERM", "unexplained-errno")
    other = Said("", "not_observed", "ENOENT", "unexplained-errno")
    assert notice(one, confirmed, [Said("y"), note]) == "found"
    assert notice(one, [*confirmed, note], [Said("y"), note]) == "missed"
    assert notice(one, confirmed, [Said("y"), other]) == "missed"
    blocks = msgspec.structs.replace(one, names=("EWOULDBLOCK",))
    again = Said("", "not_observed", "EAGAIN", "unexplained-errno")
    assert notice(blocks, confirmed, [Said("y"), again]) == "found"


def test_table_counts_by_kind() -> None:
    table = Table()
    for outcome in ("found", "lost", "missed", "unreached"):
        table.add("errno swapped", outcome)
    kind, total = list(table.lines())[1:]
    assert kind.split()[2:6] == ["1", "1", "1", "1"]
    assert kind.endswith("2 of 3 (66 %), 2 of 4 (50 %)")
    assert total.startswith("all")


def test_a_kind_of_few_edits_weighs_what_it_is_worth() -> None:
    table = Table()
    for kind, outcome in (("bound", "found"), ("bound", "missed"), ("object", "lost")):
        table.add(kind, outcome)
    line = table.weighed("weighed", {"bound": 10, "object": 0.5})
    assert line.endswith("10 of 20 (50 %), 10 of 20 (50 %)")
    assert table.weighed("all", {"bound": 1, "object": 1}).endswith("2 of 3 (66 %), 2 of 3 (66 %)")


def test_a_sample_has_some_of_every_kind(tmp_path: Path) -> None:
    every = [(one.description, one) for one in edits(right(tmp_path))]
    drawn = list(each_kind(every, 2, seed=3))
    assert {one.kind for _, one in drawn} == KINDS
    assert max(Counter(one.kind for _, one in drawn).values()) == 2
    assert drawn == list(each_kind(every, 2, seed=3)) != list(each_kind(every, 2, seed=4))


def test_a_mask_of_all_bits_gets_no_bit_more(tmp_path: Path) -> None:
    spec = right(tmp_path)
    flags = spec.params[3]
    limits = msgspec.structs.replace(flags.limits, mask=Expression("0x60800000"))
    changed = [
        what
        for kind, _, what in wrong_elements(msgspec.structs.replace(flags, limits=limits))
        if kind == "mask bit added"
    ]
    assert changed == []


def test_names_for_conditions_are_written_out_before_they_are_edited(tmp_path: Path) -> None:
    plain = right(tmp_path)
    first = msgspec.structs.replace(plain.errors[0], when=Expression("wrong"))
    where = Expression("wrong = flags & ~(O_NONBLOCK | O_SYNC)")
    named = msgspec.structs.replace(plain, where=where, errors=(first, *plain.errors[1:]))
    again = written_out(named)
    assert again.where is None
    assert len(list(edits(again))) == len(list(edits(plain)))

"""Layouts of specs against headers: what agrees, what is wrong, and what no header knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kapi.conform.results import Result, Status
from kapi.conform.trial import untried
from kapi.pipeline import Options, load_specs
from kapi.pipeline.header_layouts import with_layouts
from kapi.vocab.words import ApiKind
from tests.needs import give_up, needs
from tests.shipped import catalogue

FREEZE = Path("/usr/include/linux/android/binder.h")


def layout_of(text: str, room: Path) -> Result:
    place = room / "ring.c"
    place.write_text(text)
    (spec,) = load_specs([str(place)], Options()).specs
    (result,) = [one for one in with_layouts(spec, untried(spec, "-")).results if one.kind]
    return result


def ring(structure: str, *fields: str, size: str = "12") -> str:
    rows = [f"struct: {structure}", f"  size: {size}"]
    for name, kind, offset, *limits in (one.split() for one in fields):
        rows += [f"  field: {name}", f"    type-name: {kind}", f"    offset: {offset}"]
        rows += ["    size: 4", *(f"    constraint-type: {one}" for one in limits)]
    body = "".join(f" * {row}\n" for row in rows)
    head = "/**\n * RING_TURN - turn\n * contexts: process\n"
    return f"{head}{body} */\n#define RING_TURN _IO('r', 1)\n"


RIGHT = ("pid __u32 0", "enable __u32 4", "timeout_ms __u32 8")


@pytest.fixture(autouse=True)
def tools() -> None:
    needs("gcc")
    if not FREEZE.exists():
        give_up(f"the system has no {FREEZE}")


def test_a_layout_as_the_header_has_it_is_confirmed(tmp_path: Path) -> None:
    found = layout_of(ring("binder_freeze_info", *RIGHT), tmp_path)
    assert found.status is Status.CONFIRMED
    assert (found.shown, found.parts) == (7, 7)
    assert "<linux/android/binder.h>" in found.call


@pytest.mark.parametrize(
    ("fields", "size", "reason"),
    [
        (("pid __u32 0", "enable __u32 8"), "12", "the offset of enable is 4 bytes, not 8"),
        (RIGHT, "16", "its size is 12 bytes, not 16"),
    ],
)
def test_a_wrong_number_is_refuted(
    fields: tuple[str, ...], size: str, reason: str, tmp_path: Path
) -> None:
    found = layout_of(ring("binder_freeze_info", *fields, size=size), tmp_path)
    assert (found.status, found.code, found.reason) == (Status.REFUTED, "wrong-layout", reason)


def test_limits_are_not_shown_by_a_compiler(tmp_path: Path) -> None:
    fields = ("pid __u32 0 nonzero", *RIGHT[1:])
    found = layout_of(ring("binder_freeze_info", *fields), tmp_path)
    assert found.status is Status.PLAUSIBLE
    assert "no call showed the limits of pid" in found.reason


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (RIGHT, "which are no second source"),
        (("pid __u32 0", "enable __u32 8", "timeout_ms __u32 4"), "would be 4, not 8"),
        (("pid __attribute__((x)) 0",), "no header of this system has struct ring"),
        (("pid no_such_type 0",), "no header of this system has struct ring"),
    ],
)
def test_without_a_header_nothing_is_decided(
    fields: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    found = layout_of(ring("ring", *fields), tmp_path)
    assert found.status is Status.NOT_TESTABLE
    assert said in found.reason


def test_a_member_that_the_header_has_not_decides_nothing(tmp_path: Path) -> None:
    """The spec may be of a later kernel."""
    found = layout_of(ring("binder_freeze_info", *RIGHT, "later __u32 12", size="16"), tmp_path)
    assert found.status is Status.NOT_TESTABLE
    assert re.search(r"no member named .later", found.reason)


def test_the_layouts_of_the_catalogue() -> None:
    found: dict[str, Status] = {}
    for spec in catalogue():
        if spec.kind is ApiKind.IOCTL and "binder" in spec.origin.file:
            tried = with_layouts(spec, untried(spec, "-"))
            found |= {one.claim: one.status for one in tried.results if one.kind == "struct"}
    assert len(found) >= 7
    assert set(found.values()) <= {Status.CONFIRMED, Status.PLAUSIBLE}

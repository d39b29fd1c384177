"""Suppressions in every dialect, and the findings about them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kapi.lint.engine import run
from kapi.lint.selection import all_rules, rule_of
from kapi.lint.suppression import apply
from kapi.model.spec import Spec
from kapi.render.show_formats import write_dialect
from kapi.sources.load import load
from kapi.vocab.words import Dialect
from tests.lint.test_command import codes, kapi

MACRO = """\
DEFINE_KERNEL_API_SPEC(sys_ring)
	KAPI_DESCRIPTION("turn a ring")
	KAPI_CONTEXT(KAPI_CTX_PROCESS)
	KAPI_PARAM(0, "len", "size_t", "length")
		.type = KAPI_TYPE_UINT,
		.constraint_type = KAPI_CONSTRAINT_RANGE,
		KAPI_PARAM_RANGE(0, LONG_MAX)
	KAPI_PARAM_END
	KAPI_PARAM(1, "room", "size_t", "length of the room")
		.type = KAPI_TYPE_UINT,
		.constraint_type = KAPI_CONSTRAINT_RANGE,
		KAPI_PARAM_RANGE(0, LONG_MAX)
	KAPI_PARAM_END
KAPI_END_SPEC;
"""
TAG = "/* x-ignore: signed-range, larger ones never arrive */\n"
FLAT = """\
/**
 * sys_ring - turn a ring
 * @len: length
 *
 * context-flags: KAPI_CTX_PROCESS
 * x-ignore: signed-range, larger ones never arrive
 * param-type: len, KAPI_TYPE_UINT
 * param-constraint-type: len, KAPI_CONSTRAINT_RANGE
 * param-range: len, 0, LONG_MAX
 */
SYSCALL_DEFINE1(ring, size_t, len)
"""


def left(room: Path, text: str) -> list[str]:
    (room / "x.c").write_text(text)
    return codes(
        kapi("lint", "--select", "signed-range,suppressions", "-f", "jsonl", "x.c", cwd=room)
    )


def test_a_comment_in_a_macro_spec(tmp_path: Path) -> None:
    assert left(tmp_path, MACRO) == ["signed-range"] * 2
    assert left(tmp_path, TAG + MACRO) == []
    assert left(tmp_path, MACRO.replace("\tKAPI_PARAM_END\n", TAG + "\tKAPI_PARAM_END\n", 1)) == [
        "signed-range"
    ]
    bare = TAG.replace(", larger ones never arrive", "")
    assert left(tmp_path, bare + MACRO).count("suppression-without-reason") == 1
    assert left(tmp_path, TAG + MACRO.replace("LONG", "SIZE")) == ["stale-suppression"]


def test_a_tag_in_the_flat_dialect(tmp_path: Path) -> None:
    assert left(tmp_path, FLAT) == []
    assert left(tmp_path, FLAT.replace("LONG_MAX", "SIZE_MAX")) == ["stale-suppression"]


@pytest.mark.parametrize("dialect", ["macro-rfc1", "macro-rfc2", "kerneldoc"])
def test_a_suppression_survives_every_dialect(tmp_path: Path, dialect: str) -> None:
    def read(text: str) -> Spec:
        (tmp_path / "x.c").write_text(text)
        return load([str(tmp_path / "x.c")]).specs[0]

    inside = MACRO.replace("\tKAPI_PARAM_END\n", TAG + "\tKAPI_PARAM_END\n", 1)
    spec = read(TAG + inside)
    again = read(write_dialect(spec, Dialect(dialect)).text)
    assert len(again.extensions) == len(again.params[0].extensions) == 1
    assert again.extensions == spec.extensions
    assert again.params[0].extensions == spec.params[0].extensions


@pytest.mark.parametrize(
    ("end", "codes_left"),
    [
        (", expires: 2031-02-28", []),
        (". Expires: never", []),  # words of the reason
        (", expires: 2031-02-27", ["signed-range", "expired-suppression"]),
        ("; expires: 2031-02-30", ["signed-range", "expired-suppression"]),
        (" expires:", ["signed-range", "expired-suppression"]),
    ],
)
def test_a_suppression_ends_after_its_last_day(
    tmp_path: Path, end: str, codes_left: list[str]
) -> None:
    (tmp_path / "x.c").write_text(FLAT.replace("never arrive", "never arrive" + end))
    specs = load([str(tmp_path / "x.c")]).specs
    found, _ = run([rule_of("signature.signed_range")], specs, ())
    ids = [rule.id for rule in all_rules()]
    kept, suppressed = apply(specs, found, ids, ids, datetime.date(2031, 2, 28))
    assert sorted(one.code for one in kept) == sorted(codes_left)
    reasons = [one.reason for one in suppressed]
    whole = "larger ones never arrive" + ("" if "expires" in end else end)
    assert reasons == ([] if codes_left else [whole])

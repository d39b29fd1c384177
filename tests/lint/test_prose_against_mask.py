"""Texts beside limits, whole specs: where a contradiction is found, and where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi.lint.engine import run
from kapi.lint.selection import rule_of
from kapi.sources.load import load

SPEC = """\
/**
 * sys_ring - turn a ring
 * long-desc: {long}
 * contexts: process
 * param: mode
 *   type: uint, input
 *   constraint-type: {limits}
 *   cdesc: {text}
 *   x-violation: {violation}
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(1)
 *   x-violation: reject(EINVAL)
 * error: EINVAL, {error}
 *   desc: {desc}
 * constraint: what is used
 *   expr: {expr}
 * x-errors: closed
 */
SYSCALL_DEFINE2(ring, umode_t, mode, unsigned int, flags)
"""
PLAIN = {
    "long": "Turns.",
    "limits": "mask(S_IALLUGO)",
    "text": "Of the file.",
    "violation": "reject(EINVAL)",
    "error": "broken",
    "desc": "It broke.",
    "expr": "mode != flags",
}


def lines(room: Path, **changed: str) -> list[int]:
    path = room / "ring.c"
    path.write_text(SPEC.format(**PLAIN | changed))
    loaded = load([str(path)])
    found, broken = run([rule_of("constraints.prose_against_mask")], loaded.specs, ())
    assert not broken
    return [finding.span.line for finding in found]


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"text": "Bits outside S_IALLUGO are masked off."}, 5),
        ({"text": "The value is silently masked with S_IALLUGO."}, 5),
        ({"long": "Bits of mode outside 07777 are silently cleared."}, 2),
        ({"long": "Unknown flags are silently ignored."}, 2),
        ({"desc": "Never of unknown bits. Unknown bits in mode are ignored."}, 14),
        ({"expr": "mode = mode & S_IALLUGO"}, 16),
        ({"expr": "mode &= S_IALLUGO"}, 16),
        ({"violation": "mask-off", "text": "Bits outside S_IALLUGO cause EINVAL."}, 5),
        ({"violation": "ignore", "error": "unknown bit in mode"}, 14),
        ({"violation": "ignore", "desc": "mode has bits outside S_IALLUGO."}, 14),
    ],
)
def test_contradiction(tmp_path: Path, changed: dict[str, str], line: int) -> None:
    assert lines(tmp_path, **changed) == [line]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"violation": "mask-off", "text": "Bits outside S_IALLUGO are masked off."},
        {"violation": "ignore", "long": "Bits of mode outside 07777 are silently cleared."},
        {"violation": "unspecified", "text": "Unknown bits are ignored."},
        {"text": "Modified by the umask, and ignored unless the file is created."},
        {"text": "flags: unknown bits are refused."},
        {"limits": "range(0, USHRT_MAX)", "text": "Other values are ignored."},
        {"violation": "ignore", "error": "unknown bit in flags"},
        {"violation": "ignore", "expr": "mode = mode & S_IALLUGO"},
        {"long": "open() ignores unknown flags."},
        {"limits": "nonzero", "text": "Unknown bits are ignored."},
        {"expr": "(mode & ~S_IALLUGO) == 0"},
        {"violation": "clamp", "text": "Larger values are ignored; other values are rejected."},
    ],
)
def test_no_contradiction(tmp_path: Path, changed: dict[str, str]) -> None:
    assert lines(tmp_path, **changed) == []

"""What a sentence says of values outside the limits, and what it only seems to say."""

from __future__ import annotations

import pytest

from kapi.lint.wording import Fate, error_says_refused, says

PARAMS = ("start", "mode", "prot")


def fates(text: str, *, of_param: bool = True) -> set[Fate]:
    found = says(text, "flags", "ring", PARAMS, of_param=of_param, bound="RING_ALL")
    return {said.fate for said in found}


IGNORED = [
    "Unknown flags are silently ignored.",
    "Unrecognized bits are ignored for compatibility.",
    "For backward compatibility, unknown flags are silently ignored.",
    "Bits outside RING_ALL are masked off.",
    "Only the low 12 bits are used.",
    "All other flags are ignored.",
    "Only RING_FAST is defined, other bits are ignored.",
    "The kernel ignores unknown flags.",
    "silently ignores any unsupported flags",
    "Unknown bits have no effect.",
    "Reserved bits are ignored.",
    "Upper bits are reserved for future use and ignored.",
    "Unused bits are reserved and silently ignored.",
    "Flags that the kernel does not know are ignored.",
    "Bits not in RING_ALL are ignored without an error.",
    "Flags are not checked: unknown bits are dropped.",
    "Unknown bits are ignored, not refused.",
    "Unknown flag values will be ignored.",
    "Invalid bits are stripped (see the notes).",
    "How it turns. Unknown flags are ignored; start is rounded down.",
    "ring() ignores unknown flags.",
    "The value is silently masked with RING_ALL.",
    "Larger values are clamped to RING_ALL.",
    "Values out of range are ignored.",
]


@pytest.mark.parametrize("text", IGNORED)
def test_says_ignored(text: str) -> None:
    assert fates(text) == {Fate.IGNORED}


REFUSED = [
    "Unknown flags are rejected with EINVAL.",
    "Unknown bits cause EINVAL.",
    "Any undefined bits result in -EINVAL.",
    "EINVAL is returned if unknown flags are set.",
    "Bits outside RING_FAST are refused.",
    "The kernel rejects unknown flags.",
    "Unsupported flags are not allowed.",
]


@pytest.mark.parametrize("text", REFUSED)
def test_says_refused(text: str) -> None:
    assert fates(text) == {Fate.REFUSED}


NEITHER = [
    "Unknown flags are not ignored.",
    "Unknown flags are not silently ignored.",
    "Unknown flags are never ignored.",
    "Unknown flags are no longer ignored.",
    "Unknown flags may be ignored.",
    "Do not rely on it that unknown flags are ignored.",
    "Unknown flags were ignored before 4.10.",
    "Until 4.10 unknown flags are ignored.",
    "Ignored unless RING_CREATE is set.",
    "With RING_PATH, other flags are ignored.",
    "If RING_PATH is given, other flags are ignored.",
    "RING_PATH: other flags are ignored.",
    "- RING_PATH: all other flags are ignored",
    "RING_PATH ignores other flags.",
    "RING_DENYWRITE is ignored.",
    "Unknown flags are ignored when RING_PATH is set.",
    "open() ignores unknown flags.",
    "Unlike open(2), where unknown flags are ignored, this call looks at them.",
    "mode: bits outside 07777 are masked off.",
    "Unknown bits are ignored or rejected, as the driver likes.",
    "Unknown flags with RING_VALIDATE are rejected.",
    "With RING_VALIDATE, unknown flags are rejected with EOPNOTSUPP.",
    "Unknown flags are rejected with EOPNOTSUPP when RING_VALIDATE is set.",
    "Unknown flags are not rejected.",
    "Unknown flags do not cause EINVAL.",
    "Unknown flags never cause EINVAL.",
    "No EINVAL is returned for unknown flags.",
    "Signals are silently discarded while the ring turns.",
    "The high part is masked by hardware.",
    "The value is masked with RING_ALL_OF_IT.",
    "The value is not masked with RING_ALL.",
    "Larger values are clamped to RING_MAX.",
    "",
]


@pytest.mark.parametrize("text", NEITHER)
def test_says_neither(text: str) -> None:
    assert fates(text) == set()


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("Unknown bits in flags are ignored.", {Fate.IGNORED}),
        ("Unknown flags are ignored.", {Fate.IGNORED}),
        ("flags: unknown bits are rejected.", {Fate.REFUSED}),
        ("Unknown bits are ignored.", set()),
        ("Unknown event flags are ignored.", set()),
        ("Unknown bits in mode are ignored.", set()),
        ("Unknown bits of cmd.flags are ignored.", set()),
        ("Unknown prot flags are ignored.", set()),
        (
            "Unknown flags are rejected, and bits of mode outside 07777 are masked off.",
            {Fate.REFUSED},
        ),
    ],
)
def test_elsewhere_a_clause_names_the_parameter(text: str, fate: set[Fate]) -> None:
    assert fates(text, of_param=False) == fate


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unknown bit in flags", True),
        ("unknown flags", True),
        ("flags has bits outside RING_FAST", True),
        ("flags contains undefined bits", True),
        ("invalid flags", False),
        ("other flags than RING_FAST", False),
        ("RING_VALIDATE with unknown flags", False),
        ("unknown flags with RING_VALIDATE", False),
        ("unknown bits in mode", False),
        ("no unknown flags", False),
        ("flags has neither RING_A nor RING_B", False),
    ],
)
def test_the_condition_of_an_error(text: str, said: bool) -> None:
    assert error_says_refused(text, "flags") is said


def test_long_text_takes_linear_time() -> None:
    assert fates("unknown " * 100_000 + "ignored") == set()
    assert fates("bits outside " * 50_000 + "are rejected E" * 1000) <= set(Fate)

"""Words to text and back: the short words of today and the ``KAPI_*`` names before them.

Source: ``include/linux/kernel_api_spec.h`` (the names) and the word tables of
``tools/lib/python/kdoc/kdoc_apispec.py`` (the short words and their aliases), PATCH v4.
"""

from __future__ import annotations

import enum
from typing import TypeVar

from kapi.vocab import words

Word = TypeVar("Word", bound=enum.Enum)

SUPPRESSION = "x-ignore"
"""``x-ignore: RULE, REASON`` suppresses a finding in every dialect; macro specs say it in a C
comment."""

PREFIXES: dict[type[enum.Enum], str] = {
    words.Context: "KAPI_CTX_",
    words.ParamType: "KAPI_TYPE_",
    words.ParamFlag: "KAPI_PARAM_",
    words.ConstraintType: "KAPI_CONSTRAINT_",
    words.ReturnCheck: "KAPI_RETURN_",
    words.LockType: "KAPI_LOCK_",
    words.LockScope: "KAPI_LOCK_",
    words.SignalDirection: "KAPI_SIGNAL_",
    words.SignalAction: "KAPI_SIGNAL_ACTION_",
    words.SignalTiming: "KAPI_SIGNAL_TIME_",
    words.TaskState: "KAPI_SIGNAL_STATE_",
    words.CapabilityAction: "KAPI_CAP_",
    words.Effect: "KAPI_EFFECT_",
}

_ALIASES: dict[type[enum.Enum], dict[str, enum.Enum]] = {
    words.ParamFlag: {"in": words.ParamFlag.IN, "out": words.ParamFlag.OUT},
    words.ParamType: {"uptr": words.ParamType.USER_PTR},
    words.ConstraintType: {"align": words.ConstraintType.ALIGNMENT},
    words.Answer: {
        "true": words.Answer.YES,
        "1": words.Answer.YES,
        "false": words.Answer.NO,
        "0": words.Answer.NO,
    },
    words.CapabilityAction: {
        "required": words.CapabilityAction.PERFORM_OPERATION,
        "bypass": words.CapabilityAction.BYPASS_CHECK,
        "grant": words.CapabilityAction.GRANT_PERMISSION,
        "override": words.CapabilityAction.OVERRIDE_RESTRICTION,
        "access": words.CapabilityAction.ACCESS_RESOURCE,
        "modify": words.CapabilityAction.MODIFY_BEHAVIOR,
        "limit": words.CapabilityAction.INCREASE_LIMIT,
    },
}


def find_word(kind: type[Word], text: str) -> Word | None:
    """Return the member of ``kind`` that ``text`` spells in any dialect, or None.

    Short words count in any case, ``KAPI_*`` names only as they are.
    """
    prefix = PREFIXES.get(kind)
    if prefix and text.startswith(prefix):
        return kind.__members__.get(text[len(prefix) :])
    lowered = text.lower()
    for member in kind:
        if member.value == lowered:
            return member
    alias = _ALIASES.get(kind, {}).get(lowered)
    return alias if isinstance(alias, kind) else None


def short_word(word: enum.Enum) -> str:
    """Return the short word of the current dialect, e.g. ``user_ptr``."""
    return str(word.value)


def long_word(word: enum.Enum) -> str:
    """Return the ``KAPI_*`` name, e.g. ``KAPI_TYPE_USER_PTR``; the short word where none exists."""
    prefix = PREFIXES.get(type(word))
    return prefix + word.name if prefix else str(word.value)


def is_one_slip(name: str, word: str) -> bool:
    """Return whether one letter of ``word`` is wrong, missing, doubled or exchanged in ``name``."""
    if abs(len(name) - len(word)) > 1 or len(word) < 3:
        return False
    start = next((n for n, (a, b) in enumerate(zip(name, word, strict=False)) if a != b), 0)
    here, there = name[start:], word[start:]
    swapped = here[:2] == there[1::-1] and here[2:] == there[2:]
    return swapped or here[1:] == there or here == there[1:] or here[1:] == there[1:]

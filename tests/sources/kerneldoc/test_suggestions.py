"""What a word that is none was meant to be, in both spellings."""

from __future__ import annotations

import enum

import pytest

from kapi.sources.c.cfile import read_c
from kapi.sources.kerneldoc.grammar import contained_word, suggest_word
from kapi.vocab.words import CapabilityAction, ConstraintType, Effect, ParamType
from tests.sources.ctext import c_text


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        (ParamType, "KAPI_TYPE_UNIT", "KAPI_TYPE_UINT"),
        (ParamType, "KAPI_TYEP_UINT", "KAPI_TYPE_UINT"),
        (ParamType, "KAIP_TYPE_UINT", "KAPI_TYPE_UINT"),
        (ParamType, "imt", "int"),
        (Effect, "KAPI_EFFECT_SCHEDULER", "KAPI_EFFECT_SCHEDULE"),
        (Effect, "KAPI_EFFECT_SIGNAL_STATE", ""),
        (Effect, "KAPI_EFFECT_MEMORY_MAP", ""),
    ],
)
def test_suggestions(kind: type[enum.Enum], text: str, meant: str) -> None:
    assert suggest_word(kind, text) == meant


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        (ConstraintType, "KAPI_CONSTRAINT_BITMASK", "KAPI_CONSTRAINT_MASK"),
        (CapabilityAction, "KAPI_CAP_BYPASS", "KAPI_CAP_BYPASS_CHECK"),
        (ConstraintType, "bitmask", "mask"),
        (Effect, "KAPI_EFFECT_CREDS", ""),
    ],
)
def test_words_within_words(kind: type[enum.Enum], text: str, meant: str) -> None:
    assert contained_word(kind, text) == meant


def test_a_guess_is_no_safe_fix_and_few_words_are_listed() -> None:
    text = "/**\n * f - x\n * contexts: process\n * param: a\n{}\n */\nint f(int a);\n"
    rows = " *   constraint-type: bitmask\n *   flags: ipnut"
    guess, slip = read_c(c_text(text.format(rows))).findings
    assert guess.fix is not None
    assert not guess.fix.safe
    assert slip.fix is not None
    assert slip.fix.safe
    (none,) = read_c(c_text(text.format(" * signal: x\n *   direction: nothing"))).findings
    assert none.hint.startswith("one of receive, send")


def test_a_repeated_tag_is_called_as_it_stands_there() -> None:
    text = (
        "/**\n * f - x\n * contexts: process\n * param: a\n *   constraint: one\n"
        " *   constraint: two\n */\nint f(int a);\n"
    )
    (finding,) = read_c(c_text(text)).findings
    assert finding.message.startswith("'constraint:' stands here again (first in line 5)")

"""Nonsense is never read completely, whatever words of conditions are mixed into it."""

from __future__ import annotations

import random

import pytest
from benchmarks.wrong_edits.nonsense import KEPT, NONSENSE, nonsense
from hypothesis import given, settings
from hypothesis import strategies as st

from kapi.judge.prose.phrases import PHRASES
from kapi.judge.prose.reading import read_condition
from kapi.judge.prose.spellings import words
from kapi.model.elements import ErrorCondition
from kapi.sources.load import load
from tests.judge.prose.specs import ALL, read, spec
from tests.shared import SHARED

TEXTS = sorted([*SHARED.glob("corpus/*/*.eml"), *SHARED.glob("seeds/*.txt")]) if SHARED else []
_GRAMMAR = "or and not is if when , . ; ( ) the a neither nor either both unless must only"
GRAMMAR = _GRAMMAR.split()
WORDS_OF_ROWS = sorted(
    {
        word
        for phrase in PHRASES
        for word in phrase.words.replace("|", " ").replace("+", " ").replace("[", " ").split()
        if word.isalpha()
    }
)
NAMES = [param.name for param in ALL]


def unread_words(text: str) -> set[str]:
    return {word.text for word in words(text)} & set(NONSENSE)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(WORDS_OF_ROWS),
            st.sampled_from(NAMES),
            st.sampled_from(GRAMMAR),
            st.sampled_from(NONSENSE),
        ),
        min_size=3,
        max_size=14,
    )
)
def test_a_complete_part_holds_no_word_that_is_nonsense(made: list[str]) -> None:
    for part in read(" ".join(made), *ALL).parts:
        if part.complete:
            assert not unread_words(part.text), (made, part)


SENTENCES = [
    "fd is not open",
    "buf points outside the accessible address space",
    "count is negative",
    "flags contains unknown bits",
    "the caller lacks CAP_SYS_ADMIN",
    "path does not exist",
    "the range is not mapped",
]


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(SENTENCES),
    st.integers(0, 8),
    st.lists(st.sampled_from(NONSENSE), min_size=1, max_size=3),
)
def test_nonsense_inside_of_a_sentence_makes_it_unread(
    sentence: str, place: int, more: list[str]
) -> None:
    parts = sentence.split()
    parts[place:place] = more
    assert not any(part.complete for part in read(" ".join(parts), *ALL).parts)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SENTENCES), st.integers(0, 10_000))
def test_nonsense_of_a_claim_is_never_complete(sentence: str, seed: int) -> None:
    error = ErrorCondition(errno="EINVAL", summary=sentence, condition=sentence)
    made = nonsense(error, random.Random(seed))
    assert made.errno == "EINVAL"
    assert not any(part.complete for part in read_condition(made, spec(*ALL)).parts), made.condition


def test_nonsense_keeps_up_to_three_words_and_no_expression() -> None:
    error = ErrorCondition(errno="EPERM", condition="fd is sealed and count exceeds INT_MAX")
    for seed in range(50):
        made = nonsense(error, random.Random(seed))
        kept = [word for word in (made.condition or "").split() if word not in NONSENSE]
        assert len(kept) <= KEPT
        assert set(kept) <= {"fd", "sealed", "count", "exceeds", "INT_MAX"}
        assert made.when is None


@pytest.mark.skipif(not TEXTS, reason="the published specs are not here")
def test_nonsense_of_published_claims_is_never_complete() -> None:
    rng = random.Random(20261121)
    for one in {text.name: text for text in TEXTS}.values():
        for loaded in load([str(one)]).specs:
            for error in loaded.errors:
                made = nonsense(error, rng)
                reading = read_condition(made, loaded)
                assert not any(part.complete for part in reading.parts), made.condition


@pytest.mark.parametrize(
    "text",
    [
        "fd is sealed by the Pope",
        "fd is open for reading tea leaves",
        "buf is not writable by poets",
        "the range wraps around the moon",
        "path does not exist in heaven",
        "flags contains unknown bits of wisdom",
        "count exceeds INT_MAX in beauty",
        "the caller lacks CAP_SYS_ADMIN and manners",
        "the call was interrupted by a signal from above",
        "fd refers to a directory of saints",
        "too many open files on the table",
    ],
)
def test_trigger_words_with_one_word_too_many(text: str) -> None:
    assert not any(part.complete for part in read(text, *ALL).parts)

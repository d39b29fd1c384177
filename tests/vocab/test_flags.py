"""What flags mean is said of each that the catalogue accepts, and of no other name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.flags import MEANINGS
from kapi.vocab.symbols import is_known, value
from tests.shipped import catalogue

X86 = ARCHITECTURES["x86_64"]
NUMBERS = {"MAP_HUGE_SHIFT"}
"""What is counted with, and no flag."""


def accepted() -> Iterator[str]:
    for spec in catalogue():
        for params in (spec.params, *(variant.params for variant in spec.variants)):
            for param in params:
                limits = param.limits
                text = " ".join([limits.mask or "", *(limits.values or ())])
                yield from re.findall(r"\b[A-Za-z_]\w*", text)


def test_each_flag_of_the_catalogue_is_explained() -> None:
    names = set(accepted()) - NUMBERS
    assert len(names) > 100
    assert names - set(MEANINGS) == set()


def test_each_is_a_name_of_the_headers_and_has_one_line() -> None:
    for name, meaning in MEANINGS.items():
        assert is_known(name)
        assert value(name, X86) is not None or name in {"PROT_GROWSUP"}
        assert "\n" not in meaning
        assert len(meaning) < 80
        assert meaning == meaning.strip(". ")

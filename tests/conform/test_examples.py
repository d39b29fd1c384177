"""Calls in examples become arguments."""

from __future__ import annotations

from msgspec.structs import replace

from kapi.conform.arguments import memory, value
from kapi.conform.examples import example_calls
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import ARCHITECTURES

(SPEC,) = [one for one in load_specs((), Options()).specs if one.name == "sys_mlock2"]
BASE = (memory("mapped"), value(1), value(0))


def test_constants_are_passed_and_names_stand_for_what_works() -> None:
    text = 'if (mlock2(addr, 2 * PAGE_SIZE, MLOCK_ONFAULT)) err(1, "x"); mlock2(NULL, len, 7);'
    found = list(example_calls(replace(SPEC, examples=text), BASE, ARCHITECTURES["x86_64"]))
    assert found == [(BASE[0], value(8192), value(1)), (value(0), BASE[1], value(7))]


def test_other_calls_and_other_numbers_of_arguments_are_none() -> None:
    for text in (None, "munlock2(1, 2, 3)", "mlock2(1, 2)", "p->mlock2", "mlock2(f(1), 2, 3)"):
        spec = replace(SPEC, examples=text)
        assert list(example_calls(spec, BASE, ARCHITECTURES["x86_64"])) == []

"""The text after the tag of a block: parts of it may be left out, and nothing breaks."""

from __future__ import annotations

import pytest

from kapi.sources.one_text import read_text
from kapi.vocab.schema import BLOCKS

TEXTS = (
    "",
    ",",
    ", a",
    "a,",
    ", a, b",
    ", , b",
    "a, , c",
    ", , ,",
    "a, b, , d",
    "-E, E",
    "|",
    "()",
)


@pytest.mark.parametrize("tag", BLOCKS)
def test_parts_of_a_head_that_are_left_out(tag: str) -> None:
    for text in TEXTS:
        for below in ("", " *   type:\n", " *   desc: x\n"):
            comment = (
                f"/**\n * ring - turn\n * contexts: process\n * long-desc: x\n * {tag}: {text}\n"
            )
            data = f"{comment}{below} */\nint ring(int a);\n".encode()
            reading = read_text("x.c", data, "x.c").reading
            assert reading.specs, (text, below, reading.findings)


def test_a_transition_of_nothing_has_its_states() -> None:
    data = b"/**\n * ring - turn\n * contexts: process\n * state-trans: , on, off\n */\nint ring();"
    (spec,) = read_text("x.c", data, "x.c").reading.specs
    (found,) = spec.state_transitions or ()
    assert (found.object, found.from_state, found.to_state) == ("", "on", "off")

"""The document of specs: its name, its shape, and that the model comes back."""

from __future__ import annotations

import json as standard

import msgspec

from kapi.model.spec import Spec
from kapi.render import specs_json
from tests.render.sample import SAMPLE


def test_the_document_says_what_it_is_and_holds_the_model() -> None:
    document = standard.loads(specs_json.write([SAMPLE, SAMPLE]).text)
    assert list(document) == ["schema", "specs"]
    assert document["schema"] == specs_json.SCHEMA == "kapi-specs/1"
    assert msgspec.convert(document["specs"], list[Spec]) == [SAMPLE, SAMPLE]


def test_nothing_is_lost_and_the_text_ends_with_a_line() -> None:
    written = specs_json.write([])
    assert written.losses == ()
    assert written.text.endswith("]\n}\n") or written.text.endswith("[]\n}\n")

"""What is written is read back: generated specs and the published ones, in each dialect."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapi.model.spec import Spec
from kapi.render.kerneldoc import write
from kapi.render.loss import drop
from kapi.sources.kerneldoc import read_comment
from kapi.vocab.words import Dialect
from tests.comments import block, blocks_in_mail
from tests.shared import SHARED
from tests.strategies import specs

DIALECTS = [Dialect.KERNELDOC_FLAT, Dialect.KERNELDOC_ENUM, Dialect.KERNELDOC]


def read_back(text: str, spec: Spec) -> Spec:
    """Read the comment in ``text``, before the declaration of ``spec``."""
    body = text[text.index("/**\n") + 4 : text.index("\n */")]
    lines = [line.removeprefix(" *").removeprefix(" ") for line in body.split("\n")]
    # the block is cut out already: make sure that it counts as a spec whatever is in it
    reading = read_comment(block("\n".join(lines), spec.declaration))
    assert reading.specs, text
    return reading.specs[0]


def check(spec: Spec, dialect: Dialect) -> None:
    written = write(spec, dialect)
    losses = written.losses
    assert drop(read_back(written.text, spec), losses) == drop(spec, losses), written.text


def is_recognisable(spec: Spec) -> bool:
    """A spec with next to nothing in it cannot be told from an ordinary comment."""
    return bool(spec.errors and spec.contexts and spec.description)


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(spec=specs().filter(is_recognisable))
def test_generated_specs(dialect: Dialect, spec: Spec) -> None:
    check(spec, dialect)

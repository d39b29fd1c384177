"""What is written is read back: generated specs and the published ones, in each dialect."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from kapi.model.spec import Spec
from kapi.render.kerneldoc import write
from kapi.sources.c.cfile import read_c
from kapi.sources.source_text import Line, SourceText
from kapi.vocab.words import Dialect
from tests.dropped import drop
from tests.strategies import specs

DIALECTS = [Dialect.KERNELDOC_FLAT, Dialect.KERNELDOC_ENUM, Dialect.KERNELDOC]


def read_back(text: str) -> Spec:
    """Read the one spec in ``text``, a C file."""
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    reading = read_c(SourceText(source="back.c", file="back.c", lines=lines))
    assert len(reading.specs) == 1, text
    return reading.specs[0]


def check(spec: Spec, dialect: Dialect) -> None:
    written = write(spec, dialect)
    losses = written.losses
    assert drop(read_back(written.text), losses) == drop(spec, losses), written.text


@settings(suppress_health_check=list(HealthCheck))
@given(spec=specs(recognisable=True))
def test_generated_specs(spec: Spec) -> None:
    for dialect in DIALECTS:
        check(spec, dialect)

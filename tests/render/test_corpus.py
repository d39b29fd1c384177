"""Published specs in every format for people: clean RST, the right width, no word lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi import pipeline
from kapi.model.spec import Spec
from kapi.render import markdown, rst, text
from kapi.written import Look
from tests.render.test_rst import parse, words
from tests.shared import SHARED

pytestmark = pytest.mark.skipif(SHARED is None, reason="no published specs beside the repository")


def mails() -> list[Path]:
    return sorted(SHARED.glob("*/*/*.eml")) if SHARED else []


def specs_of(path: Path) -> tuple[Spec, ...]:
    return pipeline.load_specs([str(path)], pipeline.Options(cache=False)).specs


@pytest.mark.parametrize("path", mails(), ids=lambda path: f"{path.parent.name}-{path.name[:2]}")
def test_published_specs(path: Path) -> None:
    for spec in specs_of(path):
        shown = " ".join(parse(rst.write(spec).text).astext().split())
        marked = " ".join(markdown.write(spec).text.split())
        for width in (60, 80, 100):
            rows = text.write(spec, Look(width=width)).text.split("\n")
            code = set((spec.examples or "").split("\n"))
            wide = [row for row in rows if len(row) > width and row.strip() not in code]
            assert [row for row in wide if "read from:" not in row and "    " not in row] == []
        plain = " ".join(" ".join(row.split()) for row in text.write(spec).text.split("\n"))
        for error in spec.errors:
            for word in words(error.description or ""):
                assert word in plain
                assert word in shown
                assert error.errno in marked

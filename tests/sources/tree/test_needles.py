from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings

from kapi.model.spec import Spec
from kapi.render import kerneldoc, macro
from kapi.sources.c.cfile import read_c
from kapi.sources.tree.needles import NEEDLES, is_c_file, may_hold_spec
from kapi.vocab.words import Dialect
from tests.shared import SHARED
from tests.sources.ctext import c_text
from tests.strategies import specs

MAILS = sorted(SHARED.glob("corpus/*/*.eml")) if SHARED else []


@settings(max_examples=30, deadline=None)
@given(spec=specs())
def test_whatever_is_read_as_a_spec_has_a_needle(spec: Spec) -> None:
    for dialect in Dialect:
        writer = macro if dialect.value.startswith("macro") else kerneldoc
        text = writer.write(spec, dialect).text
        if read_c(c_text(text)).specs:
            assert may_hold_spec(text.encode()), dialect


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: f"{mail.parent.name}-{mail.name[:2]}")
def test_published_specs_have_a_needle(mail: Path) -> None:
    assert may_hold_spec(mail.read_bytes())


@pytest.mark.parametrize(
    "code",
    [
        "",
        "int main(void)\n{\n\treturn 0;\n}\n",
        "/**\n * f - x\n * @a: y\n * Context: Any.\n * Return: 0 or an error: see y\n */",
    ],
)
def test_ordinary_code_has_none(code: str) -> None:
    assert not may_hold_spec(code.encode())


TAGS = {
    "param": "fd\n *   type: fd",
    "lock": "l\n *   type: mutex",
    "signal": "SIGIO\n *   direction: send",
    "constraint": "c\n *   expr: a > b",
    "error": "EIO, y",
    "capability": "CAP_KILL",
    "side-effect": "schedule",
    "state-trans": "a\n *   from: b",
    "long-desc": "y",
    "contexts": "process",
}


@pytest.mark.parametrize(("one", "two"), list(itertools.combinations(TAGS, 2)))
def test_two_tags_are_enough(one: str, two: str) -> None:
    code = f"/**\n * f - x\n * {one}: {TAGS[one]}\n * {two}: {TAGS[two]}\n */\nvoid f(void);"
    assert read_c(c_text(code)).specs
    assert may_hold_spec(code.encode())


def test_needles_are_plain_and_distinct() -> None:
    assert len(set(NEEDLES)) == len(NEEDLES)
    assert not any(a != b and a in b for a in NEEDLES for b in NEEDLES)


def test_what_is_c() -> None:
    assert is_c_file("mm/mlock.c")
    assert is_c_file("")
    assert not is_c_file("Documentation/api.rst")
    assert not is_c_file("rust/kapi.rs")

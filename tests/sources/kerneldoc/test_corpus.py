"""The published specs: counts checked by hand, and not a word of theirs lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kapi.model.spec import Spec
from kapi.sources.c.blocks import CommentBlock
from kapi.sources.kerneldoc import read_comment
from kapi.vocab.schema import BLOCKS, SPEC_TAGS
from kapi.vocab.spelling import PREFIXES
from tests.comments import blocks_in_mail
from tests.shared import SHARED

_COMMENT_MAILS = ("patch-v1/", "patch-v3/", "patch-v4/", "rfc-v3/", "rfcpatch-v4/", "rfcpatch-v5/")
_GROUPS = (
    "params",
    "errors",
    "locks",
    "signals",
    "side_effects",
    "state_transitions",
    "capabilities",
    "constraints",
)
_WORD = re.compile(r"\w+")


def expected() -> dict[str, Any]:
    if SHARED is None:
        return {}
    listed = json.loads((SHARED / "corpus/expected.json").read_text())
    return {mail: specs for mail, specs in listed.items() if mail.startswith(_COMMENT_MAILS)}


EXPECTED = expected()
needs_corpus = pytest.mark.skipif(SHARED is None, reason="the shared corpus is not there")


def blocks(mail: str) -> list[CommentBlock]:
    assert SHARED is not None
    return blocks_in_mail(Path(SHARED, "corpus", mail))


@needs_corpus
@pytest.mark.parametrize("mail", sorted(EXPECTED))
def test_counts(mail: str) -> None:
    readings = [read_comment(block) for block in blocks(mail)]
    specs = [spec for reading in readings for spec in reading.specs]
    assert [_summary(spec) for spec in specs] == EXPECTED[mail]
    assert not [finding for reading in readings for finding in reading.findings]


def _summary(spec: Spec) -> dict[str, Any]:
    assert spec.dialect is not None
    return {
        "name": spec.name,
        "kind": spec.kind.value,
        "dialect": spec.dialect.value,
        **{group: len(getattr(spec, group)) for group in _GROUPS},
        "errnos": [error.errno for error in spec.errors],
    }


@needs_corpus
@pytest.mark.parametrize("mail", sorted(mail for mail in EXPECTED if EXPECTED[mail]))
def test_every_word_is_in_the_model(mail: str) -> None:
    for block in blocks(mail):
        for spec in read_comment(block).specs:
            assert not lost_words(block, spec)


def lost_words(block: CommentBlock, spec: Spec) -> Counter[str]:
    """Words that stand in the comment more often than in the spec, apart from tags."""
    said = Counter(_WORD.findall(spoken(spec)))
    written = Counter(word for line in block.lines for word in _WORD.findall(plain(line.text)))
    return Counter({w: n - said[w] for w, n in written.items() if n > said[w] and w not in _TAGS})


_TAGS = {
    piece
    for names in [
        *((name,) for name in BLOCKS),
        *(tag.names for tag in SPEC_TAGS),
        *(tag.names for block in BLOCKS.values() for tag in block.tags),
    ]
    for name in names
    for piece in _WORD.findall(name)
} | {"true", "condition", "req", "code", "E2BIG"}


def plain(line: str) -> str:
    """``KAPI_LOCK_MUTEX`` is the word ``mutex`` in the model."""
    for prefix in sorted(PREFIXES.values(), key=len, reverse=True):
        line = re.sub(
            rf"\b{prefix}(\w+)", lambda match: _SHORT.get(match[1], match[1].lower()), line
        )
    line = re.sub(r"^(error-code: )-\w+, ", r"\1", line)
    return re.sub(r"^(param[\w-]*: |@|constraint-expr: )[^,:]+[,:]?", r"\1", line)


_SHORT = {"IN": "input", "OUT": "output"}


def spoken(spec: Spec) -> str:
    """All values of the model as one text."""
    texts: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name not in ("span", "origin", "declaration", "type_name"):
                    walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        elif value is not None:
            texts.append(str(value))

    walk(msgspec.to_builtins(spec))
    return " ".join(texts)

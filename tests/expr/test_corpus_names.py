"""Every symbol in a published constraint must have a value on x86_64."""

from __future__ import annotations

import re

import pytest

from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.parser import parse
from kapi.expr.values import Value
from tests.shared import SHARED

# Arguments of the constraints that hold values; a macro's own parameter is lower-case.
PATTERNS = [
    r"constraint-type:\s*(?:mask|range|enum|align(?:ment)?)\(([^\n]*)\)",
    r"(?<![\w-])(?:param-)?(?:range|mask|valid-mask|size|alignment):[ \t]*([^\n]*)",
    r"KAPI_(?:PARAM|FIELD_CONSTRAINT)_(?:RANGE|VALID_MASK|MASK)\(([^\n]*)\)",
    r"KAPI_PARAM_(?:SIZE|ALIGNMENT)\(([^\n]*)\)",
    r"KAPI_FIELD_(?:SIZE|OFFSET)\(([^\n]*)\)",
    r"(?:const s64\[\]\)|valid_\w+\[\] = )\s*\{([^}]*)\}",
]
SYMBOL = re.compile(r"\b[A-Z][A-Z0-9_]*[A-Z0-9]\b")
SIZEOF = re.compile(r"(?:sizeof|offsetof)\((?:struct \w+|__\w+)(?:, *\w+)?\)")
NO_SYMBOLS = re.compile(r"^(?:KAPI_\w+|PATCH|RANGE|MASK|ENUM|FILE|TEXT|EXPR|BITS|ARCH|LO|HI)$")


def constraints(text: str) -> list[str]:
    text = re.sub(r"^[+ ]?\s*\*?\s?", "", text, flags=re.MULTILINE)
    text = re.sub(r"/\*.*?\*/", "", text)
    return [found for pattern in PATTERNS for found in re.findall(pattern, text)]


def test_every_constraint_symbol_of_the_corpus_has_a_value() -> None:
    if SHARED is None:
        pytest.skip("no shared inputs next to the repository")
    files = [*SHARED.glob("corpus/*/*.eml"), *SHARED.glob("seeds/*.txt")]
    wanted: set[str] = set()
    for file in files:
        for constraint in constraints(file.read_text(errors="replace")):
            wanted |= set(SYMBOL.findall(constraint)) | set(SIZEOF.findall(constraint))
    wanted = {name for name in wanted if not NO_SYMBOLS.match(name)}
    assert len(wanted) > 15
    environment = Environment()
    lost = {name for name in wanted if not isinstance(evaluate(parse(name), environment), Value)}
    assert lost == set()

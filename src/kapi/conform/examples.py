"""The calls that a spec writes under examples:, made as far as they say what is passed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kapi.conform.arguments import Argument, value
from kapi.conform.constants import PAGE_SIZE
from kapi.expr.environment import Environment
from kapi.expr.evaluate import number_of
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture

__all__ = ["example_calls"]

_MOST = 20


def example_calls(
    spec: Spec, base: Sequence[Argument], architecture: Architecture
) -> Iterator[tuple[Argument, ...]]:
    """Yield the arguments of each call; a name that is no constant stands for what works."""
    name = spec.name.removeprefix("sys_")
    names = Environment(architecture=architecture, page_size=PAGE_SIZE)
    calls = re.finditer(rf"(?<![\w.]){re.escape(name)}\s*\(([^()]*)\)", spec.examples or "")
    for found in list(calls)[:_MOST]:
        texts = [text.strip() for text in found[1].split(",")] if found[1].strip() else []
        if len(texts) == len(base):
            yield tuple(
                _argument(text, works, names) for text, works in zip(texts, base, strict=True)
            )


def _argument(text: str, works: Argument, names: Environment) -> Argument:
    number = number_of("0" if text == "NULL" else text, names)
    return works if number is None else value(number)

"""Who makes a call, as a case file says it: ``as nobody, RLIMIT_MEMLOCK = 0, only CAP_CHOWN``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kapi.conform.case import Caller
from kapi.conform.constants import PAGE_SIZE
from kapi.conform.steps import StepError
from kapi.expr.environment import Environment
from kapi.expr.evaluate import number_of
from kapi.vocab import symbols
from kapi.vocab.architectures import ARCHITECTURES, this_machine
from kapi.vocab.capabilities import capability_number

_LIMIT = re.compile(r"(RLIMIT_\w+)\s*=\s*(.+)")
_INFINITY = (1 << 64) - 1  # RLIM64_INFINITY, linux/resource.h


def read_caller(text: str) -> Caller:
    """Return the caller that ``text`` describes; raise `StepError` where it describes none.

    ``as nobody`` or ``as the user`` (of kapi, which nothing at all means too), ``without``
    and ``only`` with capabilities (``only nothing`` for none), limits in C.
    """
    unprivileged = False
    limits: dict[str, int] = {}
    keep: tuple[str, ...] | None = None
    drop: list[str] = []
    for part in _parts(text):
        words = part.removeprefix("as ").split()
        if words == ["nobody"]:
            unprivileged = True
        elif words in (["user"], ["the", "user"]):
            unprivileged = False
        elif words[0] == "without":
            drop += map(_capability, words[1:])
        elif words[0] == "only":
            keep = () if words[1:] == ["nothing"] else tuple(map(_capability, words[1:]))
        else:
            name, number = _limit(part)
            limits[name] = number
    return Caller(unprivileged, tuple(sorted(limits.items())), keep, tuple(drop))


def _parts(text: str) -> Iterator[str]:
    """What stands between commas outside of parentheses."""
    depth, start = 0, 0
    for position, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            yield _stated(text[start:position])
            start = position + 1
    if text.strip():
        yield _stated(text[start:])


def _stated(part: str) -> str:
    if not part.strip():
        raise StepError("nothing between two commas")
    return part.strip()


def _capability(name: str) -> str:
    if capability_number(name) is None:
        raise StepError(f"no capability: {name}")
    return name


def _limit(part: str) -> tuple[str, int]:
    found = _LIMIT.fullmatch(part)
    machine = this_machine() or ARCHITECTURES["x86_64"]
    if found is None:
        raise StepError(f"no caller: {part} (as nobody, RLIMIT_X = N, without CAP_X, only CAP_X)")
    if symbols.value(found[1], machine) is None:
        raise StepError(f"no limit: {found[1]}")
    if found[2].strip() == "RLIM_INFINITY":
        return found[1], _INFINITY
    number = number_of(found[2], Environment(architecture=machine, page_size=PAGE_SIZE))
    if number is None:
        raise StepError(f"no number: {found[2]}")
    return found[1], number & _INFINITY

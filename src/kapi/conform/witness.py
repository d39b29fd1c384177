"""A call as records keep it, so that another run of the same case can be held against it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from kapi.conform.case import Case
from kapi.expr.nodes import Node
from kapi.judge.parts import Truth


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """``case`` is a hash of what decides it, ``truth`` has a character for each part.

    ``outcome`` is how the call ended; ``shown`` all of it, as strace would show it.
    """

    case: str
    truth: str
    outcome: str
    shown: str = ""


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """What an earlier run, somewhere else, confirmed a claim by."""

    claim: str
    where: str
    condition: str
    witnesses: tuple[Witness, ...]


def case_hash(case: Case) -> str:
    """Return what tells one case of an API from another: its family and inputs."""
    content = "\0".join((case.family, *case.inputs)).encode()
    return hashlib.sha256(content).hexdigest()[:16]


def truths(wanted: Iterable[Node], known: Mapping[Node, Truth]) -> str:
    """Return 1, 0 or ? for each of the parts ``wanted``."""
    signs = {True: "1", False: "0", None: "?"}
    return "".join(signs[known.get(part)] for part in wanted)

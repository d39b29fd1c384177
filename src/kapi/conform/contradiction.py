"""Bits of a mask that another condition of the same spec refuses, whatever else is set."""

from __future__ import annotations

import random
from collections.abc import Iterator

from kapi.conform.arguments import Argument, value
from kapi.conform.constants import PAGE_SIZE
from kapi.conform.tally import Tally
from kapi.expr.environment import Environment, parameter_type
from kapi.expr.values import Value
from kapi.judge.conditions import Truth, conditions
from kapi.judge.limits import mask_of
from kapi.model.claims import Claim, ClaimKind
from kapi.model.elements import Param
from kapi.vocab.integers import CType

__all__ = ["refused_bits"]

_SETS = 24
_SOMEWHERE = 0x10000


def refused_bits(tally: Tally) -> Iterator[tuple[int, Claim, Argument]]:
    """Yield each such bit: the index of its parameter, the claim, and the argument to try.

    A condition refuses it always when it holds for the bit alone and with many other sets of
    bits of the mask beside it, of nothing else being known.
    """
    for claim in tally.claims.values():
        if claim.kind is not ClaimKind.PARAM or not _rejects(claim.element):
            continue
        param = claim.element
        kind = parameter_type(param.type_name or "", tally.architecture)
        mask = mask_of(param.limits, tally.architecture)
        if kind is None or mask is None:
            continue
        for bit in (1 << position for position in range(kind.bits) if mask >> position & 1):
            if _always_refused(tally, param, kind, bit, mask):
                yield claim.index, claim, value(kind.wrap(bit))


def _rejects(param: Param) -> bool:
    return param.violation is None or param.violation.action == "reject"


def _always_refused(tally: Tally, param: Param, kind: CType, bit: int, mask: int) -> bool:
    chosen = random.Random(bit)
    sets = [bit, *(bit | mask & chosen.getrandbits(64) for _ in range(_SETS))]
    return all(_is_refused(tally, param, kind, number) for number in sets)


def _is_refused(tally: Tally, param: Param, kind: CType, number: int) -> bool:
    names: dict[str, Value | CType] = {param.name: Value(kind.wrap(number), kind)}
    for other in tally.spec.params:
        found = parameter_type(other.type_name or "", tally.architecture)
        if found is not None:
            pointer = "*" in (other.type_name or "")  # there is memory behind what works
            names.setdefault(other.name, Value(_SOMEWHERE, found) if pointer else found)
    known = Environment(architecture=tally.architecture, parameters=names, page_size=PAGE_SIZE)
    return any(
        one.truth is Truth.HOLDS and one.claim.kind is ClaimKind.ERROR
        for one in conditions(tally.claims.values(), known)
    )

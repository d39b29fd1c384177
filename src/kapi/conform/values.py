"""Which arguments are worth trying for a parameter: valid ones, and what lies at the limits."""

from __future__ import annotations

from kapi.conform.arguments import (
    DESCRIPTORS,
    PATHS,
    Argument,
    descriptor,
    memory,
    path,
    value,
)
from kapi.conform.constants import PAGE_SIZE
from kapi.expr.environment import Environment, parameter_type
from kapi.expr.evaluate import number_of
from kapi.judge.limits import mask_of
from kapi.model.elements import Param
from kapi.vocab.architectures import Architecture
from kapi.vocab.words import ConstraintType, ParamFlag, ParamType

__all__ = ["boundaries", "other_bits", "valid"]

_MOST_BITS = 64
_OBJECTS: dict[str, tuple[Argument, ...]] = {
    "fd:epoll": (descriptor("epoll"),),
    "fd:pollable": (descriptor("pipe"),),
    "fd:directory": (descriptor("directory"),),
    "fd:readable": (descriptor("regular"),),
    "fd:writable": (descriptor("regular"),),
    "fd:mappable": (descriptor("regular"),),
    "fd:regular": (descriptor("regular"),),
    "path:executable": (path("executable"),),
    "path:directory": (path("directory"),),
    "addr:mapped": (memory("mapped"),),
}
_ADDRESS_NAMES = frozenset({"start", "addr", "address", "start_addr", "uaddr"})


def valid(param: Param, architecture: Architecture) -> list[Argument]:
    """Return arguments that the kernel may accept, the most promising first."""
    if ParamFlag.OPTIONAL in (param.flags or ()) and _is_pointer(param):
        return [value(0), memory("mapped")]
    if param.object in _OBJECTS:
        return list(_OBJECTS[param.object])
    if param.type is ParamType.FD:
        return [descriptor(kind) for kind in ("regular", "epoll", "pipe", "directory", "null")]
    if param.type in (ParamType.PATH, ParamType.STRING) or _limits(param) in (
        ConstraintType.USER_PATH,
        ConstraintType.USER_STRING,
    ):
        return [path("existing"), path("directory"), path("executable")]
    if _is_pointer(param):
        return [memory("mapped"), value(0)]
    numbers = _stated(param, architecture)
    if param.name in _ADDRESS_NAMES:
        return [memory("mapped"), *map(value, numbers[:2])]
    if _limits(param) is ConstraintType.RANGE:
        numbers = [1, 0, *numbers]  # the ends of a range are rarely what works
    numbers = list(dict.fromkeys([*numbers, 1, 0, PAGE_SIZE]))
    return [value(number) for number in numbers[:6]]


def boundaries(param: Param, architecture: Architecture, every_bit: bool = True) -> list[Argument]:
    """Return arguments at and beyond the limits of ``param``, and the odd ones of its class.

    ``every_bit`` has each bit that a mask lacks.
    """
    kind = parameter_type(param.type_name or "", architecture)
    found: list[Argument] = []
    if param.type is ParamType.FD:
        found += [descriptor(one) for one in DESCRIPTORS]
    if param.type in (ParamType.PATH, ParamType.STRING):
        found += [path(one) for one in PATHS]
    if _is_pointer(param) or param.name in _ADDRESS_NAMES:
        found += [memory("mapped", 1), memory("unmapped"), memory("none"), memory("read-only")]
    if kind is None:
        return found
    numbers: list[int] = []
    if _limits(param) is ConstraintType.MASK:
        numbers += _stated(param, architecture)
        numbers += other_bits(param, architecture) if every_bit else []
    else:
        for stated in _stated(param, architecture):
            numbers += [stated - 1, stated, stated + 1]
    numbers += [PAGE_SIZE - 1, PAGE_SIZE, PAGE_SIZE + 1, -PAGE_SIZE]
    numbers += [0, 1, -1, kind.minimum, kind.maximum, 2**31 - 1, 2**31]
    allowed = (kind.wrap(number) for number in numbers)
    return [*found, *map(value, dict.fromkeys(allowed))]


def _limits(param: Param) -> object:
    return param.limits.type


def _is_pointer(param: Param) -> bool:
    pointers = (ParamType.USER_PTR, ParamType.PTR, ParamType.STRUCT, ParamType.ARRAY)
    return param.type in pointers or "*" in (param.type_name or "")


def _stated(param: Param, architecture: Architecture) -> list[int]:
    """The values that the limits name, and the whole mask and each of its bits."""
    limits = param.limits
    names = Environment(architecture=architecture, page_size=PAGE_SIZE)
    texts = [*(limits.values or ()), limits.minimum, limits.maximum]
    found = [number for number in (number_of(text, names) for text in texts) if number is not None]
    mask = number_of(limits.mask, names)
    if mask is not None:
        bits = [1 << bit for bit in range(_MOST_BITS) if mask >> bit & 1]
        found += [0, *bits, mask]
    return found


def other_bits(param: Param, architecture: Architecture) -> list[int]:
    """Return each bit of the C type of ``param`` that its mask does not have."""
    kind = parameter_type(param.type_name or "", architecture)
    mask = mask_of(param.limits, architecture) or 0
    bits = kind.bits if kind else 0
    return [1 << bit for bit in range(bits) if not mask >> bit & 1]

"""Which arguments are worth trying for a parameter: valid ones, and what lies at the limits."""

from __future__ import annotations

from collections.abc import Iterator

from kapi.conform.arguments import DESCRIPTORS, PATHS, Argument, Descriptor, Memory, Path, Value
from kapi.expr.environment import Environment, parameter_type
from kapi.expr.evaluate import evaluate
from kapi.expr.lexer import ExpressionError
from kapi.expr.parser import parse
from kapi.expr.values import Value as Number
from kapi.model.elements import Param
from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import CType
from kapi.vocab.words import ConstraintType, ParamType

__all__ = ["boundaries", "valid"]

_MOST_BITS = 64
_OBJECTS: dict[str, tuple[Argument, ...]] = {
    "fd:epoll": (Descriptor("epoll"),),
    "fd:pollable": (Descriptor("pipe"),),
    "fd:directory": (Descriptor("directory"),),
    "fd:readable": (Descriptor("regular"),),
    "fd:writable": (Descriptor("regular"),),
    "fd:mappable": (Descriptor("regular"),),
    "fd:regular": (Descriptor("regular"),),
    "path:executable": (Path("executable"),),
    "path:directory": (Path("directory"),),
    "addr:mapped": (Memory("mapped"),),
}
_ADDRESS_NAMES = frozenset({"start", "addr", "address", "start_addr", "uaddr"})


def valid(param: Param, architecture: Architecture) -> list[Argument]:
    """Return arguments that the kernel may accept, the most promising first."""
    if param.object in _OBJECTS:
        return list(_OBJECTS[param.object])
    if param.type is ParamType.FD:
        return [Descriptor(kind) for kind in ("regular", "epoll", "pipe", "directory", "null")]
    if param.type in (ParamType.PATH, ParamType.STRING) or _limits(param) in (
        ConstraintType.USER_PATH,
        ConstraintType.USER_STRING,
    ):
        return [Path("existing"), Path("directory"), Path("executable")]
    if _is_pointer(param):
        return [Memory("mapped"), Value(0)]
    numbers = _stated(param, architecture)
    if param.name in _ADDRESS_NAMES:
        return [Memory("mapped"), *map(Value, numbers[:2])]
    numbers = list(dict.fromkeys([*numbers, 1, 0, 4096]))
    return [Value(number) for number in numbers[:6]]


def boundaries(param: Param, architecture: Architecture) -> list[Argument]:
    """Return arguments at and beyond the limits of ``param``, and the odd ones of its class."""
    kind = parameter_type(param.type_name or "", architecture)
    found: list[Argument] = []
    if param.type is ParamType.FD:
        found += [Descriptor(one) for one in DESCRIPTORS]
    if param.type in (ParamType.PATH, ParamType.STRING):
        found += [Path(one) for one in PATHS]
    if _is_pointer(param) or param.name in _ADDRESS_NAMES:
        found += [Memory("mapped", 1), Memory("unmapped"), Memory("none"), Memory("read-only")]
    if kind is None:
        return found
    numbers: list[int] = []
    for value in _stated(param, architecture):
        numbers += [value - 1, value, value + 1]
    if _limits(param) is ConstraintType.MASK:
        numbers += list(_other_bits(param, kind))
    numbers += [0, 1, -1, 4095, 4096, 4097, -4096, kind.minimum, kind.maximum, 2**31 - 1, 2**31]
    allowed = (kind.wrap(number) for number in numbers)
    return [*found, *map(Value, dict.fromkeys(allowed))]


def _limits(param: Param) -> object:
    return param.limits.type


def _is_pointer(param: Param) -> bool:
    pointers = (ParamType.USER_PTR, ParamType.PTR, ParamType.STRUCT, ParamType.ARRAY)
    return param.type in pointers or "*" in (param.type_name or "")


def _stated(param: Param, architecture: Architecture) -> list[int]:
    """The values that the limits name, and the whole mask and each of its bits."""
    limits = param.limits
    names = Environment(architecture=architecture, page_size=4096)
    texts = [*(limits.values or ()), limits.minimum, limits.maximum]
    found = [number for number in (_number(text, names) for text in texts) if number is not None]
    mask = _number(limits.mask, names)
    if mask is not None:
        bits = [1 << bit for bit in range(_MOST_BITS) if mask >> bit & 1]
        found += [0, *bits, mask]
    return found


def _number(text: str | None, names: Environment) -> int | None:
    if text is None:
        return None
    try:
        result = evaluate(parse(text), names)
    except ExpressionError:
        return None
    return result.number if isinstance(result, Number) else None


def _other_bits(param: Param, kind: CType) -> Iterator[int]:
    """Each bit of the C type that the mask does not have."""
    mask = _number(param.limits.mask, Environment(page_size=4096)) or 0
    for bit in range(kind.bits):
        if not mask >> bit & 1:
            yield 1 << bit

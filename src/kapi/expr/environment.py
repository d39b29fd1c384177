"""What the names of an expression stand for: one call, its situation, on one architecture."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from kapi.expr.caller_names import fact_type, is_fact
from kapi.expr.nodes import Node, Symbol
from kapi.expr.predicates import CONSTANTS
from kapi.expr.values import CannotTell, Result, Value
from kapi.vocab import symbols
from kapi.vocab.architectures import ARCHITECTURES, Architecture
from kapi.vocab.integers import INT, CType


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """The names that an expression may use.

    ``parameters`` maps a name to its `Value`, or to its type alone where the value is not
    known; they come before every constant. ``errno`` and ``result`` of a call are given here
    too. ``measured`` maps a term (`kapi.expr.terms`) to what was measured: a value, its type
    alone, or None; ``before`` is the same before the call, which ``old()`` asks for.
    ``page_size`` is in bytes; not given, it is the architecture's where that has but one.
    With ``numbers``, ``CAP_IPC_LOCK`` and ``RLIMIT_MEMLOCK`` are the numbers that C has for them,
    as in a list of values; else they are facts, which must be measured.
    """

    architecture: Architecture = ARCHITECTURES["x86_64"]
    parameters: Mapping[str, Value | CType] = msgspec.field(default_factory=dict)
    measured: Mapping[Node, Value | CType | None] = msgspec.field(default_factory=dict)
    before: Mapping[Node, Value | CType | None] = msgspec.field(default_factory=dict)
    page_size: int | None = None
    numbers: bool = False

    @property
    def long(self) -> CType:
        """The type ``long``."""
        return CType(self.architecture.word_bits, True)

    @property
    def unsigned_long(self) -> CType:
        """The type ``unsigned long``, also that of sizes."""
        return CType(self.architecture.word_bits, False)

    def lookup(self, name: str) -> Result | str:
        """Return the value of ``name``, why it has none, or the expression that defines it."""
        given = self.parameters.get(name)
        if isinstance(given, Value):
            return given
        if given is not None:
            return CannotTell(f"the value of {name} is not known", (name,), given)
        if self.measured and (term := Symbol(name)) in self.measured:
            return self.term(term, name, fact_type(name, self.architecture))
        if is_fact(name) and not self.numbers:
            return self.term(Symbol(name), name, fact_type(name, self.architecture))
        return self.constant(name)

    def term(self, node: Node, name: str, kind: CType | None) -> Result:
        """Return what was measured of the term ``node``, called ``name``, usually a ``kind``."""
        found = self.measured.get(node)
        if isinstance(found, Value):
            return found
        return CannotTell(f"{name} is not measured", (name,), found or kind)

    def earlier(self) -> Environment:
        """Return the environment inside ``old()``."""
        return msgspec.structs.replace(self, measured=self.before, before={})

    def constant(self, name: str) -> Result | str:
        """Return the value that ``name`` has in every call, as `lookup` does."""
        if name in ("PAGE_SIZE", "PAGE_SHIFT", "PAGE_MASK"):
            return self._page(name)
        if name in CONSTANTS:
            return Value(CONSTANTS[name], INT)
        constant = symbols.value(name, self.architecture)
        if constant is not None:
            return Value(constant.number, constant.type)
        definition = symbols.definition(name)
        if definition is not None:
            return definition
        where = f" on {self.architecture.name}" if symbols.is_known(name) else ""
        return CannotTell(f"{name} has no known value{where}", (name,))

    def _page(self, name: str) -> Result:
        size = self.page_size or self.architecture.page_size
        kind = CType(32, True) if name == "PAGE_SHIFT" else self.unsigned_long
        if size is None:
            reason = f"the page size of {self.architecture.name} is not fixed"
            return CannotTell(reason, (name,), kind)
        if name == "PAGE_SHIFT":
            return Value(size.bit_length() - 1, kind)
        return Value(size if name == "PAGE_SIZE" else kind.wrap(-size), kind)

    def size_of(self, type_name: str) -> int | None:
        """Return the size in bytes of a type or of a parameter, or None."""
        given = self.parameters.get(type_name)
        if given is not None:
            return (given.type if isinstance(given, Value) else given).bits // 8
        return symbols.size_of(type_name, self.architecture)


_POINTERS = (["__sighandler_t"], ["cap_user_header_t"], ["cap_user_data_t"])
"""Typedefs of pointers, include/uapi/asm-generic/signal-defs.h and linux/capability.h."""


def parameter_type(type_name: str, arch: Architecture) -> CType | None:
    """Return the integer type that a parameter declared ``type_name`` has, or None.

    A pointer counts as an unsigned word, an enumeration as ``unsigned int`` (gcc), ``bool``
    as a byte.
    """
    if "*" in type_name or type_name.split()[-1:] in _POINTERS:
        return CType(arch.word_bits, False)
    words = [word for word in type_name.split() if word not in ("const", "volatile")]
    if words[:1] == ["enum"]:
        return CType(32, False)
    if words in (["bool"], ["_Bool"]):
        return CType(8, False)
    return arch.integer_type(type_name)


def argument(raw: int, type_name: str, arch: Architecture) -> Value | None:
    """Return the register value ``raw`` as a parameter declared ``type_name`` receives it."""
    kind = parameter_type(type_name, arch)
    return None if kind is None else Value(kind.wrap(raw), kind)

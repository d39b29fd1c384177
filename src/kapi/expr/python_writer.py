"""C's operators over pieces of generated Python; the twin of `kapi.expr.arithmetic`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from kapi.expr.arithmetic import common_type, promoted_type
from kapi.expr.piece import Piece, constant, never, wrapped
from kapi.expr.values import Value
from kapi.vocab.integers import INT, CType

_Build = Callable[..., str]


class PythonWriter:
    """Joins pieces. ``names`` are fresh names of local variables."""

    def __init__(self, names: Iterator[str]) -> None:
        self._names = names

    def named(self, text: str) -> tuple[str, str]:
        """Return a text for the value of ``text``, and the one that must be computed before."""
        if text.isidentifier() or text.isdigit():
            return text, text
        name = next(self._names)
        return name, f"({name} := {text})"

    def joined(
        self,
        operands: tuple[Piece, ...],
        build: _Build,
        kind: CType | None,
        bounds: tuple[int, int] | None = None,
    ) -> Piece:
        """Return ``build(TEXT, ...)`` of operands that are known; unknown where one is not.

        ``bounds`` are the lowest and highest value, those of ``kind`` when not given.
        """
        if kind is None or any(one.never for one in operands):
            return never(kind)
        guards, texts = [], []
        for one in operands:
            text = one.text
            if one.unknown:
                text, first = self.named(text)
                guards.append(f"{first} is None")
            texts.append(text)
        body = build(*texts)
        if guards:
            body = f"(None if {' or '.join(guards)} else {body})"
        low, high = bounds or (kind.minimum, kind.maximum)
        return Piece(body, kind, low, high, bool(guards))

    def converted(self, piece: Piece, kind: CType | None) -> Piece:
        """Return ``piece`` as a ``kind``."""
        if kind is None or piece.never:
            return never(kind)
        if kind.minimum <= piece.low and piece.high <= kind.maximum:
            same = piece.kind is not None and piece.kind.bits == kind.bits
            return msgspec.structs.replace(piece, kind=kind, loose=piece.loose if same else "")
        if piece.number is not None:
            return constant(Value(kind.wrap(piece.number), kind))
        found = self.joined((piece,), lambda text: wrapped(text, kind), kind)
        return self._loose(found, piece.text)

    def unary(self, operator: str, operand: Piece) -> Piece:
        """Return one of ``- + ~``."""
        kind = promoted_type(operand.kind) if operand.kind else None
        operand = self.converted(operand, kind)
        if operator == "+" or kind is None or operand.never:
            return operand
        if operator == "-":
            return self.exact("-", constant(Value(0, kind)), operand)
        ones = kind.wrap(-1)
        bounds = (~operand.high, ~operand.low) if kind.signed else (ones - operand.high, ones)
        return self.joined((operand,), lambda a: f"({a} ^ {ones})", kind, bounds)

    def exact(self, operator: str, left: Piece, right: Piece) -> Piece:
        """Return one of ``| ^ & + - *``, wrapped around where the type needs it."""
        kind = _common(left, right)
        left, right = self.converted(left, kind), self.converted(right, kind)
        if kind is None or left.never or right.never:
            return never(kind)
        low, high = _bounds(operator, left, right, kind)
        if operator == "&" and not left.unknown and not right.unknown:
            left, right = _masked(left, right), _masked(right, left)
        if kind.minimum <= low and high <= kind.maximum:
            bounds = low, high
            found = self.joined((left, right), lambda a, b: f"({a} {operator} {b})", kind, bounds)
            return msgspec.structs.replace(found, boolean=left.boolean and right.boolean)
        return self._overflowing(operator, left, right, kind)

    def _overflowing(self, operator: str, left: Piece, right: Piece, kind: CType) -> Piece:
        text = f"({left.loose or left.text} {operator} {right.loose or right.text})"
        found = self.joined(
            (left, right), lambda a, b: wrapped(f"({a} {operator} {b})", kind), kind
        )
        if found.unknown:
            return found
        return msgspec.structs.replace(found, text=wrapped(text, kind), loose=text)

    @staticmethod
    def _loose(piece: Piece, text: str) -> Piece:
        return piece if piece.unknown else msgspec.structs.replace(piece, loose=text)

    def compared(self, operator: str, left: Piece, right: Piece) -> Piece:
        """Return one of ``== != < <= > >=``."""
        kind = _common(left, right)
        operands = self.converted(left, kind), self.converted(right, kind)
        found = self.joined(operands, lambda a, b: f"({a} {operator} {b})", INT, (0, 1))
        return msgspec.structs.replace(found, boolean=True)

    def shifted(self, operator: str, left: Piece, right: Piece) -> Piece:
        """Return ``<<`` or ``>>``; None where C gives it no meaning."""
        kind = promoted_type(left.kind) if left.kind else None
        left = self.converted(left, kind)
        if kind is None or left.never or right.never:
            return never(kind)
        count = right.number
        if count is None:
            function = "shift_left" if operator == "<<" else "shift_right"
            sizes = f"{kind.bits}, {kind.signed}"
            return _partial(
                self.joined((left, right), lambda a, n: f"{function}({a}, {n}, {sizes})", kind)
            )
        if not 0 <= count < kind.bits:
            return never(kind)
        if operator == ">>":
            bounds = left.low >> count, left.high >> count
            return self.joined((left,), lambda a: f"({a} >> {count})", kind, bounds)
        low, high = left.low << count, left.high << count
        if kind.minimum <= low and high <= kind.maximum:
            return self.joined((left,), lambda a: f"({a} << {count})", kind, (low, high))
        return self.joined((left,), lambda a: wrapped(f"({a} << {count})", kind), kind)

    def divided(self, operator: str, left: Piece, right: Piece) -> Piece:
        """Return ``/`` or ``%``; None where C gives it no meaning."""
        kind = _common(left, right)
        left, right = self.converted(left, kind), self.converted(right, kind)
        if kind is None or left.never or right.never:
            return never(kind)
        by = right.number
        if by is not None and by > 0 and left.low >= 0:
            sign = "//" if operator == "/" else "%"
            bounds = (left.low // by, left.high // by) if operator == "/" else (0, by - 1)
            return self.joined((left,), lambda a: f"({a} {sign} {by})", kind, bounds)
        function = "quotient" if operator == "/" else "remainder"
        found = self.joined(
            (left, right), lambda a, b: f"{function}({a}, {b}, {kind.maximum})", kind
        )
        return found if by is not None and by > 0 else _partial(found)

    def chosen(self, operator: str, left: Piece, right: Piece) -> Piece:
        """Return the lesser (``<``) or the greater (``>``) of two."""
        kind = _common(left, right)
        operands = self.converted(left, kind), self.converted(right, kind)

        def text(a: str, b: str) -> str:
            (a, first), (b, second) = self.named(a), self.named(b)
            return f"({a} if {first} {operator} {second} else {b})"

        found = self.joined(operands, text, kind)
        return msgspec.structs.replace(found, boolean=left.boolean or right.boolean)

    def aligned(self, function: str, value: Piece, to: Piece) -> Piece:
        """Return ``ALIGN``, ``ALIGN_DOWN`` or ``IS_ALIGNED`` of two."""
        kind = promoted_type(value.kind) if value.kind else None
        one = constant(Value(1))
        low_bits = self.converted(self.exact("-", self.converted(to, value.kind), one), kind)
        value = self.converted(value, kind)
        if kind is None or value.never or low_bits.never:
            return never(INT if function == "IS_ALIGNED" and value.kind and to.kind else kind)
        if function == "IS_ALIGNED":
            return self.compared("==", self.exact("&", value, low_bits), constant(Value(0)))
        if low_bits.number is not None:
            high_bits = constant(Value(kind.wrap(~low_bits.number), kind))
            total = self.exact("+", value, low_bits) if function == "ALIGN" else value
            return self.exact("&", total, high_bits)

        def text(a: str, mask: str) -> str:
            mask, first = self.named(mask)
            total = f"({first} + {a} & ~{mask})" if function == "ALIGN" else f"({a} & ~{first})"
            return wrapped(total, kind)

        return self.joined((value, low_bits), text, kind)


def _common(left: Piece, right: Piece) -> CType | None:
    return common_type(left.kind, right.kind) if left.kind and right.kind else None


def _masked(piece: Piece, mask: Piece) -> Piece:
    """``piece`` without the cut that a mask makes needless."""
    if piece.loose and mask.number is not None and mask.number >= 0:
        return msgspec.structs.replace(piece, text=piece.loose, loose="")
    return piece


def _partial(piece: Piece) -> Piece:
    """``piece``, which may be None though all it needs is known."""
    return piece if piece.never else msgspec.structs.replace(piece, unknown=True)


def _bounds(operator: str, left: Piece, right: Piece, kind: CType) -> tuple[int, int]:
    if operator == "+":
        return left.low + right.low, left.high + right.high
    if operator == "-":
        return left.low - right.high, left.high - right.low
    if operator == "*":
        corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
        return min(corners), max(corners)
    if operator == "&" and (left.low >= 0 or right.low >= 0):
        return 0, min(one.high for one in (left, right) if one.low >= 0)
    if operator != "&" and left.low >= 0 and right.low >= 0:
        return 0, (1 << max(left.high.bit_length(), right.high.bit_length())) - 1
    return kind.minimum, kind.maximum


def _quotient(left: int, right: int, maximum: int) -> int | None:
    if right == 0:
        return None
    found = abs(left) // abs(right)
    if (left < 0) != (right < 0):
        found = -found
    return found if found <= maximum else None


def _remainder(left: int, right: int, maximum: int) -> int | None:
    found = _quotient(left, right, maximum)
    return None if found is None else left - found * right


def _shift_left(left: int, count: int, bits: int, signed: bool) -> int | None:
    return CType(bits, signed).wrap(left << count) if 0 <= count < bits else None


def _shift_right(left: int, count: int, bits: int, signed: bool) -> int | None:
    return left >> count if 0 <= count < bits else None


ROUTINES: dict[str, Callable[[int, int, int], int | None] | Callable[..., int | None]] = {
    "quotient": _quotient,
    "remainder": _remainder,
    "shift_left": _shift_left,
    "shift_right": _shift_right,
}
"""What generated code calls; None where C gives an operation no meaning."""

"""C expressions over integers to trees. The grammar is in docs/expressions.md."""

from __future__ import annotations

from kapi.expr.lexer import END, ExpressionError, Token, tokens
from kapi.expr.nodes import (
    Binary,
    Call,
    Cast,
    Conditional,
    Node,
    OffsetOf,
    SizeOf,
    Symbol,
    Unary,
    children,
)
from kapi.vocab.integers import integer_type

__all__ = [
    "MAX_DEPTH",
    "MAX_LENGTH",
    "MAX_NESTING",
    "POINTED",
    "PRECEDENCE",
    "ExpressionError",
    "parse",
    "parsed",
]

MAX_LENGTH = 20_000
"""Longest text accepted, in characters."""
MAX_NESTING = 120
"""Deepest nesting of parentheses, calls, prefix and tighter-binding operators accepted."""
MAX_DEPTH = 200
"""Deepest tree accepted; a chain of n operators is n deep."""

POINTED = "->*"
"""How the name of ``*arg`` ends, ``arg->*``: the member without a name of what arg points to."""

_TOO_DEEP = f"more than {MAX_DEPTH} operators in a chain"

PRECEDENCE: dict[str, int] = {
    operator: level
    for level, operators in enumerate(
        ("||", "&&", "|", "^", "&", "== !=", "< <= > >=", "<< >>", "+ -", "* / %"), start=1
    )
    for operator in operators.split()
}
"""Binary operators, all left-associative; a higher number binds tighter."""

_SHORT = {("readable", 1): "open_for_reading", ("writable", 1): "open_for_writing"}
"""Predicates of a descriptor that share a short name with those of memory."""

_TAGS = frozenset({"struct", "union", "enum"})


def parse(text: str) -> Node:
    """Return the tree of the C expression ``text``.

    Raises `ExpressionError`, with the offset, for anything else, and for what is too long or
    too deep; raises nothing else.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"an expression of more than {MAX_LENGTH} characters", MAX_LENGTH)
    parser = _Parser(tokens(text))
    node = parser.expression()
    parser.expect(END)
    _check_depth(node)
    return node


def parsed(text: str | None) -> Node | None:
    """Return the tree of ``text``; None for no text, and for one that is no expression."""
    try:
        return parse(text) if text else None
    except ExpressionError:
        return None


def _check_depth(node: Node) -> None:
    level: list[Node] = [node]
    depth = 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise ExpressionError(_TOO_DEEP, 0)
        level = [child for parent in level for child in children(parent)]


def _is_name(token: Token) -> bool:
    return token.text[:1].isidentifier()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._position = 0
        self._nesting = 0

    @property
    def _here(self) -> Token:
        return self._tokens[self._position]

    def _next(self) -> Token:
        token = self._here
        if token.text != END:
            self._position += 1
        return token

    def _take(self, text: str) -> bool:
        if self._here.text != text or text == END:
            return False
        self._position += 1
        return True

    def expect(self, text: str) -> None:
        if self._here.text != text:
            wanted = repr(text) if text else "the end"
            found = repr(self._here.text) if self._here.text else "the end"
            raise ExpressionError(f"expected {wanted}, found {found}", self._here.offset)
        self._next()

    def expression(self) -> Node:
        """Read ``binary [ "?" expression ":" expression ]``."""
        condition = self._binary(1)
        if not self._take("?"):
            return condition
        self._enter()
        yes = self.expression()
        self.expect(":")
        no = self.expression()
        self._nesting -= 1
        return Conditional(condition, yes, no)

    def _enter(self) -> None:
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise ExpressionError(f"nested more than {MAX_NESTING} deep", self._here.offset)

    def _binary(self, lowest: int) -> Node:
        left = self._operand()
        length = 0
        while (level := PRECEDENCE.get(self._here.text, 0)) >= lowest:
            self._enter()
            operator = self._next()
            left = Binary(operator.text, left, self._binary(level + 1))
            self._nesting -= 1
            length += 1
            if length >= MAX_DEPTH:
                raise ExpressionError(_TOO_DEEP, operator.offset)
        return left

    def _operand(self) -> Node:
        self._enter()
        token = self._next()
        if token.constant is not None:
            node: Node = token.constant
        elif token.text and token.text in "-+~!":
            node = Unary(token.text, self._operand())
        elif token.text == "*":
            node = Symbol(self._path(self._identifier()) + POINTED)
        elif token.text == "(":
            node = self._parenthesis()
        elif _is_name(token):
            node = self._name(token)
        else:
            found = repr(token.text) if token.text else "the end"
            raise ExpressionError(f"expected a value, found {found}", token.offset)
        self._nesting -= 1
        return node

    def _parenthesis(self) -> Node:
        """Either ``(type)operand`` or ``(expression)``."""
        words = self._type_words()
        if words is not None:
            return Cast(words, self._operand())
        node = self.expression()
        self.expect(")")
        return node

    def _type_words(self) -> str | None:
        """Consume ``type )`` where what follows is an integer type, and return the type."""
        end = self._position
        while _is_name(self._tokens[end]):
            end += 1
        name = " ".join(token.text for token in self._tokens[self._position : end])
        if self._tokens[end].text != ")" or integer_type(name, long_bits=64) is None:
            return None
        self._position = end + 1
        return name

    def _name(self, token: Token) -> Node:
        if token.text == "sizeof":
            self.expect("(")
            type_name = self._type_name()
            self.expect(")")
            return SizeOf(type_name)
        if token.text == "offsetof":
            self.expect("(")
            type_name = self._type_name()
            self.expect(",")
            member = self._path(self._identifier())
            self.expect(")")
            return OffsetOf(type_name, member)
        if token.text in _TAGS:
            raise ExpressionError(f"a type ({token.text}) is no value", token.offset)
        if self._take("("):
            arguments = self._arguments()
            return Call(_SHORT.get((token.text, len(arguments)), token.text), arguments)
        return Symbol(self._path(token.text))

    def _identifier(self) -> str:
        token = self._next()
        if not _is_name(token):
            raise ExpressionError("expected a name", token.offset)
        return token.text

    def _path(self, start: str) -> str:
        """``a->b.c`` from its first name on."""
        parts = [start]
        while self._here.text in ("->", "."):
            parts.append(self._next().text)
            parts.append(self._identifier())
        return "".join(parts)

    def _type_name(self) -> str:
        """The operand of sizeof: a type, with stars, or the name of a parameter."""
        words = [self._identifier()]
        while _is_name(self._here):
            words.append(self._next().text)
        stars = ""
        while self._take("*"):
            stars += "*"
        name = " ".join(words)
        return f"{name} {stars}" if stars else name

    def _arguments(self) -> tuple[Node, ...]:
        if self._take(")"):
            return ()
        found = [self.expression()]
        while self._take(","):
            found.append(self.expression())
        self.expect(")")
        return tuple(found)

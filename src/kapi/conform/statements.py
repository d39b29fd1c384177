"""The text of steps to statements: C, of which only what needs no types is there.

There are calls, assignments (``=``, ``+=`` and the like, ``n++``), ``if`` with ``else``,
``while``, ``for``, blocks and comments. Every variable is a long; what C has besides is
refused with what to write instead. Reading never takes more than linear time.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Iterable, Iterator

import msgspec

from kapi.errors import KapiError
from kapi.expr.lexer import ExpressionError
from kapi.expr.nodes import Binary, Call, Node, Number, Symbol, names, walk
from kapi.expr.parser import POINTED, parse

_DEEPEST = 20
_LONGEST = 20_000


class StepError(KapiError):
    """Steps that cannot be read, or one that failed: ``statement`` is it, as it was written.

    ``errno`` is the number that the kernel refused it with, or None.
    """

    def __init__(self, reason: str, statement: str = "", errno: int | None = None) -> None:
        super().__init__(f"{statement}: {reason}" if statement else reason)
        self.reason = reason
        self.statement = statement
        self.errno = errno


class Do(msgspec.Struct, frozen=True, tag=True):
    """An expression, and the variable that gets its value, if any; ``text`` as written."""

    target: str
    node: Node
    text: str = ""


class Block(msgspec.Struct, frozen=True, tag=True):
    """Statements under ``if`` or ``while``, and those under ``else``; ``keyword`` is the one."""

    keyword: str
    condition: Node
    body: tuple[Do | Block, ...]
    otherwise: tuple[Do | Block, ...] = ()
    text: str = ""


Statement = Do | Block


@functools.lru_cache(16)
def read_steps(text: str) -> tuple[Statement, ...]:
    """Return the statements of ``text``; raise `StepError` where there are none."""
    if len(text) <= _LONGEST:
        with contextlib.suppress(StepError):  # a statement may have several lines
            return tuple(one for line in text.split("\n") for one in _statements(line))
    return _statements(text)


@functools.lru_cache(2048)
def _statements(text: str) -> tuple[Statement, ...]:
    """The statements of a whole text, or of one line: cases have most of theirs in common."""
    return tuple(one for _, found in _read(text) for one in found)


def split_steps(text: str) -> tuple[str, ...]:
    """Return the text of each statement of ``text``; raise `StepError` as `read_steps` does."""
    return tuple(part for part, _ in _read(text))


@functools.lru_cache(4096)
def expression(text: str) -> Node:
    """Return the expression ``text``, which may call; raise `StepError`."""
    reader = _Reader(text)
    return reader.node(0, len(reader.text))


def call_parts(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the function and the arguments of the call ``text``, as written; raise `StepError`."""
    reader = _Reader(text.strip().removesuffix(";").strip())
    node = reader.node(0, len(reader.text))
    if not isinstance(node, Call) or not reader.mask.endswith(")"):
        raise StepError("no call", text.strip())
    start = reader.mask.index("(") + 1
    return node.function, tuple(reader.listed(start, len(reader.mask) - 1))


def _read(text: str) -> list[tuple[str, tuple[Statement, ...]]]:
    if len(text) > _LONGEST:
        raise StepError(f"steps of more than {_LONGEST} characters")
    return list(_Reader(text).all())


_COMMENT_OR_TEXT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"', re.DOTALL)
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"(if|while|for|else)\b")
_ASSIGNMENT = re.compile(r"\s*([A-Za-z_]\w*)\s*([-+*/%&|^]|<<|>>)?=(?!=)")
_COUNTED = re.compile(r"\s*(?:([A-Za-z_]\w*)\s*(\+\+|--)|(\+\+|--)\s*([A-Za-z_]\w*))\s*$")
_WORDS = re.compile(r"\b(do|switch|goto|return|break|continue|case|default)\b")
_SIGNED = re.compile(
    r"\s*(?:(?:const\s+)?(?:int|long(?:\s+(?:int|long))?|s?size_t|pid_t|off_t|unsigned\s+long)\s+)"
    r"(?=[A-Za-z_]\w*\s*(?:,|=(?!=)|$))"
)
"""Types as wide as a result or wider: to leave them out changes nothing."""
_NAMES = re.compile(r"\s*[A-Za-z_]\w*\s*(?:,\s*[A-Za-z_]\w*\s*)*$")
_DECLARED = re.compile(
    r"\s*((?:const|static|volatile|unsigned|signed|struct|union|char|short|int|long|void"
    r"|u?int\d+_t|s?size_t|pid_t|off_t|[us]\d+)\b[\w\s*]*?)[\s*]\w+\s*(?:\[[^]]*\])?\s*(?:=|$)"
)
_MEMBER = re.compile(r"\w+\s*(?:->|\.)\s*\w+")
_OFFSET = re.compile(r"\boffsetof\s*\([^()]*\)")
_INDEXED = re.compile(r"(\w+)\s*\[")
_SIZES = "there are 8, 16, 32 and 64 bits"


def _advice(text: str, place: int) -> str | None:
    """What to write for C that is not here: at ``place`` of ``text`` the parser stopped."""
    if found := _WORDS.search(text):
        return f"there is no {found[1]}"
    if found := _DECLARED.match(text):
        return f"every variable is a long: leave {found[1].strip()} out"
    if found := _INDEXED.search(text):
        name = found[1]
        return (
            f"memory has no type: for {name}[i] write get32({name} + 4 * i) or"
            f" put32({name} + 4 * i, VALUE); {_SIZES}"
        )
    if text[place : place + 1] == "&":
        return "variables have no address: p = buffer(8) makes memory, put64(p, VALUE) writes it"
    if text[place : place + 1] == "*" or text.lstrip().startswith("*"):
        return f"memory has no type: for *p write get32(p) or put32(p, VALUE); {_SIZES}"
    return None


def _blank(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith('"') else " " * len(found[0])


def _masked(found: re.Match[str]) -> str:
    return f'"{"_" * (len(found[0]) - 2)}"'


_parsed = functools.lru_cache(4096)(parse)
"""Set-ups are many, and most of their statements the same."""


class _Reader:
    """Reads one text; ``mask`` is the same without what stands in quotes."""

    def __init__(self, text: str) -> None:
        self.text = _COMMENT_OR_TEXT.sub(_blank, text)
        self.mask = _COMMENT_OR_TEXT.sub(_masked, self.text)

    def all(self) -> Iterator[tuple[str, tuple[Statement, ...]]]:
        position = self._skip(0)
        while position < len(self.mask):
            if self.mask[position] == "}":
                raise StepError("a brace that was not opened")
            found, end = self._statement(position, 0)
            if found:
                yield self._shown(position, end), found
            position = self._skip(end)

    def _skip(self, position: int) -> int:
        found = _SPACE.match(self.mask, position)
        return found.end() if found else position

    def _shown(self, start: int, end: int) -> str:
        """The text as it was written, on one line."""
        return " ".join(self.text[start:end].split("\n")).strip()

    def _statement(self, position: int, depth: int) -> tuple[tuple[Statement, ...], int]:
        """Read one statement; return what it means and where it ends."""
        if depth > _DEEPEST:
            raise StepError(f"blocks more than {_DEEPEST} deep")
        position = self._skip(position)
        if self.mask.startswith("{", position):
            return self._braces(position, depth)
        word = _WORD.match(self.mask, position)
        if word is None:
            return self._simple(position)
        if word[1] == "else":
            raise StepError("else without if")
        open_ = self._skip(word.end())
        if not self.mask.startswith("(", open_):
            raise StepError(f"{word[1]} needs parentheses", self._shown(position, open_ + 20))
        close = self._closing(open_ + 1)
        head = self._shown(position, close + 1)
        if word[1] == "for":
            return self._for(open_ + 1, close, depth, head)
        condition = self.node(open_ + 1, close)
        body, end = self._statement(close + 1, depth + 1)
        otherwise: tuple[Statement, ...] = ()
        if word[1] == "if":
            otherwise, end = self._else(end, depth)
        return (Block(word[1], condition, body, otherwise, head),), end

    def _else(self, end: int, depth: int) -> tuple[tuple[Statement, ...], int]:
        after = self._skip(end)
        word = _WORD.match(self.mask, after)
        if word is None or word[1] != "else":
            return (), end
        return self._statement(word.end(), depth + 1)

    def _for(
        self, start: int, close: int, depth: int, head: str
    ) -> tuple[tuple[Statement, ...], int]:
        parts = self.mask[start:close].split(";")
        if len(parts) != 3:
            raise StepError("for needs three parts", head)
        first, second = start + len(parts[0]), start + len(parts[0]) + 1 + len(parts[1])
        condition = self.node(first + 1, second) if parts[1].strip() else Number(1)
        body, end = self._statement(close + 1, depth + 1)
        before = self._do(start, first) if parts[0].strip() else ()
        each = self._do(second + 1, close) if parts[2].strip() else ()
        return (*before, Block("while", condition, (*body, *each), (), head)), end

    def _braces(self, position: int, depth: int) -> tuple[tuple[Statement, ...], int]:
        found: list[Statement] = []
        here = self._skip(position + 1)
        while here < len(self.mask) and self.mask[here] != "}":
            more, end = self._statement(here, depth + 1)
            found += more
            here = self._skip(end)
        if here >= len(self.mask):
            raise StepError("a brace is not closed", self._shown(position, position + 40))
        return tuple(found), here + 1

    def _simple(self, position: int) -> tuple[tuple[Statement, ...], int]:
        end = self.mask.find(";", position)
        if end < 0:
            raise StepError("no semicolon at the end", self._shown(position, position + 60))
        if not self.mask[position:end].strip():
            return (), end + 1
        return self._do(position, end), end + 1

    def _do(self, start: int, end: int) -> tuple[Statement, ...]:
        shown = self._shown(start, end)
        if declared := _SIGNED.match(self.mask, start, end):
            start = declared.end()
            if _NAMES.match(self.mask, start, end):
                return ()
        counted = _COUNTED.match(self.mask, start, end)
        if counted:
            name = counted[1] or counted[4]
            sign = (counted[2] or counted[3])[0]
            return (Do(name, Binary(sign, Symbol(name), Number(1)), shown),)
        assigned = _ASSIGNMENT.match(self.mask, start, end)
        if assigned is None:
            return (Do("", self.node(start, end), shown),)
        node = self.node(assigned.end(), end, shown)
        if assigned[2]:
            node = Binary(assigned[2], Symbol(assigned[1]), node)
        return (Do(assigned[1], node, shown),)

    def node(self, start: int, end: int, shown: str = "") -> Node:
        """Read the expression that stands there."""
        shown = shown or self._shown(start, end)
        coded = self.mask[start:end]  # of the same length
        if member := _MEMBER.search(_OFFSET.sub("", coded)):
            raise StepError(
                f"there are no structures: for {member[0]} write get32(ADDRESS + OFFSET) or"
                f" put32(ADDRESS + OFFSET, VALUE); {_SIZES}",
                shown,
            )
        try:
            if found := _WORDS.fullmatch(coded.strip()):
                raise ExpressionError(found[0], 0)
            node = _parsed(self.text[start:end])
            if any(name.endswith(POINTED) for name in names(node)):
                raise ExpressionError("*", coded.index("*"))
            return node
        except ExpressionError as error:
            reason = _advice(coded, error.offset) or str(error)
            raise StepError(reason, shown) from error

    def listed(self, start: int, end: int) -> Iterator[str]:
        """Yield what stands between the commas there, of one level."""
        depth, begin = 0, start
        for at in range(start, end):
            depth += (self.mask[at] == "(") - (self.mask[at] == ")")
            if self.mask[at] == "," and depth == 0:
                yield self._shown(begin, at)
                begin = at + 1
        if self.text[begin:end].strip():
            yield self._shown(begin, end)

    def _closing(self, position: int) -> int:
        depth = 1
        for at in range(position, len(self.mask)):
            depth += (self.mask[at] == "(") - (self.mask[at] == ")")
            if depth == 0:
                return at
        raise StepError("a parenthesis is not closed", self._shown(position, position + 40))


def expressions(statements: Iterable[Statement]) -> Iterator[Node]:
    """Yield every expression of ``statements``."""
    for one in statements:
        if isinstance(one, Block):
            yield one.condition
            yield from expressions(one.body)
            yield from expressions(one.otherwise)
        else:
            yield one.node


@functools.lru_cache(16)
def calls(text: str) -> frozenset[str]:
    """Return the names of all functions that the steps ``text`` call; raise `StepError`."""
    if len(text) <= _LONGEST:
        with contextlib.suppress(StepError):  # a statement may have several lines
            return frozenset().union(*map(_called_in, text.split("\n")))
    return _called_in(text)


@functools.lru_cache(2048)
def _called_in(text: str) -> frozenset[str]:
    """The functions that a whole text calls, or one line, which many cases have."""
    return frozenset(functions(expressions(_statements(text))))


def functions(nodes: Iterable[Node]) -> set[str]:
    """Return the names of all functions that ``nodes`` call."""
    return {one.function for node in nodes for one in walk(node) if isinstance(one, Call)}


def assigned(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield the names of all variables, in the order of their first values."""
    for one in statements:
        if isinstance(one, Block):
            yield from assigned(one.body)
            yield from assigned(one.otherwise)
        elif one.target:
            yield one.target

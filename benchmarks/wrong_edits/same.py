"""Edits that say the same as the right spec: no call can tell them apart, so they are none.

Each rule is an argument about all situations, not about those that calls bring about; what no
rule proves counts as another meaning.

* A member that is looked at needs a pointer: ``p != 0`` adds nothing to ``p->size > 8``, of which
  nothing can be said without memory.
* Two conditions of which neither can hold without the other (`kapi.judge.exclusion` proves that).
* Where checks are made in order, a condition decides only where none of those before it holds: two
  that differ nowhere else are the same.
* A walk with AT_SYMLINK_NOFOLLOW ends otherwise than one without it only where the last name is a
  link, which then exists for the first. So two that differ in this flag are the same where a check
  before them refuses what exists.
* Where no order is promised, it is the conditions of an errno together that say when it comes. So
  two are the same where each call that meets one of them alone meets another with that errno.
* Beside ``string_length(path) == 0`` AT_SYMLINK_NOFOLLOW says nothing of that path, which has no
  last name; beside ``string_length(path) != 0`` AT_EMPTY_PATH says nothing.
"""

from __future__ import annotations

import contextlib
import mmap
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from kapi.expr.environment import Environment
from kapi.expr.nodes import (
    Binary,
    Call,
    Conditional,
    Node,
    Number,
    Symbol,
    Unary,
    children,
    names,
    rebuilt,
)
from kapi.expr.parser import ExpressionError, parse
from kapi.judge.exclusion import exclude
from kapi.judge.parts import parts
from kapi.model.elements import ErrorCondition
from kapi.model.spec import Spec
from kapi.vocab.architectures import ARCHITECTURES, this_machine
from kapi.vocab.words import ErrorOrder

from .edit import Edit
from .walks import without

__all__ = ["is_the_same", "says_the_same"]

_CONSTANTS = Environment(
    architecture=this_machine() or ARCHITECTURES["x86_64"], page_size=mmap.PAGESIZE
)
_NOFOLLOW = Symbol("AT_SYMLINK_NOFOLLOW")


def is_the_same(edit: Edit, spec: Spec) -> bool:
    """Return whether ``edit`` of ``spec`` changes an expression to one that says the same."""
    right, wrong = edit.right, edit.wrong
    texts = [(getattr(one, "when", None), getattr(one, "after", None)) for one in (right, wrong)]
    before = _checked_before(spec, right) if isinstance(right, ErrorCondition) else []
    try:
        pairs = [(parse(a), parse(b)) for a, b in zip(*texts, strict=True) if a and b and a != b]
    except ExpressionError:
        return False
    rest = [msgspec.structs.replace(one, when=None) for one in (right, wrong) if pairs]
    if not pairs or rest[0] != rest[1]:
        return False
    return says_the_same(*pairs[0], before) or _is_said_by_others(*pairs[0], right, spec)


def _is_said_by_others(right: Node, wrong: Node, claim: object, spec: Spec) -> bool:
    """Whether other errors have the errno wherever one of two conditions of it holds alone."""
    if not isinstance(claim, ErrorCondition) or spec.error_order is ErrorOrder.CHECKED:
        return False
    under = [one.errors for one in spec.variants if any(error is claim for error in one.errors)]
    alike = _read(
        one
        for errors in (spec.errors, *under)
        for one in errors
        if one is not claim and one.errno == claim.errno
    )
    alone = (Binary("&&", wrong, _not(right)), Binary("&&", right, _not(wrong)))
    never = Number(0) in parts(wrong) or _is_met(wrong, [])
    return not never and all(_is_met(one, alike) for one in alone)


def _is_met(node: Node, others: Sequence[Node]) -> bool:
    """Whether one of ``others`` holds wherever ``node`` does."""
    none = Number(1)
    for one in others:
        none = Binary("&&", none, _not(one))
    return exclude(node, none, _CONSTANTS)


def _checked_before(spec: Spec, error: ErrorCondition) -> list[Node]:
    """The conditions that are promised to be checked before that of ``error``."""
    if spec.error_order is not ErrorOrder.CHECKED or error.order is ErrorOrder.ANY:
        return []
    place = next((n for n, one in enumerate(spec.errors) if one is error), 0)
    return _read([one for one in spec.errors[:place] if one.order is not ErrorOrder.ANY])


def _read(errors: Iterable[ErrorCondition]) -> list[Node]:
    """The conditions of those that have an expression and hold on every machine."""
    found = []
    for one in errors:
        if one.when and not (one.needs or one.unless):
            with contextlib.suppress(ExpressionError):
                found.append(parse(one.when))
    return found


def says_the_same(right: Node, wrong: Node, before: Sequence[Node] = ()) -> bool:
    """Return whether no call can tell ``wrong`` from ``right`` after the checks ``before``."""
    right, wrong = _of_a_length(_plain(right)), _of_a_length(_plain(wrong))
    if right == wrong:
        return True
    either = [(right, wrong), (wrong, right)]
    if all(_never(Binary("&&", one, _not(other)), before) for one, other in either):
        return True
    return any(_is_hidden(*walks, before) for walks in _differing_walks(right, wrong))


def _never(node: Node, before: Sequence[Node]) -> bool:
    """Whether ``node`` never holds where none of ``before`` does."""
    known = set(parts(node))
    near = (one for one in before if known & set(parts(one)))
    return any(exclude(node, _not(one), _CONSTANTS) for one in (Number(0), *near))


def _differing_walks(right: Node, wrong: Node) -> Iterator[tuple[Call, Call]]:
    """The one place in which both differ, where that is the flags of a walk."""
    match right, wrong:
        case Call("walk_at", (fd, path, _)), Call("walk_at", (fd2, path2, _)) if (fd, path) == (
            fd2,
            path2,
        ):
            yield right, wrong  # type: ignore[misc]
            return
    pairs = list(zip(children(right), children(wrong), strict=False))
    alike = type(right) is type(wrong) and len(pairs) == len(children(right))
    differ = [(one, other) for one, other in pairs if one != other]
    if alike and len(differ) == 1 and _with(right, *differ[0]) == wrong:
        yield from _differing_walks(*differ[0])


def _with(node: Node, old: Node, new: Node) -> Node:
    return rebuilt(node, lambda child: new if child == old else child)


def _is_hidden(right: Call, wrong: Call, before: Sequence[Node]) -> bool:
    """Whether a check ``before`` refuses all that exists where the flags differ."""
    one, other = _when_nofollow(right), _when_nofollow(wrong)
    if one is None or other is None:
        return False
    exists = Call("exists_at", (*right.arguments[:2], _NOFOLLOW))
    return all(
        _never(Binary("&&", Binary("&&", here, _not(there)), exists), before)
        for here, there in ((one, other), (other, one))
    )


def _when_nofollow(walk: Call) -> Node | None:
    match walk.arguments[2]:
        case Conditional(condition, yes, no) if (yes, no) == (_NOFOLLOW, Number(0)):
            return condition
    return None


def _not(node: Node) -> Node:
    return Unary("!", node)


def _plain(node: Node) -> Node:
    """``node`` without ``p != 0`` where the rest of it looks at a member of ``p``."""
    match node:
        case Binary("&&", left, right):
            if _is_implied(left, right):
                return _plain(right)
            if _is_implied(right, left):
                return _plain(left)
    return rebuilt(node, _plain)


def _of_a_length(node: Node) -> Node:
    """``node`` without flags of walks that mean nothing for a path that is, or is not, empty."""
    match node:
        case Binary("&&", Binary(("==" | "!=") as operator, length, Number(0)) as left, right):
            match length:
                case Call("string_length", (path,)):
                    idle = "AT_SYMLINK_NOFOLLOW" if operator == "==" else "AT_EMPTY_PATH"
                    return Binary("&&", left, _idle_without(right, path, idle))
    return rebuilt(node, _of_a_length)


def _idle_without(node: Node, path: Node, flag: str) -> Node:
    match node:
        case Call(function, (start, there, flags)) if there == path and function.endswith("_at"):
            return Call(function, (start, there, without(flags, flag)))
    return rebuilt(node, lambda one: _idle_without(one, path, flag))


def _is_implied(part: Node, rest: Node) -> bool:
    match part:
        case Binary("!=", Symbol(name), Number(0)):
            return _needs(rest, f"{name}->")
    return False


def _needs(node: Node, member: str) -> bool:
    match node:
        case Binary("&&", left, right):
            return _needs(left, member) or _needs(right, member)
        case Binary("||", left, right):
            return _needs(left, member) and _needs(right, member)
        case Unary("!", operand):
            return _needs(operand, member)
    return any(name.startswith(member) for name in names(node))

"""What conditions need a descriptor to be, beside what is measured of one of each kind."""

from __future__ import annotations

from collections.abc import Iterator

from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Binary, Call, Node, Number, Symbol
from kapi.expr.tables.descriptor_predicates import DESCRIPTORS, FILES
from kapi.expr.values import Value
from kapi.judge.descriptor_facts import CLOSED, PATH_ONLY, ZERO_WHERE_CLOSED, needs_of
from kapi.situation.process import Process
from tests.situation.kinds import answer, made
from tests.situation.standing import standing

FD = Symbol("fd")
ASKED = [one.name for one in DESCRIPTORS if [name for _, name in one.parameters] == ["fd"]]
NOT_OPEN = 900
ERRNOS = {22: "EINVAL", 5: "EIO"}


def parts(name: str, worth: int) -> Iterator[tuple[Node, bool]]:
    """What is true of a predicate whose answer is ``worth``."""
    call = Call(name, (FD,))
    yield call, bool(worth)
    yield Binary("<", call, Number(100)), worth < 100
    yield Binary("==", call, Number(7)), worth == 7
    yield Binary("==", call, Number(0)), worth == 0
    yield Binary(">", call, Number(0)), worth > 0
    if name == "kind":
        yield from (
            (Binary("==", call, Symbol(one)), one in FILES[worth - 1 : worth]) for one in FILES
        )
    if name == "unknown_command" and worth in ERRNOS:
        yield Binary("==", call, Symbol(ERRNOS[worth])), True


def number_of(node: Node) -> int | None:
    found = evaluate(node, Environment())
    return found.number if isinstance(found, Value) else None


def is_of(process: Process, fd: int) -> str:
    if not answer(process, "is_open", fd):
        return CLOSED
    kind = answer(process, "kind", fd)
    return f"{PATH_ONLY} {kind}" if answer(process, "path_only", fd) else kind


def test_what_is_asked_of_a_number_that_is_not_open_is_0() -> None:
    with standing(made) as (process, _):
        found = {name: answer(process, name, NOT_OPEN) for name in ZERO_WHERE_CLOSED & {*ASKED}}
    assert len(found) > 20
    assert set(found.values()) == {0}, found


def test_what_is_measured_is_never_excluded() -> None:
    with standing(made) as (process, kinds):
        looked_at = 0
        for fd in (*kinds.values(), NOT_OPEN):
            for name in ASKED:
                worth = answer(process, name, fd)
                if worth is None:
                    continue
                number = FILES.index(worth) + 1 if worth in FILES else int(worth)
                for part, holds in parts(name, number):
                    for about, needed in needs_of(part, holds, number_of):
                        assert about == FD
                        assert is_of(process, fd) in needed, (part, holds, is_of(process, fd))
                        looked_at += 1
    assert looked_at > 1000

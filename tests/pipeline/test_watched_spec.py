"""What the kernel-side judge is told of a spec; each case is a spec of one call."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi.expr.nodes import Node
from kapi.expr.parser import parse
from kapi.observe.watched import Rule, Watched, outline
from kapi.pipeline import Options, load_specs
from kapi.pipeline.watched_spec import watched
from kapi.vocab.architectures import ARCHITECTURES

X86 = ARCHITECTURES["x86_64"]


def told(room: Path, *rows: str, name: str = "close") -> Watched:
    text = "".join(f" * {row}\n" for row in rows)
    file = room / "spec.c"
    head = f"/**\n * sys_{name} - do\n * contexts: process\n * param: fd\n *   type: fd, input\n"
    file.write_text(f"{head}{text} */\nSYSCALL_DEFINE1({name}, unsigned int, fd)\n")
    (spec,) = load_specs([str(file)], Options()).specs
    found = watched(name, spec, X86)
    assert found is not None
    return found


def returns(check: str, *more: str) -> tuple[str, ...]:
    return ("return:", "  type: int", f"  check-type: {check}", *(f"  {one}" for one in more))


def test_a_call_that_the_machine_has_not() -> None:
    assert outline("nonsense", X86) is None
    close = outline("close", X86)
    assert close is not None
    assert (close.number, close.saved) == (3, False)


def both(low: Node | None, high: Node | None) -> Rule:
    return Rule(low=low, high=high)


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ((), None),
        (returns("fd"), Rule()),
        (returns("error_check"), Rule()),
        (returns("no_return"), Rule(never=True)),
        (returns("exact", "success: 0"), both(parse("0"), parse("0"))),
        (returns("range", "success-range: 1, fd"), both(parse("1"), parse("fd"))),
        (returns("range", "success: >= 1"), both(parse("1"), None)),
        (returns("range", "success: <= 9"), both(None, parse("9"))),
        (returns("range", "success-range: 1, (("), None),
        (returns("custom"), None),
    ],
)
def test_what_may_be_returned(rows: tuple[str, ...], rule: Rule | None, tmp_path: Path) -> None:
    assert told(tmp_path, *rows).rule == rule


def test_conditions_with_their_errnos_and_titles(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        "error: EBADF, no such file",
        "  x-when: fd > 9",
        "error: EINTR, later",
        "signal: ANY",
        "  errno: EIO",
        "x-errors: closed",
    )
    first = found.checks[0]
    assert (first.node, first.errnos, first.title) == (parse("fd > 9"), (9,), "EBADF: no such file")
    assert (first.decides, first.placed, first.twin) == (True, False, None)
    assert found.listed == (4, 5, 9)
    assert found.signal_errnos == (5,)
    assert found.closed
    assert [name for name, _ in found.parameters] == ["fd"]


def test_limits_are_checks_of_a_parameter(tmp_path: Path) -> None:
    limits = ("param: fd", "  constraint-type: range(0, 9)", "  x-violation: reject(EINVAL)")
    (check,) = told(tmp_path, *limits).checks
    assert (check.errnos, check.title) == ((22,), "EINVAL: limits of fd")


def test_commands_have_conditions_of_their_own(tmp_path: Path) -> None:
    found = told(
        tmp_path, "error: EBADF, all", "  x-when: fd > 9", "variant: fd == 1",
        "  error: EPERM, one", "    x-when: fd < 2", "x-errors: open",
    )  # fmt: skip
    ((given, under),) = found.variants
    assert given == parse("fd == 1")
    assert {one.title for one in under.checks} >= {"EPERM: one"}
    assert "EPERM: one" not in {one.title for one in found.checks}
    assert not found.closed

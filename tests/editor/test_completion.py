"""What may be written next; numbers as the running system has them."""

from __future__ import annotations

import errno
import signal

import pytest

from kapi.editor.completion import complete
from kapi.model.elements import Param
from kapi.model.spec import Origin, Spec
from kapi.vocab.words import ApiKind

LINES = """\
/**
 * sys_ring - turn
 *
 * error: EBA
 * signal: SIGBU
 * param: fl
 *   type: ui
 *   x-viol
 * lock: l
 *   acquired: y
 * return:
 *   check-type: ex
 */
int EBA;
""".splitlines()
SPEC = Spec(
    name="sys_ring",
    kind=ApiKind.SYSCALL,
    params=(Param(name="flags"),),
    origin=Origin(line=1, end_line=13),
)


@pytest.mark.parametrize(
    ("line", "word", "detail"),
    [
        (3, "EBADF", str(errno.EBADF)),
        (4, "SIGBUS", str(int(signal.SIGBUS))),
        (5, "flags", "parameter"),
        (6, "uint", "type"),
        (7, "x-violation:", "outside"),
        (9, "yes", "acquired"),
        (11, "exact", "check"),
    ],
)
def test_what_stands_at_the_end_of_a_line(line: int, word: str, detail: str) -> None:
    row = LINES[line]
    choices, start = complete([SPEC], LINES, line, len(row))
    assert (word, detail) in [(one.text, one.detail) for one in choices]
    begun = row[start:].lower()
    assert row.lower().endswith(begun)
    assert all(one.text.lower().startswith(begun) for one in choices)


def test_nothing_is_offered_in_code() -> None:
    assert complete([SPEC], LINES, 13, 7) == ([], 7)

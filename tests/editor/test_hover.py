"""What a word means; numbers and meanings as the running system has them."""

from __future__ import annotations

import errno
import os
import signal

import pytest

from kapi.editor.hover import hover
from kapi.model.elements import ErrorCondition, Expression, Limits, Param
from kapi.model.spec import Origin, Spec
from kapi.vocab.words import ApiKind

LINES = """\
/**
 * sys_ring - turn
 *
 * param: flags
 *   type: uint
 * error: EBADF, closed
 * capability: CAP_SYS_ADMIN
 * signal: SIGBUS
 *   desc: O_CLOEXEC and is_open, plain
 */
int EBADF;
""".splitlines()
SPEC = Spec(
    name="sys_ring",
    kind=ApiKind.SYSCALL,
    params=(
        Param(name="flags", type_name="unsigned int", limits=Limits(mask=Expression("O_CLOEXEC"))),
    ),
    errors=(ErrorCondition(errno="EBADF", summary="closed", when=Expression("!is_open(fd)")),),
    origin=Origin(line=1, end_line=10),
)


@pytest.mark.parametrize(
    ("line", "word", "said"),
    [
        (3, "flags", "**flags**: `unsigned int`\n\nvalid: `O_CLOEXEC`"),
        (5, "EBADF", f"**EBADF** ({errno.EBADF}): {os.strerror(errno.EBADF)}"),
        (5, "EBADF", "* closed: `!is_open(fd)`"),
        (6, "CAP_SYS_ADMIN", "capability 21"),
        (7, "SIGBUS", f"signal {int(signal.SIGBUS)}"),
        (8, "O_CLOEXEC", f"= {os.O_CLOEXEC} ({os.O_CLOEXEC:#x})"),
        (8, "O_CLOEXEC", "closed when a program is executed"),
        (8, "is_open", "**is_open(fd)**"),
        (4, "type", "`uint`"),
        (3, "param", "**param:** may have `type:`"),
    ],
)
def test_what_a_word_means(line: int, word: str, said: str) -> None:
    assert said in hover([SPEC], LINES, line, LINES[line].index(word) + 1)


def test_nothing_is_said_of_plain_words_and_of_code() -> None:
    assert hover([SPEC], LINES, 8, LINES[8].index("plain")) == ""
    assert hover([SPEC], LINES, 10, 5) == ""

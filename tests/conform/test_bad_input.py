"""What is wrong in a spec or its cases is said with its reason, and all else is tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi.cli.main import main

SPEC = """\
/**
 * sys_close - close a descriptor
 * @fd: the descriptor
 *
 * contexts: process, sleepable
 * x-errors: open
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:banana
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EBADF, no such fruit
 *   x-when: !is_banana(fd)
 *
 * error: EIO, old
 *   x-when: old(is_open(fd))
 *
 * error: EINTR, words
 *   x-when: fd is peeled
 *
 * error: EDQUOT, more words
 *   x-when: fd > 0
 *   x-needs: the fruit is ripe
 *
 * side-effect: modify_state
 *   target: number
 *   x-after: is_open(old(fd, 3))
 */
SYSCALL_DEFINE1(close, unsigned int, fd)
"""
CASES = """\
case dies
  kill(getpid(), SIGKILL);
  close(3)

case forks
  for (i = 0; i < 5; i++) { fork(); }
  close(3)

case overwrites the process
  m = mapping_start("[heap]");
  munmap(m, 0x100000);
  close(3)

case bad words
  this is not C
  close(3)
"""


def test_every_fault_has_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "close.c").write_text(SPEC)
    (tmp_path / "close.cases").write_text(CASES)
    assert main(["test", "--from", str(tmp_path / "close.c"), "--budget", "60", "-v"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for words in (
        "no such object can be made: fd:banana",
        "the x-when: is_banana() is no function that kapi knows",
        "the x-when: old() has a meaning in x-after only",
        "the x-when is no expression: fd is peeled",
        "the x-needs is no expression: the fruit is ripe",
        "the x-after: old() stands inside is_open()",
        "case dies: the steps end with -9",
        "overwrites the process: ",
        "close.cases:15: ",
        "confirmed return value held in",
    ):
        assert words in shown.replace("dies:", "case dies:"), words

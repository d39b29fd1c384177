"""What twins claim: the pairs of the table, and what counts as said."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi.lint.rules.sets.twins_disagree import check_set
from kapi.sources.load import load

LOCK = """/**
 * sys_mlock - lock memory
 * contexts: process
 * x-order: checked
{errors} */
SYSCALL_DEFINE2(mlock, unsigned long, start, size_t, len)
"""
LOCK2 = """/**
 * sys_mlock2 - lock memory
 * contexts: process
 * x-order: checked
{errors} */
SYSCALL_DEFINE3(mlock2, unsigned long, start, size_t, len, int, flags)
"""
EPERM = " * error: EPERM, none allowed\n *   x-when: RLIMIT_MEMLOCK == 0\n"
ENOMEM = " * error: ENOMEM, hole\n *   x-when: !mapped(start, len)\n"
FLAG = " * error: EINVAL, flag\n *   x-when: flags != 0\n"
MAY = " * capability: CAP_IPC_LOCK\n *   allows: any amount\n"
PATH = " * param: start\n *   type: path, input\n"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (EPERM + ENOMEM, FLAG + EPERM + ENOMEM, []),
        (EPERM + ENOMEM, FLAG + ENOMEM + EPERM, ["stands at another place"]),
        (EPERM, ENOMEM, ["mlock2 has no EPERM", "mlock has no ENOMEM"]),
        (EPERM, EPERM.replace("== 0", "< 1"), ["has another condition"]),
        (EPERM, EPERM + ENOMEM + " *   desc: As mlock has none.\n", []),
        (EPERM, EPERM + ENOMEM + " * notes: mlock gives no ENOMEM.\n", []),
        (EPERM, EPERM + ENOMEM + " * notes: munlock gives no ENOMEM.\n", ["mlock has no ENOMEM"]),
        (EPERM, EPERM.replace("== 0", "== 0 && !flags"), []),
        (EPERM + MAY, EPERM, ["mlock2 has no CAP_IPC_LOCK"]),
        (EPERM, EPERM + MAY + " *   x-when: flags == 0\n", []),
        (EPERM, EPERM + MAY + " *   desc: Of mlock nobody asks.\n", []),
        (EPERM, EPERM + MAY + " * notes: mlock has no CAP_IPC_LOCK.\n", []),
        (EPERM, PATH + EPERM + MAY, []),
    ],
)
def test_twins(tmp_path: Path, first: str, second: str, said: list[str]) -> None:
    path = tmp_path / "specs.c"
    path.write_text(LOCK.format(errors=first) + "\n" + LOCK2.format(errors=second))
    found = [one.message for one in check_set(load([str(path)]).specs)]
    assert len(found) == len(said), found
    assert all(part in message for part, message in zip(said, found, strict=True)), found

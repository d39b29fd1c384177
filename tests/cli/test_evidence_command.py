"""``kapi evidence`` as a command: what --strict says of a ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kapi.evidence.claims_table import Row, write_text
from kapi.evidence.ledger import Record
from kapi.target import Target
from kapi.written import Look
from tests.cli.conftest import Call

SPEC = """\
/**
 * sys_close - close
 * @fd: what
 *
 * contexts: process
 *
 * error: EBADF, not open
 *   x-when: !is_open(fd)
 */
SYSCALL_DEFINE1(close, unsigned int, fd)
"""


@pytest.mark.parametrize(
    ("verdict", "usual", "strict"),
    [("confirmed", 0, 0), ("plausible", 0, 5), ("not_testable", 0, 5), ("refuted", 1, 1)],
)
def test_strict_wants_every_claim_decided(
    call: Call, tmp_path: Path, verdict: str, usual: int, strict: int
) -> None:
    source, ledger = tmp_path / "close.c", tmp_path / "ledger.jsonl"
    source.write_text(SPEC)
    claims = call("test", "--list", "--from", str(source)).out.splitlines()
    target = {"implementation": "Linux", "version": "6.1", "architecture": "x86_64"}
    usually = {"method": "kernel", "verdict": "confirmed", "rule": 2, "target": target}
    records = [{**usually, "claim": one, "time": "2026"} for one in claims]
    records[-1]["verdict"] = verdict
    ledger.write_text("".join(json.dumps(one) + "\n" for one in records))
    arguments = ["evidence", "close", "--from", str(source), "--no-run", "--ledger", str(ledger)]
    assert call(*arguments).code == usual
    result = call(*arguments, "--strict")
    assert result.code == strict
    assert (f"1 of {len(claims)} claims are not decided" in result.err) == (strict == 5)


def test_the_table_fits_a_terminal_and_a_pipe_gets_all() -> None:
    target = Target(implementation="Linux", version="6.1", architecture="x86_64")
    record = Record(
        claim="c", method="kernel", verdict="confirmed", time="2026", rule=2, target=target
    )
    row = Row(api="sys_a", claim="c", what="error EINVAL, " + "x" * 40, cells={"kernel": record})
    narrow = write_text([row, row], Look(width=50)).text.splitlines()
    assert narrow[0] == "sys_a" + " " * 36 + "kernel"
    assert narrow[1] == "  error EINVAL, " + "x" * 22 + "…  confirmed"
    whole = write_text([row], Look(width=None)).text.splitlines()
    assert whole[0].split() == ["sys_a", "kernel", "code", "man", "trace"]
    assert "…" not in whole[1]


def test_the_command_gives_a_pipe_more_than_a_terminal(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    summary = " ".join(["closed"] * 30)
    path.write_text(
        "/**\n * sys_close - close\n * contexts: process\n * param: fd\n *   type: fd, input\n"
        f" * error: EBADF, {summary}\n */\nSYSCALL_DEFINE1(close, unsigned int, fd)\n"
    )
    table = call("evidence", "close", "--from", str(path), "--no-run").out
    assert max(map(len, table.splitlines())) > Look().width  # type: ignore[operator]

"""Whatever the bytes: `read_text` returns, and says where what it found stands."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapi.sources.one_text import read_text
from tests.shared import SHARED
from tests.sources.examples import AFTER, diff, mail

OWN = [AFTER.encode(), diff().encode(), mail().encode()]
REAL = (
    [p.read_bytes() for p in sorted(SHARED.rglob("*.eml")) if p.stat().st_size < 30_000]
    + [p.read_bytes() for p in sorted((SHARED / "seeds").iterdir())]
    if SHARED
    else []
)
NAMES = st.sampled_from(["", "a.c", "a.json", "a.patch", "a.eml", "a.txt"])
LINES = [
    *(b"--- a/x.c", b"+++ b/x.c", b"@@ -1,5 +1,9 @@", b"@@ -1 +0,999999 @@", b"+/**", b"+ */"),
    *(b"> +/**", b"> > x", b"-- ", b"", b"From: a@b", b"Subject: x", b"Date: y", b"+ * contexts:"),
    *(b"From a@b Mon Jan  1 00:00:00 2024", b"Content-Transfer-Encoding: base64", b"+KAPI_X(0,"),
    *(b"Content-Type: multipart/mixed; boundary=x", b"--x", b"--x--", b"DEFINE_KERNEL_API_SPEC(a)"),
    *(b"KAPI_END_SPEC;", b"/**", b" * a - b", b" * error: E, x", b"+SYSCALL_DEFINE1(a, int, b)"),
    *(b'{"schema": "kapi-specs/1"', b"\0", b"\xff\xfe", b"<html>", b'\t"', b"(" * 50),
]


def check(data: bytes, name: str) -> None:
    rows = data.count(b"\n") + data.count(b"\r") + 1
    content = read_text(name or "-", data, name)
    for finding in content.reading.findings:
        assert 0 <= finding.span.line <= rows
        assert finding.message
    for spec in content.reading.specs:
        assert 1 <= spec.origin.line <= spec.origin.end_line <= rows


@settings(deadline=None)
@given(st.binary(max_size=500), NAMES)
def test_bytes(data: bytes, name: str) -> None:
    read_text(name or "-", data, name)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=30), NAMES)
def test_lines_of_all_forms(lines: list[bytes], name: str) -> None:
    read_text(name or "-", b"\n".join(lines), name)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(OWN + REAL), st.randoms(use_true_random=False), NAMES)
def test_damaged_mails(data: bytes, chance: random.Random, name: str) -> None:
    """Lines lost, doubled, exchanged, cut and spoilt."""
    rows = data.split(b"\n")
    for _ in range(chance.randrange(1, 12)):
        at, other = chance.randrange(len(rows)), chance.randrange(len(rows))
        match chance.randrange(6):
            case 0:
                del rows[at : at + chance.randrange(1, 5)]
                rows = rows or [b""]
            case 1:
                rows.insert(other, rows[at])
            case 2:
                rows[at], rows[other] = rows[other], rows[at]
            case 3:
                rows[at] = rows[at][: chance.randrange(len(rows[at]) + 1)]
            case 4:
                rows[at] = chance.choice(LINES)
            case 5:
                rows = rows[: max(1, at)]
    damaged = b"\n".join(rows)
    if b"schema" not in damaged:
        check(damaged, name)

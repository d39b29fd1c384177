"""Files with recorded calls: what is no text, and marks before it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kapi.errors import InputError
from kapi.observe.replay import Replay
from kapi.vocab.architectures import ARCHITECTURES

X86_64 = ARCHITECTURES["x86_64"]
LOG = "7 close(3) = 0\n"


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (gzip.compress(LOG.encode(), mtime=0), "zcat"),
        (LOG.encode("utf-16"), "iconv -f utf16"),
        (b"PERFILE2\x68\0\0\0", "perf script"),
        (b"\x17\x08Dtracing6\0", "trace-cmd report"),
        (b"\x28\xb5\x2f\xfd\x04", "zstdcat"),
        (b"         ? (         ): ls/7  ... [continued]: execve()) = 0\n", "perf trace record"),
        (b"     0.025 ( 0.002 ms): ls/7 close(fd: 4)  = 0\n", "perf trace record"),
    ],
)
def test_what_makes_text_of_it_is_said(content: bytes, hint: str, tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(content)
    with pytest.raises(InputError, match=hint):
        list(Replay([str(tmp_path / "log")], ["close"], X86_64))


def test_a_mark_before_text_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"\xef\xbb\xbf" + LOG.encode())
    replay = Replay([str(tmp_path / "log")], ["close"], X86_64)
    assert [one.tid for one in replay] == [7]
    assert not replay.losses

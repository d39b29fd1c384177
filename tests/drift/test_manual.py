"""The ERRORS section as kapi reads it, against man's own rendering of the page."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from kapi.drift.manual import DIRECTORY, listed_errnos
from kapi.vocab.errno import is_errno
from tests.needs import give_up, needs


@pytest.mark.parametrize("call", ["mlock", "munlockall", "execve", "close", "openat", "epoll_ctl"])
def test_errnos_are_those_of_the_rendered_page(call: str) -> None:
    if not (DIRECTORY / f"{call}.2.gz").exists():
        give_up("manpages-dev is not installed")
    groff = needs("nroff")
    script = f"zcat {DIRECTORY}/{call}.2.gz | {groff} -man -Tascii -rLL=200n"
    page = subprocess.run(
        ["sh", "-c", script], cwd="/usr/share/man", capture_output=True, text=True
    )
    shown = re.sub("\x1b\\[[0-9;]*m|.\x08", "", page.stdout)
    section = re.search(r"(?ms)^ERRORS\n(.*?)^[A-Z]{4,}", shown)
    if not section:
        pytest.skip("this roff does not render a linked page")
    heads = re.findall(r"(?m)^ {7}(E[A-Z0-9]+(?:, E[A-Z0-9]+)*)\b", section[1])
    wanted = {one for head in heads for one in head.split(", ") if is_errno(one)}
    assert listed_errnos(call) == wanted


def test_no_page_is_not_an_empty_page(tmp_path: Path) -> None:
    assert listed_errnos("mlock", tmp_path) is None
    (tmp_path / "mlock.2.gz").write_bytes(b"\x1f\x8bjunk")
    assert listed_errnos("mlock", tmp_path) is None
    (tmp_path / "mlock.2").write_bytes(b'.SH ERRORS\n.TP\n.BR ENOMEM ," EPERM"\n\xff\n.SH NOTES\n')
    assert listed_errnos("mlock", tmp_path) == {"ENOMEM", "EPERM"}

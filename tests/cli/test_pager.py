"""The pager, on a real terminal: who gets one, what it shows, how it ends."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from pathlib import Path

import pytest

from kapi.cli.pager import pager
from tests.cli.conftest import KAPI

HERE = {"PATH": os.environ["PATH"]}


@pytest.mark.parametrize(
    ("variables", "command"),
    [
        ({"PAGER": "sh -c x"}, ["-c", "x"]),
        ({"PAGER": "no-such-pager", "KAPI_PAGER": "sh"}, []),
        ({"PAGER": "cat"}, None),
        ({"KAPI_PAGER": "", "PAGER": "sh"}, None),
        ({"PAGER": "no-such-pager"}, None),
        ({"PAGER": "'"}, None),
        ({"PAGER": "sh", "TERM": "dumb"}, None),
    ],
)
def test_which_pager(variables: dict[str, str], command: list[str] | None) -> None:
    found = pager({**HERE, **variables}, is_terminal=True)
    assert (found[1:] if found else None) == command
    assert not found or Path(found[0]).name == "sh"
    assert pager({**HERE, **variables}, is_terminal=False) == []


def on_terminal(*arguments: str, **environment: str) -> tuple[int, str]:
    """Run kapi with a terminal as standard output; return its exit code and what that showed."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*KAPI, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env={**os.environ, "TERM": "xterm", **environment},
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # a terminal that nobody holds any more
        pass
    os.close(ours)
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    return process.wait(), shown.decode().replace("\r\n", "\n")


def test_a_terminal_gets_the_text_through_the_pager(specs_file: str) -> None:
    arguments = ("show", "mlock", specs_file)
    code, paged = on_terminal(*arguments, PAGER="sed s/lock/LOCK/")
    assert code == 0
    assert "sys_mLOCK" in paged
    assert "\x1b[" in paged  # colours, as on a terminal
    code, plain = on_terminal(*arguments, "--no-pager", PAGER="sed s/lock/LOCK/")
    assert (code, "sys_mLOCK" in plain) == (0, False)
    assert plain.replace("lock", "LOCK", 1).startswith(paged[:10])
    assert on_terminal(*arguments, PAGER="no-such-pager")[1] == plain
    shows_less = "sh -c 'cat > /dev/null; echo [$LESS]'"
    assert on_terminal(*arguments, PAGER=shows_less, LESS="")[1].split() == ["[]"]


def test_a_pager_that_stops_reading_is_no_error(specs_file: str) -> None:
    assert on_terminal("show", "mlock", specs_file, PAGER="true") == (0, "")


def test_a_pipe_gets_no_pager(specs_file: str) -> None:
    done = subprocess.run(
        [*KAPI, "show", "mlock", specs_file],
        capture_output=True,
        env={**os.environ, "PAGER": "sed s/lock/LOCK/"},
        check=True,
    )
    assert b"sys_mlock" in done.stdout
    assert done.stderr == b""


def test_nobody_reads_the_pipe(specs_file: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*KAPI, "show", "mlock", specs_file], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, b"")

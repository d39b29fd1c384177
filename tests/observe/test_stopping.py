"""A program that is stopped at each call that fails, and runs on as it would alone."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kapi.errors import InputError
from kapi.observe.stopping import Stopping
from kapi.vocab.architectures import ARCHITECTURES

X86_64 = ARCHITECTURES["x86_64"]
WATCHED = """
import sys
from kapi.observe.stopping import Stopping
from kapi.vocab.architectures import ARCHITECTURES
run = Stopping(sys.argv[1:], {"close", "openat", "execve"}, ARCHITECTURES["x86_64"])
for one in run:
    with open(f"/proc/{one.tid}/status") as file:
        assert "State:\\tt (tracing stop)" in file.read()
    print(one.syscall, one.arguments[0], one.result, file=sys.stderr)
sys.exit(128 - run.status if run.status < 0 else run.status)
"""


def watched(*program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WATCHED, *program]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("script", "code", "out"),
    [
        ("echo x; exit 7", 7, "x\n"),
        ("kill -TERM $$", 143, ""),
        ("trap 'echo caught' USR1; kill -USR1 $$; echo on", 0, "caught\non\n"),
        ("(echo a; exit 3); echo $?; cat /nonexistent 2>&1 | wc -l", 0, "a\n3\n1\n"),
        ("sleep 0.2 & kill -STOP $!; kill -CONT $!; wait $!; echo $?", 0, "0\n"),
        ("exec /bin/echo there", 0, "there\n"),
    ],
)
def test_the_program_runs_as_it_would(script: str, code: int, out: str) -> None:
    done = watched("sh", "-c", script)
    assert (done.returncode, done.stdout) == (code, out), done.stderr


def test_calls_of_threads_children_and_other_programs() -> None:
    program = (
        "import os, sys, threading\n"
        "def bad(n):\n"
        "    try: os.close(n)\n"
        "    except OSError: pass\n"
        "bad(5001)\n"
        "t = threading.Thread(target=bad, args=(5002,)); t.start(); t.join()\n"
        "if os.fork() == 0:\n"
        "    bad(5003)\n"
        "    os.execv(sys.executable, [sys.executable, '-c', 'import os; os.close(5004)'])\n"
        "os.wait()\n"
    )
    done = watched(sys.executable, "-c", program)
    assert done.returncode == 0
    lines = [one for one in done.stderr.splitlines() if one.startswith("close 5")]
    assert lines == [f"close 500{n} -9" for n in (1, 2, 3, 4)]


ALONE = """
import sys
from kapi.observe.stopping import Stopping
from kapi.vocab.architectures import ARCHITECTURES
def at_entry(call):
    return call.syscall, call.is_alone
run = Stopping(sys.argv[1:], {"close", "execve"}, ARCHITECTURES["x86_64"], at_entry)
for one in run:
    if one.arguments[0] > 5000 and one.syscall == "close":
        assert one.before[0] == one.syscall
        print(one.arguments[0], one.before[1], file=sys.stderr)
    elif one.syscall == "execve":
        print("execve", one.result, file=sys.stderr)
"""


def test_who_is_alone_with_descriptors_and_memory() -> None:
    program = (
        "import ctypes, os, subprocess, sys, threading\n"
        "def bad(n):\n"
        "    try: os.close(n)\n"
        "    except OSError: pass\n"
        "bad(5001)\n"
        "def both():\n"
        "    bad(5002)\n"
        "    subprocess.run([sys.executable, '-c', 'import os\\ntry: os.close(5003)\\n"
        "except OSError: pass'])\n"
        "t = threading.Thread(target=both); t.start(); t.join()\n"
        "while len(os.listdir('/proc/self/task')) > 1: pass\n"
        "bad(5004)\n"
        "if os.fork() == 0: bad(5005); os._exit(0)\n"
        "os.wait(); bad(5006)\n"
        "CLONE_FILES = 0x400 | 17\n"
        "if ctypes.CDLL(None).syscall(56, CLONE_FILES, 0, 0, 0, 0) == 0: bad(5007); os._exit(0)\n"
        "os.wait(); bad(5008)\n"
    )
    command = [sys.executable, "-c", ALONE, sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    said = dict(one.split() for one in done.stderr.splitlines() if one.startswith("5"))
    assert said == {
        "5001": "True",
        "5002": "False",
        "5003": "True",
        "5004": "True",
        "5005": "True",
        "5006": "True",
        "5007": "False",
        "5008": "True",
    }, done.stderr


def test_a_thread_that_executes_keeps_its_call() -> None:
    program = (
        "import os, threading\n"
        "threading.Thread(target=os.execv, args=('/bin/true', ['true'])).start()\n"
        "threading.Event().wait()"
    )
    command = [sys.executable, "-c", ALONE, sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.stderr.splitlines() == ["execve 0", "execve 0"]


def test_calls_of_32_bits_are_left_out_and_counted(narrow: str) -> None:
    program = (
        "import sys; from kapi.observe.stopping import Stopping\n"
        "from kapi.vocab.architectures import ARCHITECTURES\n"
        "wanted = {'close', 'openat', 'execve', 'wait4'}\n"
        "run = Stopping(sys.argv[1:], wanted, ARCHITECTURES['x86_64'], lambda call: None)\n"
        "print([one.syscall for one in run if one.syscall == 'execve'], run.foreign)"
    )
    done = subprocess.run([sys.executable, "-c", program, narrow], capture_output=True, text=True)
    # one of ours, from 64 bits to 32, and not that of the child, from 32 to 64
    assert done.stdout == "['execve'] 6\n", done.stderr


def test_search_for_the_program_is_not_the_program() -> None:
    path = os.pathsep.join(["/nonexistent", os.environ["PATH"]])
    command = [sys.executable, "-c", WATCHED, "true"]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PATH": path})
    assert done.returncode == 0
    assert "execve" not in done.stderr


def test_no_such_program() -> None:
    with pytest.raises(InputError, match="no such program"):
        Stopping(["/no/such/program"], {"close"}, X86_64)

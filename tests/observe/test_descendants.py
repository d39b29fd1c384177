"""What descends from a process: found in /proc, and watched by every back end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from kapi.errors import InputError
from kapi.observe.backend import Backend
from kapi.observe.bpf.run import BpfRun
from kapi.observe.descendants import is_alive, processes_of, told, with_descendants
from kapi.observe.strace_run import StraceRun
from kapi.observe.watched import outline
from kapi.vocab.architectures import ARCHITECTURES
from tests.needs import needs, watches_by_bpf

X86_64 = ARCHITECTURES["x86_64"]
FAMILY = """
import os, sys, threading, time
def made(number):
    while True:
        try: os.close(number)
        except OSError: time.sleep(0.01)
ended = os.fork() or os._exit(0)
threading.Thread(target=made, args=(5001,), daemon=True).start()
ready, tell = os.pipe()
child = os.fork()
if not child:
    grandchild = os.fork()
    if grandchild: os.write(tell, str(grandchild).encode())
    made(5003 if grandchild else 5004)
print(child, os.read(ready, 9).decode(), ended, flush=True)
sys.stdin.read()
os.kill(0, 9)
"""


@pytest.fixture(scope="module")
def family() -> Iterator[tuple[int, ...]]:
    """A process with a thread, a child, a grandchild, and a child that has ended."""
    program = [sys.executable, "-c", FAMILY]
    pipe = subprocess.PIPE
    with subprocess.Popen(program, stdin=pipe, stdout=pipe, start_new_session=True) as first:
        assert first.stdout is not None
        yield first.pid, *map(int, first.stdout.readline().split())
        first.communicate()


def test_children_of_children_and_not_those_that_ended(family: tuple[int, ...]) -> None:
    first, child, grandchild, _ = family
    began: list[int] = []
    assert with_descendants([first, child], began.append) == (first, child, grandchild)
    assert began == [first, child, grandchild]
    assert [*map(is_alive, family), is_alive(1 << 22)] == [True, True, True, False, False]


def test_kapi_does_not_watch_itself() -> None:
    found = with_descendants([os.getppid()])
    assert os.getppid() in found
    assert os.getpid() not in found


def test_a_thread_stands_for_its_process(family: tuple[int, ...]) -> None:
    threads = [int(one) for one in os.listdir(f"/proc/{family[0]}/task")]
    assert len(threads) == 2
    assert processes_of(threads) == (family[0],)
    with pytest.raises(InputError, match="no process 4194305"):
        processes_of([4194305])


def test_they_are_named(family: tuple[int, ...]) -> None:
    with open(f"/proc/{family[0]}/comm", encoding="ascii") as file:
        name = file.read().strip()
    assert told(family[:2]) == f"{family[0]} ({name}, 2 threads), {family[1]} ({name})"
    assert told([family[1]] * 7).endswith(f"{family[1]} ({name}) and 2 more")


def by_strace(pid: int) -> Backend:
    needs("strace")
    return StraceRun({"close"}, X86_64, pids=[pid], duration=1.0)


def by_bpf(pid: int) -> Backend:
    close = outline("close", X86_64)
    assert close is not None
    return BpfRun([close], X86_64, pids=[pid], duration=0.5)


@pytest.mark.parametrize("backend", [by_strace, pytest.param(by_bpf, marks=watches_by_bpf)])
def test_all_are_watched_that_are_there_already(
    backend: type[Backend], family: tuple[int, ...]
) -> None:
    found = {one.arguments[0] for one in backend(family[0])}  # type: ignore[call-arg, misc]
    assert found == {5001, 5003, 5004}
    assert all(map(is_alive, family[:3]))

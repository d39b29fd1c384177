"""What children leave is ended, where no name space of processes does it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kapi.conform.sandbox import left_over, room
from tests.conform.confined import confined
from tests.conform.test_foreign import as_program, programs, strange, users
from tests.conform.test_walls import NO_SPACES


def apart(work: Callable[[], bool]) -> bool:
    """Do the work in a process that inherits what its descendants leave."""
    made = os.fork()
    if made == 0:
        status = 1
        try:
            left_over.adopt()
            status = 0 if work() else 2
        finally:
            os._exit(status)
    return os.waitpid(made, 0)[1] == 0


def leave(count: int = 1) -> None:
    """Have processes of another session, whose parent has ended; the last ends by SIGKILL alone."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.setsid()
        for _ in range(count):
            if os.fork() == 0:
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                os.write(writing, b"x")
                signal.pause()
        os._exit(0)
    os.wait()
    assert len(os.read(reading, count)) > 0


def test_what_is_left_is_ended_and_others_stay() -> None:
    def work() -> bool:
        kept = os.fork()
        if kept == 0:
            signal.pause()
        leave(3)
        found = left_over.descendants(os.getpid())
        left_over.end_descendants((kept,))
        stays = left_over.descendants(os.getpid()) == [kept]
        left_over.end_descendants()
        return len(found) == 4 and stays and left_over.descendants(os.getpid()) == []

    assert apart(work)


def test_nobody_is_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(left_over, "_PATIENCE", 0.05)
    monkeypatch.setattr(left_over, "_GRACE", 0.05)

    def work() -> bool:
        leave()
        left_over.wait_for_all()
        return left_over.descendants(os.getpid()) == []

    assert apart(work)


def test_who_ends_by_itself_has_the_time_to() -> None:
    def work() -> bool:
        reading, writing = os.pipe()
        if os.fork() == 0:
            time.sleep(0.1)
            os.write(writing, b"done")
            os._exit(0)
        left_over.wait_for_all()
        return os.read(reading, 4) == b"done"

    assert apart(work)


@users
@programs
def test_a_program_that_goes_on_in_another_session_is_ended(user: str) -> None:
    """It is no member of the process group; the keeper once waited for it without end."""
    script = (
        "import os, signal\\nif os.fork() == 0:\\n  os.setsid()\\n  if os.fork() == 0:\\n"
        "    print(os.getpid(), file=open('done.', 'w'), flush=True)\\n"
        "    os.rename('done.', 'done')\\n    signal.pause()\\n  os._exit(0)\\nos.wait()"
    )
    said = (
        "said = []\n"
        "def look(pid, registers): said.append(open(f'/proc/{pid}/cwd/done').read())\n"
        "def work(case):\n"
        "    run(case, this_machine(), 9.0, before=look)\n"
        "    return int(said[-1])\n"
    )
    (number,) = confined(f"{NO_SPACES}{said}tell_all(work, [{as_program(script)}])", user)
    assert not Path(f"/proc/{number}").exists()


@users
def test_a_directory_whose_place_is_taken_is_not_changed(user: str, canary: Path) -> None:
    """A step has put a link where its room was: what is there was once opened up for removal."""
    inside = canary.parent / "inside"
    inside.mkdir()
    inside.chmod(0o755)
    os.chown(inside, canary.stat().st_uid, canary.stat().st_gid)
    steps = (
        "b = buffer(PATH_MAX);",
        'getcwd(b, PATH_MAX); rename(b, "../moved");',
        f'symlink("{canary.parent}", b);',
    )
    found = confined(f"{NO_SPACES}tell({strange(*steps)}, case('getpid'))", user)
    assert all(result for result, _ in found), found
    assert inside.stat().st_mode & 0o777 == 0o755
    assert canary.exists()


def test_a_link_in_a_room_is_removed_and_not_followed(tmp_path: Path) -> None:
    outside, place = tmp_path / "outside", tmp_path / "room"
    outside.mkdir()
    outside.chmod(0o755)
    (outside / "file").touch()
    place.mkdir()
    (place / "link").symlink_to(outside)
    room.remove(str(place))
    assert not place.exists()
    assert outside.stat().st_mode & 0o777 == 0o755
    assert (outside / "file").exists()


_BUILT = """
import tempfile
from kapi.conform.sandbox import room
top = tempfile.mkdtemp()
os.chdir(top)
for _ in range(1500):
    os.mkdir("d")
    os.mkdir("e")
    os.chdir("d")
for number in range(40):
    os.makedirs(f"{top}/{number}/inner")
    open(f"{top}/{number}/file", "w")
    os.chmod(f"{top}/{number}/inner", 0)
    os.chmod(f"{top}/{number}", 0)
os.chmod(f"{top}/d", 0)
os.chdir("/")
room.remove(top)
print(json.dumps(os.path.exists(top)))
"""


@users
def test_a_room_is_removed_whatever_is_in_it(user: str) -> None:
    """Directories in one another, more than Python calls functions or a path has names; shut."""
    assert confined(_BUILT, user) is False


def test_what_cleans_does_so_at_once_when_it_is_told_to_end(tmp_path: Path) -> None:
    place = tmp_path / "room"
    place.mkdir()

    def work() -> bool:
        room.on_end(place.rmdir)
        ready = time.monotonic() + 10
        (cleaner,) = room.cleaners()
        while time.monotonic() < ready and place.exists():
            os.kill(cleaner, signal.SIGTERM)
            time.sleep(0.01)
            os.waitpid(cleaner, os.WNOHANG)
        return not place.exists()

    assert apart(work)

"""kapi mount, export and embed as a user calls them; a real mount through FUSE."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kapi.kernel.debugfs_files import files_of
from kapi.pipeline import Options, find_specs
from tests.kernel.build import X86, compiled, source_of
from tests.kernel.test_image_specs import SMALL, read
from tests.needs import cannot, needs

START = 20  # seconds
COMMAND = [sys.executable, "-m", "kapi.cli.main"]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False
    )


def is_mounted(place: Path) -> bool:
    return f" {place} " in Path("/proc/self/mountinfo").read_text()


@contextmanager
def mounted(place: Path) -> Iterator[subprocess.Popen[str]]:
    needs("fusermount3")
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        cannot("/dev/fuse may not be opened")
    place.mkdir()
    with subprocess.Popen(
        [*COMMAND, "mount", str(place)], stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stderr is not None
            said = rf"kapi: \d+ specifications below {place}; fusermount3 -u {place}\n"
            assert re.fullmatch(said, server.stderr.readline())
            wait_for(lambda: is_mounted(place))
            yield server
        finally:
            if server.poll() is None:
                server.kill()
                server.wait()
            if is_mounted(place):
                subprocess.run(["fusermount3", "-u", "-z", str(place)], check=False)


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + START
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_mounted_tree_is_the_tree_that_is_exported(tmp_path: Path) -> None:
    assert run("export", "-q", "-t", "debugfs-tree", "-o", tmp_path / "tree").returncode == 0
    with mounted(tmp_path / "mount"):
        done = subprocess.run(
            ["diff", "-r", str(tmp_path / "tree"), str(tmp_path / "mount")],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (0, "")
        listed = run("list", "--debugfs", tmp_path / "mount")
        assert listed.returncode == 0
        assert "sys_mlock " in listed.stdout
        with pytest.raises(OSError, match="Read-only"):
            (tmp_path / "mount" / "list").write_text("x")
        with pytest.raises(FileNotFoundError):
            (tmp_path / "mount" / "specs" / "sys_nothing").read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_and_nothing_stays_mounted(number: int, tmp_path: Path) -> None:
    with mounted(tmp_path / "mount") as server:
        server.send_signal(number)
        server.wait(START)
        assert server.returncode == 0
        assert not is_mounted(tmp_path / "mount")


def test_fusermount_ends_it(tmp_path: Path) -> None:
    with mounted(tmp_path / "mount") as server:
        subprocess.run([needs("fusermount3"), "-u", str(tmp_path / "mount")], check=True)
        assert server.wait(START) == 0


@pytest.mark.parametrize("kind", ["full", "missing", "file"])
def test_a_place_that_will_not_do_is_one_line(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "mount"
    if kind == "full":
        (place / "inner").mkdir(parents=True)
    elif kind == "file":
        place.touch()
    done = run("mount", place)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert str(place) in done.stderr
    assert not is_mounted(place)


def test_without_fuse_it_says_what_to_do_instead(tmp_path: Path) -> None:
    (tmp_path / "mfusepy.py").write_text("raise OSError('Unable to find libfuse')\n")
    (tmp_path / "mount").mkdir()
    path = f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"
    done = subprocess.run(
        [*COMMAND, "mount", str(tmp_path / "mount")],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert done.returncode == 4
    assert "kapi export -t debugfs-tree" in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_the_extra_only_dwarf_cannot_be_read(tmp_path: Path) -> None:
    (spec,) = read(SMALL, tmp_path)
    for name, flags in (("plain.o", ()), ("described.o", ("-g",))):
        compiled(source_of([spec]), tmp_path / name, *flags)
    (tmp_path / "elftools.py").write_text("raise ImportError('none', name='elftools')\n")
    path = f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"
    codes = []
    for arguments in (
        ["list", str(tmp_path / "described.o")],
        ["list", str(tmp_path / "plain.o")],
        ["export", "-q", "mlock", "-t", "c-header"],
    ):
        done = subprocess.run(
            [*COMMAND, *arguments], capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        codes.append(done.returncode)
        assert ("install kapi[kernel]" in done.stderr) == ("described" in arguments[1])
    assert codes == [3, 0, 0]


def test_what_is_lost_is_said_on_standard_error_and_in_the_header() -> None:
    done = run("export", "mlock", "-t", "c-header")
    assert done.returncode == 0
    (told,) = done.stderr.splitlines()
    assert told.startswith("kapi: note: sys_mlock: c-header cannot say ")
    assert ", errors[].when (" in told
    assert " * errors[0].when\n" in done.stdout
    assert done.stdout.count("DEFINE_KERNEL_API_SPEC(sys_mlock)") == 1


def test_names_that_nobody_has_and_trees_without_a_place(tmp_path: Path) -> None:
    assert run("export", "mlok", "-t", "c-header").returncode == 1
    assert run("export", "mlock", "-t", "debugfs-tree").returncode == 2
    assert run("embed", "/dev/null", "-o", tmp_path / "x.o").returncode == 3
    assert not (tmp_path / "x.o").exists()
    (tmp_path / "taken").touch()
    done = run("export", "mlock", "-t", "debugfs-tree", "-o", tmp_path / "taken")
    assert done.returncode == 3
    assert done.stderr.startswith("kapi: cannot write")


def test_the_list_is_sorted_and_counted() -> None:
    specs = [*find_specs("munlock", [], Options()).specs, *find_specs("mlock", [], Options()).specs]
    rows = files_of(specs, X86)["list"]().decode().split("\n")
    assert rows[0] == "Available Kernel API Specifications"
    assert [row.split(" - ")[0] for row in rows[3:5]] == ["sys_mlock", "sys_munlock"]
    assert rows[-2] == "Total: 2 specifications"

"""What may be opened, how long it may take, and how a file is replaced."""

from __future__ import annotations

import os
import socket
import stat
import threading
import time
from pathlib import Path

import pytest

from kapi import files
from kapi.errors import InputError

LIMIT = 1000


@pytest.fixture
def special(tmp_path: Path) -> dict[str, str]:
    """A FIFO and a socket, and devices that never end."""
    os.mkfifo(tmp_path / "fifo")
    with socket.socket(socket.AF_UNIX) as one:
        place = os.getcwd()
        os.chdir(tmp_path)  # a socket's name must be short
        one.bind("socket")
        os.chdir(place)
    return {
        "FIFO": str(tmp_path / "fifo"),
        "socket": str(tmp_path / "socket"),
        "device": "/dev/zero",
        "directory": str(tmp_path),
    }


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b"])
def test_what_no_file_can_be_called(name: str) -> None:
    for read in (files.read_named, files.read_found, files.read_source):
        with pytest.raises(InputError, match="no file can have this name"):
            read(name, LIMIT)
    with pytest.raises((InputError, UnicodeEncodeError)):
        files.replace(name, b"")


@pytest.mark.parametrize("kind", ["FIFO", "socket", "device", "directory"])
def test_what_is_no_regular_file(special: dict[str, str], kind: str) -> None:
    for read in (files.read_named, files.read_found):
        with pytest.raises(InputError, match=f"this is a {kind}, not a regular file"):
            read(special[kind], LIMIT)


def test_a_link_is_followed_only_where_the_user_named_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"text")
    (tmp_path / "link").symlink_to("file")
    assert files.read_named(str(tmp_path / "link"), LIMIT) == b"text"
    with pytest.raises(InputError, match="this is a link"):
        files.read_found(str(tmp_path / "link"), LIMIT)


def test_files_of_the_kernels_own() -> None:
    assert files.read_named("/proc/self/stat", LIMIT)
    with pytest.raises(InputError, match="the kernel's own"):
        files.read_found("/proc/self/stat", LIMIT)


def test_size_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * LIMIT)
    assert len(files.read_named(str(path), LIMIT)) == LIMIT
    path.write_bytes(b"x" * (LIMIT + 1))
    with pytest.raises(InputError, match="larger than"):
        files.read_source(str(path), LIMIT)


def test_a_fifo_with_a_slow_writer_is_a_source(special: dict[str, str]) -> None:
    def write() -> None:
        time.sleep(0.1)
        with open(special["FIFO"], "wb") as file:
            file.write(b"one ")
            file.flush()
            time.sleep(0.1)
            file.write(b"two")

    writer = threading.Thread(target=write)
    writer.start()
    assert files.read_source(special["FIFO"], LIMIT) == b"one two"
    writer.join()


def test_a_fifo_without_a_writer_ends(
    special: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PATIENCE", 0.1)
    with pytest.raises(InputError, match="nobody writes"):
        files.read_source(special["FIFO"], LIMIT)


def test_a_pipe_of_the_shell() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"x" * 10)
    os.close(writing)
    assert files.read_source(f"/dev/fd/{reading}", LIMIT) == b"x" * 10
    os.close(reading)


def test_a_replaced_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link = tmp_path / "link"
    link.symlink_to("file")
    files.replace(str(link), b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    before = os.umask(0o027)
    files.replace(str(tmp_path / "fresh"), b"new")
    os.umask(before)
    assert stat.S_IMODE((tmp_path / "fresh").stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "fresh", "link"]


def test_a_draft_cannot_be_foreseen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links under every name made of the target's and our process id lead to a victim."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    for name in ("out", ".out"):
        for end in ("part", "tmp", str(os.getpid()), f"{os.getpid()}.part"):
            (tmp_path / f"{name}.{end}").symlink_to(victim)
    files.replace(str(tmp_path / "out"), b"new")
    assert victim.read_bytes() == b"mine"
    assert (tmp_path / "out").read_bytes() == b"new"


@pytest.mark.skipif(os.geteuid() != 0, reason="needs another user")
def test_a_link_of_another_user_in_a_directory_of_all(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    (shared / "out").symlink_to(tmp_path / "victim")
    os.lchown(shared / "out", 65534, 65534)
    with pytest.raises(InputError, match="another user"):
        files.replace(str(shared / "out"), b"x")
    assert not (tmp_path / "victim").exists()


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "out").write_bytes(b"old")
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        files.replace(str(tmp_path / "out"), b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").read_bytes() == b"old"


def test_where_caches_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert files.cache_directory() == Path("/somewhere/kapi")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert files.cache_directory() == Path.home() / ".cache/kapi"

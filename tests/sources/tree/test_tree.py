"""Trees and directories: walk, workers, cache, and files that cannot be read."""

from __future__ import annotations

import multiprocessing
import os
import stat
import time
from pathlib import Path
from typing import Any

import pytest

from kapi.sources.loaded import Content, InputKind
from kapi.sources.tree import directories as walk
from kapi.sources.tree import scan
from kapi.sources.tree import tree as tree_reader
from kapi.sources.tree.cache import TreeCache
from kapi.sources.tree.tree import read_tree
from tests.sources.examples import AFTER, NAMES, diff, mail

OLD = time.time() - 3600


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A kernel tree of three directories, one of them with specs."""
    root = tmp_path / "linux"
    for name, text in {
        "Kbuild": "",
        "MAINTAINERS": "",
        "kernel/widget.c": AFTER,
        "kernel/other.c": "int a;\n",
        "mm/widget.c": AFTER.replace("tune", "turn").replace("mute", "stop"),
        "mm/notes.txt": AFTER,
        "include/empty.h": "",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def names(content: Content) -> list[str]:
    return [spec.name for spec in content.reading.specs]


ALL = [*NAMES, "sys_turn", "sys_stop"]


def test_a_tree(tree: Path) -> None:
    content = read_tree(str(tree))
    assert content.kind is InputKind.TREE
    assert names(content) == ALL
    assert content.reading.findings == ()
    origin = content.reading.specs[2].origin
    assert (origin.source, origin.file, origin.line) == (str(tree), "mm/widget.c", 9)


@pytest.mark.parametrize("jobs", [1, 2])
def test_workers_change_nothing(tree: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kapi.sources.tree.tree._BATCH_FILES", 1)
    seen: list[int] = []
    content = read_tree(str(tree), jobs=jobs, progress=lambda done, *_: seen.append(done))
    assert names(content) == ALL
    assert seen == sorted(seen)
    assert seen[-1] == 4


def settle(root: Path) -> None:
    """Make the files look unchanged for an hour."""
    for path in root.rglob("*"):
        os.utime(path, (OLD, OLD))


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be remembered at once, though they were just written."""
    for module in (scan, walk):
        monkeypatch.setattr(module, "RACY_NS", 0)


@pytest.mark.usefixtures("settled")
def test_the_second_scan_reads_nothing(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    first = read_tree(str(tree), cache=cache)
    with monkeypatch.context() as patched:
        patched.setattr(tree_reader, "scan_directory", lambda *_: pytest.fail("a file was read"))
        patched.setattr(TreeCache, "save", lambda *_: pytest.fail("written again"))
        assert read_tree(str(tree), cache=cache) == first
    (tree / "mm/widget.c").write_text("int b;\n", encoding="utf-8")
    assert names(read_tree(str(tree), cache=cache)) == NAMES
    (tree / "kernel/widget.c").unlink()
    assert names(read_tree(str(tree), cache=cache)) == []
    (tree / "mm/new.c").write_text(AFTER, encoding="utf-8")
    assert names(read_tree(str(tree), cache=cache)) == NAMES


@pytest.mark.usefixtures("settled")
def test_the_second_scan_lists_only_what_changed(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tree / "mm/outside.c").symlink_to(tmp_path / "outside.c")
    (tree / "empty").mkdir()
    cache = tmp_path / "cache"
    first = read_tree(str(tree), cache=cache)
    listed: list[str] = []
    really = os.scandir

    def listing(path: str) -> Any:
        listed.append(path)
        return really(path)

    monkeypatch.setattr(os, "scandir", listing)
    assert read_tree(str(tree), cache=cache) == first
    # where a link leads may change without the directory
    assert [path for path in listed if path.startswith(str(tree))] == [str(tree / "mm")]
    (tree / "empty/deep").mkdir()
    (tree / "empty/deep/new.c").write_text(AFTER.replace("tune", "push"), encoding="utf-8")
    assert "sys_push" in names(read_tree(str(tree), cache=cache))


@pytest.mark.usefixtures("settled")
def test_a_directory_that_becomes_a_kernel_tree(tree: Path, tmp_path: Path) -> None:
    (tree / "Kbuild").unlink()
    (tree / "mm/1.patch").write_text(diff(), encoding="utf-8")
    cache = tmp_path / "cache"
    assert len(names(read_tree(str(tree), cache=cache))) == 6
    (tree / "Kbuild").touch()
    assert names(read_tree(str(tree), cache=cache)) == ALL


@pytest.mark.usefixtures("settled")
def test_a_change_that_keeps_size_and_time_is_seen(tree: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    settle(tree)
    assert names(read_tree(str(tree), cache=cache)) == ALL
    path = tree / "mm/widget.c"
    path.write_text(path.read_text(encoding="utf-8").replace("sys_stop", "sys_stay"), "utf-8")
    os.utime(path, (OLD, OLD))
    assert "sys_stay" in names(read_tree(str(tree), cache=cache))


def test_files_just_written_are_not_remembered(tree: Path, tmp_path: Path) -> None:
    read_tree(str(tree), cache=tmp_path / "cache")
    assert all(
        TreeCache(tmp_path / "cache", str(tree)).load().directories.get(d) is None
        for d in ("mm", "")
    )


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("data", [b"", b"junk", b"\x92\xa1a\x81\xa2mm\x92", b"\xff" * 50])
def test_a_damaged_cache_counts_as_none(tree: Path, tmp_path: Path, data: bytes) -> None:
    cache = tmp_path / "cache"
    read_tree(str(tree), cache=cache)
    (file,) = cache.iterdir()
    file.write_bytes(data)
    assert names(read_tree(str(tree), cache=cache)) == ALL
    assert len(TreeCache(cache, str(tree)).load().directories) == 3


def test_a_cache_that_cannot_be_written_is_no_error(tree: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert names(read_tree(str(tree), cache=blocked)) == ALL


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupt_leaves_nothing_behind(
    tree: Path, tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kapi.sources.tree.tree._BATCH_FILES", 1)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_tree(str(tree), jobs=jobs, cache=tmp_path / "cache", progress=interrupt)
    assert multiprocessing.active_children() == []
    assert not (tmp_path / "cache").exists()


def test_special_files_links_and_circles(tree: Path, tmp_path: Path) -> None:
    os.mkfifo(tree / "mm/fifo.c")
    os.mknod(tree / "mm/socket.c", stat.S_IFSOCK | 0o600)
    (tree / "mm/circle").symlink_to(tree)
    (tree / "mm/again.c").symlink_to(tree / "kernel/widget.c")
    (tree / "mm/dangling.c").symlink_to(tree / "nowhere.c")
    outside = tmp_path / "outside.c"
    outside.write_text(AFTER.replace("tune", "pull").replace("mute", "push"), encoding="utf-8")
    (tree / "mm/outside.c").symlink_to(outside)
    (tree / "mm/kernel.c").symlink_to("/proc/kmsg")
    (tree / "mm/zero.c").symlink_to("/dev/zero")
    content = read_tree(str(tree))
    assert names(content) == ALL
    assert [(skipped.file, skipped.reason) for skipped in content.skipped] == [
        ("mm/dangling.c", "a link to nothing"),
        ("mm/fifo.c", "this is a FIFO, not a regular file"),
        ("mm/kernel.c", "a link out of the tree"),
        ("mm/outside.c", "a link out of the tree"),
        ("mm/socket.c", "this is a socket, not a regular file"),
        ("mm/zero.c", "a link out of the tree"),
    ]
    assert {(finding.code, finding.span.file) for finding in content.reading.findings} == {
        ("unreadable-input", "mm/dangling.c"),
        ("unread-link", "mm/kernel.c"),
        ("unread-link", "mm/outside.c"),
        ("unread-link", "mm/zero.c"),
    }


def test_a_file_that_cannot_be_read(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal is played."""
    really_open = os.open

    def refuse(path: str, *rest: int) -> int:
        if path.endswith("kernel/widget.c"):
            raise PermissionError(13, "Permission denied")
        return really_open(path, *rest)

    monkeypatch.setattr(os, "open", refuse)
    content = read_tree(str(tree))
    assert names(content) == ["sys_turn", "sys_stop"]
    (finding,) = content.reading.findings
    assert (finding.code, finding.span.file) == ("unreadable-input", "kernel/widget.c")
    assert "Permission denied" in finding.message


def test_files_and_directories_that_vanish(
    tree: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """They are gone between the listing of their directory and the look at them."""
    really = scan.files.open_found

    def vanish(path: str) -> int:
        (tree / "mm/widget.c").unlink(missing_ok=True)
        return really(path)

    monkeypatch.setattr(scan.files, "open_found", vanish)
    content = read_tree(str(tree), jobs=1)
    assert names(content) == NAMES
    assert [(f.code, f.span.file) for f in content.reading.findings] == [
        ("unreadable-input", "mm/widget.c")
    ]
    monkeypatch.setattr(scan.files, "open_found", really)
    really_stat = os.stat

    def gone(path: str, **rest: Any) -> os.stat_result:
        if path == str(tree / "kernel"):
            raise FileNotFoundError(2, "No such file or directory", path)
        return really_stat(path, **rest)

    monkeypatch.setattr(os, "stat", gone)
    content = read_tree(str(tree), jobs=1, cache=tmp_path / "cache")
    assert [(f.code, f.span.file) for f in content.reading.findings] == [
        ("unreadable-input", "kernel")
    ]


def test_names_that_are_no_text(tree: Path, tmp_path: Path) -> None:
    (tree / "mm" / os.fsdecode(b"od\xffd")).mkdir()
    (tree / "mm" / os.fsdecode(b"od\xffd/\xfe.c")).write_text(AFTER, encoding="utf-8")
    for _ in range(2):
        content = read_tree(str(tree), cache=tmp_path / "cache")
        assert "mm/od\\udcffd/\\udcfe.c" in {spec.origin.file for spec in content.reading.specs}


def test_binary_and_damaged_files_of_a_tree(tree: Path) -> None:
    (tree / "mm/binary.c").write_bytes(bytes(range(32)) * 9 + b"KAPI_")
    (tree / "mm/latin.c").write_bytes(AFTER.replace("\N{EN DASH}", "\u00fc").encode("latin-1"))
    content = read_tree(str(tree))
    assert [(f.code, f.span.file) for f in content.reading.findings] == [
        ("unreadable-input", "mm/binary.c"),
        ("undecodable-bytes", "mm/latin.c"),
    ]
    assert len(content.reading.specs) == 6


def test_a_directory_of_mails_patches_and_c(tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_text(mail(), encoding="utf-8")
    (tmp_path / "2.patch").write_text(diff(), encoding="utf-8")
    (tmp_path / "3.txt").write_text(f"An example:\n\n{AFTER}", encoding="utf-8")
    (tmp_path / "4.c").write_text(AFTER, encoding="utf-8")
    (tmp_path / "5.json").write_text('{"version": 1}', encoding="utf-8")
    content = read_tree(str(tmp_path))
    assert content.kind is InputKind.DIRECTORY
    assert names(content) == NAMES * 3
    assert content.reading.specs[0].origin.source == str(tmp_path / "1.eml")


def test_a_directory_without_sources(tmp_path: Path) -> None:
    (tmp_path / "README").write_text("words")
    (finding,) = read_tree(str(tmp_path)).reading.findings
    assert finding.code == "no-sources"

"""Code that is kept counts for the text, the modules and the user that it was made from and for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import kapi
from kapi.pipeline import kept_checks
from kapi.pipeline.kept_checks import KeptChecks, Made

FILES = {"mlock": "kapi:mm/mlock.c", "close": "kapi:fs/close.c"}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "kapi" / "checks.msgpack"


def fresh(machine: str = "x 4096", code: bytes | None = b"code") -> KeptChecks:
    return KeptChecks(FILES, lambda name: Made(code, name == "close"), machine)


def kept() -> KeptChecks:
    first = fresh()
    first.keep(["mlock", "of a spec of the user"])
    return first


def test_what_was_kept_is_at_hand_in_the_next_run(cache: Path) -> None:
    kept()
    assert fresh().kept("mlock") == b"code"
    assert fresh().kept("close") is None
    assert cache.stat().st_mode & 0o777 == 0o600


def test_what_was_kept_is_not_made_again(cache: Path) -> None:
    kept()
    assert fresh(code=b"other").made("mlock") == b"code"
    assert fresh(code=b"other").made("close") == b"other"


def test_what_was_made_is_at_hand_in_the_next_run_whoever_judged_its_calls(cache: Path) -> None:
    first = fresh()
    first.made("close")
    first.keep([])
    assert fresh().kept("close") == b"code"
    assert fresh().at_hand("close") == Made(b"code", True)


def test_another_machine_or_another_kapi_has_its_own(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept()
    assert fresh(machine="x 16384").kept("mlock") is None
    monkeypatch.setattr(kept_checks, "_modules", lambda: 1)
    assert fresh().kept("mlock") is None


def test_a_module_that_differs_and_is_no_newer_counts(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "tree"
    root.mkdir()
    (root / "__init__.py").write_text("")
    (root / "old.py").write_text("one")
    os.utime(root / "old.py", (1, 1))
    monkeypatch.setattr(kapi, "__file__", str(root / "__init__.py"))
    kept()
    assert fresh().kept("mlock") == b"code"
    (root / "old.py").write_text("other")
    os.utime(root / "old.py", (1, 1))
    assert fresh().kept("mlock") is None


def test_another_text_counts_as_none(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept()
    edited = tmp_path / "mlock.c"
    edited.write_text("/** another text */")
    monkeypatch.setattr(kept_checks, "catalogue_path", lambda _: str(edited))
    assert fresh().kept("mlock") is None


@pytest.mark.parametrize("content", [b"", b"\x93", b"not msgpack", b"\xc0"])
def test_a_damaged_file_counts_as_none(content: bytes, cache: Path) -> None:
    kept()
    cache.write_bytes(content)
    assert fresh().kept("mlock") is None


def test_what_others_can_write_counts_as_none(cache: Path) -> None:
    kept()
    cache.chmod(0o620)
    assert fresh().kept("mlock") is None


@pytest.mark.skipif(os.geteuid() != 0, reason="needs another user")
def test_a_file_of_another_user_counts_as_none(cache: Path) -> None:
    kept()
    os.chown(cache, 65534, 65534)
    assert fresh().kept("mlock") is None


def test_a_link_counts_as_none(cache: Path) -> None:
    kept()
    moved = cache.rename(cache.with_name("elsewhere"))
    cache.symlink_to(moved)
    assert fresh().kept("mlock") is None


def test_without_a_memory_nothing_is_written(cache: Path) -> None:
    KeptChecks(FILES, lambda _: Made(b"code", False), "x", remember=False).keep(["mlock"])
    assert not cache.exists()


def test_a_directory_that_cannot_be_made_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    kept()


def test_that_there_can_be_no_code_is_kept_too(cache: Path) -> None:
    fresh(code=None).keep(["mlock"])
    assert fresh(code=b"other").made("mlock") is None


def test_what_is_kept_in_a_later_run_is_added(cache: Path) -> None:
    kept()
    fresh().keep(["close"])
    assert fresh().kept("mlock") == fresh().kept("close") == b"code"


def test_a_module_behind_a_link_counts_as_the_link(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "tree"
    root.mkdir()
    (root / "__init__.py").write_text("")
    (root / "gone.py").symlink_to(tmp_path / "nowhere")
    monkeypatch.setattr(kapi, "__file__", str(root / "__init__.py"))
    kept()
    assert fresh().kept("mlock") == b"code"

from __future__ import annotations

import os
import struct

import pytest

from kapi.vocab.architectures import ARCHITECTURES, CONFIG_SYMBOLS, architecture, this_machine
from tests.vocab.linux_tree import linux_tree


def test_names_and_aliases_are_unique() -> None:
    names = [name for arch in ARCHITECTURES.values() for name in (arch.name, *arch.aliases)]
    assert len(names) == len(set(names))
    for name in names:
        assert architecture(name) is not None
    assert architecture("vax") is None


def test_the_running_machine() -> None:
    arch = this_machine()
    if arch is None:
        pytest.skip(f"no record of {os.uname().machine}")
    if struct.calcsize("P") * 8 == arch.word_bits:
        assert os.sysconf("SC_PAGESIZE") in arch.page_sizes


def test_config_symbols() -> None:
    assert architecture("ppc64le").config == "CONFIG_PPC"  # type: ignore[union-attr]
    assert architecture("x32").config == "CONFIG_X86"  # type: ignore[union-attr]
    assert set(CONFIG_SYMBOLS) == {a.kernel for a in ARCHITECTURES.values()} | {"um"}


def test_the_tree_has_these_architectures_and_symbols() -> None:
    tree = linux_tree()
    for name, symbol in CONFIG_SYMBOLS.items():
        kconfig = "".join(path.read_text() for path in (tree / "arch" / name).rglob("Kconfig*"))
        assert f"config {symbol.removeprefix('CONFIG_')}\n" in kconfig, name
    directories = {path.name for path in (tree / "arch").iterdir() if path.is_dir()}
    assert directories == set(CONFIG_SYMBOLS)


def test_page_sizes() -> None:
    assert ARCHITECTURES["x86_64"].page_size == 4096
    assert ARCHITECTURES["arm64"].page_size is None

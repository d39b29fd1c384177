"""The tables against the headers of the system's C compiler, for the machine under the test."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from kapi.vocab.architectures import ARCHITECTURES, this_machine
from kapi.vocab.integers import CType
from kapi.vocab.tables import Constant, table
from tests.needs import needs
from tests.vocab.compiler import ask_compiler

FILES = ["errnos", "signals", "capabilities", "constants", "sizes", "syscalls"]
# These grow with every kernel: ends of enumerations, sums of all flags.
GROWING = re.compile(
    r"_MAX|^MAX_|_LAST|_MASK$|SUPPORTED|FEATURES|_IOCTLS|^NSIG|^CAP_LAST|_SHIFT$|_NR$|_CNT$"
)
WORD = (1 << 64) - 1


@pytest.mark.parametrize("file", FILES)
def test_values_are_those_of_the_system_headers(file: str) -> None:
    needs("gcc")
    machine = this_machine()
    if machine is None:
        pytest.skip("the machine under the test has no tables")
    prefix = "__NR_" if file == "syscalls" else ""
    mine = {prefix + name: number for name, number in table(file).on(machine).items()}
    theirs = ask_compiler(mine)
    assert len(theirs) > len(mine) // 2
    for name, number in theirs.items():
        if file == "sizes" or GROWING.search(name):
            continue
        assert mine[name] & WORD == number & WORD, name
    if file == "sizes":  # structures may have grown since the headers, and most have not
        grown = [name for name, size in theirs.items() if mine[name] != size]
        assert len(grown) < len(theirs) // 10


@pytest.mark.parametrize("file", [*FILES, "later", "libc"])
def test_every_entry_is_well_formed(file: str) -> None:
    names = table(file)
    assert re.fullmatch(r"\d+\.\d+(\.\d+)?", names.kernel)
    for name in names:
        assert re.fullmatch(r"\w+|(struct|union) \w+(\.\w+)?", name), name
        assert names.header(name)
        on_any = [names.value(name, arch) for arch in ARCHITECTURES.values()]
        assert any(on_any), name
        for constant in on_any:
            if constant is not None:
                assert constant.type.minimum <= constant.number <= constant.type.maximum, name


@pytest.mark.parametrize("file", [*FILES, "later", "libc"])
def test_overrides_name_real_architectures(file: str) -> None:
    for entry in table(file)._values.values():
        if isinstance(entry, dict):
            words = " ".join(entry).split()
            assert set(words) <= set(ARCHITECTURES)
            assert len(words) == len(set(words))


def test_types_follow_the_suffix_and_the_architecture() -> None:
    constants = table("constants")
    x86, i386 = ARCHITECTURES["x86_64"], ARCHITECTURES["i386"]
    assert constants.value("SIZE_MAX", x86) == Constant((1 << 64) - 1, CType(64, False))
    assert constants.value("SIZE_MAX", i386) == Constant((1 << 32) - 1, CType(32, False))
    assert constants.value("AT_FDCWD", x86) == Constant(-100, CType(32, True))
    assert constants.value("NO_SUCH_NAME", x86) is None
    assert constants.header("EPOLLET") == "linux/eventpoll.h"


def test_words_do_not_read_the_tables() -> None:
    code = "import sys, kapi.vocab.words; print('kapi.vocab.tables' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
